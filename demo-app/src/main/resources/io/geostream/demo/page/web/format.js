// Numbers and times for people. What is unknown is a dash.
export const UNKNOWN = "–";

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

const isKnown = (value) => value !== null && value !== undefined && Number.isFinite(value);

export const count = (value) => (isKnown(value) ? whole.format(value) : UNKNOWN);

/** Few digits, for axes and for what changes too quickly to be read in full. */
export const short = (value) => (isKnown(value) ? (Math.abs(value) < 10_000 ? whole : compact).format(value) : UNKNOWN);

export const rate = (value) =>
  !isKnown(value) ? UNKNOWN : value < 10 && value > 0 ? value.toFixed(1) : whole.format(value);

export const degrees = (value, digits = 1) => (isKnown(value) ? `${value.toFixed(digits)} °C` : UNKNOWN);

export function seconds(value) {
  if (!isKnown(value)) return UNKNOWN;
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  return value < 100 ? `${value.toFixed(1)} s` : `${Math.round(value)} s`;
}

export function bytes(value) {
  if (!isKnown(value)) return UNKNOWN;
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(value < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

export function clock(millis) {
  return new Date(millis).toLocaleTimeString("en-GB");
}

const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/** Where the wind comes from. */
export const compass = (direction) => (isKnown(direction) ? POINTS[Math.round(direction / 45) % 8] : UNKNOWN);
