/** Records that could not be used, by code, and what to do about each. */
import {h} from '../dom.js';
import {ago, bytes, whole} from '../format.js';
import {advice} from '../advice.js';
import {empty, fromAnswer, heading, panel, table} from '../parts.js';

export function deadLetters(context) {
  const answer = context.need('v1/dead-letters');
  return [
    heading('Dead letters', 'Records that were set aside because they cannot be used. Nothing of them was learned; their content is not shown.'),
    fromAnswer(answer, ({codes, recent}) => (codes.length > 0 ? [byCode(codes), latest(recent)] : none()), {lines: 10, retry: context.retry}),
  ];
}

function none() {
  return empty('Every record could be used', 'A record that cannot be read, or that contradicts another, is set aside with a code and appears here.');
}

function byCode(codes) {
  const rows = [...codes]
    .sort((a, b) => b.count - a.count)
    .map(({code, topic, count, lastAt, message}) => ({
      key: `${topic} ${code}`,
      cells: [h('code', null, code), topic, whole(count), ago(lastAt), [h('div', null, advice(code) ?? message), h('div', {class: 'muted small'}, advice(code) ? message : '')]],
    }));
  const columns = [{title: 'Code'}, {title: 'Topic'}, {title: 'Records', number: true}, {title: 'Last'}, {title: 'What to do'}];
  return panel('By code', table(columns, rows, 'Dead letters by code'), {wide: true});
}

function latest(recent) {
  const rows = recent.map(({topic, partition, offset, recordedAt, code, message, size}) => ({
    key: `${topic} ${partition} ${offset} ${code}`,
    cells: [ago(recordedAt), h('code', null, code), h('code', null, `${topic}/${partition}@${offset}`), size < 0 ? '–' : bytes(size), message],
  }));
  const columns = [{title: 'When'}, {title: 'Code'}, {title: 'Topic, partition, offset'}, {title: 'Size', number: true}, {title: 'What was wrong'}];
  return panel('The latest', table(columns, rows, 'The latest dead letters'), {wide: true});
}
