/** Times for an axis: round ones, a few, and as short as they can be told. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds between two ticks. */
export const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

/**
 * @param {number} from milliseconds since 1970
 * @param {number} to
 * @param {number} most ticks that are wanted
 * @returns {{at: number, text: string}[]}
 */
export function ticks(from, to, most) {
  const step = STEPS.find((candidate) => (to - from) / candidate <= most) ?? STEPS.at(-1);
  const offset = new Date(from).getTimezoneOffset() * MINUTE;
  const found = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step) {
    found.push({at, text: tickText(at, step)});
  }
  return found;
}

/**
 * @param {number} millis since 1970
 * @param {number} step milliseconds between two ticks
 */
export function tickText(millis, step) {
  const date = new Date(millis);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  if (step >= DAY || (isMidnight && step >= HOUR)) {
    return date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'});
  }
  return date.toLocaleTimeString('en-GB', step < MINUTE ? {} : {hour: '2-digit', minute: '2-digit'});
}
