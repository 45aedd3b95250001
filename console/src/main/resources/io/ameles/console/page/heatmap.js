/** The matrix R[i][j]: accuracy on j when i was the newest that was learned. A table, in colours. */
import {h} from './dom.js';
import {exact, percent, points} from './format.js';
import {glyph} from './parts.js';

/** From so many columns on, numbers would not fit; they are in the titles then. */
const DENSE = 24;
/**
 * @typedef {object} Deleted that all examples of a column were deleted, once or several times
 * @property {number} since when for the first time, in milliseconds since 1970
 * @property {number} at when for the last time
 * @property {boolean} [isBack] whether it was measured again afterwards; without it, the row in which it
 *     was deleted may still hold what was measured before
 */

/** The colours span so much of accuracy at least, or noise would look like forgetting. */
const NARROWEST = 0.4;

/**
 * @param {import('./types.js').Forgetting} learner
 * @returns {Map<string, Deleted>} by column
 */
export function deletedColumns({deleted}) {
  return new Map(deleted.map(({column, first, last}) => [column, {since: Date.parse(first), at: Date.parse(last)}]));
}

/**
 * A row knows only when it was last measured at all. That the deletion fell into the time of a row says
 * that its value is from before or from after, and only the series of the column tells which.
 *
 * @param {import('./types.js').Forgetting} learner
 * @param {Deleted} gone
 * @param {number} column
 * @returns {boolean} whether the series is needed
 */
export function isUncertain({rows}, gone, column) {
  const i = rowOfDeletion(rows, gone);
  return i >= 0 && isNumber(rows[i].cells[column]);
}

/** Rows begin one after the other: the first that ends after the deletion is the one it fell into. */
function rowOfDeletion(rows, {at}) {
  return rows.findIndex((row) => Date.parse(row.at) >= at);
}

/** Which rows were measured when the column had come back after its deletion. */
function isAfterReturn(rows, i, gone) {
  const first = rowOfDeletion(rows, gone);
  return first >= 0 && (i > first || (i === first && gone.isBack === true));
}

function isNumber(value) {
  return value !== null && value !== undefined;
}

/**
 * @param {import('./types.js').Forgetting} learner
 * @returns {[number, number]} where the colours begin and end, so that differences can be seen
 */
export function heatRange({rows}) {
  const values = rows.flatMap(({cells}) => cells).filter((value) => typeof value === 'number');
  if (values.length === 0) {
    return [0, 1];
  }
  const most = Math.ceil(10 * Math.max(...values)) / 10;
  const least = Math.floor(10 * Math.min(...values)) / 10;
  return [Math.max(0, Math.min(least, most - NARROWEST)), Math.max(most, NARROWEST)];
}

/**
 * @param {import('./types.js').Forgetting} matrix
 * @param {Map<string, Deleted>} deleted
 */
export function heatMap(matrix, deleted) {
  const {columns, rows, kind, learner} = matrix;
  const [least, most] = heatRange(matrix);
  const warmth = (value) => (value - least) / (most - least);
  const isDense = columns.length > DENSE;
  const caption = `Accuracy of ${learner}: a row for each ${kind} when it was the newest, a column for each ${kind} it was measured on`;
  return h(
    'div',
    {class: 'table-frame', tabindex: '0', role: 'group', 'aria-label': caption},
    h(
      'table',
      {class: isDense ? 'heat dense' : 'heat'},
      h('caption', {class: 'visually-hidden'}, caption),
      h('thead', null, header(columns, kind, deleted)),
      h('tbody', null, rows.map((row, i) => line(rows, i, columns, deleted, {isDense, warmth}))),
      h('tfoot', null, lost(columns, rows, deleted, isDense)),
    ),
  );
}

function header(columns, kind, deleted) {
  const cells = columns.map((column) =>
    h(
      'th',
      {scope: 'col', key: column, title: column},
      h('span', {class: 'heat-name'}, deleted.has(column) && glyph('deletion'), column),
    ),
  );
  return h('tr', null, h('th', {scope: 'col', class: 'corner'}, `after \\ on ${kind}`), cells);
}

function line(rows, index, columns, deleted, {isDense, warmth}) {
  const {tag, at, epoch, cells} = rows[index];
  const time = Date.parse(at);
  const cellsShown = columns.map((column, j) => {
    const isGone = isDeleted(rows, index, j, deleted.get(column));
    return cell(cells[j], {column, tag, isGone, isOwn: column === tag, isDense, warmth});
  });
  return h('tr', {key: index}, h('th', {scope: 'row', title: `${tag}: version ${epoch}, ${exact(time)}`}, h('span', {class: 'heat-name'}, tag)), cellsShown);
}

/** Where nothing is measured, any deletion before says why; a value may be from after the last one. */
function isDeleted(rows, i, column, gone) {
  if (gone === undefined) {
    return false;
  }
  const time = Date.parse(rows[i].at);
  return isNumber(rows[i].cells[column]) ? gone.at <= time && !isAfterReturn(rows, i, gone) : gone.since <= time;
}

function cell(value, {column, tag, isGone, isOwn, isDense, warmth}) {
  if (!isNumber(value)) {
    const why = isGone ? 'deleted on request' : 'not measured';
    return h('td', {class: isGone ? 'deleted' : 'none', key: column, title: `${column} after ${tag}: ${why}`}, isGone && !isDense ? '◆' : '');
  }
  const tone = ['heat-cell', warmth(value) > 0.5 && 'strong', isOwn && 'own', isGone && 'deleted'].filter(Boolean).join(' ');
  const attributes = {
    class: tone,
    key: column,
    title: `${column} after ${tag}: ${percent(value)}${isGone ? ', deleted on request' : ''}`,
    vars: {'--heat': `${(100 * warmth(value)).toFixed(1)}%`},
  };
  return h('td', attributes, isDense ? h('span', {class: 'visually-hidden'}, percent(value)) : (100 * value).toFixed(0));
}

/** What each column has lost since its best, but for those that are deleted; of one that came back, since then. */
function lost(columns, rows, deleted, isDense) {
  const cells = columns.map((column, j) => {
    const gone = deleted.get(column);
    const counted = gone ? rows.filter((row, i) => isAfterReturn(rows, i, gone)) : rows;
    const values = counted.map((row) => row.cells[j]).filter(isNumber);
    if (gone && values.length === 0) {
      return h('td', {key: column, class: 'asked', title: `${column}: deleted on request`}, isDense ? '' : 'asked');
    }
    const change = values.length > 0 ? values.at(-1) - Math.max(...values) : null;
    const tone = change !== null && change < -0.1 ? 'worse' : '';
    const text = change === null ? '–' : points(change);
    return h('td', {key: column, class: tone, title: `${column}: ${text} percentage points since its best`}, isDense ? '' : text);
  });
  return h('tr', null, h('th', {scope: 'row'}, 'since its best, pp'), cells);
}
