/** Requests, page by page into the past, with those that are not over whatever their age. */
import {isPending, keyOf} from './life.js';

/** So many rows are in a page. */
const PAGE = 100;
/** So many rows the server gives at most. */
const MOST = 1000;
/** So many pages may lie between the newest one and the next; then they are left out. */
const BRIDGES = 5;

/**
 * @typedef {object} Cursor where a page ended
 * @property {string} key of its last row
 * @property {number} sequence of the first receipt of that row; newer requests have higher ones
 *
 * @typedef {object} Pages
 * @property {import('./types.js').Answer} answer of the first page
 * @property {import('./types.js').Request[]} requests without doubles, the newest first after those that
 *     only the list of what is pending has
 * @property {import('./types.js').Answer} last of the last page
 * @property {?Cursor} next where the next page begins; null if there is none or it is not known yet
 */

/**
 * @param {object} context of the view
 * @param {string} stage '' for all
 * @param {Cursor[]} cursors that were reached by asking for more
 * @returns {Pages}
 */
export function requestPages(context, stage, cursors) {
  const filter = stage ? `&stage=${stage}` : '';
  const need = (cursor) => context.need(`v1/deletions?limit=${PAGE}${filter}${cursor ? `&before=${encodeURIComponent(cursor.key)}` : ''}`);
  const pending = context.need(`v1/deletions?pending=true&limit=${MOST}`).data?.requests ?? [];
  const first = need(null);
  const pages = [first];
  for (let i = 0; cursors.length > 0 && i < BRIDGES && isShort(pages.at(-1), cursors[0]); i++) {
    pages.push(need(endOf(pages.at(-1))));
  }
  pages.push(...cursors.map(need));
  const wanted = pending.filter((row) => isPending(row) && (!stage || row.stage === stage));
  return {answer: first, requests: merged([wanted, ...pages.map(rowsOf)]), last: pages.at(-1), next: next(pages.at(-1))};
}

/** New requests have moved the newest page away from the next one: what is between must be asked for. */
function isShort(page, cursor) {
  return isFull(page) && endOf(page).sequence > cursor.sequence;
}

function next(page) {
  return isFull(page) ? endOf(page) : null;
}

function isFull(page) {
  return rowsOf(page).length >= PAGE;
}

function endOf(page) {
  const last = rowsOf(page).at(-1);
  return {key: keyOf(last), sequence: last.receipts[0]?.sequence ?? 0};
}

function rowsOf({data}) {
  return data?.requests ?? [];
}

function merged(lists) {
  const rows = new Map();
  for (const row of lists.flat()) {
    rows.set(keyOf(row), row);
  }
  return [...rows.values()];
}
