/** Everything the page knows, in one place. */

/**
 * @template T
 * @param {T} initial
 * @returns {{get: () => T, set: (change: Partial<T>) => void, subscribe: (listener: () => void) => void}}
 */
export function createStore(initial) {
  let state = initial;
  const listeners = [];
  return {
    get: () => state,
    set(change) {
      state = {...state, ...change};
      listeners.forEach((listener) => listener());
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
