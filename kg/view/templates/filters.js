/* The left rail: which statements are shown, with counts that follow, and what the signs mean. */

const FACETS = ["polarity", "kind", "actor", "relation"];
const TITLES = { polarity: "Stance", kind: "Kind of statement", actor: "Parties", relation: "Relation" };
const excluded = {};
const limits = {};

const valuesOf = {
  polarity: (edge) => [String(edge.polarity)],
  kind: (edge) => [edge.kind],
  actor: (edge) => [...new Set([nodes.get(edge.from).kind, nodes.get(edge.to).kind])],
  relation: (edge) => [edge.relation],
};

const EXACT = 0.9; // of the dates that must have a month, for periods to be shorter than years

/* Time is cut into days, months or years, whichever gives a readable number of bars. */
const dated = data.evidence.map((record) => record.date).filter(Boolean).sort();
const exact = dated.filter((date) => date.length >= 7);
const dates = exact.length >= EXACT * dated.length ? exact : dated; // a date less exact than a period is in none
const unit = (() => {
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || dates.some((date) => date.length < 7) || last.slice(0, 4) - first.slice(0, 4) > 8) return 4;
  const spanned = (new Date(last.slice(0, 10)) - new Date(first.slice(0, 10))) / 864e5;
  return spanned <= 62 && dates.every((date) => date.length === 10) ? 10 : 7;
})();
const periods = (() => {
  const found = [];
  if (!dates.length) return found;
  const last = dates.at(-1).slice(0, unit);
  for (let at = new Date(dates[0].slice(0, unit)); found.at(-1) !== last; ) {
    found.push(at.toISOString().slice(0, unit));
    if (unit === 10) at.setUTCDate(at.getUTCDate() + 1);
    else if (unit === 7) at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  return found;
})();

function passes(record) {
  if (record.confidence < limits.confidence) return false;
  if (limits.from === 0 && limits.to >= periods.length - 1) return true; // the undated too
  const period = record.date ? periods.indexOf(record.date.slice(0, unit)) : -1;
  return period >= limits.from && period <= limits.to;
}

const admits = (facet, edge) => valuesOf[facet](edge).every((value) => !excluded[facet].has(value));

/** What the filters leave: edges with their statements, and for each facet the counts it would have if left open. */
function filtered() {
  const passing = new Set(data.evidence.filter(passes).map((record) => record.key));
  const kept = new Map();
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  for (const edge of data.edges) {
    const statements = edge.statements.filter((key) => passing.has(key));
    if (!statements.length) continue;
    const refused = FACETS.filter((facet) => !admits(facet, edge));
    if (!refused.length) kept.set(edge.id, statements);
    for (const facet of FACETS) {
      if (refused.some((other) => other !== facet)) continue;
      for (const value of valuesOf[facet](edge)) {
        if (!counts[facet].has(value)) counts[facet].set(value, new Set());
        for (const key of statements) counts[facet].get(value).add(key);
      }
    }
  }
  return { edges: kept, statements: new Set([...kept.values()].flat()), counts };
}

/* The page opens with who takes a side or does something, unless all that is known is what was said. */
const opening = new Set(data.edges.some(({ kind }) => kind !== ASSERTION) ? [ASSERTION] : []);

/** Lets everything pass, or everything that passes when the page opens. */
function clear(kinds = new Set()) {
  for (const facet of FACETS) excluded[facet] = new Set(facet === "kind" ? kinds : []);
  Object.assign(limits, { confidence: 0, from: 0, to: Math.max(0, periods.length - 1) });
}

function reset() {
  clear(opening);
  refresh();
}

/** The nodes that kept statements lead to, each with how many, most first; then those that no edge touches. */
function ranked(kept) {
  const found = new Map(data.nodes.map(({ id }) => [id, 0]));
  for (const [id, { length }] of kept) {
    const { from, to } = edges.get(id);
    for (const end of new Set([from, to])) found.set(end, found.get(end) + length);
  }
  return [...found].filter(([id, count]) => count || !incident.get(id).length).sort(([, a], [, b]) => b - a);
}

/** Switches assertions on where nothing else leads to what is selected. */
function disclose(selected) {
  if (touched(selected).every(({ kind }) => kind === ASSERTION)) excluded.kind.delete(ASSERTION);
}

const atOpening = () => !limits.confidence && limits.from === 0 && limits.to >= periods.length - 1
  && FACETS.every((facet) => excluded[facet].size === (facet === "kind" ? opening.size : 0)) && [...opening].every((kind) => excluded.kind.has(kind));

const rail = { options: [], parts: {} };

function option(facet, value, total) {
  const face = {
    polarity: () => [line(value), el("span", {}, `${POLARITY[value].name} ${POLARITY[value].sign}`)],
    kind: () => [el("span", {}, STATEMENT_KINDS[value])],
    actor: () => [shape(value), el("span", {}, KINDS[value].name)],
    relation: () => [el("span", {}, words(value))],
  }[facet]();
  const box = el("input", { type: "checkbox", onchange: () => {
    if (box.checked) excluded[facet].delete(value);
    else excluded[facet].add(value);
    refresh();
  } });
  const only = el("button", { type: "button", class: "only", "aria-label": `Only ${face.at(-1).textContent}`, onclick: () => {
    excluded[facet] = new Set(data.counts.filter(([f, v]) => f === facet && v !== value).map(([, v]) => v));
    refresh();
  } }, "only");
  const count = el("span", { class: "number" }, String(total));
  const row = el("div", { class: "option" }, el("label", {}, box, ...face), only, count);
  rail.options.push({ facet, value, box, count, row });
  return row;
}

function slider(label, max, step, key) {
  return el("input", { type: "range", min: 0, max, step, value: limits[key], "aria-label": label, oninput: (event) => {
    limits[key] = Number(event.target.value);
    if (key === "from") limits.to = Math.max(limits.to, limits.from);
    if (key === "to") limits.from = Math.min(limits.from, limits.to);
    refresh();
  } });
}

function confidenceSection() {
  rail.parts.level = el("output");
  rail.parts.confidence = slider("Lowest confidence", 1, 0.05, "confidence");
  return el("section", {}, el("h2", {}, "Confidence", rail.parts.level), rail.parts.confidence);
}

function timeSection() {
  const tallies = periods.map((period) => dates.filter((date) => date.startsWith(period)).length);
  const highest = Math.max(...tallies);
  rail.parts.bars = tallies.map((tally) => {
    const bar = el("i");
    bar.style.height = `${(100 * tally) / highest}%`;
    return bar;
  });
  rail.parts.span = el("output");
  rail.parts.from = slider("From", periods.length - 1, 1, "from");
  rail.parts.to = slider("To", periods.length - 1, 1, "to");
  return el("section", {}, el("h2", {}, "Time", rail.parts.span),
    el("div", { class: "bars", "aria-hidden": "true" }, ...rail.parts.bars),
    el("div", { class: "ends" }, el("label", {}, "From", rail.parts.from), el("label", {}, "To", rail.parts.to)));
}

function legendSection() {
  const key = (sign, text) => el("p", { class: "key" }, sign, text);
  const sizes = svg(28, "sample shape", ["circle", { cx: 5, cy: 8, r: 2.5, fill: "currentColor" }], ["circle", { cx: 18, cy: 8, r: 6, fill: "currentColor" }]);
  const widths = svg(28, "sample neutral", ["path", { d: "M1 4h26", "stroke-width": 1 }], ["path", { d: "M1 11h26", "stroke-width": 4 }]);
  return el("section", {}, el("h2", {}, "Legend"),
    key(widths, "Thicker: more statements"), key(sizes, "Larger: in more statements"),
    key(svg(28, "sample shape", ["path", { d: OUTLINES.dot, fill: "currentColor" }], ["path", { d: OUTLINES.dot, transform: "translate(12)" }]), "Filled: acts; hollow: acted upon"),
    key(el("span", { class: "hull" }), "Shaded: linked closely"),
    ...data.camps.map((camp, i) => key(campBadge(i), el("span", {}, "Camp: ", name(standsFor(camp))))));
}

function buildRail() {
  rail.parts.shown = el("strong", { class: "number" });
  rail.parts.of = el("span", { class: "muted" });
  rail.parts.reset = el("button", { type: "button", class: "link small", onclick: reset }, "Reset");
  const rest = data.read - evidence.size;
  const why = data.unsure === rest ? "; the rest are negated, hedged or have no holder" : "";
  const drawnOf = rest ? `${evidence.size.toLocaleString("en")} of ${plural(data.read, "statement")} are drawn${why}.` : "";
  const sections = FACETS.map((facet) => {
    const options = data.counts.filter(([f]) => f === facet).map(([, value, total]) => option(facet, value, total));
    return el("section", { "aria-label": TITLES[facet] }, el("h2", {}, TITLES[facet]), el("div", { class: facet === "relation" ? "scroll" : "" }, ...options));
  });
  byId("rail").append(
    el("section", { role: "status" }, el("div", { class: "total" }, el("span", {}, rail.parts.shown, " ", rail.parts.of), rail.parts.reset), drawnOf && el("p", { class: "muted small" }, drawnOf)),
    ...sections.slice(0, 2), confidenceSection(), ...(periods.length > 1 ? [timeSection()] : []), ...sections.slice(2), legendSection());
}

function paintRail({ statements, counts }) {
  const { parts, options } = rail;
  parts.shown.textContent = statements.size.toLocaleString("en");
  parts.of.textContent = `of ${plural(evidence.size, "statement")}`;
  parts.reset.hidden = atOpening();
  parts.level.textContent = limits.confidence ? `at least ${Math.round(100 * limits.confidence)}%` : "any";
  parts.confidence.value = limits.confidence;
  if (parts.from) {
    parts.from.value = limits.from;
    parts.to.value = limits.to;
    parts.from.setAttribute("aria-valuetext", day(periods[limits.from]));
    parts.to.setAttribute("aria-valuetext", day(periods[limits.to]));
    parts.span.textContent = `${day(periods[limits.from])} – ${day(periods[limits.to])}`;
    parts.bars.forEach((bar, i) => bar.classList.toggle("out", i < limits.from || i > limits.to));
  }
  for (const { facet, value, box, count, row } of options) {
    const left = counts[facet].get(value)?.size ?? 0;
    box.checked = !excluded[facet].has(value);
    count.textContent = left.toLocaleString("en");
    row.classList.toggle("none", !left);
  }
}
