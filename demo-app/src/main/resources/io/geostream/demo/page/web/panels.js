// The figures and lists: text that is set where it changes.
import { bytes, clock, count, rate, seconds, short, UNKNOWN } from "./format.js";

/** A count that takes long is made seldom: from then on its time is shown. */
const OLD_MILLIS = 10_000;

const set = (id, text) => {
  const element = document.getElementById(id);
  if (element.textContent !== text) element.textContent = text;
};

export function showFigures(run) {
  const { now, table, power } = run;
  set("in", rate(now?.in));
  set("acknowledged", count(now?.acknowledged));
  set("lag", count(now?.lag));
  set("lag-seconds", now?.lag === 0 ? "none waits" : seconds(now?.lagSeconds));
  set("out", rate(now?.out));
  set("latency", now?.latency50 == null ? UNKNOWN : `${seconds(now.latency50)}, 1 in 100 over ${seconds(now.latency99)}`);
  set("rows", count(table.rows));
  set("rows-of", now && now.t - table.countedAt > OLD_MILLIS && table.countedAt ? `rows at ${clock(table.countedAt)}` : "rows");
  set("size", bytes(table.bytes));
  set("dead", count(sum(now?.deadLetters)));
  showTable(run);
  if (now?.deadLetters) showCodes(now.deadLetters); // unknown for a moment is not none
  const isUp = (power.phase === "running" || power.phase === "unavailable") && !table.problem;
  mark("tile-database", isUp ? "" : "bad", "away");
  mark("tile-kafka", now && now.lag > 3 * Math.max(100, now.in ?? 0) ? "warn" : "", "behind");
  mark("tile-dead", sum(now?.deadLetters) > 0 ? "warn" : "", "some");
}

/** By colour and by word: not everybody sees the colour. */
function mark(id, state, word) {
  const tile = document.getElementById(id);
  tile.dataset.state = state;
  tile.querySelector("h2").dataset.word = state ? word : "";
}

const sum = (codes) => (codes ? Object.values(codes).reduce((a, b) => a + b, 0) : undefined);

function showTable({ table, facts, now }) {
  set("fact-rows", table.rows === null || table.rows === undefined ? UNKNOWN : `${count(table.rows)}, counted at ${clock(table.countedAt)}${failed(table)}`);
  set("fact-size", bytes(table.bytes));
  set("fact-row-bytes", table.rows > 0 ? count(table.bytes / table.rows) : UNKNOWN);
  set("fact-chunks", chunks(table, facts));
  set("fact-ratio", ratio(table, facts));
  if (facts) set("database-name", facts.timescale ? "TimescaleDB" : "PostgreSQL");
}

/** While the database is away, the banner says so. */
const failed = ({ problem, factsProblem }) => (factsProblem && !problem ? `; the last try failed: ${factsProblem}` : "");

function chunks(table, facts) {
  if (facts && !facts.timescale) return "a plain table";
  if (table.chunks === null || table.chunks === undefined) return UNKNOWN;
  return `${count(table.chunks)}, ${count(table.columnstoreChunks)} of them in the columnstore`;
}

function ratio(table, facts) {
  if (facts && !facts.timescale) return "none: needs TimescaleDB";
  if (table.bytesBefore > 0 && table.bytesAfter > 0) {
    return `${(table.bytesBefore / table.bytesAfter).toFixed(1)} to 1 (${bytes(table.bytesBefore)} became ${bytes(table.bytesAfter)})`;
  }
  return "not yet: a chunk is compressed after a day";
}

function showCodes(codes) {
  const found = Object.entries(codes).filter(([, number]) => number > 0).sort((a, b) => b[1] - a[1]);
  const element = document.getElementById("codes");
  const key = JSON.stringify(found);
  if (element.dataset.key === key) return;
  element.dataset.key = key;
  if (found.length === 0) {
    element.replaceChildren(Object.assign(document.createElement("p"), { className: "more", textContent: "None so far." }));
    return;
  }
  const list = document.createElement("ul");
  list.className = "bars";
  found.forEach(([code, number]) => {
    const item = document.createElement("li");
    const bar = document.createElement("progress");
    bar.max = found[0][1];
    bar.value = number;
    bar.setAttribute("aria-hidden", "true");
    item.append(text("span", code), bar, text("b", count(number)));
    list.append(item);
  });
  element.replaceChildren(list);
}

