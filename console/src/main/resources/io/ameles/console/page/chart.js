/**
 * Lines over time. Draws with uPlot; a table beside it says the same in text, and the arrow keys move
 * the cursor.
 */
import uPlot from './lib/uplot/uPlot.esm.js';
import {aligned, inRange} from './alignment.js';
import {h, render} from './dom.js';
import {clock, exact, now} from './format.js';
import {drawMarks, forgetColours, marksNear} from './marks.js';
import {colour, look} from './palette.js';
import {STEPS, tickText} from './ticks.js';

/**
 * @typedef {object} ChartData
 * @property {string} title for those who do not see it
 * @property {{name: string, points: import('./types.js').Point[]}[]} series
 * @property {import('./marks.js').Mark[]} marks
 * @property {(value: number) => string} format of values
 * @property {number} [from] milliseconds since 1970; where the time begins that is shown
 * @property {[number, number]} [range] of values
 * @property {number} height in pixels
 */

const AXIS_FONT = '11px system-ui, sans-serif';
const charts = new Set();

/**
 * @param {ChartData} data
 * @returns {import('./dom.js').Node}
 */
export function chart(data) {
  return h('div', {class: 'chart', vars: {'--height': `${data.height}px`}, widget: chartWidget, data});
}

/** The theme has changed: colours on a canvas do not follow by themselves. */
export function redrawCharts() {
  forgetColours();
  charts.forEach((widget) => widget.rebuild());
}

function chartWidget(element, data) {
  const widget = new ChartWidget(element, data);
  charts.add(widget);
  return widget;
}

class ChartWidget {
  #data;
  #plot = null;
  #shape = '';
  #drawn = null;
  #legend;
  #canvas;
  #observer;

  constructor(element, data) {
    this.#data = data;
    this.#legend = document.createElement('div');
    this.#legend.className = 'legend';
    this.#canvas = document.createElement('div');
    this.#canvas.className = 'plot';
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.onkeydown = (event) => this.#move(event);
    element.append(this.#legend, this.#canvas);
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(this.#canvas);
    this.update(data);
  }

  /** @param {ChartData} data */
  update(data) {
    this.#data = data;
    const shape = JSON.stringify([data.series.map(({name}) => name), data.range, data.height]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.rebuild();
    } else if (this.#hasChanged(data)) {
      this.#plot?.setData(this.#aligned());
      this.#describe();
    }
  }

  rebuild() {
    this.#plot?.destroy();
    const width = this.#canvas.clientWidth;
    this.#plot = width > 0 ? new uPlot(this.#options(width), this.#aligned(), this.#canvas) : null;
    this.#describe();
  }

  destroy() {
    charts.delete(this);
    this.#observer.disconnect();
    this.#plot?.destroy();
  }

  /** Renderings are more frequent than new points. */
  #hasChanged(data) {
    const lengths = data.series.map(({points}) => `${points.length}:${points.at(-1)?.[0]}`);
    const print = JSON.stringify([lengths, data.marks.length, data.from]);
    const changed = print !== this.#drawn;
    this.#drawn = print;
    return changed;
  }

  #aligned() {
    return aligned(this.#data.series.map(({points}) => inRange(points, this.#data.from)));
  }

  #resize() {
    const width = this.#canvas.clientWidth;
    if (width === 0) {
      return;
    }
    if (this.#plot) {
      this.#plot.setSize({width, height: this.#data.height});
    } else {
      this.rebuild();
    }
  }

  #options(width) {
    const axis = {
      stroke: colour('--muted'),
      font: AXIS_FONT,
      grid: {stroke: colour('--line'), width: 1},
      ticks: {show: false},
    };
    return {
      width,
      height: this.#data.height,
      ms: 1,
      padding: [18, 28, 0, 0],
      legend: {show: false},
      cursor: {y: false, points: {size: 7}, drag: {x: true, y: false}},
      scales: {x: {time: true}, y: {range: (plot, least, most) => this.#range(least, most)}},
      axes: [
        {
          ...axis,
          grid: {show: false},
          size: 26,
          space: 74,
          incrs: STEPS,
          values: (plot, times, index, space, step) => times.map((time) => tickText(time, step)),
        },
        {...axis, size: 52, values: (plot, ticks) => ticks.map((tick) => this.#data.format(tick))},
      ],
      series: [{}, ...this.#data.series.map((series, index) => this.#line(series, index))],
      hooks: {
        draw: [(plot) => drawMarks(plot, this.#data.marks)],
        setCursor: [(plot) => this.#showLegend(plot)],
      },
    };
  }

  #line(series, index) {
    const {variable, dash} = look(index);
    return {
      label: series.name,
      stroke: colour(variable),
      width: 1.75,
      dash,
      spanGaps: true,
      points: {show: series.points.length < 3},
    };
  }

  #range(least, most) {
    if (this.#data.range) {
      return this.#data.range;
    }
    if (least === null || most === null) {
      return [0, 1];
    }
    const margin = (most - least) * 0.08 || Math.abs(most) * 0.1 || 0.1;
    return [least < 0 ? least - margin : Math.max(0, least - margin), most + margin];
  }

  #showLegend(plot) {
    const index = plot.cursor.idx;
    const isOver = index !== null && index !== undefined && plot.cursor.left >= 0;
    const entries = this.#data.series.map((series, i) => {
      const values = plot.data[i + 1] ?? [];
      const value = isOver ? values[index] : series.points.at(-1)?.[2];
      return entry(i, series.name, value === null || value === undefined ? null : value);
    });
    const marks = isOver ? marksNear(plot, this.#data.marks, plot.cursor.left) : [];
    render(this.#legend, [
      entries.map(({swatch, name, value}) =>
        h('span', {class: 'legend-entry'}, swatch, name, h('b', null, value === null ? '–' : this.#data.format(value, true))),
      ),
      h('span', {class: 'legend-note'}, isOver ? note(plot.data[0][index], marks) : ''),
    ]);
  }

  #describe() {
    if (this.#plot) {
      this.#showLegend(this.#plot);
    }
    const last = this.#data.series.map(({name, points}) => {
      const point = points.at(-1);
      return point ? `${name} ${this.#data.format(point[2], true)}` : `${name}: nothing yet`;
    });
    this.#canvas.setAttribute('aria-label', `${this.#data.title}. Latest: ${last.join(', ')}.`);
  }

  #move(event) {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!step || !this.#plot) {
      return;
    }
    event.preventDefault();
    const times = this.#plot.data[0];
    const stride = step * Math.max(1, Math.round(times.length / 100));
    const from = this.#plot.cursor.idx ?? times.length - 1;
    const index = Math.min(times.length - 1, Math.max(0, from + stride));
    this.#plot.setCursor({left: this.#plot.valToPos(times[index], 'x'), top: 10});
  }
}

function entry(index, name, value) {
  return {swatch: swatch(index), name, value};
}

/** @param {number} index of the series */
export function swatch(index) {
  const {variable, dash} = look(index);
  const style = {class: `swatch ${dash ? 'dashed' : ''}`, vars: {'--swatch': `var(${variable})`}};
  return h('span', style);
}

function note(millis, marks) {
  const what = marks.slice(0, 3).map(({text}) => text);
  const more = marks.length > 3 ? [`${marks.length - 3} more`] : [];
  const sameDay = now() - millis < 86_400_000;
  return [sameDay ? clock(millis) : exact(millis).split(' (')[0], ...what, ...more].join(' · ');
}
