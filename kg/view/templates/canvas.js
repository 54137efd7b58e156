/* The graph on the canvas: vis-network draws, clicks and zooms; positions come with the data. */

const heavy = data.edges.length > HEAVY;
const top150 = new Set(data.nodes.slice(0, OPENING).map((node) => node.id));
const drawn = { nodes: null, edges: null, network: null, colours: {}, shown: { nodes: new Set(), edges: new Set() }, moved: false };

/** The theme's colours as the canvas needs them: a probe resolves what a style sheet only names. */
function colours() {
  const probe = el("i");
  document.body.append(probe);
  const found = {};
  for (const colour of ["paper", "ink", "muted", "node", "hull", "support", "oppose", "neutral"]) {
    probe.style.color = `var(--${colour})`;
    found[colour] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** The selected node or edge with what touches it; `null` when nothing is selected. */
function focus() {
  const { selected } = state;
  if (!selected) return null;
  if (selected.type === "edge") {
    const { from, to, id } = edges.get(selected.id);
    return { nodes: new Set([from, to]), edges: new Set([id]) };
  }
  const touching = incident.get(selected.id);
  return { nodes: new Set([selected.id, ...touching.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(touching.map((edge) => edge.id)) };
}

/** Which nodes and edges are drawn: what the filters leave, among the most central nodes or whatever is in focus. */
function shown(kept, near) {
  const open = (id) => state.all || top150.has(id) || near?.nodes.has(id);
  const isShown = (edge) => kept.has(edge.id) && open(edge.from) && open(edge.to);
  const edgesShown = new Set(data.edges.filter(isShown).map((edge) => edge.id));
  const nodesShown = new Set(data.nodes.filter(({ id }) => {
    if (!open(id)) return false;
    return !incident.get(id).length || id === state.selected?.id || incident.get(id).some((edge) => edgesShown.has(edge.id));
  }).map((node) => node.id));
  return { nodes: nodesShown, edges: edgesShown };
}

function nodeLook(node, near) {
  const { colours: c, shown: { nodes: visible } } = drawn;
  const { shape: outline, hollow } = KINDS[node.kind];
  const chosen = state.selected?.id === node.id;
  const fill = { background: hollow ? c.paper : c.node, border: chosen ? c.ink : c.node };
  return {
    id: node.id, hidden: !visible.has(node.id), shape: outline, opacity: !near || near.nodes.has(node.id) ? 1 : 0.2,
    color: { ...fill, highlight: fill, hover: { ...fill, border: c.ink } }, borderWidth: chosen ? 4 : hollow ? 2 : 1, borderWidthSelected: chosen ? 4 : 2,
  };
}

function edgeLook(edge, near) {
  const { colours: c, shown: { edges: visible } } = drawn;
  const { style, dash } = POLARITY[edge.polarity];
  const chosen = state.selected?.id === edge.id;
  const width = Math.min(6, 1.25 + 0.9 * Math.log2(edge.weight)) + (chosen ? 1.5 : 0);
  return {
    id: edge.id, hidden: !visible.has(edge.id), width,
    color: { color: c[style], highlight: c[style], hover: c[style], opacity: !near ? 0.75 : near.edges.has(edge.id) ? 1 : 0.1 },
    dashes: heavy ? false : dash,
  };
}

function paintCanvas(kept) {
  const near = focus();
  drawn.shown = shown(kept, near);
  drawn.nodes.update(data.nodes.map((node) => nodeLook(node, near)));
  drawn.edges.update(data.edges.map((edge) => edgeLook(edge, near)));
  quiet();
  const { selected } = state;
  drawn.network.unselectAll();
  if (selected?.type === "node") drawn.network.selectNodes([selected.id], false);
  if (selected?.type === "edge") drawn.network.selectEdges([selected.id]);
  const hiding = !state.all && data.nodes.length > top150.size;
  byId("notice").hidden = !hiding;
  if (hiding) {
    byId("notice").replaceChildren(`The ${drawn.shown.nodes.size} most central of ${data.nodes.length.toLocaleString("en")} · `,
      el("button", { type: "button", class: "link", onclick: showAll }, "Show all"));
  }
}

function showAll() {
  state.all = true;
  refresh();
  fit();
}

const narrow = matchMedia("(max-width: 819px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Moves the view so that the nodes `ids` fill it, with room for their names and clear of an open bottom sheet. */
function frame(ids, { animated = true, most = 1.4 } = {}) {
  const [stage, panel] = [byId("canvas"), byId("panel")];
  const sheet = panel.classList.contains("open") && getComputedStyle(panel).position === "absolute" ? panel.offsetHeight : 0;
  const [width, height] = [stage.clientWidth, stage.clientHeight - sheet];
  if (!ids.length || width <= 0 || height <= 0) return;
  const [xs, ys] = ["x", "y"].map((axis) => ids.map((id) => nodes.get(id)[axis]).sort((a, b) => a - b));
  const [spanX, spanY] = [xs.at(-1) - xs[0], ys.at(-1) - ys[0]];
  const scale = Math.min(most, (width - Math.min(160, 0.3 * width)) / spanX, (height - Math.min(112, 0.4 * height)) / spanY);
  const position = { x: xs[0] + spanX / 2, y: ys[0] + spanY / 2 + sheet / 2 / scale };
  drawn.network.moveTo({ position, scale, animation: animated && !calm.matches ? { duration: 300 } : false });
}

function fit(animated = true) {
  drawn.moved = false;
  frame([...drawn.shown.nodes], { animated });
}

function zoom(factor) {
  drawn.moved = true;
  drawn.network.moveTo({ scale: drawn.network.getScale() * factor, animation: calm.matches ? false : { duration: 150 } });
}

/** Brings what is selected into sight, with its neighbourhood if that fits. */
function reveal() {
  const near = focus();
  if (!near) return;
  drawn.moved = true;
  frame([...near.nodes].filter((id) => drawn.shown.nodes.has(id)), { most: 1.25 });
}

/** The neighbour that lies best in the direction of an arrow key. */
function neighbour(id, [dx, dy]) {
  const here = nodes.get(id);
  let best = null;
  for (const edge of incident.get(id)) {
    const other = nodes.get(edge.from === id ? edge.to : edge.from);
    if (!drawn.shown.edges.has(edge.id) || other === here) continue;
    const [x, y] = [other.x - here.x, other.y - here.y];
    const along = (x * dx + y * dy) / Math.hypot(x, y);
    if (along > 0.2 && (!best || along > best.along)) best = { along, id: other.id };
  }
  return best?.id;
}

function walk(event) {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (direction) {
    event.preventDefault();
    const { selected } = state;
    const from = selected?.type === "edge" ? edges.get(selected.id).from : selected?.id;
    const next = from ? neighbour(from, direction) : data.nodes.find((node) => drawn.shown.nodes.has(node.id))?.id;
    if (next) select({ type: "node", id: next });
  } else if (event.key === "Enter" && state.selected) byId("panel").focus();
  else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 1 / 1.3);
}

function title(edge) {
  return `${nodes.get(edge.from).label} ${words(edge.relation)} ${nodes.get(edge.to).label} · ${plural(edge.weight, "statement")}`;
}

/** Keeps the tooltip away from what is selected: the panel tells more, and the tooltip would cover it. */
function quiet(hovered = drawn.hovered) {
  drawn.hovered = hovered;
  byId("canvas").classList.toggle("quiet", hovered !== undefined && hovered === state.selected?.id);
}

function buildCanvas() {
  const curve = ({ bend }) => (heavy || !bend ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) });
  drawn.colours = colours();
  drawn.nodes = new vis.DataSet(data.nodes.map(({ id, x, y, size, label }) => ({ id, x, y, size, title: label })));
  drawn.edges = new vis.DataSet(data.edges.map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, title: title(edge), smooth: curve(edge), arrows: heavy ? "" : { to: { enabled: true, scaleFactor: 0.5 } },
    selfReference: { size: 18 + 60 * Math.abs(edge.bend), angle: edge.bend < 0 ? 0 : Math.PI / 2 },
  })));
  const stage = byId("canvas");
  drawn.network = new vis.Network(stage, { nodes: drawn.nodes, edges: drawn.edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 250, zoomSpeed: 0.6 },
    edges: { hoverWidth: 1, selectionWidth: 0, arrowStrikethrough: false },
  });
  drawn.network.on("click", ({ nodes: [node], edges: [edge] }) => {
    const reveal = narrow.matches; // the sheet would cover it
    if (node !== undefined) select({ type: "node", id: node }, { reveal });
    else if (edge !== undefined) select({ type: "edge", id: edge }, { reveal });
    else select(null);
  });
  const hover = ({ node, edge }) => quiet(node ?? edge);
  for (const event of ["hoverNode", "hoverEdge"]) drawn.network.on(event, hover);
  for (const gesture of ["dragStart", "zoom"]) drawn.network.on(gesture, () => (drawn.moved = true));
  drawn.network.on("dragEnd", ({ nodes: [id] }) => id !== undefined && Object.assign(nodes.get(id), drawn.network.getPosition(id)));
  drawn.network.on("beforeDrawing", drawHulls);
  drawn.network.on("afterDrawing", drawLabels);
  stage.querySelector(".vis-network").tabIndex = -1; // the container below takes the keys
  Object.assign(stage, { tabIndex: 0 });
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", `Graph of ${plural(nodes.size, "name")}. Arrow keys walk between neighbours, Enter goes to the evidence, Escape clears. The list holds the same statements.`);
  stage.addEventListener("keydown", walk);
  new ResizeObserver(() => drawn.moved || fit(false)).observe(stage);
}
