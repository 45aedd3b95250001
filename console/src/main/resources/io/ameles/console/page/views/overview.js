/** Whether it still works, what changed, what it forgot and why, and what is due. */
import {chart, swatch} from '../chart.js';
import {h} from '../dom.js';
import {ago, duration, percent, plural, points, short, whole} from '../format.js';
import {byDeadline, clockOf, isPending, keyOf, steps} from '../life.js';
import {empty, feed, figure, figures, fromAnswer, glyph, heading, loading, panel, requestLink, target} from '../parts.js';
import {changes, marksOf, withRuns} from '../changes.js';
import {from, rangeChoice} from '../range.js';

const FEED = 7;
const DUE = 7;

export function overview(context) {
  const {state} = context;
  if (!state) {
    return [heading('Overview', '\u00a0'), loading(12)];
  }
  return [
    heading(verdict(state), summary(state)),
    alerts(state),
    numbers(state),
    accuracy(context),
    h('div', {class: 'columns', key: 'columns'}, whatChanged(context), forgotten(context), due(context)),
  ];
}

function verdict({alerts: raised, version, kafka}) {
  if (raised.length > 0) {
    return raised.length === 1 ? 'One thing needs attention' : `${raised.length} things need attention`;
  }
  if (kafka.status !== 'ok') {
    return 'Cut off from Kafka';
  }
  return version ? 'No alerts' : 'Waiting for the first version';
}

function summary(state) {
  if (!state.version) {
    return 'A version appears when the first checkpoint after the first labelled event is complete.';
  }
  const {version, learners} = state;
  const behind = total(state.lag);
  return [
    `${plural(learners.length, 'learner')} on ${plural(version.liveExamples, 'live example')}, `,
    behind > 0 ? `${plural(behind, 'record')} behind.` : 'everything that was sent is read.',
    version.watermark ? [' Deletions up to ', ago(version.watermark), ' are reflected.'] : null,
  ];
}

function total(lag) {
  return Object.values(lag ?? {}).reduce((sum, records) => sum + records, 0);
}

function alerts(state) {
  const items = state.alerts.map((alert) =>
    h(
      'li',
      {key: alert.id, class: alert.severity},
      glyph(alert.severity),
      h('span', {class: 'visually-hidden'}, `${alert.severity}: `),
      h('span', {class: 'alert-text'}, alert.view ? h('a', {href: `#/${alert.view}`}, alert.message) : alert.message),
      alert.since && ago(alert.since),
    ),
  );
  return items.length > 0 && h('ul', {class: 'alerts', key: 'alerts', 'aria-label': 'Alerts'}, items);
}

function numbers(state) {
  const {version, facts, deletions, lag} = state;
  const urgent = deletions.overdue > 0 ? 'critical' : deletions.atRisk > 0 ? 'warning' : '';
  return figures(
    figure('Throughput', [short(state.throughput), h('small', null, ' events/s')], `${short(facts['events.received'] ?? 0)} received so far`),
    figure('Lag', short(total(lag)), lagNote(lag)),
    figure('Version', version ? version.epoch : '–', version ? ago(version.createdAt) : 'none yet'),
    figure('Live examples', short(version?.liveExamples), `${short(facts['examples.forgotten'] ?? 0)} forgotten`),
    figure('Deletions pending', whole(deletions.pending), pendingNote(deletions), urgent),
    figure('Dead letters', short((facts['events.dead-letters'] ?? 0) + (facts['deletions.dead-letters'] ?? 0)), h('a', {href: '#/dead-letters'}, 'by code')),
  );
}

/** Topics may have a prefix. */
function lagNote(lag) {
  const parts = Object.entries(lag ?? {}).map(([topic, n]) => `${short(n)} ${topic.includes('deletion') ? 'deletions' : 'events'}`);
  return parts.join(', ');
}

function pendingNote({overdue, atRisk, held, oldestSeconds, pending}) {
  const parts = [
    overdue > 0 && `${whole(overdue)} overdue`,
    atRisk > 0 && `${whole(atRisk)} at risk`,
    overdue + atRisk === 0 && held > 0 && `${whole(held)} held`,
  ].filter(Boolean);
  if (parts.length === 0) {
    return pending > 0 ? `oldest ${duration(1000 * oldestSeconds)}` : 'nothing is due';
  }
  return parts.join(', ');
}

