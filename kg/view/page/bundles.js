/* The right panel of a community, and of a line between two. */

import { select } from "./acts.js";
import { edges, incident, nodes } from "./data.js";
import { el, name } from "./dom.js";
import { unfold } from "./groups.js";
import { eyebrow, party } from "./pieces.js";
import { POLARITY, line, shape } from "./signs.js";
import { state } from "./state.js";
import { plural, words } from "./words.js";

export function groupPanel(group) {
  const passing = group.members.map((node) => node.id);
  const open = state.opened.has(group.community);
  const ties = [...incident.get(group.id)].sort((a, b) => b.weight - a.weight).slice(0, 12);
  const other = (tie) => nodes.get(tie.from === group.id ? tie.to : tie.from);
  return [
    eyebrow(shape(group.kind), `Community · ${plural(group.members.length, "name")}`),
    el("h2", {}, name(group.label)),
    el("p", { class: "lead" }, el("button", { type: "button", class: "link", onclick: () => unfold(group, !open) }, open ? "Close this community" : "Show its members one by one")),
    el("h3", {}, "In most statements"),
    ...passing.slice(0, 12).map((id) => el("button", { type: "button", class: "row", onclick: () => select({ type: "node", id }, { reveal: true }) },
      shape(nodes.get(id).kind), el("span", {}, name(nodes.get(id).label)), el("span", { class: "muted number" }, String(nodes.get(id).degree)))),
    ties.length ? el("h3", {}, "Strongest ties") : null,
    ...ties.map((tie) => el("button", { type: "button", class: "row", onclick: () => select({ type: "edge", id: tie.id }) },
      line(tie.polarity), el("span", {}, name(other(tie).short)), el("span", { class: "muted number" }, `× ${tie.weight.toLocaleString("en")}`))),
  ];
}

export function tiePanel(tie, kept) {
  const { name: stance, sign } = POLARITY[tie.polarity];
  const lines = tie.lines.filter((id) => kept.has(id)).sort((a, b) => edges.get(b).weight - edges.get(a).weight);
  return [
    eyebrow(line(tie.polarity), `${stance} ${sign} · ${plural(tie.weight, "statement")} between communities`),
    el("h2", {}, party(tie.from), " – ", party(tie.to)),
    ...lines.slice(0, 100).map((id) => {
      const { from, to, relation, weight } = edges.get(id);
      return el("button", { type: "button", class: "row", onclick: () => select({ type: "edge", id }, { reveal: true }) },
        line(tie.polarity), el("span", {}, name(nodes.get(from).label), ` ${words(relation)} `, name(nodes.get(to).label)), el("span", { class: "muted number" }, weight > 1 ? `× ${weight}` : ""));
    }),
    lines.length > 100 ? el("p", { class: "lead" }, `and ${(lines.length - 100).toLocaleString("en")} more lines`) : null,
  ];
}
