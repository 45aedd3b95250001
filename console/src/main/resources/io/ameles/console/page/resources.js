/**
 * What views ask the server for: fetched when first needed, kept while it is shown, fetched again when
 * something happened that may have changed it.
 */
import {get} from './api.js';

/** So many milliseconds lie between two fetches of the same thing at least. */
const PAUSE = 3000;

/**
 * @typedef {object} Entry
 * @property {import('./types.js').Answer} answer
 * @property {boolean} stale
 * @property {boolean} loading
 * @property {number} loadedAt
 * @property {number} timer
 */

export class Resources {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #used = new Set();
  #changed;

  /** @param {() => void} changed called when an answer is there or has changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Begins a rendering: what is not needed until {@link end} is forgotten. */
  begin() {
    this.#used.clear();
  }

  /**
   * @param {string} path
   * @returns {import('./types.js').Answer}
   */
  need(path) {
    this.#used.add(path);
    let entry = this.#entries.get(path);
    if (!entry) {
      const answer = {status: 'loading', data: null, error: null};
      entry = {answer, stale: true, loading: false, loadedAt: 0, timer: 0};
      this.#entries.set(path, entry);
    }
    if (entry.stale && !entry.loading && !entry.timer) {
      this.#schedule(path, entry);
    }
    return entry.answer;
  }

  end() {
    for (const [path, entry] of this.#entries) {
      if (!this.#used.has(path)) {
        clearTimeout(entry.timer);
        this.#entries.delete(path);
      }
    }
  }

  /** @param {(path: string, data: *) => boolean} matches which answers may be out of date; data is null before there is any */
  invalidate(matches) {
    for (const [path, entry] of this.#entries) {
      if (matches(path, entry.answer.data)) {
        entry.stale = true;
        if (!entry.loading && !entry.timer) {
          this.#schedule(path, entry);
        }
      }
    }
  }

  /**
   * Changes answers in place of a fetch.
   *
   * @param {(path: string) => boolean} matches
   * @param {(data: *, path: string) => *} change from the old to the new data
   */
  amend(matches, change) {
    for (const [path, entry] of this.#entries) {
      if (entry.answer.data && matches(path)) {
        entry.answer = {...entry.answer, data: change(entry.answer.data, path)};
      }
    }
  }

  #schedule(path, entry) {
    const wait = Math.max(0, entry.loadedAt + PAUSE - Date.now());
    entry.timer = setTimeout(() => this.#load(path, entry), wait);
  }

  async #load(path, entry) {
    entry.timer = 0;
    entry.loading = true;
    entry.stale = false;
    try {
      const data = await get(path);
      entry.answer = {status: 'ready', data, error: null};
    } catch (error) {
      entry.answer = {status: 'failed', data: entry.answer.data, error};
    }
    entry.loading = false;
    entry.loadedAt = Date.now();
    if (this.#entries.get(path) === entry) {
      this.#changed();
      if (entry.stale && !entry.timer) {
        this.#schedule(path, entry);
      }
    }
  }
}
