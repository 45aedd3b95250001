/** Numbers and times as a reader wants them: short in the text, exact in the title. */
import {h} from './dom.js';

const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const SHORT = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const THREE = new Intl.NumberFormat('en', {maximumSignificantDigits: 3});
const EXACT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** What stands where there is no value. */
export const NONE = '–';

let skew = 0;

/**
 * Ages are told by the server's clock, whatever the clock of this machine says.
 *
 * @param {string} serverTime ISO-8601
 */
export function synchronise(serverTime) {
  skew = Date.parse(serverTime) - Date.now();
}

/** @returns {number} milliseconds since 1970 by the server's clock */
export function now() {
  return Date.now() + skew;
}

/** @param {?number} value */
export function whole(value) {
  return isNumber(value) ? WHOLE.format(value) : NONE;
}

/** @param {?number} value from 10,000 on abbreviated */
export function short(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  return Math.abs(value) < 10_000 ? rounded(value) : SHORT.format(value);
}

function rounded(value) {
  return Number.isInteger(value) || Math.abs(value) >= 100 ? WHOLE.format(value) : THREE.format(value);
}

/** @param {?number} value three significant digits, exponent where need be */
export function precise(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 1e9) ? value.toExponential(1) : short(value);
}

/**
 * @param {?number} value a share, 0 to 1
 * @param {number} [digits] after the point
 */
export function percent(value, digits = 1) {
  return isNumber(value) ? `${(100 * value).toFixed(digits)}\u00a0%` : NONE;
}

/** @param {?number} value a difference of shares; percentage points with sign */
export function points(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  const text = Math.abs(100 * value).toFixed(1);
  return text === '0.0' ? '0.0' : `${value < 0 ? '−' : '+'}${text}`;
}

/** @param {?number} value negative: not known */
export function bytes(value) {
  if (!isNumber(value) || value < 0) {
    return NONE;
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let size = value;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}

/** @param {number} millis not negative */
export function duration(millis) {
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return hours < 12 && minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  }
  return `${Math.floor(hours / 24)} days`;
}

/** @param {number} millis since 1970 */
export function relative(millis) {
  const distance = millis - now();
  if (Math.abs(distance) < 1500) {
    return 'now';
  }
  return distance < 0 ? `${duration(-distance)} ago` : `in ${duration(distance)}`;
}

/** @param {number} millis since 1970 */
export function exact(millis) {
  return `${EXACT.format(millis)} (${new Date(millis).toISOString()})`;
}

/** @param {number} millis since 1970 */
export function clock(millis) {
  return new Date(millis).toLocaleTimeString('en-GB');
}

/**
 * A time, told relative to now and kept so by {@link tick}.
 *
 * @param {?string|number} time ISO-8601 or milliseconds
 */
export function ago(time) {
  const millis = typeof time === 'number' ? time : Date.parse(time ?? '');
  if (Number.isNaN(millis)) {
    return NONE;
  }
  const attributes = {datetime: new Date(millis).toISOString(), title: exact(millis), class: 'ago'};
  return h('time', attributes, relative(millis));
}

/** Brings every relative time in the document up to date. */
export function tick() {
  for (const element of document.querySelectorAll('time.ago')) {
    const text = relative(Date.parse(element.dateTime));
    if (element.firstChild && element.firstChild.nodeValue !== text) {
      element.firstChild.nodeValue = text;
    }
  }
}

/** `EXAMPLES_LIVE` and `page-hinkley` as words. */
export function words(name) {
  return name.toLowerCase().replace(/[_.-]/g, ' ');
}

/** @param {number} count */
export function plural(count, one, many = `${one}s`) {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}
