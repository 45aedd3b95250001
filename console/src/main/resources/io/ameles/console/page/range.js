/** Which stretch of time a chart shows. */
import {h} from './dom.js';
import {now} from './format.js';

const HOUR = 3_600_000;

const RANGES = [
  ['15 min', HOUR / 4],
  ['1 h', HOUR],
  ['24 h', 24 * HOUR],
  ['7 days', 168 * HOUR],
  ['All', null],
];

/**
 * @param {object} context
 * @returns {number|undefined} milliseconds since 1970, to a tenth of a percent of the range
 */
export function from(context) {
  const range = context.local.range;
  if (!range) {
    return undefined;
  }
  const step = range / 1000;
  return Math.floor((now() - range) / step) * step;
}

export function rangeChoice(context) {
  const chosen = context.local.range ?? null;
  return h(
    'span',
    {class: 'choice', role: 'group', 'aria-label': 'Stretch of time'},
    RANGES.map(([name, range]) =>
      h(
        'button',
        {type: 'button', 'aria-pressed': String(range === chosen), on: {click: () => context.setLocal({range})}},
        name,
      ),
    ),
  );
}
