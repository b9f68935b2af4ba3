// The map, on a canvas: thousands of stations each second would be too much for elements. It shows the country with a lens
// on each city, or one city with its counties.
import { temperatureColor, themed } from "./colors.js";
import { compass, degrees, rate } from "./format.js";
import { REACH, place, radius } from "./lens.js";

const NEAR_PIXELS = 18;
const MOST_ARROWS = 260;
const RETRY_MILLIS = 3_000;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The mean of winds is the mean of their vectors. */
export function meanWind(stations) {
  let [east, north, count] = [0, 0, 0];
  for (const { windSpeed, windDirection } of stations) {
    if (windSpeed === null || windDirection === null) continue;
    const angle = (windDirection * Math.PI) / 180;
    east -= windSpeed * Math.sin(angle);
    north -= windSpeed * Math.cos(angle);
    count++;
  }
  return count === 0 ? null : { east: east / count, north: north / count, speed: Math.hypot(east, north) / count };
}

const mean = (values) => (values.length ? values.reduce((a, b) => a + b, 0) / values.length : NaN);

export class StationMap {
  constructor({ onCity, onStation }) {
    this.canvas = document.getElementById("map");
    this.tip = document.getElementById("tip");
    this.reading = document.getElementById("map-reading");
    this.onCity = onCity;
    this.onStation = onStation;
    this.city = -1;
    this.station = null;
    this.focus = null;
    this.problem = "";
    this.targets = [];
    new ResizeObserver(() => this.draw()).observe(this.canvas.parentElement);
    document.addEventListener("themechange", () => this.draw());
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.showTip(null));
    this.canvas.addEventListener("click", (event) => this.choose(this.nearest(event)));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("blur", () => {
      this.focus = null; // else the next look would show the tip again
      this.showTip(null);
      this.draw();
    });
  }

  /** Tries until it has the land; onChange is called when it has it, and when not. */
  async load(onChange) {
    try {
      const response = await fetch("usa.json");
      if (!response.ok) throw new Error(`status ${response.status}`);
      this.land = await response.json();
      this.problem = "";
    } catch (error) {
      this.problem = `The map could not be loaded (${error.message}). Trying again …`;
      setTimeout(() => this.load(onChange), RETRY_MILLIS);
    }
    onChange();
    this.draw();
  }

  show(run, city, station) {
    if (city !== this.city) this.focus = null;
    Object.assign(this, { run, city, station });
    this.draw();
  }

  draw() {
    if (!this.land || !this.run || document.hidden) return;
    const box = this.canvas.parentElement;
    const width = Math.max(240, box.clientWidth);
    const height = Math.round(Math.min(width * (width < 560 ? (this.city < 0 ? 0.78 : 0.95) : 0.6), 540));
    const scale = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * scale) || this.canvas.height !== Math.round(height * scale)) {
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
      this.canvas.style.height = `${height}px`;
    }
    const context = this.canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    this.targets = [];
    this.drawn = 0;
    if (this.city < 0) this.drawCountry(context, width, height);
    else this.drawCity(context, width, height);
    this.canvas.dataset.stations = String(this.drawn);
    this.canvas.setAttribute("aria-label", this.describe());
    if (this.focus !== null) this.showTip(this.targets.find((it) => it.key === this.focus) ?? null);
  }

  describe() {
    const where = this.city < 0 ? "the United States" : this.run.cities[this.city].name;
    return `Map of ${where} with ${this.drawn} stations, coloured by temperature`;
  }

  drawCountry(context, width, height) {
    const d3 = window.d3;
    const projection = d3.geoAlbers().fitExtent([[10, 10], [width - 10, height - 10]], this.land.land);
    this.drawLand(context, projection, [this.land.states]);
    const r = radius(width);
    const anchors = this.run.cities.map((it) => projection([it.longitude, it.latitude]));
    const lenses = place(anchors, r, width, height);
    lenses.forEach((lens, city) => this.drawLens(context, lens, anchors[city], r, city));
    this.run.stationsOf(-1).filter((it) => it.city < 0).forEach((it) => {
      const at = projection([it.longitude, it.latitude]);
      if (at) this.drawStation(context, at[0], at[1], 3, it);
    });
  }

  drawLand(context, projection, lines) {
    const path = window.d3.geoPath(projection, context);
    context.lineJoin = "round";
    context.beginPath();
    path(this.land.land);
    context.fillStyle = themed("--land");
    context.fill();
    context.strokeStyle = themed("--coast");
    context.lineWidth = 1;
    context.stroke();
    for (const line of lines) {
      context.beginPath();
      path(line);
      context.strokeStyle = themed("--border");
      context.lineWidth = 0.8;
      context.stroke();
    }
  }

  drawLens(context, lens, anchor, r, city) {
    const { name, latitude, longitude } = this.run.cities[city];
    const stations = this.run.stationsOf(city);
    context.strokeStyle = themed("--soft");
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(...anchor);
    context.lineTo(lens.x, lens.y);
    context.stroke();
    disc(context, ...anchor, 3, themed("--text"));
    const wind = meanWind(stations);
    if (wind) spike(context, lens, r, wind, themed("--text"));
    disc(context, lens.x, lens.y, r, themed("--lens"));
    const dot = Math.max(1.5, Math.min(5, (r * 0.86) / Math.sqrt(Math.max(1, stations.length))));
    const shrunk = Math.cos((latitude * Math.PI) / 180);
    const inside = r - dot - 1;
    const ring = themed("--ring");
    for (const it of stations) {
      const x = lens.x + (((it.longitude - longitude) * shrunk) / REACH) * inside;
      const y = lens.y - ((it.latitude - latitude) / REACH) * inside;
      // Some colours of the scale are near the lens's in either theme: the ring tells them apart.
      disc(context, x, y, dot + 0.5, ring);
      disc(context, x, y, dot, temperatureColor(it.temperature ?? NaN));
      this.drawn++;
    }
    context.beginPath();
    context.arc(lens.x, lens.y, r, 0, 2 * Math.PI);
    context.strokeStyle = this.focus === `city-${city}` ? themed("--accent") : themed("--text");
    context.lineWidth = this.focus === `city-${city}` ? 3 : 1.2;
    context.stroke();
    const celsius = mean(stations.map((it) => it.temperature).filter((it) => it !== null));
    label(context, `${r < 40 ? shortName(name) : name} ${degrees(celsius)}`, lens.x, lens.y + r + 13);
    this.targets.push({
      key: `city-${city}`, x: lens.x, y: lens.y, reach: r, choose: () => this.onCity(city),
      text: [name, `${degrees(celsius)}, mean of ${stations.length} stations`, windText(wind), "Choose to zoom in"],
    });
  }

  drawCity(context, width, height) {
    const { latitude, longitude } = this.run.cities[this.city];
    const projection = window.d3.geoMercator().center([longitude, latitude]).translate([width / 2, height / 2])
      .scale(((Math.min(width, height) / 2 - 14) / REACH) * (180 / Math.PI) * Math.cos((latitude * Math.PI) / 180))
      .clipExtent([[-20, -20], [width + 20, height + 20]]);
    this.drawLand(context, projection, [this.land.states, this.land.counties]);
    const stations = this.run.stationsOf(this.city);
    const size = Math.max(2.5, Math.min(7, Math.min(width, height) / 3.4 / Math.sqrt(Math.max(1, stations.length))));
    const step = Math.ceil(stations.length / MOST_ARROWS);
    const places = stations.map((it) => projection([it.longitude, it.latitude]));
    stations.forEach((it, i) => {
      if (i % step === 0) arrow(context, places[i], it, size, themed("--arrow"));
    });
    stations.forEach((it, i) => this.drawStation(context, places[i][0], places[i][1], size, it));
    scaleBar(context, projection, height, latitude, longitude);
  }

  drawStation(context, x, y, size, station) {
    const isChosen = station.id === this.station || this.focus === station.id;
    disc(context, x, y, size, temperatureColor(station.temperature ?? NaN));
    context.strokeStyle = isChosen ? themed("--accent") : themed("--ring");
    context.lineWidth = isChosen ? 3 : 0.7;
    context.stroke();
    this.drawn++;
    this.targets.push({
      key: station.id, x, y, reach: Math.max(size, NEAR_PIXELS), choose: () => this.onStation(station),
      text: [
        station.id,
        `${degrees(station.temperature, 2)}, ${rate(station.humidity)} % humidity, ${rate(station.pressure)} hPa`,
        station.windSpeed === null ? "no wind known" : `wind from ${compass(station.windDirection)}, ${station.windSpeed.toFixed(1)} m/s`,
      ],
    });
  }

  nearest(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    for (const it of this.targets) {
      const distance = Math.hypot(it.x - x, it.y - y);
      if (distance <= it.reach && (!best || distance < best.distance)) best = { ...it, distance };
    }
    return best;
  }

  point(event) {
    const target = this.nearest(event);
    this.canvas.style.cursor = target ? "pointer" : "default";
    this.showTip(target);
  }

  choose(target) {
    if (!target) {
      this.showTip(null);
      return;
    }
    // A finger does not hover: the tap shows what a pointer would have. A lens is gone after it.
    this.showTip(this.city < 0 && target.key.startsWith("city-") ? null : target);
    target.choose();
  }

  key(event) {
    const direction = KEYS[event.key];
    if (direction) this.step(direction);
    else if (event.key === "Enter" || event.key === " ") this.choose(this.targets.find((it) => it.key === this.focus));
    else if (event.key === "Escape" && this.city >= 0) this.onCity(-1);
    else return;
    event.preventDefault();
  }

  /** To the nearest one that lies in that direction. */
  step([dx, dy]) {
    const from = this.targets.find((it) => it.key === this.focus) ?? { x: -dx * 1e4, y: -dy * 1e4 };
    let best = null;
    for (const it of this.targets) {
      const along = (it.x - from.x) * dx + (it.y - from.y) * dy;
      const aside = Math.abs((it.x - from.x) * dy + (it.y - from.y) * dx);
      const cost = along + 2 * aside;
      if (along > 0.5 && aside <= along * 2 && (!best || cost < best.cost)) best = { key: it.key, cost, text: it.text };
    }
    if (!best && this.focus === null) best = this.targets[0];
    if (!best) return;
    this.focus = best.key;
    this.reading.textContent = best.text.join(", ");
    this.draw();
  }

  showTip(target) {
    this.tip.hidden = !target;
    if (!target) return;
    const lines = target.text.map((text, i) => Object.assign(document.createElement(i ? "span" : "b"), { textContent: text }));
    this.tip.replaceChildren(...lines);
    const room = this.canvas.clientWidth - this.tip.offsetWidth - 8;
    this.tip.style.left = `${Math.max(4, Math.min(room, target.x + 12))}px`;
    const above = target.y - this.tip.offsetHeight - 12;
    this.tip.style.top = `${above > 0 ? above : target.y + 14}px`;
  }
}

