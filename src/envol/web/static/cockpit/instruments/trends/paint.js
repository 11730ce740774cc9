// @ts-check
// What is drawn under and over a chart's lines: normal band, limits, assay results, marks of events, a play head.

export const DASHES = [[], [8, 4], [2, 3], [12, 4, 2, 4]];
/** Of assay results, as paths; diamonds, triangles and circles are those of alarms, deeds and samples. */
export const SHAPES = ["M-4-4H4V4H-4Z", "M-4-4 4 4M-4 4 4-4", "M0-5V5M-5 0H5", "M-5-4H5L0 5Z"];
const DEED = "M0 0 5 9H-5Z";
const CIRCLE = "M4 0A4 4 0 1 1-4 0 4 4 0 1 1 4 0Z";
/** @type {Record<string, string>} */
const ALARMS = { low: CIRCLE, medium: "M0-6 6.5 5H-6.5Z", high: "M0-6 6 0 0 6-6 0Z" };

/** @typedef {ReturnType<typeof paletteOf>} Palette */

const KEPT_MS = 500; // to ask for a style after a text has changed costs a new layout, and a dozen charts are drawn in a row
/** @type {{at: number, palette: any}} */
let kept = { at: -Infinity, palette: null };
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (kept.at = -Infinity));

export function paletteOf() {
  if (performance.now() - kept.at > KEPT_MS) kept = { at: performance.now(), palette: freshPalette() };
  return kept.palette;
}

function freshPalette() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    value: token("deck-value"),
    soft: token("deck-ink-soft"),
    grid: `${token("deck-line")}40`,
    band: token("deck-normal-band"),
    panel: token("deck-panel"),
    mark: token("deck-setpoint"),
    high: token("alarm-high"),
    medium: token("alarm-medium"),
    low: token("alarm-low"),
  };
}

/** The normal band of the first line. @param {any} chart @returns {(u: any) => void} */
export const shade = ({ spec, colours }) => ({ ctx, bbox, valToPos }) => {
  const normal = spec.lines.find((one) => one.normal)?.normal;
  if (!normal) return;
  const [bottom, top] = normal.map((value) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, valToPos(value, "y", true))));
  ctx.save();
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = colours().band;
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.restore();
};

/** @param {any} chart @returns {(u: any) => void} */
export const overlay = (chart) => (u) => {
  const { ctx, bbox } = u;
  const { data } = chart;
  const colours = chart.colours();
  ctx.save();
  ctx.beginPath();
  const rim = 8 * devicePixelRatio; // marks at an edge are drawn whole
  ctx.rect(bbox.left - rim, bbox.top - rim, bbox.width + 2 * rim, bbox.height + rim);
  ctx.clip();
  ctx.font = `${12 * devicePixelRatio}px system-ui, "Liberation Sans", sans-serif`;
  drawLimits(u, data.limits ?? [], colours.value);
  (data.points ?? []).forEach((points, i) => drawPoints(u, points, SHAPES[i % SHAPES.length], colours));
  drawMarks(u, data, colours);
  if (typeof data.at === "number") drawHead(u, data.at, colours.value);
  ctx.restore();
};

/** @param {any} ctx @param {number[][]} corners @param {string} colour @param {number} width */
function stroke(ctx, corners, colour, width) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width * devicePixelRatio;
  ctx.beginPath();
  for (const [x, y] of corners) ctx.lineTo(x, y);
  ctx.stroke();
}

/** @param {any} u @param {import("./chart.js").Limit[]} limits @param {string} colour */
function drawLimits({ ctx, bbox: { left, top, width, height }, valToPos }, limits, colour) {
  ctx.fillStyle = colour;
  ctx.setLineDash([devicePixelRatio * 6, devicePixelRatio * 3]);
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  for (const { value, condition } of limits) {
    const y = Math.round(valToPos(value, "y", true)) + 0.5;
    if (y < top || y > top + height) continue;
    stroke(ctx, [[left, y], [left + width, y]], colour, 1);
    const letter = condition.includes("low") ? "L" : "H"; // of ISA-5.1
    ctx.fillText(letter.repeat(condition.includes("-") ? 2 : 1), left + width - 4 * devicePixelRatio, y);
  }
  ctx.setLineDash([]);
}

/** @param {any} u @param {import("./chart.js").Points} points @param {string} shape @param {Palette} colours */
function drawPoints({ ctx, valToPos }, { hours, values }, shape, { panel, value }) {
  const places = hours.flatMap((hour, k) => (values[k] === null ? [] : [[valToPos(hour, "x", true), valToPos(values[k], "y", true)]]));
  stroke(ctx, places, value, 0.75);
  stamp(ctx, shape, places, panel, value);
}

/** @param {any} u @param {import("./chart.js").Data} data @param {any} colours */
function drawMarks({ ctx, bbox: { top, height }, valToPos }, { marks = [], window: [from, to] }, colours) {
  const { mark, panel } = colours;
  const put = (what, y, shape, fill, edge) => {
    const seen = marks.filter(({ hour, kind, priority }) => hour >= from && hour <= to && what === (kind === "alarm" ? priority : kind));
    stamp(ctx, shape, seen.map(({ hour }) => [valToPos(hour, "x", true), y]), fill, edge);
  };
  const bottom = top + height - 10 * devicePixelRatio;
  put("deed", bottom, DEED, mark, panel);
  put("sample", bottom + 5 * devicePixelRatio, CIRCLE, panel, mark);
  for (const [priority, shape] of Object.entries(ALARMS)) put(priority, top + devicePixelRatio, shape, colours[priority], panel);
}

/** One shape at many places, in one path. @param {any} ctx @param {string} shape @param {number[][]} places @param {string} fill @param {string} edge */
function stamp(ctx, shape, places, fill, edge) {
  const [all, one] = [new Path2D(), new Path2D(shape)];
  for (const [x, y] of places) all.addPath(one, new DOMMatrix([devicePixelRatio, 0, 0, devicePixelRatio, x, y]));
  ctx.lineWidth = 1.25 * devicePixelRatio;
  ctx.fillStyle = fill;
  ctx.strokeStyle = edge;
  ctx.fill(all);
  ctx.stroke(all);
}

/** @param {any} u @param {number} hour @param {string} colour */
function drawHead({ ctx, bbox: { top, height }, valToPos }, hour, colour) {
  const x = Math.round(valToPos(hour, "x", true)) + 0.5;
  stroke(ctx, [[x, top], [x, top + height]], colour, 2);
}
