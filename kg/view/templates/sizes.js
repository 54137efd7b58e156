/* How large nodes are: by a measure of centrality that the reader chooses. */

const [SMALLEST, LARGEST] = [6, 18]; // radius, pixels at zoom 1
const MEASURES = {
  statements: "Larger: in more statements",
  betweenness: "Larger: between more others (betweenness)",
  pagerank: "Larger: more central (PageRank)",
};
const measured = { statements: data.nodes.map(({ degree }) => degree), ...data.sizes };

/** Sizes every node by `measure`: its area grows with the number. */
function sizeBy(measure) {
  state.size = measure;
  const values = measured[measure];
  const highest = values.reduce((most, value) => Math.max(most, value), 0) || 1;
  data.nodes.forEach((node, i) => (node.size = node.full = Math.round(10 * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(values[i] / highest))) / 10));
  boxes.clear(); // letters go with the size
}

/** The line of the legend on sizes, and the choice of measure where there is one. */
function sizeChoice(sign) {
  rail.parts.larger = el("span");
  const legend = el("p", { class: "key" }, sign, rail.parts.larger);
  if (Object.keys(measured).length < 2) return legend;
  const names = { statements: "Statements", betweenness: "Betweenness", pagerank: "PageRank" };
  rail.parts.size = el("select", { onchange: (event) => { sizeBy(event.target.value); refresh(); } },
    ...Object.keys(measured).map((measure) => el("option", { value: measure }, names[measure])));
  return el("div", {}, el("label", { class: "sizes" }, "Size by", rail.parts.size), legend);
}

function paintSizes() {
  rail.parts.larger.textContent = MEASURES[state.size];
  if (rail.parts.size) rail.parts.size.value = state.size;
}
