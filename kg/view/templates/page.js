/* What holds the parts together: selection, address, theme, views. */

/** Selects a node, an edge, a cell or nothing, and says so in the address; `reveal` brings it into sight. */
function select(selected, { reveal: bring = false } = {}) {
  const held = within();
  state.selected = selected;
  if (selected) disclose(selected);
  pushAddress();
  refresh();
  if (held || within()) fit();
  else if (bring) reveal();
  else if (!selected && plan.on && narrow.matches) fit(); // the sheet is gone
}

/** Shows all, or what is one or two steps from what is selected. */
function hold(depth) {
  state.depth = depth;
  refresh();
  fit();
}

function paintDepth() {
  byId("depth").hidden = !state.selected || bundled(state.selected);
  for (const button of byId("depth").children) button.setAttribute("aria-pressed", String(Number(button.value) === state.depth));
}

/** Paints everything anew from the state. */
function refresh() {
  const left = filtered();
  paintDecided();
  paintRail(left);
  paintSizes();
  paintTimeline(left);
  paintDepth();
  paintCanvas({ ...left, edges: nearby(left.edges) });
  keepAddress();
  paintPanel(left.edges);
  if (state.view === "list") paintList(left.edges);
  if (state.view === "matrix") paintMatrix(left.edges);
  if (state.view === "periods") paintPeriods();
  const empty = byId("empty");
  empty.hidden = left.statements.size > 0;
  if (!empty.hidden) {
    empty.replaceChildren(...(data.edges.length
      ? [el("h2", {}, "No statement passes the filters"), el("button", { type: "button", class: "link", onclick: reset }, "Reset the filters")]
      : [el("h2", {}, "No statements were found"), el("p", {}, "The documents name nobody who takes a stance towards anybody.")]));
  }
}

const VIEWS = { graph: "stage", matrix: "matrix", periods: "periods", list: "list" };

function look(view) {
  state.view = view;
  for (const [known, room] of Object.entries(VIEWS)) {
    byId(room).hidden = known !== view;
    byId(`as-${known}`).setAttribute("aria-pressed", String(known === view));
  }
  refresh();
}

function theme(dark, { paint = true } = {}) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(dark));
  drawn.colours = colours();
  if (paint) refresh();
}

function openRail(open) {
  byId("rail").classList.toggle("open", open);
  byId("drawer").setAttribute("aria-expanded", String(open));
}

function keys(event) {
  const typing = event.target.matches("input[type=text]");
  if (!typing && shortcut(event)) event.preventDefault();
  else if (byId("sheet").open) return; // it shuts by itself
  else if (event.key === "Escape" && openExports(false)) byId("export").focus();
  else if (event.key === "Escape") {
    byId("search").value = "";
    byId("search").blur();
    openRail(false);
    select(null);
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("search").focus();
  }
}

function start() {
  const [first, last] = data.published;  // not the days that sentences tell of, which may be long ago
  const when = first && (first === last ? day(first) : `${day(first)} – ${day(last)}`);
  byId("title").textContent = data.title;
  byId("subtitle").textContent = data.subtitle || [plural(data.documents, "article"), when, plural(data.read, "statement")].filter(Boolean).join(", ");
  recall();
  clear(opening, least);
  sidesFirst = state.sides = sidesBegin();
  buildRail();
  buildSearch();
  buildTimeline();
  buildExports();
  buildSheets();
  buildCanvas();
  buildMatrix();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => theme(dark.matches));
  restore();
  theme(dark.matches, { paint: false });
  look(state.view);
  fit(false);
  drawn.network.once("afterDrawing", () => requestAnimationFrame(() => performance.mark("picture")));
  byId("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme !== "dark"));
  for (const view of Object.keys(VIEWS)) byId(`as-${view}`).addEventListener("click", () => look(view));
  byId("as-periods").hidden = periods.length < 2;
  byId("drawer").addEventListener("click", () => openRail(!byId("rail").classList.contains("open")));
  document.querySelector(".centre").addEventListener("pointerdown", () => openRail(false)); // beside the drawer
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("farther").addEventListener("click", () => zoom(1 / 1.3));
  for (const button of byId("depth").children) button.addEventListener("click", () => hold(Number(button.value)));
  byId("copy").hidden = location.protocol === "about:"; // a notebook's frame has no address to share
  byId("copy").addEventListener("click", copyLink);
  byId("fit").addEventListener("click", () => fit());
  for (const skip of document.querySelectorAll(".skip")) skip.addEventListener("click", (event) => {
    event.preventDefault(); // the fragment is for what is selected
    if (skip.hash === "#canvas") look("graph");
    byId(skip.hash.slice(1)).focus();
  });
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", () => {
    if (location.hash === address) return;
    pause();
    restore();
    look(state.view);
    if (within()) fit();
    else reveal();
  });
}

start();

/** For tests: where on the page a node or the middle of an edge is drawn, where on the canvas names are written, and what is shown how large. */
window.kgView = {
  names: () => drawn.names,
  shown: () => [...drawn.shown.nodes],
  lines: () => [...drawn.shown.edges],
  radius: (id) => nodes.get(id).size * drawn.network.getScale(),
  selected: () => state.selected && (plan.on && state.selected.type === "cell" ? `c:${state.selected.id}` : state.selected.id),
  get size() {
    return Object.fromEntries(data.nodes.map(({ id, size }) => [id, size]));
  },
  point(id) {
    const frame = byId("canvas").getBoundingClientRect();
    const at = edges.has(id) ? middle(id, (point) => drawn.network.canvasToDOM(point)) : drawn.network.canvasToDOM(nodes.get(id));
    return { x: at.x + frame.left, y: at.y + frame.top };
  },
};
