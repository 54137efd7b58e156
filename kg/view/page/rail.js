/* The left rail: the filters, with counts that follow, and what the signs mean. */

import { refresh } from "./acts.js";
import { campBadge, standsFor } from "./camps.js";
import { data, evidence, valuesOf } from "./data.js";
import { byId, el, name, svg } from "./dom.js";
import { FACETS, admit, atOpening, begin, countable, keepOut, setConfidence } from "./filters.js";
import { FIRST } from "./screen.js";
import { openKeys } from "./sheet.js";
import { KINDS, OUTLINES, POLARITY, STATEMENT_KINDS, line, shape } from "./signs.js";
import { sizeChoice } from "./sizes.js";
import { excluded, limits, stale, state } from "./state.js";
import { folded, plural, words } from "./words.js";

const TITLES = { polarity: "Stance", kind: "Kind of statement", actor: "Parties", relation: "Relation", source: "Source" };
const SEARCHED = 12; // options of a facet from which on they can be searched

const rail = { options: [], parts: {} };

function option(facet, value, total) {
  const face = {
    polarity: () => [line(value), el("span", {}, `${POLARITY[value].name} ${POLARITY[value].sign}`)],
    kind: () => [el("span", {}, STATEMENT_KINDS[value])],
    actor: () => [shape(value), el("span", {}, KINDS[value].name)],
    relation: () => [el("span", {}, words(value))],
    source: () => [el("span", {}, name(value))],
  }[facet]();
  const box = el("input", { type: "checkbox", onchange: () => {
    admit(facet, value, box.checked);
    refresh();
  } });
  const only = el("button", { type: "button", class: "only", "aria-label": `Only ${face.at(-1).textContent}`, onclick: () => {
    keepOut(facet, valuesOf(facet).filter((other) => other !== value));
    refresh();
  } }, "only");
  const count = el("span", { class: "number" }, String(total));
  const row = el("div", { class: "option" }, el("label", {}, box, ...face), only, count);
  rail.options.push({ facet, value, box, count, row });
  return row;
}

function confidenceSection() {
  rail.parts.level = el("output");
  rail.parts.confidence = el("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": "Lowest confidence", oninput: (event) => {
    setConfidence(Number(event.target.value));
    refresh();
  } });
  const note = `From ${Math.round(100 * data.usual)}% on, about 80 in 100 are right.`;
  return el("section", {}, el("h2", {}, "Confidence", rail.parts.level), rail.parts.confidence, el("p", { class: "muted small" }, note));
}

/** The options of a facet, most frequent first; many of them scroll and can be searched. */
function facetSection(facet) {
  const values = data.counts.filter(([f]) => f === facet);
  const options = values.map(([, value, total]) => option(facet, value, total));
  const seek = el("input", { type: "text", class: "seek", placeholder: `Find a ${TITLES[facet].toLowerCase()}`, "aria-label": `Find a ${TITLES[facet].toLowerCase()}`, spellcheck: "false", oninput: () => {
    options.forEach((row, i) => (row.hidden = !folded(values[i][1]).includes(folded(seek.value.trim()))));
  } });
  return el("section", { "aria-label": TITLES[facet] }, el("h2", {}, TITLES[facet]), options.length > SEARCHED && seek, el("div", { class: options.length > SEARCHED ? "scroll" : "" }, ...options));
}

/** Makes many options one stop of the Tab key: arrow keys go up and down, and to "only" and back. */
function oneStop(section) {
  const rows = [...section.querySelectorAll(".option")].map((row) => [row.querySelector("input"), row.querySelector(".only")]);
  const stop = (control) => {
    for (const one of rows.flat()) one.tabIndex = one === control ? 0 : -1;
  };
  const open = () => rows.filter(([box]) => box.checkVisibility());
  stop(rows[0]?.[0]);
  section.addEventListener("focusin", ({ target }) => rows.flat().includes(target) && stop(target));
  section.addEventListener("keydown", (event) => {
    const shown = open();
    const at = shown.findIndex((row) => row.includes(event.target));
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const column = shown[at].indexOf(event.target) + step[1];
    shown[Math.max(0, Math.min(shown.length - 1, at + step[0]))][Math.max(0, Math.min(1, column))].focus();
  });
}

function legendSection() {
  const key = (sign, text) => el("p", { class: "key" }, sign, text);
  const sizes = svg(28, "sample shape", ["circle", { cx: 5, cy: 8, r: 2.5, fill: "currentColor" }], ["circle", { cx: 18, cy: 8, r: 6, fill: "currentColor" }]);
  const widths = svg(28, "sample neutral", ["path", { d: "M1 4h26", "stroke-width": 1 }], ["path", { d: "M1 11h26", "stroke-width": 4 }]);
  return el("section", {}, el("h2", {}, "Legend"),
    key(widths, "Thicker: more statements"), sizeChoice(sizes),
    key(svg(28, "sample shape", ["path", { d: OUTLINES.dot, fill: "currentColor" }], ["path", { d: OUTLINES.dot, transform: "translate(12)" }]), "Filled: acts; hollow: acted upon"),
    key(el("span", { class: "hull" }), "Shaded: linked closely"),
    ...data.camps.map((camp, i) => key(campBadge(i), el("span", {}, "Camp: ", name(standsFor(camp))))),
    el("button", { type: "button", class: "link small", onclick: openKeys }, "Keys"));
}

/** Lets pass what passes when the page opens, and shows as many names. */
export function reset() {
  begin();
  state.many = FIRST;
  state.added.clear();
  refresh();
}

export function buildRail() {
  rail.options = [];
  stale.rail = false;
  rail.parts.shown = el("strong", { class: "number" });
  rail.parts.of = el("span", { class: "muted" });
  rail.parts.reset = el("button", { type: "button", class: "link small", onclick: reset }, "Reset");
  const rest = data.read - evidence.size;
  const why = data.unsure === rest ? "; the rest are denied, uncertain or without a speaker" : "";
  const drawnOf = rest ? `${evidence.size.toLocaleString("en")} of ${plural(data.read, "statement")} are drawn${why}.` : "";
  const sections = FACETS.filter((facet) => facet !== "source" || data.counts.filter(([f]) => f === facet).length > 1).map(facetSection);
  sections.forEach(oneStop);
  byId("rail").replaceChildren(
    el("section", { role: "status" }, el("div", { class: "total" }, el("span", {}, rail.parts.shown, " ", rail.parts.of), rail.parts.reset), drawnOf && el("p", { class: "muted small" }, drawnOf)),
    ...sections.slice(0, 2), confidenceSection(), ...sections.slice(2), legendSection());
}

export function paintRail({ statements, counts }) {
  if (stale.rail) buildRail();
  const { parts, options } = rail;
  parts.shown.textContent = statements.size.toLocaleString("en");
  parts.of.textContent = `of ${plural(countable(), "statement")}`;
  parts.reset.hidden = atOpening();
  parts.level.textContent = limits.confidence ? `at least ${Math.round(100 * limits.confidence)}%` : "any";
  parts.confidence.value = limits.confidence;
  for (const { facet, value, box, count, row } of options) {
    const left = counts[facet].get(value)?.size ?? 0;
    box.checked = !excluded[facet].has(value);
    count.textContent = left.toLocaleString("en");
    row.classList.toggle("none", !left);
  }
}

export function openRail(open) {
  byId("rail").classList.toggle("open", open);
  byId("drawer").setAttribute("aria-expanded", String(open));
}
