// @ts-check
// What is drawn under and over a chart's lines: normal band, limits, assay results, marks of events, a play head.

export const DASHES = [[], [8, 4], [2, 3], [12, 4, 2, 4]];
/** Of assay results, as strokes from corner to corner; diamonds, triangles and circles are those of alarms, deeds and samples. */
export const SHAPES = [
  [[-4, -4, 4, -4, 4, 4, -4, 4, -4, -4]],
  [
    [-4, -4, 4, 4],
    [-4, 4, 4, -4],
  ],
  [
    [0, -5, 0, 5],
    [-5, 0, 5, 0],
  ],
  [[-5, -4, 5, -4, 0, 5, -5, -4]],
];
const DEED = [[0, 0, 5, 9, -5, 9, 0, 0]];
/** @type {Record<string, number[][]>} */
const ALARMS = { high: [[0, -6, 6, 0, 0, 6, -6, 0, 0, -6]], medium: [[0, -6, 6.5, 5, -6.5, 5, 0, -6]], low: [] };

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
  const token = (name) => style.getPropertyValue(name).trim();
  return {
    value: token("--deck-value"),
    soft: token("--deck-ink-soft"),
    grid: `${token("--deck-line")}40`,
    band: token("--deck-normal-band"),
    panel: token("--deck-panel"),
    mark: token("--deck-setpoint"),
    high: token("--alarm-high"),
    medium: token("--alarm-medium"),
    low: token("--alarm-low"),
  };
}

/** The normal band of the first line. @param {any} chart @returns {(u: any) => void} */
export const shade = (chart) => (u) => {
  const line = chart.spec.lines.find((one) => one.normal);
  if (!line) return;
  const { ctx, bbox } = u;
  const [top, bottom] = [line.normal[1], line.normal[0]].map((value) =>
    within(u.valToPos(value, "y", true), bbox.top, bbox.top + bbox.height),
  );
  ctx.save();
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = chart.colours.band;
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.restore();
};

/** @param {any} chart @returns {(u: any) => void} */
export const overlay = (chart) => (u) => {
  const { ctx, bbox } = u;
  const { data, colours } = chart;
  ctx.save();
  ctx.beginPath();
  const rim = 8 * devicePixelRatio; // marks at an edge are drawn whole
  ctx.rect(bbox.left - rim, bbox.top - rim, bbox.width + 2 * rim, bbox.height + rim);
  ctx.clip();
  ctx.font = `${12 * devicePixelRatio}px system-ui, "Liberation Sans", sans-serif`;
  drawLimits(u, data.limits ?? [], colours);
  (data.points ?? []).forEach((points, i) => drawPoints(u, points, i, colours));
  drawMarks(u, data.marks ?? [], data.window, colours);
  if (typeof data.at === "number") drawHead(u, data.at, colours);
  ctx.restore();
};

/** @param {any} u @param {import("./chart.js").Limit[]} limits @param {Palette} colours */
function drawLimits(u, limits, colours) {
  const { ctx, bbox } = u;
  ctx.strokeStyle = ctx.fillStyle = colours.value;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([devicePixelRatio * 6, devicePixelRatio * 3]);
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  for (const { value, condition } of limits) {
    const y = Math.round(u.valToPos(value, "y", true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const letter = condition.includes("low") ? "L" : "H"; // of ISA-5.1
    ctx.fillText(letter.repeat(condition.includes("-") ? 2 : 1), bbox.left + bbox.width - 4 * devicePixelRatio, y);
  }
  ctx.setLineDash([]);
}

/** @param {any} u @param {import("./chart.js").Points} points @param {number} i @param {Palette} colours */
function drawPoints(u, { hours, values }, i, colours) {
  const places = hours.flatMap((hour, k) => (values[k] === null ? [] : [[u.valToPos(hour, "x", true), u.valToPos(values[k], "y", true)]]));
  u.ctx.strokeStyle = colours.value;
  u.ctx.lineWidth = devicePixelRatio * 0.75;
  u.ctx.beginPath();
  for (const [x, y] of places) u.ctx.lineTo(x, y);
  u.ctx.stroke();
  stamp(u, SHAPES[i % SHAPES.length], places, { fill: colours.panel, stroke: colours.value });
}

/** @param {any} u @param {import("./chart.js").Mark[]} marks @param {[number, number]} window @param {any} colours */
function drawMarks(u, marks, [from, to], colours) {
  const seen = marks.filter(({ hour }) => hour >= from && hour <= to);
  const bottom = u.bbox.top + u.bbox.height - 10 * devicePixelRatio;
  const put = (shape, some, y, paint) =>
    some.length &&
    stamp(
      u,
      shape,
      some.map(({ hour }) => [u.valToPos(hour, "x", true), y]),
      paint,
    );
  put(
    DEED,
    seen.filter(({ kind }) => kind === "deed"),
    bottom,
    { fill: colours.mark, stroke: colours.panel },
  );
  put(
    [],
    seen.filter(({ kind }) => kind === "sample"),
    bottom + 5 * devicePixelRatio,
    { fill: colours.panel, stroke: colours.mark },
  );
  for (const priority of ["low", "medium", "high"]) {
    put(
      ALARMS[priority],
      seen.filter((mark) => mark.kind === "alarm" && mark.priority === priority),
      u.bbox.top + devicePixelRatio,
      { fill: colours[priority], stroke: colours.panel },
    );
  }
}

/** One shape at many places, in one path; no strokes make a circle.
 * @param {any} u @param {number[][]} shape @param {number[][]} places @param {{fill: string, stroke: string}} paint */
function stamp({ ctx }, shape, places, { fill, stroke }) {
  const size = devicePixelRatio;
  ctx.beginPath();
  for (const [x, y] of places) {
    if (!shape.length) {
      ctx.moveTo(x + 4 * size, y);
      ctx.arc(x, y, 4 * size, 0, 7);
    }
    for (const corners of shape) {
      ctx.moveTo(x + size * corners[0], y + size * corners[1]);
      for (let k = 2; k < corners.length; k += 2) ctx.lineTo(x + size * corners[k], y + size * corners[k + 1]);
    }
  }
  ctx.lineWidth = 1.25 * size;
  ctx.fillStyle = fill;
  ctx.strokeStyle = stroke;
  ctx.fill();
  ctx.stroke();
}

/** @param {any} u @param {number} hour @param {Palette} colours */
function drawHead(u, hour, colours) {
  const x = Math.round(u.valToPos(hour, "x", true)) + 0.5;
  u.ctx.strokeStyle = colours.value;
  u.ctx.lineWidth = 2 * devicePixelRatio;
  u.ctx.beginPath();
  u.ctx.moveTo(x, u.bbox.top);
  u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
  u.ctx.stroke();
}

/** @param {number} value @param {number} low @param {number} high */
const within = (value, low, high) => Math.min(high, Math.max(low, value));
