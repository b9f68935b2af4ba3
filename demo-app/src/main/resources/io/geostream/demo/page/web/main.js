// Puts the parts together: what comes in goes into the run, and the run is shown once a frame at most.
import { Buttons } from "./actions.js";
import { Chart } from "./charts.js";
import { drawScale } from "./colors.js";
import { clock, degrees, seconds, short } from "./format.js";
import { StationMap } from "./map.js";
import { showBanner, showEvents, showFigures, showPlace } from "./panels.js";
import { drawRose } from "./rose.js";
import { Run } from "./run.js";
import { listen } from "./stream.js";

const run = new Run();
const choice = { city: -1, station: null, history: null, problem: "" };
let connection = "connecting";
let fresh = [];
let asked = false;

const cities = document.getElementById("city");
const stations = document.getElementById("station");
const announce = (text) => (document.getElementById("announce").textContent = text);
const buttons = new Buttons(announce);
const map = new StationMap({ onCity: chooseCity, onStation: (station) => chooseStation(station.city, station.id) });
const charts = {
  lag: new Chart(document.getElementById("chart-lag"), { read: short, atLeast: 100 }),
  rate: new Chart(document.getElementById("chart-rate"), { read: short, atLeast: 10 }),
  temperature: new Chart(document.getElementById("chart-temperature"), { read: (it) => it.toFixed(1), atLeast: 4, fromZero: false }),
  latency: new Chart(document.getElementById("chart-latency"), { read: seconds, atLeast: 0.02 }),
};

function show() {
  asked = false;
  showPlace(run, connection);
  showBanner(run, connection);
  showFigures(run);
  showEvents(run, fresh);
  fresh = [];
  buttons.show(run, connection === "live");
  fillCities();
  fillStations();
  showWeather();
  showCharts();
}

function askToShow() {
  if (asked) return;
  asked = true;
  // A hidden page gets no frames: it must not fall behind, and need not draw.
  if (document.hidden) setTimeout(show, 0);
  else requestAnimationFrame(show);
}

function showWeather() {
  const { history } = run;
  const isEmpty = run.stations.length === 0;
  document.getElementById("map-empty").hidden = !isEmpty;
  document.querySelector(".canvas").classList.toggle("stale", run.isStale || connection !== "live");
  document.getElementById("map-note").textContent = note();
  map.show(run, choice.city, choice.station);
  const shown = run.stationsOf(choice.city);
  drawRose(document.getElementById("rose"), shown);
  const place = choice.city < 0 ? null : run.cities[choice.city].name;
  document.getElementById("rose-of").textContent = place ?? "all stations";
  document.getElementById("temperature-of").textContent = (choice.station ?? (place ? `mean of ${place}` : "mean of each city")) + choice.problem;
  if (history.t.length) charts.temperature.show(history.t, temperatures());
}

function note() {
  if (map.problem) return map.problem;
  if (run.stations.length === 0) return "";
  const when = run.isStale || connection !== "live" ? `the last known, of ${clock(run.newestTime)}` : `newest ${clock(run.newestTime)}`;
  return `${short(run.stations.length)} stations, ${when}. Arrows and spikes point where the wind goes.`;
}

function temperatures() {
  const { history } = run;
  if (choice.city < 0) {
    return run.cities.map(({ name }, city) => ({ label: name, values: history.temperature[city], color: city }));
  }
  const city = { label: run.cities[choice.city].name, values: history.temperature[choice.city], color: choice.city };
  if (!choice.history) return [city];
  const values = history.t.map((t) => choice.history.get(t) ?? null);
  return [city, { label: choice.station, values, color: (choice.city + 1) % 5 }];
}

function showCharts() {
  const { history } = run;
  if (history.t.length === 0) return;
  charts.lag.show(history.t, [{ label: "records", values: history.lag, color: 1, fill: true }]);
  charts.rate.show(history.t, [
    { label: "in", values: history.in, color: 0 },
    { label: "out", values: history.out, color: 1 },
  ]);
  charts.latency.show(history.t, [
    { label: "median", values: history.latency50, color: 0 },
    { label: "99 % are quicker", values: history.latency99, color: 1 },
  ]);
}

function fillCities() {
  if (cities.options.length > run.cities.length) return;
  cities.replaceChildren(new Option("All five", "-1"), ...run.cities.map(({ name }, i) => new Option(name, String(i))));
  cities.value = String(choice.city);
}

function fillStations() {
  const shown = choice.city < 0 ? [] : run.stationsOf(choice.city);
  const key = `${choice.city} ${shown.length}`;
  if (stations.dataset.key === key) return;
  stations.dataset.key = key;
  const byNumber = [...shown].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  stations.replaceChildren(
    new Option(choice.city < 0 ? "choose a city first" : "All of the city", ""),
    ...byNumber.map((it) => new Option(it.id, it.id)),
  );
  stations.disabled = choice.city < 0;
  stations.value = choice.station ?? "";
}

function chooseCity(city) {
  Object.assign(choice, { city, station: null, history: null, problem: "" });
  cities.value = String(city);
  askToShow();
}

async function chooseStation(city, id) {
  Object.assign(choice, { city, station: id, history: null, problem: "" });
  cities.value = String(city);
  stations.dataset.key = "";
  askToShow();
  if (id === null) return;
  const history = await past(id);
  if (choice.station !== id) return;
  choice.history = history ?? new Map();
  choice.problem = history ? "" : ", from now on: its past could not be loaded";
  const station = run.stations.find((it) => it.id === id);
  announce(`${id}: ${degrees(station?.temperature)}`);
  askToShow();
}

/** A station's temperatures by their time; null if they cannot be had. */
async function past(id) {
  try {
    const response = await fetch(`stations/${encodeURIComponent(id)}`);
    if (!response.ok) return null;
    const { t, temperature } = await response.json();
    return new Map(t.map((at, i) => [at, temperature[i]]));
  } catch {
    return null; // the network, or an answer cut off
  }
}

/** Its past is kept as coarsely as the run's. */
function follow() {
  const chosen = choice.history && run.stations.find((it) => it.id === choice.station);
  if (!chosen || !run.now) return;
  if (!run.isStale) choice.history.set(run.now.t, chosen.temperature);
  if (choice.history.size <= 2 * run.history.t.length) return;
  const kept = new Set(run.history.t);
  [...choice.history.keys()].filter((t) => !kept.has(t)).forEach((t) => choice.history.delete(t));
}

cities.addEventListener("change", () => chooseCity(Number(cities.value)));
stations.addEventListener("change", () => chooseStation(choice.city, stations.value || null));
document.addEventListener("visibilitychange", askToShow);
document.addEventListener("themechange", () => run.stations.length && askToShow());
drawScale(document.getElementById("scale"));
map.load(askToShow);

listen({
  connected: () => (connection = "live"),
  hello(message) {
    run.hello(message);
    askToShow();
    if (choice.station) chooseStation(choice.city, choice.station);
  },
  tick(message) {
    fresh.push(...run.tick(message));
    follow();
    askToShow();
  },
  lost() {
    connection = "lost";
    askToShow();
  },
  isOver: () => Boolean(run.ended),
});
