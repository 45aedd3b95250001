/** One request: what was asked, how far it is, what was signed, and what is out of reach. */
import {h} from '../dom.js';
import {ago, plural, whole, words} from '../format.js';
import {clockOf, isHeld, isLegalHold, keyOf, label, meaning, step, steps} from '../life.js';
import {badge, empty, figure, figures, fromAnswer, heading, panel, table, target} from '../parts.js';
import {filled, targetFields} from '../requestform.js';
import {tree} from '../tree.js';
import {verdict, verifyButton} from '../verification.js';

export function deletion(context) {
  const {id} = context.route;
  const answer = context.need(`v1/deletions/${encodeURIComponent(id)}`);
  if (answer.status === 'failed' && answer.error.status === 404) {
    return [heading(id, null, back()), empty('Not answered yet', 'No receipt names this request. If it was just sent, it shows up here with the next checkpoint.'), retryLater(context)];
  }
  return [
    heading(id, null, verifyButton(context), back()),
    verdict(context),
    fromAnswer(answer, (request) => details(context, request), {lines: 14, retry: context.retry}),
  ];
}

function back() {
  return h('a', {class: 'button', href: '#/deletions'}, 'All deletions');
}

function retryLater(context) {
  return h('button', {type: 'button', class: 'button', on: {click: context.retry}}, 'Look again');
}

function details(context, request) {
  return [
    figures(
      figure('How far', steps(request), meaning(step(request))),
      figure('Due', clockOf(request), request.regulation && !isLegalHold(request) ? `regulation ${request.regulation}` : null),
      figure('What', target(request), people(request)),
      removed(request),
    ),
    confirmations(context, [request, ...(request.others ?? [])].filter(isHeld)),
    request.others?.length > 0 && others(request),
    h('div', {class: 'columns two', key: 'facts'}, history(request), reach(request)),
    panel('What was signed', statements(request), {wide: true}),
  ];
}

function people({requester, confirmedBy, stage}) {
  const asked = requester ? `asked by ${requester}` : 'unsigned';
  return confirmedBy ? `${asked}, ${stage === 'REFUSED' ? 'declined' : 'confirmed'} by ${confirmedBy}` : asked;
}

function removed(request) {
  const {examplesRemoved} = request;
  if (!isHeld(request)) {
    return figure('Removed', whole(examplesRemoved), 'live examples');
  }
  return examplesRemoved > 0 ? figure('Would remove', whole(examplesRemoved), 'live examples') : figure('Would remove', '–', 'counted when it is confirmed');
}

/** Whoever asks chooses the id, so that it may be used for several things. */
function others({requestId, others: rows}) {
  const shown = rows.map((row) => ({key: keyOf(row), cells: [target(row), steps(row), clockOf(row), whole(row.examplesRemoved), row.requester || h('span', {class: 'muted'}, 'unsigned'), ago(row.requestedAt)]}));
  const columns = [{title: 'What'}, {title: 'How far'}, {title: 'Due'}, {title: 'Removed', number: true}, {title: 'By'}, {title: 'Asked'}];
  return panel('Other requests with this id', table(columns, shown, `Other requests with the id ${requestId}`), {
    wide: true,
    note: 'They ask for something else, or at another time. What is below is about the one above.',
  });
}

function history({receipts}) {
  const rows = receipts.map(({sequence, stage, epoch, recordedAt}) => ({
    key: sequence,
    cells: [whole(sequence), h('span', {title: meaning(stage)}, label(stage)), epoch, ago(recordedAt)],
  }));
  const columns = [{title: 'Receipt'}, {title: 'Step'}, {title: 'Version'}, {title: 'Written'}];
  return panel('Receipts', table(columns, rows, 'Receipts of this request'));
}

function reach(request) {
  const {outstanding, refusals, refusedWords, outOfScope} = request;
  return panel('What is left', [
    list('Until it is sealed', outstanding, 'Nothing is outstanding.'),
    refusals.length > 0 && list(isHeld(request) ? 'Why it is held' : 'Not done', refusals.map(reason)),
    refusedWords.length > 0 && list('Refused since, which changed nothing of it', refusedWords.map(reason)),
    list('Out of this service’s reach', outOfScope ?? [], 'Nothing is named.'),
  ]);
}

