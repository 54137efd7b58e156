/* Where a reader decides: under a sentence, and on the panel of a name. */

import { refresh, refreshPanel } from "./acts.js";
import { decide, explain, gone, homes, opposite, takeBack, turnable } from "./corrections.js";
import { nodes } from "./data.js";
import { VERDICTS, aboutOf, readName, renamed, sameAs, verdictOn } from "./decisions.js";
import { byId, el, name } from "./dom.js";
import { find } from "./search.js";
import { POLARITY, shape } from "./signs.js";
import { decided } from "./state.js";
import { pause } from "./timeline.js";
import { oneLine, plural, words } from "./words.js";

const ASKED = { reject: ["✕", "Wrong"], flip: ["⇄", "Wrong side"], right: ["✓", "Right"] };
const asking = { action: null, id: null }; // the form that is open on the panel of a name

/** A button that has the focus again when the panel is painted anew. */
const act = (what, attributes, ...children) => el("button", { type: "button", "data-act": what, ...attributes }, ...children);

export const countText = () => plural(decided.now.size, "correction");

/** Shows what was decided, and says it to who cannot see it. */
export function report(text) {
  refresh();
  byId("said").textContent = `${text} ${countText()}.`;
}

/** How a statement is counted since something was decided about it or what it is about. */
function outcome(key) {
  const action = verdictOn(key)?.action;
  if (action === "reject") return "Wrong: no longer counted.";
  if (gone(key)) return "About a statement that is wrong: no longer counted.";
  if (action === "right") return "Right: checked.";
  if (action !== "flip") return "";
  const { relation, polarity } = opposite(homes(key)[0]);
  return `Wrong side: counted as “${words(relation)}” ${POLARITY[polarity].sign}.`;
}

/** Decides about a statement or, where that is decided already, takes it back. */
function judge(key, action) {
  const before = verdictOn(key);
  if (before?.action === action) takeBack(before);
  else decide({ action, one: key, other: "", why: before?.why ?? "" });
  report(before?.action === action ? "Taken back." : outcome(key));
}

/** A line for the reason, kept with every letter. */
function whyField(decision) {
  const field = el("input", { type: "text", class: "why", "aria-label": "Why? (optional)", placeholder: "Why? (optional)", maxlength: 300, value: decision.why, "data-act": `why ${aboutOf(decision)}`,
    onfocus: pause, // the panel must not be painted anew while somebody writes
    oninput: () => explain(decision, oneLine(field.value)),
    onkeydown: (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.stopPropagation();
      field.blur();
      byId("panel").focus({ preventScroll: true });
    } });
  return field;
}

export function verdicts(key) {
  const decision = verdictOn(key);
  const choice = (action) => {
    const [sign, text] = ASKED[action];
    return act(`${action} ${key}`, { "aria-pressed": String(decision?.action === action), onclick: () => judge(key, action) }, el("span", { "aria-hidden": "true" }, sign), text);
  };
  return el("div", { class: "verdicts" },
    el("div", { class: "choice", role: "group", "aria-label": "Was this read rightly?" }, ...VERDICTS.filter((action) => action !== "flip" || turnable(key)).map(choice)),
    outcome(key) && el("p", { class: "outcome" }, outcome(key)),
    decision && whyField(decision));
}

/* Names */

/** Opens a form on the panel of a name, or shuts it. */
function ask(action, id) {
  const open = asking.action !== action;
  Object.assign(asking, { action: open ? action : null, id });
  refreshPanel();
  byId("panel").querySelector(open ? ".form input" : `[data-act=${action}]`)?.focus();
}

/** Takes the answer of a form: shuts it, does what is to be done and says `text`. */
function answer(change, text) {
  const { action } = asking;
  asking.action = null;
  change();
  report(text);
  byId("panel").querySelector(`[data-act=${action}]`)?.focus();
}

/** A field with its label, and what stands below. Enter in the field is `done`, Escape anywhere shuts the form. */
function form(label, field, done, ...rest) {
  const pressed = (event) => {
    if (event.key === "Escape") ask(asking.action, asking.id);
    else if (event.key === "Enter" && event.target === field) done();
    else return;
    event.stopPropagation();
    event.preventDefault(); // else the button that has the focus now would be pressed
  };
  return el("div", { class: "form", onkeydown: pressed }, el("label", {}, label, field), ...rest);
}

function renameForm(node) {
  const rename = () => {
    const other = oneLine(field.value);
    const before = renamed(node.id);
    if (!other || other === node.label) ask("rename", node.id);
    else if (other === readName(node.id)) answer(() => takeBack(before), "Taken back.");
    else answer(() => decide({ action: "rename", one: node.id, other, why: before?.why ?? "" }), `Called ${other}.`);
  };
  const field = el("input", { type: "text", value: node.label, maxlength: 200, autocomplete: "off", spellcheck: "false", onfocus: () => { pause(); field.select(); } });
  return form("New name", field, rename, el("div", { class: "choice" }, el("button", { type: "button", onclick: rename }, "Rename"), el("button", { type: "button", onclick: () => ask("rename", node.id) }, "Cancel")));
}

function sameForm(node) {
  const join = (other) => answer(() => decide({ action: "same", one: node.id, other: other.id, why: "" }), `${node.label} and ${other.label} are noted as the same.`);
  const others = () => find(field.value).filter((other) => other.entity && other !== node && !sameAs(node.id).some(({ one, other: two }) => one === other.id || two === other.id));
  const found = el("div", { role: "group", "aria-label": "Names found" });
  const paintOthers = () => found.replaceChildren(...others().map((other) => el("button", { type: "button", class: "row", onclick: () => join(other) },
    shape(other.kind), el("span", {}, name(other.label)), el("span", { class: "muted number" }, String(other.degree)))));
  const field = el("input", { type: "text", placeholder: "Find the other name", autocomplete: "off", spellcheck: "false", onfocus: pause, oninput: paintOthers });
  return form("Same as", field, () => others().length && join(others()[0]), found, el("div", { class: "choice" }, el("button", { type: "button", onclick: () => ask("same", node.id) }, "Cancel")));
}

/** What is decided about a name, with a reason and the way back. */
function decidedLine(decision, ...children) {
  const back = () => {
    takeBack(decision);
    report("Taken back.");
  };
  return el("div", { class: "verdicts" }, el("p", { class: "outcome" }, ...children, " ", act(`back ${aboutOf(decision)}`, { class: "link", onclick: back }, "Take back")), whyField(decision));
}

/** What can be decided about a name, and what is. */
export function nameChoices(node) {
  if (!node.entity) return [];
  if (asking.id !== node.id) asking.action = null;
  const choice = (action, text) => act(action, { "aria-expanded": String(asking.action === action), onclick: () => ask(action, node.id) }, text);
  const forms = { rename: renameForm, same: sameForm };
  const other = ({ one, other: two }) => nodes.get(one === node.id ? two : one);
  const called = renamed(node.id);
  return [
    el("div", { class: "choice", role: "group", "aria-label": "Correct this name" }, choice("rename", "Rename…"), choice("same", "Same as…")),
    asking.action && forms[asking.action](node),
    called && decidedLine(called, "Renamed. The documents say ", name(readName(node.id)), "."),
    ...sameAs(node.id).map((decision) => decidedLine(decision, "Same as ", name(other(decision).label), ". Noted; takes effect with ", el("code", {}, "kg correct"), ".")),
  ];
}
