/** When detectors signalled, what moved, and which changes were deletions and no drift. */
import {changes, movedList} from '../changes.js';
import {chart} from '../chart.js';
import {h} from '../dom.js';
import {ago, plural, precise, whole, words} from '../format.js';
import {empty, feed, figure, figures, fromAnswer, glyph, heading, panel, table} from '../parts.js';
import {from, rangeChoice} from '../range.js';
import {timeline} from '../timeline.js';

const INPUT = 'v1/series?name=drift.input.mmd&name=drift.input.psi&name=drift.input.labels&max=2000';
const LATEST = 100;
const HISTORY = 12;
/** So many of each the server tells. */
const MOST = 1000;
const NEWEST = `of the newest ${whole(MOST)}`;

const INPUTS = [
  ['drift.input.mmd', 'Distance of the input (MMD)', 'How far the latest inputs are from the reference, by random features.'],
  ['drift.input.psi', 'Largest dimension (PSI)', 'Of the input dimension that moved furthest from its reference.'],
  ['drift.input.labels', 'Shift of the labels', 'How far the shares of the labels are from the reference.'],
];

export function drift(context) {
  const answer = context.need('v1/drift');
  return [
    heading('Drift', 'A triangle is an alarm: the world or the input changed. A diamond is a deletion: the model changed because somebody asked.', rangeChoice(context)),
    fromAnswer(answer, (data) => [counts(data), lanes(context, data)], {lines: 10, retry: context.retry}),
    h('div', {class: 'columns three', key: 'inputs'}, inputs(context, answer.data)),
    fromAnswer(answer, (data) => h('div', {class: 'columns lists', key: 'lists'}, alarms(data), history(data)), {lines: 6}),
  ];
}

function counts({alarms: raised, restarts, deletions}) {
  const byInput = raised.filter(({learner}) => learner === null).length;
  const last = raised.reduce((latest, {at}) => (at > latest ? at : latest), '');
  const examples = deletions.reduce((sum, deletion) => sum + deletion.examples, 0);
  return figures(
    figure('Alarms on errors', whole(raised.length - byInput), raised.length < MOST ? 'accuracy fell' : NEWEST),
    figure('Alarms on input', whole(byInput), raised.length < MOST ? 'what comes in changed' : NEWEST),
    figure('Last alarm', last ? ago(last) : '–', last ? null : 'none so far'),
    figure('Deletions', whole(deletions.length), deletions.length < MOST ? `${plural(examples, 'example')}, no drift` : 'the newest, older ones not shown'),
    figure('Fresh starts', whole(restarts.length), restarts.length < MOST ? 'of detectors, no drift' : 'the newest, older ones not shown'),
  );
}

function lanes(context, data) {
  const isQuiet = data.alarms.length + data.deletions.length + data.restarts.length === 0;
  const content = isQuiet
    ? empty('Nothing has happened yet', 'Every detector gets a lane when it first signals; deletions get one of their own.')
    : timeline(data, from(context));
  return panel('Timeline', content, {wide: true, note: legend()});
}

function legend() {
  return h(
    'span',
    {class: 'legend-note'},
    [glyph('alarm'), ' alarm ', glyph('deletion'), ' deletion, not drift ', glyph('restart'), ' detectors begin anew'],
  );
}

function inputs(context, data) {
  const answer = context.need(INPUT);
  return INPUTS.map(([name, title, hint]) => {
    const content = fromAnswer(answer, ({series}) => inputChart(context, name, title, series, data), {lines: 4});
    return panel(title, content, {id: name, note: h('span', {class: 'hint', title: hint, tabindex: '0', role: 'note', 'aria-label': hint}, '?')});
  });
}

function inputChart(context, name, title, series, data) {
  const lines = series
    .filter((one) => one.name === name)
    .map(({tag, learner, points}) => ({name: tag ?? learner ?? 'input', points}));
  if (lines.length === 0) {
    return empty('Not measured yet', 'It needs a reference profile, which is made of the first examples.');
  }
  const marks = (data?.alarms ?? [])
    .filter(({learner}) => learner === null)
    .map(({at, detector}) => ({at: Date.parse(at), kind: 'alarm', text: detector}));
  return chart({title, series: lines, marks, format: precise, from: from(context), height: 150});
}

function alarms({alarms: raised}) {
  const rows = [...raised]
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, LATEST)
    .map(({at, learner, detector, moved, epoch}, i) => ({
      key: `${epoch} ${learner} ${detector} ${i}`,
      cells: [ago(at), learner ?? h('em', null, 'input'), words(detector), movedList(moved) ?? h('span', {class: 'muted'}, 'nothing stands out')],
    }));
  const columns = [{title: 'When'}, {title: 'Learner'}, {title: 'Detector'}, {title: 'What moved'}];
  const content =
    rows.length > 0
      ? table(columns, rows, 'Drift alarms, the latest first')
      : empty('No alarm so far', 'An alarm says which labels, tasks or input dimensions moved, the clearest first.');
  return panel('Alarms', content);
}

function history(data) {
  const entries = changes({...data, alarms: []}).slice(0, HISTORY);
  const content =
    entries.length > 0
      ? feed(entries)
      : empty('No deletion so far', 'What a deletion does to the model is shown here and not counted as drift.');
  return panel('Deletions, which are not drift', content, {note: h('a', {href: '#/deletions'}, 'All deletions')});
}