function reason({code, message}) {
  return [h('code', null, code), ` ${message}`];
}

function list(title, items, none = '') {
  const content = items.length > 0 ? h('ul', {class: 'plain-list'}, items.map((item) => h('li', null, item))) : h('p', {class: 'muted'}, none);
  return [h('h3', null, title), content];
}

function statements({statements: signed, receipts}) {
  if (!signed || signed.length === 0) {
    return empty('No statement yet', 'Every receipt carries one, signed.');
  }
  return signed.map(({sequence, statement, jws, treeSize}, i) => {
    const isReadable = isStatement(statement);
    const stage = isReadable ? statement.stage : receipts.find((one) => one.sequence === sequence)?.stage;
    return h(
      'details',
      {key: sequence, class: 'statement', open: i === signed.length - 1 || !isReadable},
      h(
        'summary',
        null,
        `Receipt ${whole(sequence)}${stage ? `, ${words(String(stage))}` : ''}`,
        h('span', {class: 'muted'}, `, in a log of ${plural(treeSize, 'receipt')}`),
        !isReadable && [' ', badge('unreadable', 'critical')],
      ),
      isReadable ? tree(statement) : unreadable(),
      h('details', {class: 'jws'}, h('summary', null, 'Signature (JWS)'), h('code', {class: 'wrap'}, jws)),
    );
  });
}

function isStatement(statement) {
  return statement !== null && typeof statement === 'object' && !Array.isArray(statement);
}

/** Not even read, let alone verified: what was written is not what was signed. */
function unreadable() {
  return h('p', {class: 'problem'}, 'This statement cannot be read: what is stored is no signed statement. What the receipt says beside it is proven by nothing; “Verify all receipts” tells what is wrong.');
}

function confirmations(context, held) {
  if (held.length === 0) {
    return null;
  }
  return context.may('forget')
    ? held.map((request, i) => confirmation(context, request, `confirm-${i}`))
    : panel('Held', h('p', null, 'It waits for a second person with the right to confirm.'), {wide: true});
}

/** A confirmation names what it confirms once more, because the console does not know any subject. */
function confirmation(context, request, form) {
  if (request.scope === 'SUBJECT' && !request.target) {
    return panel('Held', h('p', null, 'It is about several subjects, which this page cannot name. Confirm or decline it with ', h('code', null, 'ameles forget'), ', which takes the list that it was made from.'), {wide: true, id: `held ${keyOf(request)}`});
  }
  const {answered, sending, sent, formProblem} = context.local;
  const isThis = answered === keyOf(request);
  const isNamed = request.scope === 'LABEL' || request.scope === 'TASK';
  const submit = (event) => {
    event.preventDefault();
    answer(context, request, event.submitter.value, isNamed ? {} : filled(event.target));
  };
  return h(
    'form',
    {class: 'panel wide request-form', key: `confirm ${keyOf(request)}`, on: {submit}},
    h('h2', null, 'Confirm or decline: ', target(request)),
    h('p', null, 'Nothing is changed until another person than the one who asked confirms.'),
    !isNamed && h('div', {class: 'fields'}, targetFields(request.scope, form)),
    h(
      'div',
      {class: 'form-end'},
      h('button', {class: 'button danger', name: 'action', value: 'CONFIRM', disabled: sending ?? false}, 'Confirm'),
      h('button', {class: 'button', name: 'action', value: 'DECLINE', disabled: sending ?? false}, 'Decline'),
      h('div', {role: 'status', 'aria-live': 'polite'}, isThis && sent && 'Sent; the answer comes with the next checkpoint.', isThis && formProblem && h('span', {class: 'problem'}, formProblem)),
    ),
  );
}

async function answer(context, request, action, named) {
  const {requestId, scope, target: name} = request;
  const what = scope === 'LABEL' ? {label: name} : scope === 'TASK' ? {task: name} : named;
  context.setLocal({answered: keyOf(request), sending: true, sent: null, formProblem: null});
  try {
    await context.send('v1/deletions', {requestId, action, scope, ...what});
    context.setLocal({sending: false, sent: requestId});
  } catch (error) {
    context.setLocal({sending: false, formProblem: error.message});
  }
}
