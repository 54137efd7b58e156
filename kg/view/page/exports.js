/* The menu of what a reader takes away, and the picture on paper. */

import { recolour } from "./colours.js";
import { byId, el } from "./dom.js";
import { picture, png } from "./picture.js";
import { save } from "./saving.js";
import { drawn } from "./state.js";
import { csv, gexf, json } from "./takeaway.js";
import { isDark } from "./theme.js";
import { serialized } from "./xml.js";

/** @type {[string, () => void][]} */
const EXPORTS = [
  ["Picture, PNG", async () => save(await png(), "png", "image/png")],
  ["Picture, SVG", () => save(serialized(picture()), "svg", "image/svg+xml")],
  ["Statements, CSV", () => save(csv(), "csv", "text/csv")],
  ["Graph, GEXF", () => save(gexf(), "gexf", "application/gexf+xml")],
  ["Everything shown, JSON", () => save(json(), "json", "application/json")],
];

/** Opens or shuts the menu; says whether that changed anything. */
export function openExports(open) {
  const changed = byId("exports").hidden === open;
  byId("exports").hidden = !open;
  byId("export").setAttribute("aria-expanded", String(open));
  return changed;
}

/** On paper the picture is drawn anew, in light colours. */
function printable() {
  const dark = isDark();
  recolour(false);
  drawn.network.renderer._redraw(); // at once: printing does not wait for the next frame
  byId("print").replaceChildren(picture());
  recolour(dark);
}

export function buildExports() {
  byId("exports").append(...EXPORTS.map(([label, run]) => el("button", { type: "button", onclick: () => {
    openExports(false);
    byId("export").focus();
    run();
  } }, label)));
  byId("export").addEventListener("click", () => openExports(byId("exports").hidden));
  document.addEventListener("pointerdown", ({ target }) => /** @type {Element} */ (target).closest(".menu") || openExports(false));
  window.addEventListener("beforeprint", printable);
}
