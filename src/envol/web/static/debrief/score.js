// @ts-check
// The score page: its curves. Everything else is in the page already.

import { mountCharts } from "./charts.js";
import { course, pageOf } from "./page.js";

const page = pageOf();
const found = await course(page);
if (found) {
  const open = (hour) => location.assign(`${page.meta.replayUrl}?at=${hour.toFixed(4)}`);
  mountCharts(page, found, open);
}
document.documentElement.dataset.ready = "true"; // for tests: the page is whole from here on
