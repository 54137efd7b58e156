/* The left rail: which statements are shown, with counts that follow, and what the signs mean. */

const FACETS = ["polarity", "kind", "actor", "relation", "source"];
const TITLES = { polarity: "Stance", kind: "Kind of statement", actor: "Parties", relation: "Relation", source: "Source" };
const SEARCHED = 12; // options of a facet from which on they can be searched
const excluded = {};
const limits = {};

const EXACT = 0.9; // of the dates that must have a month, for periods to be shorter than years

/* Time is cut into days, months or years, whichever gives a readable number of bars. */
const dated = [...evidence.keys()].map((key) => evidence.get(key).date).filter(Boolean).sort();
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

/* What the filters ask of statements and edges, looked up once: filtering 100,000 statements is one pass over numbers. */
const periodAt = new Map(periods.map((period, i) => [period, i]));
const counts = Object.fromEntries([...FACETS, "time"].map((facet) => [facet, new Map()]));

/** How many statements a value of a facet has; `last` is the latest counted, `out` says that the value is excluded. */
function tallyOf(facet, value) {
  if (!counts[facet].has(value)) counts[facet].set(value, { size: 0, last: null, out: false });
  return counts[facet].get(value);
}

const carried = new Map([...evidence.keys()].map((key) => [key, []]));
const lines = new Map();

/** Notes what the filters ask of an edge. */
function enlist(edge) {
  const actor = [...new Set([nodes.get(edge.from).kind, nodes.get(edge.to).kind])].map((kind) => tallyOf("actor", kind));
  const tallies = [[tallyOf("polarity", String(edge.polarity))], [tallyOf("kind", edge.kind)], actor, [tallyOf("relation", edge.relation)]];
  const line = { tallies, polarity: edge.polarity, refused: 0 };
  lines.set(edge.id, line);
  return line;
}

for (const edge of data.edges) {
  const line = enlist(edge);
  for (const key of edge.statements) carried.get(key).push(line);
}

/** From now on a statement stands on other edges. */
function standsOn(key, those) {
  const on = carried.get(key);
  on.splice(0, on.length, ...those.map(({ id }) => lines.get(id)));
}

const claims = Array.from(carried, ([key, on]) => {
  const { confidence, date, source } = evidence.get(key);
  const period = (date && periodAt.get(date.slice(0, unit))) ?? -1;
  const times = period < 0 ? null : new Map([1, 0, -1].map((polarity) => [polarity, tallyOf("time", `${period} ${polarity}`)]));
  return { key, on, confidence, period, times, source: [tallyOf("source", source)] };
});
const [SOURCE, TIME] = [1 << FACETS.indexOf("source"), 1 << FACETS.length]; // what hangs on the statement, not on its edge

/** How many statements there are, but for those that are wrong. */
const countable = () => claims.reduce((sum, { on }) => sum + Math.min(on.length, 1), 0);

const wholeTime = () => limits.from === 0 && limits.to >= periods.length - 1; // the undated pass, too

/** Counts `claim` once, though it stands on several edges. */
function count(tally, claim) {
  if (tally.last === claim) return;
  tally.last = claim;
  tally.size += 1;
}

/** Sets all counts to nothing, and notes which values are excluded and which facets refuse an edge, one bit each. */
function prepare() {
  for (const [facet, found] of Object.entries(counts)) {
    for (const [value, tally] of found) Object.assign(tally, { size: 0, last: null, out: excluded[facet]?.has(value) ?? false });
  }
  for (const line of lines.values()) {
    line.refused = 0;
    for (let i = 0; i < line.tallies.length; i++) if (line.tallies[i].some(({ out }) => out)) line.refused |= 1 << i;
  }
}

/**
 * What the filters leave: edges with their statements, and for each facet, and for `time` by period and polarity,
 * the counts it would have if left open.
 */
