// Colours that people who see colours differently can tell apart: a scale that grows lighter throughout (plasma, by
// Smith and van der Walt, CC0), and the palette of Okabe and Ito for lines, which differ in their dashes too.
const PLASMA = ["#0d0887", "#41049d", "#6a00a8", "#8f0da4", "#b12a90", "#cc4778", "#e16462", "#f2844b", "#fca636", "#fcce25", "#f0f921"];

/** The tutorial's range, fixed: a colour means the same at all times. */
export const COLDEST = 15;
export const WARMEST = 35;

const rgb = PLASMA.map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));

export function temperatureColor(celsius) {
  if (!Number.isFinite(celsius)) return "#888888";
  const place = Math.min(1, Math.max(0, (celsius - COLDEST) / (WARMEST - COLDEST))) * (rgb.length - 1);
  const low = Math.min(rgb.length - 2, Math.floor(place));
  const part = place - low;
  const mixed = rgb[low].map((value, i) => Math.round(value + (rgb[low + 1][i] - value) * part));
  return `rgb(${mixed.join(",")})`;
}

/** The colour of a theme, from the style sheet. */
export const themed = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const isDark = () => themed("--dark") === "1";

const LIGHT = ["#0072b2", "#d55e00", "#008a63", "#a83f80", "#8a6d00"];
const DARK = ["#56b4e9", "#ff8c42", "#2fd1a0", "#e08fc0", "#f0d742"];
export const DASHES = [[], [6, 3], [2, 3], [10, 3, 2, 3], [4, 2, 1, 2]];

export const lineColor = (number) => (isDark() ? DARK : LIGHT)[number % LIGHT.length];

/** Wind from weak to strong; the weakest, too, stands out from the card (3 to 1). */
export const windColor = (step) => (isDark() ? ["#4a7094", "#5f9fd0", "#93cdf7", "#dff2ff"] : ["#5b9bc7", "#3a7cae", "#1f5d8c", "#0b3a5e"])[step];

/** The legend of the map, drawn as a strip of the scale. */
export function drawScale(element) {
  const canvas = document.createElement("canvas");
  canvas.width = 200;
  canvas.height = 1;
  const context = canvas.getContext("2d");
  for (let x = 0; x < canvas.width; x++) {
    context.fillStyle = temperatureColor(COLDEST + ((WARMEST - COLDEST) * x) / (canvas.width - 1));
    context.fillRect(x, 0, 1, 1);
  }
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Colour scale from ${COLDEST} °C, dark violet, to ${WARMEST} °C, light yellow`);
  const text = (label) => Object.assign(document.createElement("span"), { textContent: label });
  element.replaceChildren(text(`≤ ${COLDEST}`), canvas, text(`≥ ${WARMEST} °C`));
}
