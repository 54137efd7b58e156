/* The search box: a name or an alias, arrow keys and Enter. */

const FOUND = 8;
const names = data.nodes.map((node) => ({ node, texts: textsOf(node) }));
const search = { hits: [], at: 0 };

function textsOf({ label, aliases }) {
  return [label, ...aliases].map(folded);
}

/** Lets a node be found by what it is called now. */
const searchable = (node) => (names.find((one) => one.node === node).texts = textsOf(node));

/** Nodes whose name or alias holds `query`: those beginning with it first, then at a word, then anywhere. */
function find(query) {
  const wanted = folded(query.trim());
  if (!wanted) return [];
  const rank = (text) => (text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3);
  return names.map(({ node, texts }) => ({ node, rank: Math.min(...texts.map(rank)) })).filter((hit) => hit.rank < 3)
    .sort((a, b) => a.rank - b.rank).slice(0, FOUND).map((hit) => hit.node);
}

function paintFound() {
  const box = byId("search");
  const open = document.activeElement === box && box.value.trim() !== "";
  byId("found").hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  box.setAttribute("aria-activedescendant", open && search.hits.length ? `hit-${search.at}` : "");
  byId("found").replaceChildren(...(search.hits.length ? search.hits.map((node, i) =>
    el("li", { id: `hit-${i}`, role: "option", "aria-selected": String(i === search.at), onmousedown: (event) => { event.preventDefault(); land(node); } },
      shape(node.kind), el("span", {}, name(node.label)), el("small", { class: "muted number" }, String(node.degree))))
    : [el("li", { class: "muted", role: "option", "aria-disabled": "true" }, "No such name")]));
}

function land(node) {
  byId("search").value = node.label;
  byId("search").blur();
  look("graph");
  select({ type: "node", id: node.id }, { reveal: true });
  byId("canvas").focus({ preventScroll: true });
}

function buildSearch() {
  const box = byId("search");
  box.addEventListener("input", () => {
    Object.assign(search, { hits: find(box.value), at: 0 });
    paintFound();
  });
  box.addEventListener("focus", () => box.select());
  box.addEventListener("blur", paintFound);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && search.hits.length) {
      event.preventDefault();
      search.at = (search.at + step + search.hits.length) % search.hits.length;
      paintFound();
    } else if (event.key === "Enter" && search.hits.length) land(search.hits[search.at]);
  });
}
