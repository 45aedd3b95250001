/** Pieces that several views are made of. */
import {h} from './dom.js';
import {ago, words} from './format.js';

/**
 * @param {string} title
 * @param {?string} lead one sentence
 * @param {...*} aside what stands at the end of the line
 */
export function heading(title, lead, ...aside) {
  return h(
    'div',
    {class: 'heading', key: 'heading'},
    h('div', null, h('h1', {tabindex: '-1'}, title), lead && h('p', {class: 'lead'}, lead)),
    h('div', {class: 'heading-aside'}, aside),
  );
}

/**
 * @param {string} title
 * @param {*} content
 * @param {{note?: *, wide?: boolean, id?: string}} [options]
 */
export function panel(title, content, {note, wide = false, id = title} = {}) {
  const name = `panel-${id.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return h(
    'section',
    {class: wide ? 'panel wide' : 'panel', key: name, 'aria-labelledby': name},
    h('header', {class: 'panel-head'}, h('h2', {id: name}, title), note && h('div', {class: 'panel-note'}, note)),
    content,
  );
}

/** Where there is nothing yet: what will be here and how to get there. */
export function empty(title, hint) {
  return h('div', {class: 'empty'}, h('p', {class: 'empty-title'}, title), h('p', null, hint));
}

/** @param {number} lines how high it is, so that nothing jumps when the content is there */
export function loading(lines = 4) {
  const rows = Array.from({length: lines}, (_, i) => h('div', {class: `bone bone-${i % 3}`}));
  return h('div', {class: 'loading', 'aria-busy': 'true'}, h('span', {class: 'visually-hidden'}, 'Loading'), rows);
}

/**
 * What to show of an answer.
 *
 * @param {import('./types.js').Answer} answer
 * @param {(data: *) => *} show
 * @param {{lines?: number, retry?: () => void}} [options]
 */
export function fromAnswer(answer, show, {lines = 4, retry} = {}) {
  if (answer.data) {
    return show(answer.data);
  }
  return answer.status === 'failed' ? failure(answer.error, retry) : loading(lines);
}

/** @param {Error} error */
export function failure(error, retry) {
  return h(
    'div',
    {class: 'empty failed', role: 'alert'},
    h('p', {class: 'empty-title'}, 'This could not be loaded'),
    h('p', null, error.message),
    retry && h('button', {type: 'button', class: 'button', on: {click: retry}}, 'Try again'),
  );
}

/**
 * @param {string} label
 * @param {*} value
 * @param {*} [note]
 * @param {string} [tone] '', 'warning' or 'critical'
 */
export function figure(label, value, note = null, tone = '') {
  return h(
    'div',
    {class: `figure ${tone}`, key: label},
    h('dt', null, label),
    h('dd', null, h('span', {class: 'figure-value'}, value), h('span', {class: 'figure-note'}, note ?? '\u00a0')),
  );
}

/** @param {*} figures */
export function figures(...children) {
  return h('dl', {class: 'figures', key: 'figures'}, children);
}

/**
 * On a narrow screen every row becomes a list of its cells, each under the title of its column.
 *
 * @param {{title: string, number?: boolean, class?: string}[]} columns
 * @param {{key: *, cells: *[], class?: string}[]} rows
 * @param {string} caption for those who do not see it
 */
export function table(columns, rows, caption) {
  const kind = (i) => [columns[i].number && 'number', columns[i].class].filter(Boolean).join(' ') || null;
  return h(
    'div',
    {class: 'table-frame', tabindex: '0', role: 'group', 'aria-label': caption},
    h(
      'table',
      {class: 'rows'},
      h('caption', {class: 'visually-hidden'}, caption),
      h('thead', null, h('tr', null, columns.map((column, i) => h('th', {scope: 'col', class: kind(i)}, column.title)))),
      h(
        'tbody',
        null,
        rows.map(({key, cells, class: name}) =>
          h('tr', {key, class: name}, cells.map((cell, i) => h('td', {class: kind(i), 'data-title': columns[i].title}, cell))),
        ),
      ),
    ),
  );
}

const GLYPHS = {deletion: '◆', alarm: '▲', restart: '❙', critical: '■', warning: '▲', fine: '●'};

/** A sign that is told apart by its shape as well as by its colour. */
export function glyph(kind) {
  return h('span', {class: `glyph glyph-${kind}`, 'aria-hidden': 'true'}, GLYPHS[kind]);
}

/**
 * @param {string} text
 * @param {string} [tone] 'fine', 'warning', 'critical' or ''
 */
export function badge(text, tone = '', title = null) {
  return h('span', {class: `badge ${tone}`, title}, text);
}

/** @param {string} scope of a deletion, with what it is about */
export function target({scope, target: name}) {
  const isPseudonym = scope === 'SUBJECT' || scope === 'EXAMPLES';
  if (!isPseudonym) {
    return [h('span', {class: 'muted'}, `${words(scope)} `), h('span', {class: 'name'}, name)];
  }
  const shown = name ? h('code', {title: `Pseudonym ${name}`}, name.slice(0, 8)) : 'several';
  return [h('span', {class: 'muted'}, `${words(scope)} `), shown];
}

/** @param {string} requestId */
export function requestLink(requestId) {
  return h('a', {href: `#/deletions/${encodeURIComponent(requestId)}`, class: 'name'}, requestId);
}

/** @param {{kind: string, at: string, body: *, key: string}[]} entries newest first */
export function feed(entries) {
  const items = entries.map(({kind, at, body, key}) =>
    h('li', {key}, glyph(kind), h('span', {class: 'feed-body'}, body), ago(at)),
  );
  return h('ul', {class: 'feed'}, items);
}