function accuracy(context) {
  const answer = context.need('v1/series?name=accuracy.window&max=3000');
  const drift = context.need('v1/drift').data;
  const content = fromAnswer(answer, ({series}) => {
    const lines = series
      .filter(({learner}) => learner !== null)
      .sort((a, b) => a.learner.localeCompare(b.learner))
      .map(({learner, points: values}) => ({name: learner, points: values}));
    if (lines.length === 0) {
      return empty('No accuracy yet', 'It is measured from the second version on: every new example is predicted before it is learned.');
    }
    return chart({
      title: 'Accuracy of every learner over the latest examples',
      series: lines,
      marks: marksOf(drift),
      format: (value, exact) => percent(value, exact ? 1 : 0),
      from: from(context),
      height: 240,
    });
  }, {lines: 8, retry: context.retry});
  const legend = [glyph('deletion'), ' deletion ', glyph('alarm'), ' drift alarm ', glyph('restart'), ' detectors begin anew'];
  const note = [h('span', {class: 'legend-note'}, legend), rangeChoice(context)];
  return panel('Accuracy, predicted before learned', content, {note, wide: true, id: 'accuracy'});
}

function whatChanged(context) {
  const content = fromAnswer(context.need('v1/drift'), (drift) => {
    const entries = withRuns(changes(drift)).slice(0, FEED);
    return entries.length > 0
      ? feed(entries)
      : empty('Nothing yet', 'Drift alarms and deletions appear here, each as what it is.');
  }, {lines: 6, retry: context.retry});
  return panel('What changed', content, {note: h('a', {href: '#/drift'}, 'Timeline')});
}

function forgotten(context) {
  const content = fromAnswer(context.need('v1/forgetting'), ({learners}) => {
    if (learners.every(({columns}) => columns.length === 0)) {
      return empty('Nothing measured yet', 'Send some labelled events with use EVALUATE: forgetting is measured on them.');
    }
    const rows = [...learners].sort((a, b) => a.learner.localeCompare(b.learner)).map((one) => forgottenBy(one, context.state.learners));
    const heads = ['', 'on its own', 'as asked'].map((title) => h('th', {scope: 'col', class: title && 'number'}, title));
    return h('table', {class: 'plain'}, h('thead', null, h('tr', null, heads)), h('tbody', null, rows));
  }, {lines: 6, retry: context.retry});
  return panel('What it forgot, and why', content, {note: h('a', {href: '#/forgetting'}, 'Matrix')});
}

function forgottenBy({learner, summary: {forgetting}, intended}, learners) {
  const asked = intended.reduce((sum, {examples}) => sum + (examples ?? 0), 0);
  const last = intended.at(-1);
  const effect = last ? `${percent(last.before, 0)} → ${percent(last.after, 0)}` : `${plural(asked, 'example')}`;
  const sorted = learners.map(({name}) => name).sort();
  return h(
    'tr',
    {key: learner},
    h('th', {scope: 'row'}, swatch(Math.max(0, sorted.indexOf(learner))), learner),
    h('td', {class: 'number', title: 'Accuracy lost since the best, in percentage points'}, forgetting === null ? '–' : `${points(-forgetting)} pp`),
    h('td', {class: 'number', title: 'Accuracy on what was deleted, before and after the last deletion'}, effect),
  );
}

function due(context) {
  const content = fromAnswer(context.need(`v1/deletions?pending=true&limit=${DUE}`), ({requests, total: all}) => {
    const pending = requests.filter(isPending).sort(byDeadline).slice(0, DUE);
    if (pending.length === 0) {
      return all > 0
        ? empty('Nothing is due', `${plural(all, 'request')} so far, none of them pending.`)
        : empty('No deletions yet', 'What is requested on deletion-events or here shows up with its clock.');
    }
    return h('ul', {class: 'due'}, pending.map(dueRow));
  }, {lines: 6, retry: context.retry});
  return panel('Due to be deleted', content, {note: h('a', {href: '#/deletions'}, 'All deletions')});
}

function dueRow(request) {
  return h(
    'li',
    {key: keyOf(request)},
    h('span', {class: 'due-what'}, requestLink(request.requestId), h('span', {class: 'due-target'}, target(request))),
    h('span', {class: 'due-state'}, steps(request), clockOf(request)),
  );
}
