// The run as the server sends it: the whole at first ("hello"), then what is new ("tick"). Its writer is PageJson.
const MOST_EVENTS = 100;
const SERIES = ["in", "out", "lag", "lagSeconds", "latency50", "latency99"];

export class Run {
  constructor() {
    this.cities = [];
    this.facts = null;
    this.stations = [];
    this.events = new Map();
    this.history = emptyHistory(0);
    this.stride = 1;
    this.isNewestKept = true;
    this.now = null;
    this.table = {};
    this.power = { phase: "unavailable", left: 0, reason: "" };
    this.ending = false;
    this.ended = "";
  }

  hello(message) {
    this.cities = message.cities;
    this.facts = message.facts ?? null;
    this.start = message.start;
    this.history = message.history;
    this.stride = message.now?.stride ?? 1;
    this.isNewestKept = true;
    this.now = null;
    this.stations = [];
    this.events = new Map();
    this.take(message);
  }

  /** Returns the events that are new. */
  tick(message) {
    const before = this.now?.t;
    const fresh = this.take(message);
    if (this.now && this.now.t !== before) this.append(this.now);
    return fresh;
  }

  take(message) {
    this.now = message.now ?? this.now;
    this.table = message.table;
    this.power = message.power;
    this.ending = message.ending;
    this.ended = message.ended;
    message.stations.forEach((it) => this.station(it));
    const fresh = message.events.filter((it) => !this.events.has(it.id));
    message.events.forEach((it) => this.events.set(it.id, it));
    while (this.events.size > MOST_EVENTS) this.events.delete(this.events.keys().next().value);
    return fresh;
  }

  station([number, temperature, humidity, pressure, windSpeed, windDirection, time, ...place]) {
    const known = this.stations[number];
    const [id, latitude, longitude, city] = place.length ? place : [known.id, known.latitude, known.longitude, known.city];
    this.stations[number] = { number, id, latitude, longitude, city, temperature, humidity, pressure, windSpeed, windDirection, time };
  }

  /** The points that the server keeps, so that a station's history fits to them; behind them the newest. */
  append(now) {
    if (!this.isNewestKept) this.eachColumn((column) => column.slice(0, -1));
    if (now.stride > this.stride) this.eachColumn((column) => column.filter((_, i) => i % 2 === 0));
    this.stride = now.stride;
    this.isNewestKept = now.kept;
    const history = this.history;
    history.t.push(now.t);
    SERIES.forEach((name) => history[name].push(now[name]));
    now.temperature.forEach((value, city) => history.temperature[city].push(value));
  }

  eachColumn(change) {
    const history = this.history;
    history.t = change(history.t);
    SERIES.forEach((name) => (history[name] = change(history[name])));
    history.temperature = history.temperature.map(change);
  }

  stationsOf(city) {
    return city < 0 ? this.stations : this.stations.filter((it) => it.city === city);
  }

  /** Whether what is shown of the weather is not of now. */
  get isStale() {
    return Boolean(this.table.problem) || Boolean(this.ended);
  }

  get newestTime() {
    return this.stations.reduce((newest, it) => Math.max(newest, it.time), 0);
  }
}

function emptyHistory(cities) {
  const history = { t: [], temperature: Array.from({ length: cities }, () => []) };
  SERIES.forEach((name) => (history[name] = []));
  return history;
}
