// @ts-check
// What the laboratory found, as the points of a chart.

/** @param {any[]} samples newest first @param {string} name */
export function resultsOf(samples, name) {
  const back = samples.filter((sample) => sample.values && name in sample.values).reverse();
  return { hours: back.map((sample) => sample.takenHour), values: back.map((sample) => sample.values[name]) };
}