const shortName = (name) => (name.includes(" ") ? name.replace(/[a-z ]/g, "") : name);

const windText = (wind) =>
  wind ? `wind from ${compass(((Math.atan2(-wind.east, -wind.north) * 180) / Math.PI + 360) % 360)}, ${wind.speed.toFixed(1)} m/s` : "no wind known";

function disc(context, x, y, r, color) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

function label(context, text, x, y) {
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.strokeStyle = themed("--halo");
  context.strokeText(text, x, y);
  context.fillStyle = themed("--text");
  context.fillText(text, x, y);
}

/** On a lens's rim, where the wind goes to; as long as it is strong. */
function spike(context, { x, y }, r, wind, color) {
  const angle = Math.atan2(-wind.north, wind.east);
  const [tip, foot, half] = [r + 6 + Math.min(16, wind.speed * 1.4), r - 1, 0.16];
  context.beginPath();
  context.moveTo(x + tip * Math.cos(angle), y + tip * Math.sin(angle));
  context.lineTo(x + foot * Math.cos(angle - half), y + foot * Math.sin(angle - half));
  context.lineTo(x + foot * Math.cos(angle + half), y + foot * Math.sin(angle + half));
  context.fillStyle = color;
  context.fill();
}

/** From a station to where its wind goes. */
function arrow(context, [x, y], { windSpeed, windDirection }, size, color) {
  if (windSpeed === null || windDirection === null) return;
  const angle = ((windDirection + 90) * Math.PI) / 180;
  const length = size + 4 + Math.min(14, windSpeed * 1.1);
  const [tx, ty] = [x + length * Math.cos(angle), y + length * Math.sin(angle)];
  context.strokeStyle = color;
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(tx, ty);
  for (const side of [2.6, -2.6]) {
    context.moveTo(tx, ty);
    context.lineTo(tx + 5 * Math.cos(angle + side), ty + 5 * Math.sin(angle + side));
  }
  context.stroke();
}

function scaleBar(context, projection, height, latitude, longitude) {
  const kilometres = 10;
  const east = kilometres / (111.32 * Math.cos((latitude * Math.PI) / 180));
  const length = projection([longitude + east, latitude])[0] - projection([longitude, latitude])[0];
  context.strokeStyle = context.fillStyle = themed("--text");
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(14, height - 14);
  context.lineTo(14 + length, height - 14);
  context.stroke();
  label(context, `${kilometres} km`, 14 + length / 2, height - 26);
}
