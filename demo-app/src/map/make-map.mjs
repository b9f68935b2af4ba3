// Makes the live page's map (src/main/resources/io/geostream/demo/page/web/usa.json) from us-atlas, which holds the
// outlines of the U.S. Census Bureau. Its result is committed: the build needs no Node.js. To make it again, in an
// empty folder:
//
//   npm install us-atlas@3.0.1 topojson-client@3.1.0
//   node …/demo-app/src/map/make-map.mjs > …/demo-app/src/main/resources/io/geostream/demo/page/web/usa.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const topojson = require("topojson-client");
const atlas = (name) => JSON.parse(readFileSync(require.resolve(`us-atlas/${name}-10m.json`), "utf8"));

// The stations are within 0.25° of these; a zoomed map shows a little more.
const CITIES = [[-74.006, 40.7128], [-118.2437, 34.0522], [-87.6298, 41.8781], [-95.3698, 29.7604], [-112.074, 33.4484]];
const AROUND = 0.9;
const NOT_CONTIGUOUS = new Set(["02", "15", "60", "66", "69", "72", "78"]); // Alaska, Hawaii, the territories

const isNearCity = ([x, y]) => CITIES.some(([cx, cy]) => Math.abs(x - cx) < AROUND * 1.4 && Math.abs(y - cy) < AROUND);

// A metre near a city is of no use in the overview: some 100 m there, 5 km elsewhere.
function rounded(point) {
  return isNearCity(point)
    ? point.map((it) => Math.round(it * 1000) / 1000)
    : point.map((it) => Math.round(it * 20) / 20);
}

function thinned(line) {
  const kept = [];
  for (const point of line.map(rounded)) {
    const last = kept[kept.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) kept.push(point);
  }
  return kept;
}

// Twice the signed area: rings so small that rounding turned them over would fill the whole globe.
const doubleArea = (ring) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);

function near(line) {
  const parts = [];
  let part = [];
  for (const point of line) {
    if (isNearCity(point)) part.push(point);
    else if (part.length) parts.push(part), (part = []);
  }
  if (part.length) parts.push(part);
  return parts.filter((it) => it.length > 1).map(thinned).filter((it) => it.length > 1);
}

const states = atlas("states");
const contiguous = states.objects.states.geometries.filter((it) => !NOT_CONTIGUOUS.has(it.id));
const object = { type: "GeometryCollection", geometries: contiguous };
const counties = atlas("counties");

const land = topojson.merge(states, contiguous).coordinates
  .map((polygon) => polygon.map(thinned).filter((ring) => ring.length > 3 && Math.abs(doubleArea(ring)) > 1e-4))
  .filter((polygon) => polygon.length && doubleArea(polygon[0]) < 0);

process.stdout.write(JSON.stringify({
  source: "us-atlas 3.0.1 (ISC licence), from the U.S. Census Bureau's cartographic boundary files (public domain)",
  land: { type: "MultiPolygon", coordinates: land },
  states: {
    type: "MultiLineString",
    coordinates: topojson.mesh(states, object, (a, b) => a !== b).coordinates.map(thinned).filter((it) => it.length > 1),
  },
  counties: {
    type: "MultiLineString",
    coordinates: topojson.mesh(counties, counties.objects.counties, (a, b) => a !== b).coordinates.flatMap(near),
  },
}) + "\n");
