// @ts-check
// The points of a profile: their value at an hour, and what is wrong with them. The server decides; this only says it sooner.

/** @param {[number, number][]} points @param {number} hour @returns {number} held before the first and after the last */
export function valueAt(points, hour) {
  const next = points.findIndex(([at]) => at >= hour);
  if (next === 0) return points[0][1];
  if (next < 0) return points[points.length - 1][1];
  const [[from, low], [to, high]] = [points[next - 1], points[next]];
  return low + ((high - low) * (hour - from)) / (to - from);
}

/**
 * @param {any} deck
 * @param {{low: number, high: number, unit: string, decimals: number}} control
 * @param {{hour: number, value: number}[]} points
 * @returns {string} a sentence; empty where nothing is wrong
 */
export function faultOf({ t }, control, points) {
  if (!points.length) return t("profiles.fault-empty");
  if (points.some(({ hour }) => !Number.isFinite(hour))) return t("profiles.fault-hour");
  if (points.some(({ hour }, i) => i > 0 && hour <= points[i - 1].hour)) return t("profiles.fault-order");
  const beyond = points.find(({ value }) => !(value >= control.low && value <= control.high));
  if (beyond) return t("profiles.fault-value", { low: control.low, high: control.high, unit: control.unit });
  return "";
}
