/* The list of what is decided, with undo and redo. */

import { select } from "./acts.js";
import { decideAll, homes, takeBack, walkHistory } from "./corrections.js";
import { nodes } from "./data.js";
import { countText, report } from "./deciding.js";
import { correctionsFile, readName } from "./decisions.js";
import { byId, el, name } from "./dom.js";
import { save } from "./saving.js";
import { openKeys, openSheet } from "./sheet.js";
import { decided } from "./state.js";
import { words } from "./words.js";

const DECIDED = { reject: "Wrong", flip: "Wrong side", right: "Right", rename: "Renamed", same: "Same" };

/** What a decision is about, in words; of a statement, the way to its sentence. */
function subjectOf({ action, one, other }) {
  if (action === "rename") return el("span", {}, name(readName(one)), " → ", name(other));
  if (action === "same") return el("span", {}, name(nodes.get(one).label), " = ", name(nodes.get(other).label), el("small", { class: "muted" }, " takes effect with kg correct"));
  const [edge] = homes(one);
  const go = () => {
    byId("sheet").close();
    select({ type: "edge", id: edge.id, statement: one }, { reveal: true });
    byId("panel").focus({ preventScroll: true });
  };
  return el("button", { type: "button", class: "link", onclick: go }, name(nodes.get(edge.from).label), ` ${words(edge.relation)} `, name(nodes.get(edge.to).label));
}

/** Decides, from the sheet, that less is decided. */
function less(change) {
  change();
  report("Taken back.");
  openCorrections();
}

const takeBackAll = () => less(() => decideAll(new Map()));

function decisionItem(decision) {
  const { action, why } = decision;
  return el("li", {}, el("b", {}, DECIDED[action]), el("div", {}, subjectOf(decision), why && el("p", { class: "muted" }, name(why))),
    el("button", { type: "button", class: "link", onclick: () => less(() => takeBack(decision)) }, "Take back"));
}

/** A step back or forth in what is decided. */
function stepBack(forth = false) {
  const { past, future } = decided;
  const done = forth ? walkHistory(future, past) : walkHistory(past, future);
  if (done) report(forth ? "Redone." : "Undone.");
  if (done && byId("sheet").open && byId("sheet").querySelector(".decisions, .nothing")) openCorrections();
}

function historyButtons() {
  const button = (text, steps, forth) => el("button", { type: "button", class: "plain", "aria-disabled": String(!steps.length), onclick: () => stepBack(forth) }, text);
  return [button("Undo", decided.past, false), button("Redo", decided.future, true)];
}

function openCorrections() {
  const decisions = [...decided.now.values()].reverse();
  const file = () => save(correctionsFile(), "csv", "text/csv", "corrections");
  openSheet(countText(),
    decisions.length ? el("ol", { class: "decisions" }, ...decisions.map(decisionItem)) : el("p", { class: "muted nothing" }, "None any more."),
    el("div", { class: "feet" }, ...historyButtons(), decisions.length > 1 && el("button", { type: "button", class: "plain", onclick: takeBackAll }, "Take all back"),
      decisions.length > 0 && el("button", { type: "button", class: "plain main", onclick: file }, "Save corrections.csv")),
    decisions.length > 0 && el("p", { class: "muted" }, "Then run ", el("code", {}, "kg correct FOLDER --from corrections.csv"), ": it changes the graph and makes this page anew. Camps, sizes and places follow then."),
    el("p", { class: "muted small" }, decided.kept ? "Kept in this browser until then." : "Kept only until this page is closed: the browser stores nothing for it."));
}

export function paintDecided() {
  const { now, past, future } = decided;
  byId("decided").hidden = !now.size && !past.length && !future.length;
  byId("corrections").replaceChildren(el("span", { class: "number" }, String(now.size)), el("span", { class: "noun" }, ` correction${now.size === 1 ? "" : "s"}`));
  byId("undo").setAttribute("aria-disabled", String(!past.length));
  byId("redo").setAttribute("aria-disabled", String(!future.length));
}

export function buildSheets() {
  byId("corrections").addEventListener("click", openCorrections);
  byId("undo").addEventListener("click", () => stepBack());
  byId("redo").addEventListener("click", () => stepBack(true));
  byId("sheet").addEventListener("click", ({ target }) => target === byId("sheet") && byId("sheet").close()); // beside it
}

/** The keys that hold wherever nobody types; says whether it was one. */
export function shortcut({ key, ctrlKey, metaKey, shiftKey }) {
  if (key === "?") openKeys();
  else if ((ctrlKey || metaKey) && key.toLowerCase() === "z") stepBack(shiftKey);
  else return false;
  return true;
}
