/** Which part of the address shows which view. */
import {deadLetters} from './views/deadletters.js';
import {deletion} from './views/deletion.js';
import {deletions} from './views/deletions.js';
import {drift} from './views/drift.js';
import {forgetting} from './views/forgetting.js';
import {learners} from './views/learners.js';
import {overview} from './views/overview.js';
import {version} from './views/version.js';
import {versions} from './views/versions.js';

/** @typedef {{name: string, title: string, show: (context: object) => *, one?: (context: object) => *}} View */

/** @type {View[]} in the order of the navigation; `one` shows what the address names */
export const views = [
  {name: 'overview', title: 'Overview', show: overview},
  {name: 'forgetting', title: 'Forgetting', show: forgetting},
  {name: 'drift', title: 'Drift', show: drift},
  {name: 'deletions', title: 'Deletions', show: deletions, one: deletion},
  {name: 'dead-letters', title: 'Dead letters', show: deadLetters},
  {name: 'versions', title: 'Versions', show: versions, one: version},
  {name: 'learners', title: 'Learners', show: learners},
];

/**
 * @param {string} hash such as `#/deletions/erase-7`
 * @returns {{view: string, id: ?string}}
 */
export function parse(hash) {
  const [view, id] = hash.replace(/^#\/?/, '').split('/');
  const known = views.some(({name}) => name === view);
  return {view: known ? view : 'overview', id: known && id ? decoded(id) : null};
}

/** Addresses are typed by people, too. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @returns {View} */
export function current(route) {
  const view = views.find(({name}) => name === route.view);
  return route.id !== null && view.one ? {...view, show: view.one} : view;
}
