/* The right panel, painted anew. */

import { groupPanel, tiePanel } from "./bundles.js";
import { edges, nodes } from "./data.js";
import { byId, focused } from "./dom.js";
import { cellPanel, edgePanel, nodePanel, openingPanel } from "./panels.js";
import { bundled } from "./selection.js";
import { state } from "./state.js";

let painted; // what the panel is about; nothing yet

const bundlePanel = ({ type, id }, kept) => (type === "edge" ? tiePanel(edges.get(id), kept) : groupPanel(nodes.get(id)));

export function paintPanel(kept) {
  const { selected } = state;
  const panel = byId("panel");
  const again = painted === selected; // then it stays as it is, but for what was decided
  const inside = focused()?.closest("#panel"); // what was chosen here is gone when the next is painted
  const { act: acted } = focused()?.dataset ?? {};
  const { scrollTop } = panel;
  painted = selected;
  panel.setAttribute("aria-live", again ? "off" : "polite");
  const content = !selected ? openingPanel(kept) : bundled(selected) ? bundlePanel(selected, kept) : selected.type === "edge" ? edgePanel(edges.get(selected.id), kept) : selected.type === "cell" ? cellPanel(selected.id, kept) : nodePanel(nodes.get(selected.id), kept);
  panel.replaceChildren(...content.filter(Boolean));
  if (inside) ((again && acted && panel.querySelector(`[data-act="${CSS.escape(acted)}"]`)) || panel).focus({ preventScroll: true });
  panel.classList.toggle("open", Boolean(selected));
  panel.scrollTop = again ? scrollTop : 0;
  const chosen = selected?.statement && byId(`s-${selected.statement}`);
  if (chosen && selected.type === "edge" && edges.get(selected.id).statements.length > 1) {
    chosen.classList.add("chosen");
    if (!again) chosen.scrollIntoView({ block: "nearest" });
  }
}
