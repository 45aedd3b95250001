/** The steps of a deletion and its clock, as docs/life-of-a-deletion.md tells them. */
import {h} from './dom.js';
import {ago, duration, exact, now} from './format.js';

/** @typedef {import('./types.js').Request} Request */

const STEPS = ['ACCEPTED', 'APPLIED', 'PUBLISHED', 'SEALED'];

const MEANING = {
  ACCEPTED: 'It is in Kafka and valid.',
  HELD: 'Nothing is changed until a second person confirms.',
  APPLIED: 'The ledger and the learners no longer hold the examples.',
  PUBLISHED: 'The current version is one without the examples.',
  SEALED: 'No stored version and no checkpoint holds the examples.',
  REFUSED: 'Nothing was changed.',
  REPEATED: 'It had been carried out before.',
  LEGAL_HOLD_PLACED: 'Deletions of it are refused until it is lifted. Nothing was deleted.',
  LEGAL_HOLD_LIFTED: 'Deletions of it are no longer refused.',
};

/** These are answered at once: they ask for no deletion, so no clock runs. */
const LEGAL_HOLDS = new Set(['LEGAL_HOLD_PLACED', 'LEGAL_HOLD_LIFTED']);

const OVER = new Set(['SEALED', 'REFUSED', 'REPEATED', ...LEGAL_HOLDS]);

/**
 * @param {Request} request
 * @returns {string} what tells it apart from every other; an id alone does not, whoever asks chooses it
 */
export function keyOf({key, requestId}) {
  return key ?? requestId;
}

/** Whether it waits for a second person. @param {Request} request */
export function isHeld(request) {
  return isPending(request) && step(request) === 'HELD';
}

/** @param {Request} request */
export function isPending({stage}) {
  return !OVER.has(stage);
}

/** @param {Request} request */
export function isOverdue(request) {
  return isPending(request) && request.deadline !== null && Date.parse(request.deadline) < now();
}

/**
 * @param {Request} request
 * @returns {string} the step that it has reached, whatever was said in between
 */
export function step(request) {
  if (STEPS.includes(request.stage) || request.stage in MEANING) {
    return request.stage;
  }
  const {sealedAt, publishedAt, appliedAt} = request;
  return (sealedAt && 'SEALED') || (publishedAt && 'PUBLISHED') || (appliedAt && 'APPLIED') || 'HELD';
}

/** Four dots, filled as far as it is. @param {Request} request */
export function steps(request) {
  const reached = step(request);
  const position = STEPS.indexOf(reached);
  const tone = {REFUSED: 'refused', HELD: 'held', REPEATED: 'repeated', LEGAL_HOLD_PLACED: 'held'}[reached] ?? '';
  const dots = STEPS.map((_, i) => h('i', {class: i <= position ? 'done' : null}));
  return h(
    'span',
    {class: `steps ${tone}`, title: MEANING[reached] ?? null},
    position >= 0 && h('span', {class: 'dots', 'aria-hidden': 'true'}, dots),
    h('span', null, label(reached), isPartial(request) && ', in part'),
  );
}

/** Whether something of it was not done. @param {Request} request */
export function isPartial({status}) {
  return status === 'PARTIAL';
}

/** Whether it says that something is to be kept, or no longer. @param {Request} request */
export function isLegalHold({stage}) {
  return LEGAL_HOLDS.has(stage);
}

/** @param {string} stage */
export function label(stage) {
  return stage.charAt(0) + stage.slice(1).toLowerCase().replace(/_/g, ' ');
}

/** @param {string} stage */
export function meaning(stage) {
  return MEANING[stage] ?? null;
}

/**
 * How much of the time is gone, as text and as a line.
 *
 * @param {Request} request
 */
export function clockOf(request) {
  if (!request.deadline || LEGAL_HOLDS.has(request.stage)) {
    return h('span', {class: 'muted'}, 'no clock');
  }
  const due = Date.parse(request.deadline);
  if (!isPending(request)) {
    return h('span', {class: 'muted', title: `Was due ${exact(due)}`}, took(request));
  }
  const begun = Date.parse(request.clockStartedAt ?? request.deadline);
  const share = Math.min(1, Math.max(0, (now() - begun) / Math.max(1, due - begun)));
  const tone = share >= 1 ? 'critical' : share > 0.8 ? 'warning' : '';
  return h(
    'span',
    {class: `clock ${tone}`, vars: {'--share': `${(100 * share).toFixed(1)}%`}},
    share >= 1 ? `${duration(now() - due)} overdue` : ago(request.deadline),
    h('span', {class: 'clock-line', 'aria-hidden': 'true'}),
  );
}

function took({sealedAt, clockStartedAt}) {
  if (!sealedAt || !clockStartedAt) {
    return 'closed';
  }
  return `took ${duration(Math.max(0, Date.parse(sealedAt) - Date.parse(clockStartedAt)))}`;
}

/**
 * @param {Request[]} requests
 * @returns {Request[]} pending ones first, the most urgent of them on top; the others as they were
 */
export function urgentFirst(requests) {
  return [...requests.filter(isPending).sort(byDeadline), ...requests.filter((one) => !isPending(one))];
}

/** @param {Request} one @param {Request} other the most urgent first */
export function byDeadline(one, other) {
  return (one.deadline ?? '9').localeCompare(other.deadline ?? '9');
}
