/* What holds the parts together: selection, address, theme, views. */

let address = ""; // the fragment that the page shows

/** Selects a node, an edge or nothing, and says so in the address; `reveal` brings it into sight. */
function select(selected, { reveal: bring = false } = {}) {
  state.selected = selected;
  if (selected) disclose(selected);
  address = selected ? `#${selected.type[0]}=${encodeURIComponent(selected.id.toWellFormed())}` : "";
  if (location.hash !== address && (location.hash || address)) location.hash = address;
  refresh();
  if (bring) reveal();
}

/** What the address names, brought past the filters, or `null`. */
function addressed() {
  const [, type, id] = /^#([en])=(.+)$/.exec(location.hash) ?? [];
  if (!type) return null;
  try {
    const selected = { type: type === "e" ? "edge" : "node", id: decodeURIComponent(id) };
    if (!(selected.type === "edge" ? edges : nodes).has(selected.id)) return null;
    disclose(selected);
    return selected;
  } catch (error) {
    if (error instanceof URIError) return null; // a mangled address selects nothing
    throw error;
  }
}

/** Paints everything anew from the state. */
function refresh() {
  const left = filtered();
  paintRail(left);
  paintCanvas(left);
  paintPanel(left.edges);
  if (state.view === "list") paintList(left.edges);
  const empty = byId("empty");
  empty.hidden = left.statements.size > 0;
  if (!empty.hidden) {
    empty.replaceChildren(...(data.edges.length
      ? [el("h2", {}, "No statement passes the filters"), el("button", { type: "button", class: "link", onclick: reset }, "Reset the filters")]
      : [el("h2", {}, "No statements were found"), el("p", {}, "The documents name nobody who takes a stance towards anybody.")]));
  }
}

function look(view) {
  state.view = view;
  byId("stage").hidden = view !== "graph";
  byId("list").hidden = view !== "list";
  byId("as-graph").setAttribute("aria-pressed", String(view === "graph"));
  byId("as-list").setAttribute("aria-pressed", String(view === "list"));
  refresh();
}

function theme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(dark));
  drawn.colours = colours();
  refresh();
}

function openRail(open) {
  byId("rail").classList.toggle("open", open);
  byId("drawer").setAttribute("aria-expanded", String(open));
}

function keys(event) {
  const typing = event.target.matches("input[type=text]");
  if (event.key === "Escape") {
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
  const [first, last] = [dates[0], dates.at(-1)];
  const when = first && (first === last ? day(first) : `${day(first)} – ${day(last)}`);
  byId("title").textContent = data.title;
  byId("subtitle").textContent = data.subtitle || [plural(data.documents, "article"), when, plural(data.read, "statement")].filter(Boolean).join(", ");
  clear(opening);
  buildRail();
  buildSearch();
  buildCanvas();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => theme(dark.matches));
  state.selected = addressed();
  theme(dark.matches);
  fit(false);
  byId("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme !== "dark"));
  byId("as-graph").addEventListener("click", () => look("graph"));
  byId("as-list").addEventListener("click", () => look("list"));
  byId("drawer").addEventListener("click", () => openRail(!byId("rail").classList.contains("open")));
  document.querySelector(".centre").addEventListener("pointerdown", () => openRail(false)); // beside the drawer
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("farther").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => fit());
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the fragment is for what is selected
    byId("panel").focus();
  });
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", () => {
    if (location.hash === address) return;
    state.selected = addressed();
    address = location.hash;
    refresh();
    reveal();
  });
}

start();

/** For tests: where on the page a node or the middle of an edge is drawn, and where on the canvas names are written. */
window.kgView = {
  names: () => drawn.names,
  point(id) {
    const frame = byId("canvas").getBoundingClientRect();
    const at = edges.has(id) ? middle(id, (point) => drawn.network.canvasToDOM(point)) : drawn.network.canvasToDOM(nodes.get(id));
    return { x: at.x + frame.left, y: at.y + frame.top };
  },
};
