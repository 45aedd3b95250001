/** One lane per detector, with what it signalled; below them the lanes of what is no drift. */
import {h} from './dom.js';
import {exact, now, plural, words} from './format.js';
import {ticks} from './ticks.js';

const TICKS = 7;
/** Marks closer than this, in percent of the width, are drawn as one. */
const CLOSE = 0.35;

/**
 * @param {import('./types.js').Drift} drift
 * @param {number} [begin] milliseconds since 1970
 */
export function timeline(drift, begin) {
  const times = [...drift.alarms, ...drift.deletions, ...drift.restarts].map(({at}) => Date.parse(at));
  const from = begin ?? times.reduce((least, at) => Math.min(least, at), Infinity);
  const span = Math.max(1000, now() - from);
  const scale = {from: from - 0.02 * span, span: 1.04 * span};
  return h(
    'div',
    {class: 'lanes', key: 'lanes'},
    [...alarmLanes(drift.alarms), ...otherLanes(drift)].map((lane) => laneRow(lane, scale)),
    h('div', {class: 'lane axis', 'aria-hidden': 'true'}, h('span', {class: 'lane-name'}), h('span', {class: 'lane-track'}, axis(scale))),
  );
}

function alarmLanes(alarms) {
  const lanes = new Map();
  for (const alarm of alarms) {
    const name = `${alarm.learner ?? 'Input'} · ${words(alarm.detector)}`;
    const marks = lanes.get(name) ?? [];
    marks.push({at: Date.parse(alarm.at), text: alarm.moved.map(({tag}) => tag).join(', ')});
    lanes.set(name, marks);
  }
  return [...lanes.entries()].sort().map(([name, marks]) => ({name, kind: 'alarm', marks}));
}

function otherLanes({deletions, restarts}) {
  return [
    {
      name: 'Deletions',
      kind: 'deletion',
      marks: deletions.map(({at, requestId, examples}) => ({
        at: Date.parse(at),
        text: `${requestId}, ${plural(examples, 'example')}`,
      })),
    },
    {name: 'Fresh starts', kind: 'restart', marks: restarts.map(({at, learner}) => ({at: Date.parse(at), text: learner ?? ''}))},
  ].filter(({marks}) => marks.length > 0);
}

function laneRow({name, kind, marks}, scale) {
  const groups = grouped(marks, scale);
  const title = `${name}: ${plural(marks.length, 'mark')}`;
  return h(
    'div',
    {class: `lane ${kind}`, key: name, role: 'img', 'aria-label': title},
    h('span', {class: 'lane-name', title: name}, name),
    h(
      'span',
      {class: 'lane-track'},
      groups.map((group) => markOf(kind, group)),
    ),
    h('span', {class: 'lane-count'}, marks.length),
  );
}

function grouped(marks, {from, span}) {
  const groups = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const position = (100 * (mark.at - from)) / span;
    const last = groups.at(-1);
    if (last && position - last.position < CLOSE) {
      last.marks.push(mark);
    } else if (position >= 0 && position <= 100) {
      groups.push({position, marks: [mark]});
    }
  }
  return groups;
}

function markOf(kind, {position, marks}) {
  const lines = marks.slice(0, 5).map(({at, text}) => `${exact(at)}  ${text}`);
  const more = marks.length > 5 ? [`and ${marks.length - 5} more`] : [];
  return h('i', {class: `mark ${kind}`, title: [...lines, ...more].join('\n'), vars: {'--x': `${position.toFixed(2)}%`}});
}

function axis({from, span}) {
  return ticks(from, from + span, TICKS).map(({at, text}) => {
    const position = (100 * (at - from)) / span;
    return h('span', {class: 'tick', key: at, vars: {'--x': `${position.toFixed(2)}%`}}, text);
  });
}
