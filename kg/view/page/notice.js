/* What is not drawn is said above the picture, and offered. */

import { refresh } from "./acts.js";
import { fit, suit } from "./camera.js";
import { nodes } from "./data.js";
import { byId, el } from "./dom.js";
import { ASSERTION, admit } from "./filters.js";
import { OPENING, ROOMY, communities, gather } from "./groups.js";
import { MORE } from "./opening.js";
import { drawn, plan, state } from "./state.js";
import { plural } from "./words.js";

/** Where there are many names: communities or the most central, and the way from one to the other. */
function gathering(offer, linked) {
  const count = linked.toLocaleString("en");
  if (plan.on) {
    return [
      offer(`${drawn.shown.nodes.size} of ${count} names that take sides`, `Show ${MORE} more`, () => (state.many += MORE), drawn.shown.nodes.size < linked),
      offer("", "All names", () => (state.sides = false)),
    ];
  }
  const back = plan.first && offer("", "Who takes sides", () => Object.assign(state, { sides: true, gathered: false }));
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
export function paintNotice(assertions, repaint) {
  const offer = (text, label, change, able = true) => el("span", {}, text && `${text}${able ? " · " : ""}`, able && el("button", { type: "button", class: "link", onclick: () => {
    change();
    refresh();
    if (suit([...drawn.shown.nodes])) repaint();
    fit();
  } }, label));
  const { nodes: { size }, linked } = drawn.shown;
  const offers = [
    ...gathering(offer, linked),
    !plan.on && !state.gathered && !state.all && linked > OPENING && linked <= ROOMY && offer(communities.size ? "" : `The ${size} most central of ${linked.toLocaleString("en")}`, "Show all", () => (state.all = true)),
    !plan.on && assertions && offer(`${plural(assertions, "plain report")} (“X says that …”) hidden`, "Show", () => admit("kind", ASSERTION)),
  ].filter(Boolean);
  byId("notice").hidden = !offers.length;
  byId("notice").replaceChildren(...offers);
}
