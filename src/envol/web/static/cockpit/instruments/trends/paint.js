// @ts-check
// What is drawn under and over a chart's lines: normal band, limits, assay results, marks of events, a play head.

export const DASHES = [[], [8, 4], [2, 3], [12, 4, 2, 4]];
/** Of assay results: squares, triangles and circles are alarms, deeds and samples. */
export const SHAPES = ["M0-5 5 0 0 5-5 0Z", "M-4-4 4 4M-4 4 4-4", "M0-5V5M-5 0H5", "M-5-4H5L0 5Z"];
const MARKS = { deed: "M0 0 5 9H-5Z", sample: "M0 1A4 4 0 1 0 .01 1Z" };
const ALARMS = /** @type {Record<string, string>} */ ({ high: "M-5-5H5V5H-5Z", medium: "M0-6 6.5 5H-6.5Z", low: "M0-5A5 5 0 1 0 .01-5Z" });

/** @typedef {ReturnType<typeof paletteOf>} Palette */

/** @param {Element} host */
export function paletteOf(host) {
  const style = getComputedStyle(host);
  const token = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    value: token("--deck-value"), soft: token("--deck-ink-soft"), grid: token("--deck-normal-band"), band: token("--deck-normal-band"),
    panel: token("--deck-panel"), mark: token("--deck-setpoint"),
    high: token("--alarm-high"), medium: token("--alarm-medium"), low: token("--alarm-low"),
  };
}

/** The normal band of the first line. @param {any} chart @returns {(u: any) => void} */
export const shade = (chart) => (u) => {
  const line = chart.spec.lines.find((/** @type {any} */ one) => one.normal);
  if (!line) return;
  const { ctx, bbox } = u;
  const [top, bottom] = [line.normal[1], line.normal[0]].map((value) => within(u.valToPos(value, "y", true), bbox.top, bbox.top + bbox.height));
  ctx.save();
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = chart.colours.band;
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.restore();
};

/** @param {any} chart @returns {(u: any) => void} */
export const overlay = (chart) => (u) => {
  const { ctx, bbox, pxRatio } = u;
  const { data, colours } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - 8 * pxRatio, bbox.width + 14 * pxRatio, bbox.height + 8 * pxRatio);
  ctx.clip();
  ctx.font = `${12 * pxRatio}px system-ui, "Liberation Sans", sans-serif`;
  drawLimits(u, data.limits ?? [], colours);
  (data.points ?? []).forEach((/** @type {any} */ points, /** @type {number} */ i) => drawPoints(u, points, i, colours));
  drawMarks(u, data.marks ?? [], data.window, colours);
  if (typeof data.at === "number") drawHead(u, data.at, colours);
  ctx.restore();
};

/** @param {any} u @param {import("./chart.js").Limit[]} limits @param {Palette} colours */
function drawLimits(u, limits, colours) {
  const { ctx, bbox, pxRatio } = u;
  ctx.strokeStyle = ctx.fillStyle = colours.value;
  ctx.lineWidth = pxRatio;
  ctx.setLineDash([pxRatio * 6, pxRatio * 3]);
  ctx.textAlign = "left";
  for (const { value, condition } of limits) {
    const y = Math.round(u.valToPos(value, "y", true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    const low = condition.includes("low");
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.textBaseline = low ? "top" : "bottom";
    ctx.fillText((low ? "L" : "H").repeat(condition.includes("-") ? 2 : 1), bbox.left + 4 * pxRatio, y); // ISA-5.1 letters
  }
  ctx.setLineDash([]);
}

/** @param {any} u @param {import("./chart.js").Points} points @param {number} i @param {Palette} colours */
function drawPoints(u, { hours, values }, i, colours) {
  const shape = new Path2D(SHAPES[i % SHAPES.length]);
  const places = hours.map((hour, k) => [hour, values[k]]).filter(([, value]) => value !== null)
    .map(([hour, value]) => [u.valToPos(hour, "x", true), u.valToPos(value, "y", true)]);
  u.ctx.strokeStyle = colours.value;
  u.ctx.lineWidth = u.pxRatio * 0.75;
  u.ctx.beginPath();
  for (const [x, y] of places) u.ctx.lineTo(x, y);
  u.ctx.stroke();
  for (const [x, y] of places) stamp(u, shape, x, y, { fill: colours.panel, stroke: colours.value });
}

/** @param {any} u @param {import("./chart.js").Mark[]} marks @param {[number, number]} window @param {any} colours */
function drawMarks(u, marks, [from, to], colours) {
  const shapes = new Map();
  const shapeOf = (/** @type {string} */ path) => shapes.get(path) ?? (shapes.set(path, new Path2D(path)), shapes.get(path));
  for (const mark of marks) {
    if (mark.hour < from || mark.hour > to) continue;
    const x = u.valToPos(mark.hour, "x", true);
    if (mark.kind === "alarm") {
      stamp(u, shapeOf(ALARMS[mark.priority ?? "low"]), x, u.bbox.top + u.pxRatio, { fill: colours[mark.priority ?? "low"], stroke: colours.panel });
    } else {
      const fill = mark.kind === "sample" ? colours.panel : colours.mark;
      stamp(u, shapeOf(MARKS[mark.kind]), x, u.bbox.top + u.bbox.height - 10 * u.pxRatio, { fill, stroke: mark.kind === "sample" ? colours.mark : colours.panel });
    }
  }
}

/** @param {any} u @param {Path2D} shape @param {number} x @param {number} y @param {{fill: string, stroke: string}} paint */
function stamp({ ctx, pxRatio }, shape, x, y, { fill, stroke }) {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(pxRatio, pxRatio);
  ctx.lineWidth = 1.25;
  ctx.fillStyle = fill;
  ctx.strokeStyle = stroke;
  ctx.fill(shape);
  ctx.stroke(shape);
  ctx.restore();
}

/** @param {any} u @param {number} hour @param {Palette} colours */
function drawHead(u, hour, colours) {
  const x = Math.round(u.valToPos(hour, "x", true)) + 0.5;
  u.ctx.strokeStyle = colours.value;
  u.ctx.lineWidth = 2 * u.pxRatio;
  u.ctx.beginPath();
  u.ctx.moveTo(x, u.bbox.top);
  u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
  u.ctx.stroke();
}

/** @param {number} value @param {number} low @param {number} high */
const within = (value, low, high) => Math.min(high, Math.max(low, value));
