/* How large nodes are: by a measure of centrality that the reader chooses. */

import { refresh } from "./acts.js";
import { data } from "./data.js";
import { el } from "./dom.js";
import { boxes } from "./measure.js";
import { state } from "./state.js";

const [SMALLEST, LARGEST] = [6, 18]; // radius, pixels at zoom 1
const MEASURES = {
  statements: "Larger: in more statements",
  betweenness: "Larger: between more others (betweenness)",
  pagerank: "Larger: more central (PageRank)",
};
const measured = {}; // by measure a number for each of `data.nodes`
const parts = {}; // of the legend

/** Takes up the measures that come with the data. */
export const buildSizes = () => Object.assign(measured, { statements: data.nodes.map(({ degree }) => degree), ...data.sizes });

/** Is there such a measure? */
export const measures = (name) => Object.hasOwn(measured, name);

/** Sizes every node by `measure`: its area grows with the number. */
export function sizeBy(measure) {
  state.size = measure;
  const values = measured[measure];
  const highest = values.reduce((most, value) => Math.max(most, value), 0) || 1;
  data.nodes.forEach((node, i) => (node.size = node.full = Math.round(10 * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(values[i] / highest))) / 10));
  boxes.clear(); // letters go with the size
}

/** The line of the legend on sizes, and the choice of measure where there is one. */
export function sizeChoice(sign) {
  parts.larger = el("span");
  const legend = el("p", { class: "key" }, sign, parts.larger);
  if (Object.keys(measured).length < 2) return legend;
  const names = { statements: "Statements", betweenness: "Betweenness", pagerank: "PageRank" };
  parts.size = el("select", { onchange: (event) => { sizeBy(event.target.value); refresh(); } },
    ...Object.keys(measured).map((measure) => el("option", { value: measure }, names[measure])));
  return el("div", {}, el("label", { class: "sizes" }, "Size by", parts.size), legend);
}

export function paintSizes() {
  parts.larger.textContent = MEASURES[state.size];
  if (parts.size) parts.size.value = state.size;
}
