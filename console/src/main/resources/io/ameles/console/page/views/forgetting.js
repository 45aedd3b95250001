/** What each learner forgot: on its own, and because it was asked to. */
import {h} from '../dom.js';
import {empty, figure, figures, fromAnswer, glyph, heading, panel, requestLink, table} from '../parts.js';
import {ago, percent, plural, points, whole} from '../format.js';
import {deletedColumns, heatMap, heatRange, isUncertain} from '../heatmap.js';

/** So many requests of a version are named. */
const NAMED = 3;

const LEAD =
  'Natural forgetting is what was lost while something else was learned. Intended forgetting was asked for and is shown apart.';

export function forgetting(context) {
  const answer = context.need('v1/forgetting');
  return [
    heading('Forgetting', LEAD),
    fromAnswer(answer, ({learners, deletedLeftOut}) => (learners.some(({columns}) => columns.length > 0) ? shown(context, learners, deletedLeftOut) : nothing()), {
      lines: 12,
      retry: context.retry,
    }),
  ];
}

function nothing() {
  return empty(
    'Nothing measured yet',
    'It is measured on labelled events that are sent with use EVALUATE: the matrix gets a row and a column for every task (or label, where there are no tasks) that they bring.',
  );
}

function shown(context, learners, leftOut) {
  const chosen = learners.find(({learner}) => learner === context.local.learner) ?? learners[0];
  return [
    learners.length > 1 && choice(context, learners, chosen),
    summary(chosen),
    panel(`Accuracy by ${chosen.kind}`, [heatMap(chosen, deleted(context, chosen)), unmarked(leftOut)], {
      wide: true,
      id: 'matrix',
      note: legend(heatRange(chosen)),
    }),
    intended(chosen),
  ];
}

/** What was deleted, and of what came back in the row in which it was deleted, that it did. */
function deleted(context, chosen) {
  const columns = deletedColumns(chosen);
  for (const [tag, gone] of columns) {
    if (isUncertain(chosen, gone, chosen.columns.indexOf(tag))) {
      const query = new URLSearchParams({name: `holdout.accuracy.${chosen.kind}`, learner: chosen.learner, tag, from: gone.at, max: 2});
      const series = context.need(`v1/series?${query}`).data?.series ?? [];
      gone.isBack = series.some(({points: measured}) => measured.length > 0);
    }
  }
  return columns;
}

function unmarked(leftOut) {
  return leftOut > 0 && h('p', {class: 'muted small'}, `The oldest ${plural(leftOut, 'deletion')} of labels and tasks are no longer marked: so many came after them.`);
}

function choice(context, learners, chosen) {
  const buttons = learners.map(({learner, summary: {forgetting: lost}}) =>
    h(
      'button',
      {type: 'button', 'aria-pressed': String(learner === chosen.learner), on: {click: () => context.setLocal({learner})}},
      learner,
      h('span', {class: 'muted', title: 'Forgetting, percentage points'}, lossOf(lost)),
    ),
  );
  return h('div', {class: 'choice large', key: 'choice', role: 'group', 'aria-label': 'Learner'}, buttons);
}

function summary({summary: {averageAccuracy, incrementalAccuracy, forgetting: lost, backwardTransfer, forwardTransfer}, kind}) {
  return figures(
    figure('Average accuracy', percent(averageAccuracy), `over every ${kind} so far`),
    figure('Incremental accuracy', percent(incrementalAccuracy), 'the same, averaged over time'),
    figure('Forgetting', lossOf(lost), 'since the best, on its own'),
    figure('Backward transfer', inPoints(backwardTransfer), 'later learning on earlier'),
    figure('Forward transfer', inPoints(forwardTransfer), 'earlier learning for later'),
  );
}

function lossOf(lost) {
  return inPoints(typeof lost === 'number' ? -lost : null);
}

function inPoints(value) {
  return typeof value === 'number' ? `${points(value)}\u00a0pp` : '–';
}

function legend([least, most]) {
  return h(
    'span',
    {class: 'heat-legend'},
    percent(least, 0),
    h('span', {class: 'heat-ramp', 'aria-hidden': 'true'}),
    percent(most, 0),
    h('span', {class: 'heat-key deleted', 'aria-hidden': 'true'}),
    'deleted on request',
  );
}

function intended({intended: events, learner}) {
  const columns = [
    {title: 'When'},
    {title: 'Requests'},
    {title: 'Evaluated, deleted', number: true},
    {title: 'Accuracy on them before', number: true},
    {title: 'Accuracy after', number: true},
    {title: 'Change on the rest', number: true},
  ];
  const rows = [...events].reverse().map((event) => ({
    key: event.epoch,
    cells: [
      ago(event.at),
      requestsOf(event),
      whole(event.examples),
      percent(event.before),
      percent(event.after),
      lossOf(event.spill),
    ],
  }));
  const content =
    rows.length > 0
      ? table(columns, rows, `Intended forgetting of ${learner}`)
      : empty(
          'Nothing was forgotten on request',
          'When a deletion takes evaluation examples away, their accuracy before and after stands here, and what it cost the others.',
        );
  return panel('Intended forgetting', content, {
    wide: true,
    id: 'intended',
    note: h('span', null, glyph('deletion'), ` ${plural(events.length, 'version')} with deletions`),
  });
}

function requestsOf({requests, requestCount}) {
  const shownOnes = requests.slice(0, NAMED).map((id, i) => [i > 0 && ', ', requestLink(id)]);
  return [shownOnes, requestCount > shownOnes.length && ` and ${whole(requestCount - shownOnes.length)} more`];
}
