/** What happened to a model, told apart: drift, deletions, and detectors that began anew after one. */
import {h} from './dom.js';
import {plural, points, precise, whole, words} from './format.js';
import {requestLink} from './parts.js';

/** @typedef {import('./types.js').Drift} Drift */

const NAMED = 3;
/** What moved furthest comes first; the rest is in the view of drift. */
const MOVED = 4;

/**
 * @param {?Drift} drift
 * @returns {import('./marks.js').Mark[]}
 */
export function marksOf(drift) {
  if (!drift) {
    return [];
  }
  const marks = [
    ...byEpoch(drift.deletions).map((some) => ({at: Date.parse(some[0].at), kind: 'deletion', text: deletionText(some)})),
    ...drift.alarms.map((alarm) => ({at: Date.parse(alarm.at), kind: 'alarm', text: alarmText(alarm)})),
    ...byEpoch(drift.restarts).map(([restart]) => ({at: Date.parse(restart.at), kind: 'restart', text: 'detectors began anew'})),
  ];
  return marks.sort((a, b) => a.at - b.at);
}

/**
 * @param {Drift} drift
 * @returns {{kind: string, at: string, body: *, key: string}[]} newest first; what happened together in one entry
 */
export function changes(drift) {
  const entries = [
    ...byEpoch(drift.deletions).map(deletionEntry),
    ...byEpoch(drift.alarms, ({learner}) => learner === null).map(alarmEntry),
    ...byEpoch(drift.restarts).map(restartEntry),
  ];
  return entries.sort((a, b) => b.at.localeCompare(a.at));
}

/** @returns {object[][]} those of one epoch, and of one `part`, together */
function byEpoch(items, part = () => '') {
  const groups = new Map();
  for (const item of items) {
    const key = JSON.stringify([item.epoch, part(item)]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function removed(deletions) {
  return deletions.reduce((sum, {examples}) => sum + examples, 0);
}

function deletionText(deletions) {
  const who = deletions.length === 1 ? deletions[0].requestId : plural(deletions.length, 'deletion');
  return `${who}: ${plural(removed(deletions), 'example')} removed`;
}

function deletionEntry(deletions) {
  const shown = deletions.length > NAMED ? 1 : deletions.length;
  const links = deletions.slice(0, shown).map(({requestId}, i) => [i > 0 && ', ', requestLink(requestId)]);
  const more = deletions.length > shown && ` and ${whole(deletions.length - shown)} more`;
  const count = removed(deletions);
  return {
    kind: 'deletion',
    deletions,
    at: deletions[0].at,
    key: `deletion-${deletions[0].epoch}`,
    body: [links, more, count > 0 ? ` removed ${plural(count, 'example')}` : ' found nothing to remove'],
  };
}

/**
 * Deletions are many and alarms are few: a run of deletions becomes one entry, so that it does not
 * push the alarms out of sight.
 *
 * @param {ReturnType<typeof changes>} entries
 * @returns {ReturnType<typeof changes>}
 */
export function withRuns(entries) {
  const runs = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (entry.kind === 'deletion' && last?.kind === 'deletion') {
      last.deletions = [...last.deletions, ...entry.deletions];
    } else {
      runs.push({...entry});
    }
  }
  return runs.map((entry) => (entry.kind === 'deletion' ? deletionEntry(entry.deletions) : entry));
}

function alarmText({learner, detector, moved}) {
  const what = moved.slice(0, NAMED).map(({tag}) => tag).join(', ');
  return `${learner ?? 'input'}: ${detector}${what ? ` (${what})` : ''}`;
}

function alarmEntry(alarms) {
  const {learner, epoch, at} = alarms[0];
  const learners = [...new Set(alarms.map((alarm) => alarm.learner))];
  const who = learner === null ? 'The input drifts' : `${learners.join(', ')} ${learners.length > 1 ? 'drift' : 'drifts'}`;
  const detectors = [...new Set(alarms.map(({detector}) => detector))].join(', ');
  return {
    kind: 'alarm',
    at,
    key: `alarm-${epoch}-${learner === null}`,
    body: [detectors === 'input' ? who : `${who} (${detectors})`, movedList(alarms.flatMap(({moved}) => moved).slice(0, MOVED))],
  };
}

function restartEntry(restarts) {
  const who = restarts.every(({learner}) => learner) ? ` of ${restarts.map(({learner}) => learner).join(', ')}` : '';
  return {
    kind: 'restart',
    at: restarts[0].at,
    key: `restart-${restarts[0].epoch}`,
    body: `Detectors${who} begin anew: what a deletion costs is no drift`,
  };
}

/**
 * @param {import('./types.js').Moved[]} moved
 * @returns {*} what moved, the clearest first
 */
export function movedList(moved) {
  if (moved.length === 0) {
    return null;
  }
  const distinct = [...new Map(moved.map((one) => [`${one.kind} ${one.tag}`, one])).values()];
  return h('span', {class: 'moved'}, distinct.map(movedItem));
}

function movedItem({kind, tag, value}) {
  const amount = kind === 'dimension' ? precise(value) : `${points(value)} pp`;
  const title = kind === 'dimension' ? 'How far this input dimension is from its reference' : 'By how much the error rate rose; of an alarm about the input, by how much its share changed';
  return h('span', {class: 'moved-item', title}, h('span', {class: 'muted'}, `${words(kind)} `), h('span', {class: 'name'}, tag), ` ${amount}`);
}
