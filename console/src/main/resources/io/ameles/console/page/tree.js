/** Decoded JSON as names and values that can be read. */
import {h} from './dom.js';
import {whole} from './format.js';

const LONG = 12;

/** @param {*} value as JSON.parse makes it */
export function tree(value) {
  if (Array.isArray(value)) {
    return array(value);
  }
  if (isObject(value)) {
    const members = Object.entries(value);
    return members.length === 0
      ? h('span', {class: 'muted'}, 'none')
      : h('dl', {class: 'tree'}, members.map(([name, inner]) => [h('dt', null, readable(name)), h('dd', null, tree(inner))]));
  }
  return h('span', null, leaf(value));
}

function array(values) {
  if (values.length === 0) {
    return h('span', {class: 'muted'}, 'none');
  }
  const shown = values.every(isFlat) ? records(values) : h('ol', {class: 'tree-list'}, values.map((value) => h('li', null, tree(value))));
  return values.length <= LONG ? shown : h('details', null, h('summary', null, `${whole(values.length)} entries`), shown);
}

/** Objects of the same kind are easier to compare in a table. */
function records(values) {
  const names = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const rows = values.map((value) => h('tr', null, names.map((name) => h('td', null, name in value ? leaf(value[name]) : ''))));
  const heads = names.map((name) => h('th', {scope: 'col'}, readable(name)));
  return h('div', {class: 'tree-table'}, h('table', null, h('thead', null, h('tr', null, heads)), h('tbody', null, rows)));
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isFlat(value) {
  return isObject(value) && Object.values(value).every((inner) => inner === null || typeof inner !== 'object');
}

function leaf(value) {
  return value === null || value === '' ? '–' : String(value);
}

/** `requestId` is a name of ours and becomes words; what else stands there is data and stays. */
function readable(name) {
  return /^[a-z]+([A-Z][a-z0-9]*)+$/.test(name) ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name;
}