function filtered() {
  prepare();
  const open = wholeTime();
  const passing = new Set();
  for (const claim of claims) {
    if (claim.confidence < limits.confidence) continue;
    const inTime = open || (claim.period >= limits.from && claim.period <= limits.to);
    const own = (inTime ? 0 : TIME) | (claim.source[0].out ? SOURCE : 0);
    if (!own) passing.add(claim.key);
    for (const { tallies, polarity, refused } of claim.on) {
      const bits = own | refused;
      if (bits & (bits - 1)) continue; // two facets refuse it: opening one would not show it
      for (let i = 0; i < FACETS.length; i++) {
        if (!(bits & ~(1 << i))) for (const tally of tallies[i] ?? claim.source) count(tally, claim);
      }
      if (claim.times && !(bits & ~TIME)) count(claim.times.get(polarity), claim);
    }
  }
  const [kept, statements] = [new Map(), new Set()];
  for (const edge of data.edges) {
    const left = lines.get(edge.id).refused ? [] : edge.statements.filter((key) => passing.has(key));
    if (!left.length) continue;
    kept.set(edge.id, left);
    for (const key of left) statements.add(key);
  }
  return { edges: kept, statements, counts };
}

/* The page opens with who takes a side or does something, unless all that is known is what was said. */
const opening = new Set(data.edges.some(({ kind }) => kind !== ASSERTION) ? [ASSERTION] : []);

/* It opens with what is sure enough, unless nothing is. */
const least = [...evidence.values()].some(({ confidence }) => confidence >= data.least) ? data.least : 0;

/** Lets everything pass, or everything that passes when the page opens. */
function clear(kinds = new Set(), confidence = 0) {
  for (const facet of FACETS) excluded[facet] = new Set(facet === "kind" ? kinds : []);
  Object.assign(limits, { confidence, from: 0, to: Math.max(0, periods.length - 1) });
}

function reset() {
  clear(opening, least);
  state.many = FIRST;
  state.added.clear();
  refresh();
}

/** The nodes that kept statements lead to, each with how many, most first; then those that no edge touches. */
function ranked(kept) {
  const found = new Map(data.nodes.map(({ id }) => [id, 0]));
  for (const [id, { length }] of kept) {
    const { from, to } = edges.get(id);
    for (const end of new Set([from, to])) found.set(end, found.get(end) + length);
  }
  return [...found].filter(([id, count]) => count || (!incident.get(id).length && !within())).sort(([, a], [, b]) => b - a);
}

/** Switches assertions on where nothing else leads to what is selected. */
function disclose(selected) {
  const lines = touched(selected);
  if (lines.length && lines.every(({ kind }) => kind === ASSERTION)) excluded.kind.delete(ASSERTION);
}

const atOpening = () => limits.confidence === least && wholeTime()
  && FACETS.every((facet) => excluded[facet].size === (facet === "kind" ? opening.size : 0)) && [...opening].every((kind) => excluded.kind.has(kind));

/** Is the picture held to the neighbourhood of what is selected? */
const within = () => Boolean(state.depth && state.selected && !bundled(state.selected));

/** Of the kept edges those between what is at most `state.depth` steps from what is selected; all where nothing is held. */
function nearby(kept) {
  if (!within()) return kept;
  const { type, id } = state.selected;
  const reached = new Set(type === "node" ? [id] : touched(state.selected).flatMap(({ from, to }) => [from, to]));
  for (let step = 0; step < state.depth; step++) {
    for (const from of [...reached]) {
      for (const edge of incident.get(from)) if (kept.has(edge.id)) reached.add(edge.from).add(edge.to);
    }
  }
  return new Map([...kept].filter(([edge]) => reached.has(edges.get(edge).from) && reached.has(edges.get(edge).to)));
}

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

function confidenceSection() {
  rail.parts.level = el("output");
  rail.parts.confidence = el("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": "Lowest confidence", oninput: (event) => {
    limits.confidence = Number(event.target.value);
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

function buildRail() {
  rail.options = [];
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

function paintRail({ statements, counts }) {
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
