/** The learners side by side. */
import {swatch} from '../chart.js';
import {h} from '../dom.js';
import {bytes, percent, points, precise, whole, words} from '../format.js';
import {badge, empty, heading, loading, panel} from '../parts.js';

const SCOPES = ['EXAMPLES', 'SUBJECT', 'LABEL', 'TASK'];
const TONES = {EXACT: 'fine', APPROXIMATE: 'warning', UNSUPPORTED: 'critical'};

export function learners(context) {
  const {state} = context;
  const title = heading('Learners', 'They run side by side on the same events, and every version holds all of them.');
  if (!state) {
    return [title, loading(12)];
  }
  if (state.learners.length === 0) {
    return [title, empty('No learner yet', 'They are named in the first version; configure them under learners.')];
  }
  const all = [...state.learners].sort((a, b) => a.name.localeCompare(b.name));
  const forgetting = context.need('v1/forgetting').data?.learners ?? [];
  return [title, panel('Comparison', comparison(all, rows(all, forgetting)), {wide: true, note: 'Bold: the best of a line'})];
}

function rows(all, forgetting) {
  const latest = (name) => ({facts: own}) => own?.[name];
  const summary = (field) => ({name: learner}) => forgetting.find((one) => one.learner === learner)?.summary[field];
  const facts = [...new Set(all.flatMap(({facts: own}) => Object.keys(own ?? {})))].filter((fact) => fact.startsWith('learner.')).sort();
  return [
    group('How well it predicts'),
    line('Accuracy, latest examples', all, latest('accuracy.window'), percent, 1),
    line('Accuracy, since the beginning', all, latest('accuracy.overall'), percent, 1),
    line('Average over tasks or labels', all, summary('averageAccuracy'), percent, 1),
    group('What it forgets on its own'),
    line('Forgetting, pp', all, summary('forgetting'), (value) => (value === null || value === undefined ? '–' : points(-value)), -1),
    line('Backward transfer, pp', all, summary('backwardTransfer'), points, 1),
    line('Forward transfer, pp', all, summary('forwardTransfer'), points, 1),
    line('Drift alarms', all, alarms, whole, -1),
    group('How it forgets when asked'),
    ...SCOPES.map((scope) => ({name: `By ${words(scope)}`, cells: all.map(({guarantees}) => guarantee(guarantees?.[scope]))})),
    group('What it is'),
    {name: 'Type', cells: all.map(({type}) => h('code', null, type))},
    line('Size', all, ({bytes: size}) => size, bytes, -1),
    ...facts.map((fact) => line(capital(words(fact.replace(/^learner\./, ''))), all, ({facts: own}) => own?.[fact], precise, 0)),
  ];
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of all detectors together. */
function alarms({facts}) {
  const counts = Object.entries(facts ?? {}).filter(([name, value]) => name.startsWith('drift.alarms.') && value !== null);
  return counts.length > 0 ? counts.reduce((sum, [, value]) => sum + value, 0) : null;
}

function group(name) {
  return {name, cells: null};
}

/** @param {number} better 1: more, -1: less, 0: neither */
function line(name, all, value, format, better) {
  const values = all.map(value);
  const known = values.filter((one) => typeof one === 'number');
  const isSame = known.every((one) => one === known[0]);
  const best = better === 0 || isSame ? null : better * Math.max(...known.map((one) => better * one));
  return {name, cells: values.map((one) => (one === best && best !== null ? h('b', null, format(one)) : format(one)))};
}

function guarantee(name) {
  return name ? badge(words(name), TONES[name] ?? '') : '–';
}

function comparison(all, lines) {
  const head = all.map(({name}, i) => h('th', {scope: 'col', class: 'number', key: name}, swatch(i), name));
  const body = lines.map(({name, cells}) =>
    cells === null
      ? h('tr', {key: name, class: 'group'}, h('th', {colspan: all.length + 1, scope: 'colgroup'}, name))
      : h('tr', {key: name}, h('th', {scope: 'row'}, name), cells.map((cell) => h('td', {class: 'number'}, cell))),
  );
  return h(
    'div',
    {class: 'table-frame', tabindex: '0', role: 'group', 'aria-label': 'Comparison of the learners'},
    h('table', {class: 'comparison'}, h('caption', {class: 'visually-hidden'}, 'Comparison of the learners'), h('thead', null, h('tr', null, h('td', null), head)), h('tbody', null, body)),
  );
}
