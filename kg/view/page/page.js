/* What holds the parts together: selection, views, keys. */

import { does, look, refresh, select } from "./acts.js";
import { atAddress, copyLink, keepAddress, pushAddress, restore } from "./address.js";
import { calendar } from "./calendar.js";
import { fit, reveal, zoom } from "./camera.js";
import { buildCanvas, paintCanvas } from "./canvas.js";
import { recolour, setColours } from "./colours.js";
import { recall } from "./corrections.js";
import { data, fill } from "./data.js";
import { byId, el } from "./dom.js";
import { unpacked } from "./encoding.js";
import { buildExports, openExports } from "./exports.js";
import { buildFilters, filtered } from "./filters.js";
import { buildGroups } from "./groups.js";
import { offerHooks } from "./hooks.js";
import { paintList } from "./list.js";
import { buildMatrix, paintMatrix } from "./matrix.js";
import { sidesBegin } from "./opening.js";
import { paintPanel } from "./panel.js";
import { paintPeriods } from "./periods.js";
import { buildRail, openRail, paintRail, reset } from "./rail.js";
import { buildSheets, paintDecided, shortcut } from "./reviewing.js";
import { narrow } from "./screen.js";
import { buildSearch } from "./search.js";
import { bundled, disclose, nearby, within } from "./selection.js";
import { buildSizes, paintSizes } from "./sizes.js";
import { drawn, plan, state } from "./state.js";
import { followTheme, isDark } from "./theme.js";
import { buildTimeline, paintTimeline, pause } from "./timeline.js";
import { day, plural } from "./words.js";

function selectWhat(selected, { reveal: bring = false } = {}) {
  const held = within();
  state.selected = selected;
  if (selected) disclose(selected);
  pushAddress();
  refresh();
  if (held || within()) fit();
  else if (bring) reveal();
  else if (!selected && plan.on && narrow()) fit(); // the sheet is gone
}

/** Shows all, or what is one or two steps from what is selected. */
function hold(depth) {
  state.depth = depth;
  refresh();
  fit();
}

const depths = () => byId("depth").children;

function paintDepth() {
  byId("depth").hidden = !state.selected || bundled(state.selected);
  for (const button of depths()) button.setAttribute("aria-pressed", String(Number(button.value) === state.depth));
}

function paintAll() {
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

function lookAt(view) {
  state.view = view;
  for (const [known, room] of Object.entries(VIEWS)) {
    byId(room).hidden = known !== view;
    byId(`as-${known}`).setAttribute("aria-pressed", String(known === view));
  }
  refresh();
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

/** The title, and what the page is made of. */
function paintHead() {
  const [first, last] = data.published; // not the days that sentences tell of, which may be long ago
  const when = first && (first === last ? day(first) : `${day(first)} – ${day(last)}`);
  byId("title").textContent = data.title;
  byId("subtitle").textContent = data.subtitle || [plural(data.documents, "article"), when, plural(data.read, "statement")].filter(Boolean).join(", ");
}

/** What the buttons and keys do that no part has for itself. */
function listen() {
  byId("theme").addEventListener("click", () => recolour(!isDark()));
  for (const view of Object.keys(VIEWS)) byId(`as-${view}`).addEventListener("click", () => look(view));
  byId("drawer").addEventListener("click", () => openRail(!byId("rail").classList.contains("open")));
  document.querySelector(".centre").addEventListener("pointerdown", () => openRail(false)); // beside the drawer
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("farther").addEventListener("click", () => zoom(1 / 1.3));
  for (const button of depths()) button.addEventListener("click", () => hold(Number(button.value)));
  byId("copy").addEventListener("click", copyLink);
  byId("fit").addEventListener("click", () => fit());
  for (const skip of document.querySelectorAll(".skip")) skip.addEventListener("click", (event) => {
    event.preventDefault(); // the fragment is for what is selected
    if (skip.hash === "#canvas") look("graph");
    byId(skip.hash.slice(1)).focus();
  });
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", () => {
    if (atAddress()) return;
    pause();
    restore();
    look(state.view);
    if (within()) fit();
    else reveal();
  });
}

function start() {
  does({ refresh: paintAll, refreshPanel: () => paintPanel(filtered().edges), select: selectWhat, look: lookAt });
  paintHead();
  recall();
  sidesBegin();
  buildRail();
  buildSearch();
  buildTimeline();
  buildExports();
  buildSheets();
  buildCanvas();
  buildMatrix();
  const dark = followTheme(recolour);
  restore();
  setColours(dark);
  look(state.view);
  fit(false);
  drawn.network.once("afterDrawing", () => requestAnimationFrame(() => performance.mark("picture")));
  byId("as-periods").hidden = calendar.periods.length < 2;
  byId("copy").hidden = location.protocol === "about:"; // a notebook's frame has no address to share
  listen();
  offerHooks();
}

/** Reads the data that stand in the page, and begins. */
async function main() {
  const stored = byId("data");
  fill(JSON.parse("packed" in stored.dataset ? await unpacked(stored.textContent) : stored.textContent));
  buildFilters();
  buildSizes();
  buildGroups();
  start();
}

main();
