/** The stream of what is new, which comes back by itself. */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const EVENTS = ['state', 'points', 'requests', 'dead-letters'];

/**
 * @param {object} listener
 * @param {(event: string, data: *) => void} listener.received
 * @param {(again: boolean) => void} listener.opened again: after it was lost, so that what was missed
 *     must be fetched
 * @param {(retryAt: number) => void} listener.lost retryAt: when the next attempt is made
 * @returns {{retry: () => void}}
 */
export function openStream(listener) {
  let source = null;
  let wait = FIRST_WAIT;
  let timer = 0;
  let opened = 0;

  function connect() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource('v1/stream');
    source.onopen = () => {
      wait = FIRST_WAIT;
      listener.opened(opened > 0);
      opened++;
    };
    source.onerror = lost;
    for (const event of EVENTS) {
      source.addEventListener(event, (message) => listener.received(event, JSON.parse(message.data)));
    }
  }

  /** The browser's own attempts stop at the first answer that is no stream, so we make ours. */
  function lost() {
    source.close();
    clearTimeout(timer);
    timer = setTimeout(connect, wait);
    listener.lost(Date.now() + wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }

  // A page that was left may be kept for going back, and its stream would keep one of the few
  // connections that a browser has for a host.
  addEventListener('pagehide', () => {
    source.close();
    clearTimeout(timer);
  });
  addEventListener('pageshow', ({persisted}) => persisted && connect());

  connect();
  return {
    retry() {
      wait = FIRST_WAIT;
      connect();
    },
  };
}
