// The lines over time, by uPlot. One class for all: a chart is its series and how they are read.
import { DASHES, lineColor, themed } from "./colors.js";
import { clock } from "./format.js";

const HEIGHT = 190;

export class Chart {
  /**
   * series: [{label, color, dash, fill}]; read: a value's text; atLeast: the smallest span of the axis.
   */
  constructor(element, { read, atLeast, fromZero = true }) {
    this.element = element;
    this.read = read;
    this.atLeast = atLeast;
    this.fromZero = fromZero;
    this.key = "";
    this.plot = null;
    new ResizeObserver(() => this.resize()).observe(element);
    document.addEventListener("themechange", () => this.rebuild());
  }

  show(times, series) {
    this.times = times;
    this.series = series;
    const key = series.map((it) => it.label).join("|");
    if (key !== this.key || !this.plot) {
      this.key = key;
      this.rebuild();
    } else if (!document.hidden) {
      this.plot.setData(this.data());
      this.showNewest();
    }
  }

  /** The legend has the values under the pointer; without one, the newest. */
  showNewest() {
    this.empty.hidden = this.series.some((it) => it.values.some((value) => value !== null));
    if (this.times.length && (this.plot.cursor.left ?? -1) < 0) this.plot.setLegend({ idx: this.times.length - 1 });
  }

  data() {
    return [this.times.map((t) => t / 1000), ...this.series.map((it) => it.values)];
  }

  rebuild() {
    if (!this.series) return;
    this.plot?.destroy();
    this.element.replaceChildren();
    this.plot = new window.uPlot(this.options(), this.data(), this.element);
    this.empty = Object.assign(document.createElement("p"), { className: "empty", textContent: "Not known yet" });
    this.element.append(this.empty);
    this.showNewest();
  }

  options() {
    const axis = {
      stroke: themed("--soft"),
      grid: { stroke: themed("--line"), width: 1 },
      ticks: { show: false },
      font: "11px system-ui, sans-serif",
    };
    return {
      width: this.width(),
      height: HEIGHT,
      padding: [8, 26, 0, 0],
      cursor: { y: false, drag: { x: false, y: false } },
      legend: { live: true },
      scales: { y: { range: (_, low, high) => this.range(low, high) } },
      axes: [
        { ...axis, size: 26, space: 76, values: (_, ticks) => ticks.map((t) => clock(t * 1000)) },
        { ...axis, size: 52, space: 34, values: (_, ticks) => ticks.map(this.read) },
      ],
      series: [
        { label: "time", value: (_, t) => (t === null ? "" : clock(t * 1000)) },
        ...this.series.map((it) => ({
          label: it.label,
          stroke: it.muted ? themed("--line-strong") : lineColor(it.color),
          width: 1.8,
          dash: DASHES[it.color],
          fill: it.fill ? `${lineColor(it.color)}22` : undefined,
          points: { show: false },
          value: (_, value) => (value === null || value === undefined ? "–" : this.read(value)),
        })),
      ],
    };
  }

  /** Small changes must not fill the height: noise would look like news. */
  range(low, high) {
    if (low === null || high === null) return [0, this.atLeast];
    if (this.fromZero) return [0, Math.max(high * 1.08, this.atLeast)];
    const missing = Math.max(0, this.atLeast - (high - low)) / 2;
    const margin = (high - low) * 0.08;
    return [low - missing - margin, high + missing + margin];
  }

  width() {
    return Math.max(200, this.element.clientWidth);
  }

  resize() {
    if (this.plot && this.width() !== this.plot.width) this.plot.setSize({ width: this.width(), height: HEIGHT });
  }
}
