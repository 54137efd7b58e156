/* The list of all statements. */

import { select } from "./acts.js";
import { byDay } from "./corrections.js";
import { edges, evidence, nodes } from "./data.js";
import { byId, el, focused, name } from "./dom.js";
import { ROWS } from "./screen.js";
import { POLARITY, line } from "./signs.js";
import { state } from "./state.js";
import { day, plural, words } from "./words.js";

/** The statements that pass the filters, oldest first, each with the first edge that carries it. */
export function paintList(kept) {
  const carriers = new Map();
  for (const [id, statements] of kept) for (const key of statements) if (!carriers.has(key)) carriers.set(key, id);
  const rows = [...carriers].sort((a, b) => byDay(a[0], b[0]));
  const items = rows.slice(0, state.rows).map(([key, id]) => {
    const [record, edge] = [evidence.get(key), edges.get(id)];
    const current = state.selected?.statement === key || (!state.selected?.statement && state.selected?.id === id);
    return el("li", {}, el("button", { type: "button", "data-statement": key, "aria-current": String(current), onclick: () => select({ type: "edge", id, statement: key }) },
      line(edge.polarity), el("span", {}, name(nodes.get(edge.from).label)), el("span", { class: POLARITY[edge.polarity].style }, words(edge.relation)), el("span", {}, name(nodes.get(edge.to).label)),
      el("span", { class: "muted number" }, day(record.date)), el("span", { class: "muted" }, name(record.publisher))));
  });
  if (rows.length > state.rows) items.push(el("li", { class: "more" }, el("button", { type: "button", class: "link", onclick: () => { state.rows += ROWS; paintList(kept); } }, `Show more of ${plural(rows.length, "statement")}`)));
  const statement = focused()?.dataset.statement;
  byId("list").replaceChildren(el("ol", { "aria-label": "Statements" }, ...items));
  if (statement) byId("list").querySelector(`[data-statement="${statement}"]`)?.focus();
}
