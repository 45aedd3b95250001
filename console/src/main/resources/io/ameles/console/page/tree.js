/** Decoded JSON as a list of names and values that can be read. */
import {h} from './dom.js';
import {whole, words} from './format.js';

const LONG = 12;

/** @param {*} value as JSON.parse makes it */
export function tree(value) {
  if (Array.isArray(value)) {
    return array(value);
  }
  if (value !== null && typeof value === 'object') {
    return h('dl', {class: 'tree'}, Object.entries(value).map(([name, inner]) => [h('dt', null, words(spaced(name))), h('dd', null, tree(inner))]));
  }
  return h('span', {class: typeof value === 'string' ? 'tree-text' : 'tree-number'}, leaf(value));
}

function array(values) {
  if (values.length === 0) {
    return h('span', {class: 'muted'}, 'none');
  }
  const items = h('ol', {class: 'tree-list'}, values.map((value) => h('li', null, tree(value))));
  return values.length <= LONG ? items : h('details', null, h('summary', null, `${whole(values.length)} entries`), items);
}

function leaf(value) {
  if (value === null || value === '') {
    return '–';
  }
  return String(value);
}

function spaced(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}
