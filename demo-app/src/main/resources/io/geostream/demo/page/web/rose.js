// The wind rose: how many stations have the wind from where, and how strong.
import { windColor } from "./colors.js";

const SECTORS = 16;
const STEPS = [4, 8, 12, Infinity]; // m/s
const NAMES = ["below 4 m/s", "4 to 8", "8 to 12", "12 and more"];
const POINTS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];
const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 100;

/** By sector, by strength. */
export function tally(stations) {
  const counts = Array.from({ length: SECTORS }, () => STEPS.map(() => 0));
  for (const { windSpeed, windDirection } of stations) {
    if (windSpeed === null || windDirection === null) continue;
    const sector = Math.round(windDirection / (360 / SECTORS)) % SECTORS;
    counts[sector][STEPS.findIndex((most) => windSpeed < most)]++;
  }
  return counts;
}

function svg(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== undefined) element.textContent = text;
  return element;
}

function wedge(sector, inner, outer, color) {
  const half = (Math.PI / SECTORS) * 0.86;
  const middle = (sector * 2 * Math.PI) / SECTORS;
  const at = (radius, angle) => `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
  const [from, to] = [middle - half, middle + half];
  return svg("path", {
    d: `M${at(inner, from)}L${at(outer, from)}A${outer} ${outer} 0 0 1 ${at(outer, to)}L${at(inner, to)}A${inner} ${inner} 0 0 0 ${at(inner, from)}Z`,
    fill: color,
  });
}

export function drawRose(element, stations) {
  const counts = tally(stations);
  const sums = counts.map((steps) => steps.reduce((a, b) => a + b, 0));
  const all = sums.reduce((a, b) => a + b, 0);
  if (all === 0) {
    element.replaceChildren(Object.assign(document.createElement("p"), { className: "more", textContent: "No wind is known yet." }));
    return;
  }
  const most = Math.max(...sums);
  const picture = svg("svg", { viewBox: "-125 -120 250 240", role: "img", "aria-label": describe(sums, all) });
  [0.5, 1].forEach((part) => picture.append(svg("circle", { r: RADIUS * part, class: "ring" })));
  picture.append(svg("text", { x: 4, y: -RADIUS + 12, class: "share" }, `${Math.round((most / all) * 100)} %`));
  [["N", 0, -106], ["E", 112, 4], ["S", 0, 115], ["W", -112, 4]].forEach(([text, x, y]) =>
    picture.append(svg("text", { x, y, "text-anchor": "middle", class: "point" }, text)));
  counts.forEach((steps, sector) => {
    let inner = 0;
    steps.forEach((count, step) => {
      const outer = inner + (count / most) * RADIUS;
      if (count > 0) picture.append(wedge(sector, inner, outer, windColor(step)));
      inner = outer;
    });
  });
  element.replaceChildren(picture, key());
}

function describe(sums, all) {
  const strongest = sums.indexOf(Math.max(...sums));
  return `Wind rose of ${all} stations: most have the wind from ${POINTS[strongest]}, ${Math.round((sums[strongest] / all) * 100)} percent`;
}

function key() {
  const list = document.createElement("ul");
  list.className = "key";
  NAMES.forEach((name, step) => {
    const swatch = svg("svg", { viewBox: "0 0 10 10", width: 10, height: 10, "aria-hidden": "true" });
    swatch.append(svg("rect", { width: 10, height: 10, rx: 2, fill: windColor(step) }));
    const item = document.createElement("li");
    item.append(swatch, name);
    list.append(item);
  });
  return list;
}
