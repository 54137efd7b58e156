/* The graph on the canvas: vis-network draws, clicks and zooms; positions come with the data. */

const FARTHEST = 0.3; // zoom below which lines grow thinner after all
const LOWEST = 0.01; // zoom
const MARGIN = 16; // pixels free around the picture
const TOP = data.camps.length ? 68 : 44; // and above it, for the notice and the name of a camp
const drawn = { nodes: null, edges: null, network: null, colours: {}, shown: { nodes: new Set(), edges: new Set(), linked: 0 }, moved: false, looks: new Map(), badges: [] };

/** The theme's colours as the canvas needs them: a probe resolves what a style sheet only names. */
function colours() {
  const probe = el("i");
  document.body.append(probe);
  const found = {};
  for (const colour of ["paper", "ink", "muted", "node", "hull", "support", "oppose", "neutral", ...campColours]) {
    probe.style.color = `var(--${colour})`;
    found[colour] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** The selected node, edge or cell with what touches it; `null` when nothing is selected. */
function focus() {
  const { selected } = state;
  if (!selected) return null;
  const touching = touched(selected).filter((edge) => !plan.on || edges.has(lineOf(edge)));
  const own = selected.type === "node" ? [selected.id] : [];
  return { nodes: new Set([...own, ...touching.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(touching.map(lineOf)) };
}

/** Which nodes and edges are drawn: what the filters leave, among the most central nodes or whatever is in focus. */
function shown(kept, near) {
  sidesOn(state.sides && !state.gathered && !within());
  if (plan.on) return sided(kept);
  const linked = ranked(kept).map(([id]) => id);
  if (state.gathered && !within()) return gathered(linked, kept, near);
  const central = new Set(state.all ? linked : linked.slice(0, OPENING));
  const open = (id) => central.has(id) || near?.nodes.has(id);
  const isShown = (edge) => kept.has(edge.id) && open(edge.from) && open(edge.to);
  const edgesShown = new Set(data.edges.filter(isShown).map((edge) => edge.id));
  const nodesShown = new Set(data.nodes.filter(({ id }) => {
    if (!open(id)) return false;
    return !incident.get(id).length || id === state.selected?.id || incident.get(id).some((edge) => edgesShown.has(edge.id));
  }).map((node) => node.id));
  return { nodes: nodesShown, edges: edgesShown, linked: linked.length };
}

/** What the tooltip tells of a name: what it is, how much is said, and in which camp it is. */
function hint({ label, kind, members, degree, camp }) {
  const told = members ? plural(members.length, "name") : `in ${plural(degree, "statement")}`;
  return [label, `${KINDS[kind].name} · ${told}`, camp != null && `Camp ${campLetter(camp)}: ${standsFor(data.camps[camp])}`].filter(Boolean).join("\n");
}

function nodeLook(node, near) {
  const { colours: c } = drawn;
  const { shape: outline, hollow } = KINDS[node.kind];
  const chosen = state.selected?.id === node.id;
  const fill = { background: node.members ? c.hull : hollow ? c.paper : c.node, border: chosen ? c.ink : hollow || node.members ? c.muted : c.node };
  return {
    id: node.id, x: node.x, y: node.y, size: node.size, title: hint(node), shape: outline, opacity: !near || near.nodes.has(node.id) ? 1 : 0.2,
    color: { ...fill, highlight: fill, hover: { ...fill, border: c.ink } }, borderWidth: chosen ? 4 : 1.5, borderWidthSelected: chosen ? 4 : 2,
  };
}

function edgeLook(edge, near) {
  const { colours: c, heavy } = drawn;
  const { style } = POLARITY[edge.polarity];
  const calm = edge.cell ? (expected(edge) ? 0.4 : 0.85) : edge.polarity ? 0.95 : 0.6;
  const opacity = near ? (near.edges.has(edge.id) ? 1 : 0.12) : calm;
  const { bend } = edge;
  return {
    id: edge.id, from: edge.from, to: edge.to, title: title(edge), arrows: { to: { enabled: !heavy && !edge.lines } },
    smooth: heavy || !bend ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
    selfReference: { size: 18 + 60 * Math.abs(bend), angle: bend < 0 ? 0 : Math.PI / 2 },
    color: { color: c[style], highlight: c[style], hover: c[style], opacity },
  };
}

/** vis-network's lines, dashes and arrowheads grow with the zoom; these keep their size on the screen. */
function steady() {
  const unit = 1 / Math.max(FARTHEST, drawn.network.getScale());
  for (const { id, options } of Object.values(drawn.network.body.edges)) {
    const { polarity, weight, cell } = edges.get(id);
    const dash = cell && !polarity ? false : POLARITY[polarity].dash;
    const chosen = state.selected && id === (state.selected.type === "cell" ? `c:${state.selected.id}` : state.selected.id);
    options.width = unit * (Math.min(cell ? 5 : 7, (cell || !polarity ? 1.25 : 2) + Math.log2(weight)) + (chosen ? 1.5 : 0));
    if (drawn.heavy) continue;
    options.dashes = dash && dash.map((length) => length * unit);
    options.arrows.to.scaleFactor = 0.35 * unit;
  }
}

/** Hands vis-network what is new or looks different, and takes back what is no longer shown. */
function change(set, lost, looks) {
  for (const id of lost) drawn.looks.delete(id);
  if (lost.length) set.remove(lost);
  const changed = looks.filter((look) => {
    const text = JSON.stringify(look);
    return drawn.looks.get(look.id) !== text && drawn.looks.set(look.id, text);
  });
  if (changed.length) set.update(changed);
}

/** Lets vis-network draw what is `shown`. */
function hand(shown, near) {
  drawn.shown = shown;
  drawn.heavy = shown.edges.size > HEAVY;
  const lost = drawn.edges.getIds().filter((id) => !drawn.shown.edges.has(id));
  change(drawn.edges, lost, []); // before the nodes at their ends
  change(drawn.nodes, drawn.nodes.getIds().filter((id) => !drawn.shown.nodes.has(id)), visibleNodes().map((node) => nodeLook(node, near)));
  change(drawn.edges, [], [...drawn.shown.edges].map((id) => edgeLook(edges.get(id), near)));
}

function paintCanvas({ edges: kept, counts }) {
  const now = shown(kept, focus());
  hand(now, focus());
  quiet();
  const { selected } = state;
  drawn.network.unselectAll();
  if (selected?.type === "node") drawn.network.selectNodes([selected.id], false);
  const lines = selected && selected.type !== "node" ? [...new Set(touched(selected).map(lineOf))].filter((id) => drawn.shown.edges.has(id)) : [];
  if (lines.length === 1) drawn.network.selectEdges(lines);
  paintNotice(excluded.kind.has(ASSERTION) ? counts.kind.get(ASSERTION)?.size ?? 0 : 0);
}

/** Where there are many names: communities or the most central, and the way from one to the other. */
function gathering(offer, linked) {
  const count = linked.toLocaleString("en");
  if (plan.on) {
    return [
      offer(`${drawn.shown.nodes.size} of ${count} names that take sides`, `Show ${MORE} more`, () => (state.many += MORE), drawn.shown.nodes.size < linked),
      offer("", "All names", () => (state.sides = false)),
    ];
  }
  const back = sidesFirst && offer("", "Who takes sides", () => Object.assign(state, { sides: true, gathered: false }));
  if (!communities.size) return [back];
  if (!state.gathered) return [offer(`${state.all ? "All" : `The ${OPENING} most central`} of ${count}`, "Show communities", () => gather(true)), back];
  const groups = [...drawn.shown.nodes].filter((id) => nodes.get(id).members).length;
  return [
    offer(`The ${groups} largest communities of ${count} names`, `Show the ${OPENING} most central`, () => gather(false)),
    state.opened.size && offer(`${state.opened.size} open`, "Close", () => state.opened.clear()),
    back,
  ];
}

/** Says what is not drawn, and offers it: the less central nodes, and assertions that the filters hide. */
function paintNotice(assertions) {
  const offer = (text, label, change, able = true) => el("span", {}, text && `${text}${able ? " · " : ""}`, able && el("button", { type: "button", class: "link", onclick: () => {
    change();
    refresh();
    suit([...drawn.shown.nodes]);
    fit();
  } }, label));
  const { nodes: { size }, linked } = drawn.shown;
  const offers = [
    ...gathering(offer, linked),
    !plan.on && !state.gathered && !state.all && linked > OPENING && linked <= ROOMY && offer(communities.size ? "" : `The ${size} most central of ${linked.toLocaleString("en")}`, "Show all", () => (state.all = true)),
    !plan.on && assertions && offer(`${plural(assertions, "plain report")} (“X says that …”) hidden`, "Show", () => excluded.kind.delete(ASSERTION)),
  ].filter(Boolean);
  byId("notice").hidden = !offers.length;
  byId("notice").replaceChildren(...offers);
}

const narrow = matchMedia("(max-width: 819px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Moves the view so that the nodes `ids` fill it, with room for their names and clear of an open bottom sheet. */
function frame(ids, { animated = true, most = 1.4 } = {}) {
  const panel = byId("panel");
  const sheet = panel.classList.contains("open") && getComputedStyle(panel).position === "absolute" ? panel.offsetHeight : 0;
  const { width, height } = free(sheet);
  if (!ids.length || width <= 0 || height <= 0) return;
  if (plan.on && !sheet && ids.length === drawn.shown.nodes.size) return frameSides(animated);
  const { scale, box } = fitting(ids, { width, height }, most);
  const position = { x: (box.x + box.width / 2) / scale, y: (box.y + (box.height + sheet - TOP) / 2) / scale };
  drawn.network.moveTo({ position, scale, animation: animated && !calm.matches ? { duration: 300 } : false });
}

/** The room that a picture has on the canvas. */
function free(sheet = 0) {
  const { clientWidth, clientHeight } = byId("canvas");
  return { width: clientWidth - 2 * MARGIN, height: clientHeight - sheet - TOP - 2 * MARGIN };
}

/** The box around the nodes `ids` and their names, none taken for more than `widest`, at a zoom of `scale` (screen pixels). */
function outline(ids, scale, widest) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const node of ids.map((id) => nodes.get(id))) {
    const [x, y, r] = [node.x, node.y, node.size].map((length) => length * scale);
    const { width, height } = nameBox(node);
    const aside = Math.max(r, Math.min(width, widest) / 2);
    [left, right, top, bottom] = [Math.min(left, x - aside), Math.max(right, x + aside), Math.min(top, y - r), Math.max(bottom, y + r + 3 + height)];
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The largest scale, up to `most`, at which the nodes `ids` with their names fit into a room, and their box then. */
function fitting(ids, room, most) {
  const box = (scale) => outline(ids, scale, room.width / 2); // else a long name alone might fill a phone
  const fits = ({ width, height }) => width <= room.width && height <= room.height;
  if (fits(box(most))) return { scale: most, box: box(most) };
  let [low, high] = [LOWEST, most];
  for (let i = 0; i < 16; i++) {
    const between = (low + high) / 2;
    if (fits(box(between))) low = between;
    else high = between;
  }
  return { scale: low, box: box(low) };
}

/** Draws out the side of the picture that has room to spare on this screen; never brings nodes closer. */
function suit(ids) {
  const room = free();
  if (plan.on || !ids.length || room.width <= 0 || room.height <= 0) return;
  const { box } = fitting(ids, room, 4);
  const [wider, higher] = [room.width / box.width, room.height / box.height].map((spare) => Math.min(2.5, Math.max(1, spare)));
  for (const node of nodes.values()) Object.assign(node, { x: node.x * wider, y: node.y * higher });
  if (drawn.nodes) paintCanvas(filtered());
}

function fit(animated = true) {
  drawn.moved = false;
  const near = plan.on && narrow.matches && focus(); // above the sheet there is room for little
  frame([...(near || drawn.shown).nodes], { animated, most: plan.on ? 1 : 1.4 });
}

function zoom(factor) {
  drawn.moved = true;
  drawn.network.moveTo({ scale: drawn.network.getScale() * factor, animation: calm.matches ? false : { duration: 150 } });
}

/** Brings what is selected into sight, with its neighbourhood if that fits. */
function reveal() {
  const near = focus();
  if (!near || (plan.on && !narrow.matches)) return; // all of that picture is in sight
  drawn.moved = true;
  frame([...near.nodes].filter((id) => drawn.shown.nodes.has(id)), { most: 0.9 });
}

/** The neighbour that lies best in the direction of an arrow key. */
function neighbour(id, [dx, dy]) {
  const here = nodes.get(id);
  let best = null;
  for (const edge of incident.get(id)) {
    const other = nodes.get(edge.from === id ? edge.to : edge.from);
    if (!drawn.shown.edges.has(lineOf(edge)) || other === here) continue;
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
    const from = selected && (selected.type === "node" ? selected.id : touched(selected)[0].from);
    const next = from ? neighbour(from, direction) : [...drawn.shown.nodes][0];
    if (next) select({ type: "node", id: next });
  } else if (event.key === "Enter" && state.selected) byId("panel").focus();
  else if (event.key === "o" && nodes.get(state.selected?.id)?.members) unfold(nodes.get(state.selected.id));
  else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 1 / 1.3);
}

function title(edge) {
  return `${nodes.get(edge.from).label} ${edge.cell ? "→" : words(edge.relation)} ${nodes.get(edge.to).label} · ${plural(edge.weight, "statement")}`;
}

/** Keeps the tooltip away from what is selected: the panel tells more, and the tooltip would cover it. */
function quiet(hovered = drawn.hovered) {
  drawn.hovered = hovered;
  byId("canvas").classList.toggle("quiet", hovered !== undefined && hovered === state.selected?.id);
}

function buildCanvas() {
  const first = shown(filtered().edges, focus());
  suit([...first.nodes]);
  drawn.nodes = new vis.DataSet();
  drawn.edges = new vis.DataSet();
  drawn.colours = colours();
  hand(first, focus()); // a network that is given all at once draws it sooner than one that grows
  const stage = byId("canvas");
  drawn.network = new vis.Network(stage, { nodes: drawn.nodes, edges: drawn.edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 250, zoomSpeed: 0.6 },
    edges: { hoverWidth: 1, selectionWidth: 0, arrowStrikethrough: false },
  });
  drawn.network.on("click", ({ nodes: [node], edges: [edge], pointer: { DOM } }) => {
    const reveal = narrow.matches; // the sheet would cover it
    const aimed = aimedAt(DOM);
    const badge = drawn.badges.find(({ box }) => DOM.x >= box.x && DOM.x <= box.x + box.width && DOM.y >= box.y && DOM.y <= box.y + box.height);
    if (badge && (node ?? aimed) === undefined) return unfoldNeighbours(badge.id);
    const line = aimed ?? edge;
    if (node !== undefined) select({ type: "node", id: node }, { reveal });
    else if (line !== undefined) select(edges.get(line).cell ? { type: "cell", id: edges.get(line).cell } : { type: "edge", id: line }, { reveal });
    else select(null);
  });
  drawn.network.on("doubleClick", ({ nodes: [id] }) => nodes.get(id)?.members && unfold(nodes.get(id)));
  const hover = ({ node, edge }) => quiet(node ?? edge);
  for (const event of ["hoverNode", "hoverEdge"]) drawn.network.on(event, hover);
  for (const gesture of ["dragStart", "zoom"]) drawn.network.on(gesture, () => (drawn.moved = true));
  drawn.network.on("dragEnd", ({ nodes: [id] }) => id !== undefined && Object.assign(nodes.get(id), drawn.network.getPosition(id)));
  drawn.network.on("beforeDrawing", steady);
  drawn.network.on("beforeDrawing", drawHulls);
  drawn.network.on("afterDrawing", drawLabels);
  stage.querySelector(".vis-network").tabIndex = -1; // the container below takes the keys
  Object.assign(stage, { tabIndex: 0 });
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", `Graph of ${plural(nodes.size, "name")}. Arrow keys walk between neighbours, Enter goes to the evidence, Escape clears. The list holds the same statements.`);
  stage.addEventListener("keydown", walk);
  new ResizeObserver(() => {
    if (plan.on) paintCanvas(filtered());
    if (!drawn.moved) fit(false);
  }).observe(stage);
}
