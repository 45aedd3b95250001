/** What happened, as glyphs over a chart: a diamond is a deletion, a triangle an alarm. */
import {colour} from './palette.js';

/** @typedef {{at: number, kind: 'deletion'|'alarm'|'restart', text: string}} Mark at: milliseconds */

const VARIABLES = {deletion: '--deletion', alarm: '--alarm', restart: '--muted'};
const SIZE = 4.5;
const REACH = 7;

/**
 * @param {object} plot of uPlot
 * @param {Mark[]} marks
 */
export function drawMarks(plot, marks) {
  const {ctx, bbox} = plot;
  const ratio = devicePixelRatio;
  const drawn = new Set();
  ctx.save();
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(mark.at, 'x', true));
    const slot = `${mark.kind}${Math.round(x / (3 * ratio))}`;
    if (x < bbox.left || x > bbox.left + bbox.width || drawn.has(slot)) {
      continue;
    }
    drawn.add(slot);
    drawMark(ctx, mark.kind, x, bbox, ratio);
  }
  ctx.restore();
}

function drawMark(ctx, kind, x, bbox, ratio) {
  const y = bbox.top - 8 * ratio;
  ctx.strokeStyle = ctx.fillStyle = colours()[kind];
  ctx.globalAlpha = kind === 'alarm' ? 0.7 : 0.35;
  ctx.lineWidth = ratio;
  ctx.setLineDash(kind === 'alarm' ? [] : [2 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(x + 0.5, bbox.top - 3 * ratio);
  ctx.lineTo(x + 0.5, bbox.top + bbox.height);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  outline(kind, SIZE * ratio).forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
  ctx.closePath();
  ctx.fill();
}

function outline(kind, size) {
  if (kind === 'alarm') {
    return [[-size, size * 0.8], [0, -size], [size, size * 0.8]];
  }
  if (kind === 'deletion') {
    return [[-size, 0], [0, -size], [size, 0], [0, size]];
  }
  return [[-1, -size], [1, -size], [1, size], [-1, size]];
}

let resolved = null;

function colours() {
  if (!resolved) {
    resolved = {};
    for (const [kind, variable] of Object.entries(VARIABLES)) {
      resolved[kind] = colour(variable);
    }
  }
  return resolved;
}

/** The theme has changed. */
export function forgetColours() {
  resolved = null;
}

/**
 * @param {object} plot of uPlot
 * @param {Mark[]} marks
 * @param {number} left position of the cursor in the plot
 * @returns {Mark[]} those under the cursor
 */
export function marksNear(plot, marks, left) {
  return marks.filter((mark) => Math.abs(plot.valToPos(mark.at, 'x') - left) <= REACH);
}