const text = (name, content, className = "") => Object.assign(document.createElement(name), { textContent: content, className });

const SIGNS = { info: "i", action: "▸", batches: "≡", outage: "✕", recovery: "✓", bad_records: "!", error: "✕", success: "✓" };

const items = new Map(); // those in the list, by their event: only what is new or changed is touched

const keyOf = ({ id, t, kind }) => `${id} ${t} ${kind}`;

function itemOf(event) {
  const item = text("li", "", event.kind);
  const sign = text("i", SIGNS[event.kind] ?? "·");
  sign.setAttribute("aria-hidden", "true");
  item.append(sign, text("time", clock(event.t)), text("span", event.text));
  return item;
}

export function showEvents(run, fresh) {
  const list = document.getElementById("events");
  const events = [...run.events.values()];
  document.getElementById("events-empty").hidden = events.length > 0;
  const wanted = new Set(events.map(keyOf));
  for (const [key, item] of items) {
    if (wanted.has(key)) continue;
    item.remove();
    items.delete(key);
  }
  for (const event of events) {
    const item = items.get(keyOf(event));
    if (!item) {
      items.set(keyOf(event), itemOf(event));
      list.prepend(items.get(keyOf(event)));
    } else if (item.lastChild.textContent !== event.text) {
      item.lastChild.textContent = event.text;
    }
  }
  // Batches come without end: read aloud, they would drown what matters.
  const told = fresh.filter((it) => it.kind !== "batches").map((it) => it.text);
  if (told.length) document.getElementById("announce").textContent = told.join(". ");
}

/** The one thing that a viewer should know now; none if all is well. */
export function showBanner(run, connection) {
  const [state, message, left = ""] = bannerOf(run, connection);
  const banner = document.getElementById("banner");
  banner.hidden = !message;
  banner.dataset.state = state;
  set("banner-text", message);
  set("banner-left", left); // counts down: not read aloud
}

const STOPPED = "The database is stopped. Readings go on into Kafka; the consumer keeps its place and tries again.";

function bannerOf(run, connection) {
  if (run.ended) return ["over", `The demo has ended.\n${run.ended}`];
  if (connection === "lost") return ["bad", "The connection to the demo is lost. Trying again … What you see is the last that was known."];
  if (connection === "connecting") return ["info", "Connecting to the demo …"];
  if (run.ending) return ["info", "The run ends: the producer stops, the consumer writes what is left, and then all is counted."];
  const { phase, left } = run.power;
  if (phase === "stopping") return ["bad", "The database is being stopped."];
  if (phase === "stopped") return ["bad", STOPPED, ` It comes back in ${left} s.`];
  if (phase === "starting") return ["warn", "The database starts and recovers from its log."];
  if (!run.facts) return ["info", newest(run) ?? "The demo is starting."];
  if (run.table.problem) return ["bad", `The database does not answer: ${run.table.problem}. The map shows the last that was known.`];
  if (run.stations.length === 0) return ["info", "Waiting for the first reading in the table …"];
  if (run.now && run.now.acknowledged === null) return ["warn", "The producer's metrics are not known at the moment."];
  return ["", ""];
}

const newest = (run) => [...run.events.values()].pop()?.text;

export function showPlace(run, connection) {
  const pill = document.getElementById("connection");
  const state = run.ended ? "ended" : connection;
  pill.dataset.state = state;
  pill.textContent = { live: "live", lost: "connection lost", connecting: "connecting", ended: "ended" }[state];
  if (!run.facts) {
    set("where", "starting");
    return;
  }
  const { rate: wanted, locations, database } = run.facts;
  set("where", `${short(locations)} stations, ${wanted > 0 ? `${count(wanted)} readings/s` : "as fast as it can"} → Kafka → ${database}`);
  set("weather", `${run.facts.weather[0].toUpperCase()}${run.facts.weather.slice(1)}.`);
}
