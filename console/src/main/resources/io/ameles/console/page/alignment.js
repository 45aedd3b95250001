/** Series as the chart takes them: one column of times, one column of values for each. */

/**
 * @param {import('./types.js').Point[]} points in the order of time
 * @param {number} [from] milliseconds since 1970
 * @returns {import('./types.js').Point[]} those from then on
 */
export function inRange(points, from) {
  if (from === undefined || points.length === 0 || points[0][0] >= from) {
    return points;
  }
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return points.slice(low);
}

/**
 * @param {import('./types.js').Point[][]} series
 * @returns {(number|null)[][]} times, then the values of each series; null where it has none
 */
export function aligned(series) {
  const times = commonTimes(series);
  return [times, ...series.map((points) => column(points, times))];
}

/** Learners are measured together, so mostly all series have the same times. */
function commonTimes(series) {
  const longest = series.reduce((most, points) => (points.length > most.length ? points : most), []);
  const times = longest.map(([at]) => at);
  if (series.every((points) => isWithin(points, times))) {
    return times;
  }
  const all = new Set(times);
  series.forEach((points) => points.forEach(([at]) => all.add(at)));
  return [...all].sort((a, b) => a - b);
}

function isWithin(points, times) {
  let position = 0;
  for (const [at] of points) {
    while (position < times.length && times[position] < at) {
      position++;
    }
    if (times[position] !== at) {
      return false;
    }
  }
  return true;
}

function column(points, times) {
  const values = new Array(times.length);
  let position = 0;
  for (let i = 0; i < times.length; i++) {
    while (position < points.length && points[position][0] < times[i]) {
      position++;
    }
    values[i] = position < points.length && points[position][0] === times[i] ? points[position][2] : null;
  }
  return values;
}

/**
 * Adds what came on the stream to series that were fetched.
 *
 * @param {import('./types.js').Series[]} series
 * @param {import('./types.js').Series[]} news
 * @param {(series: import('./types.js').Series) => boolean} wanted
 * @returns {import('./types.js').Series[]}
 */
export function extended(series, news, wanted) {
  const result = [...series];
  for (const one of news.filter(wanted)) {
    const index = result.findIndex((other) => isSame(one, other));
    if (index < 0) {
      result.push(one);
    } else {
      const last = result[index].points.at(-1)?.[0] ?? -Infinity;
      const later = one.points.filter(([at]) => at > last);
      result[index] = {...result[index], points: [...result[index].points, ...later]};
    }
  }
  return result;
}

/**
 * @param {import('./types.js').Series[]} series
 * @param {number} max how many points of each were asked for
 * @returns {boolean} whether so much was added that they should be fetched anew, thinned
 */
export function isOvergrown(series, max) {
  return series.some(({points}) => points.length > 2 * max);
}

function isSame(one, other) {
  return one.name === other.name && one.learner === other.learner && one.tag === other.tag;
}
