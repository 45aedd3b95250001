/** Every request with its clock and how far it is. */
import {h} from '../dom.js';
import {ago, duration, plural, whole} from '../format.js';
import {clockOf, isOverdue, isPending, keyOf, steps, urgentFirst} from '../life.js';
import {badge, empty, figure, figures, fromAnswer, heading, panel, requestLink, table, target} from '../parts.js';
import {requestForm} from '../requestform.js';
import {requestPages} from '../requestpages.js';
import {verdict, verifyButton} from '../verification.js';

const STAGES = [
  ['All', ''],
  ['Held', 'HELD'],
  ['Applied', 'APPLIED'],
  ['Published', 'PUBLISHED'],
  ['Sealed', 'SEALED'],
  ['Refused', 'REFUSED'],
  ['Legal holds', 'LEGAL_HOLD_PLACED'],
];

const COLUMNS = [
  {title: 'Request'},
  {title: 'What'},
  {title: 'How far'},
  {title: 'Due'},
  {title: 'Removed', number: true},
  {title: 'By'},
  {title: 'Asked', class: 'optional'},
];

export function deletions(context) {
  const {local} = context;
  const pages = requestPages(context, local.stage ?? '', local.cursors ?? []);
  return [
    heading('Deletions', 'The clock runs until a request is sealed: until no stored version and no checkpoint holds what was deleted.', verifyButton(context), issue(context)),
    verdict(context),
    local.isOpen && requestForm(context),
    numbers(context),
    panel('Requests', [h('div', {class: 'toolbar'}, filter(context)), list(context, pages)], {wide: true, note: total(pages)}),
  ];
}

function issue(context) {
  if (!context.state) {
    return null;
  }
  if (!context.may('forget')) {
    return h('p', {class: 'muted'}, 'You may look but not delete: the right forget is missing.');
  }
  const isOpen = context.local.isOpen ?? false;
  const click = () => context.setLocal({isOpen: !isOpen, sent: null});
  return h('button', {type: 'button', class: isOpen ? 'button' : 'button primary', id: 'issue', 'aria-expanded': String(isOpen), on: {click}}, isOpen ? 'Close' : 'Request a deletion');
}

function numbers({state}) {
  if (!state) {
    return null;
  }
  const {pending, held, atRisk, overdue, oldestSeconds} = state.deletions;
  return figures(
    figure('Pending', whole(pending), 'not sealed yet'),
    figure('Oldest', pending > 0 ? duration(1000 * oldestSeconds) : '–', pending > 0 ? 'its clock has been running' : 'nothing is pending'),
    figure('Held', whole(held), 'wait for a second person', held > 0 ? 'warning' : ''),
    figure('At risk', whole(atRisk), 'deadline is near', atRisk > 0 ? 'warning' : ''),
    figure('Overdue', whole(overdue), 'deadline is over', overdue > 0 ? 'critical' : ''),
  );
}

function filter(context) {
  const chosen = context.local.stage ?? '';
  return h(
    'div',
    {class: 'choice', role: 'group', 'aria-label': 'Stage'},
    STAGES.map(([name, stage]) =>
      h('button', {type: 'button', 'aria-pressed': String(stage === chosen), on: {click: () => context.setLocal({stage, cursors: []})}}, name),
    ),
  );
}

function total({answer: {data}, requests}) {
  return data ? `${whole(requests.length)} shown, ${plural(data.total, 'request')} so far` : null;
}

function list(context, {answer, requests, last, next}) {
  return fromAnswer(answer, () => {
    if (requests.length === 0) {
      return context.local.stage
        ? empty('None at this stage', 'Choose another stage above.')
        : empty('No deletions yet', 'Requests come from the topic deletion-events, from ameles forget, or from the button above.');
    }
    const rows = urgentFirst(requests).map(rowOf);
    return [
      table(COLUMNS, rows, 'Deletion requests, the most urgent first'),
      more(context, last, next),
    ];
  }, {lines: 10, retry: context.retry});
}

function more(context, last, next) {
  const button = (text, click) => h('button', {type: 'button', class: 'button more', id: 'earlier', on: {click}}, text);
  if (last.data) {
    return next && button('Show earlier ones', () => context.setLocal({cursors: [...(context.local.cursors ?? []), next]}));
  }
  return last.status === 'failed' ? button('Earlier ones could not be loaded: try again', context.retry) : button('Loading', null);
}

function rowOf(request) {
  const tone = isOverdue(request) ? 'critical' : null;
  return {
    key: keyOf(request),
    class: isPending(request) ? 'pending' : null,
    cells: [
      requestLink(request.requestId),
      target(request),
      [steps(request), request.refusals.length > 0 && badge(request.refusals[0].code, tone ?? 'warning', request.refusals[0].message)],
      clockOf(request),
      request.appliedAt || request.examplesRemoved > 0 ? whole(request.examplesRemoved) : '–',
      request.requester || h('span', {class: 'muted'}, 'unsigned'),
      ago(request.requestedAt),
    ],
  };
}
