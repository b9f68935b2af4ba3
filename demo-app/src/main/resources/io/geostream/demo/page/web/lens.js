// Where the overview shows each city's stations. They are within 28 km of their city, a dot on a map of the country: so
// each city gets a lens that enlarges them, pushed aside from its place until no two touch.
const GAP = 10;
const LABEL = 18;
const ROUNDS = 300;

/** The disc in which a city's stations are, in degrees of latitude, and a little more. */
export const REACH = 0.27;

export const radius = (width) => Math.max(24, Math.min(74, width * 0.074));

/** anchors: [[x, y]]; returns the middles of the lenses. */
export function place(anchors, r, width, height) {
  const lenses = anchors.map(([x, y]) => ({ x, y }));
  const apart = 2 * r + GAP + LABEL;
  for (let round = 0; round < ROUNDS; round++) {
    lenses.forEach((lens, i) => {
      lens.x += (anchors[i][0] - lens.x) * 0.02;
      lens.y += (anchors[i][1] - lens.y) * 0.02;
    });
    for (let i = 0; i < lenses.length; i++) {
      for (let j = i + 1; j < lenses.length; j++) push(lenses[i], lenses[j], apart);
    }
    for (const lens of lenses) {
      lens.x = Math.max(r + GAP, Math.min(width - r - GAP, lens.x));
      lens.y = Math.max(r + GAP, Math.min(height - r - GAP - LABEL, lens.y));
    }
  }
  return lenses;
}

function push(a, b, apart) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const distance = Math.hypot(dx, dy) || 1;
  const missing = (apart - distance) / 2;
  if (missing <= 0) return;
  a.x -= (dx / distance) * missing;
  a.y -= (dy / distance) * missing;
  b.x += (dx / distance) * missing;
  b.y += (dy / distance) * missing;
}
