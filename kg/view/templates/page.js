"use strict";
(() => {
  // acts.js
  var how = {};
  var does = (acts) => Object.assign(how, acts);
  var refresh = () => how.refresh();
  var refreshPanel = () => how.refreshPanel();
  var select = (selected, options = {}) => how.select(selected, options);
  var look = (view) => how.look(view);

  // calendar.js
  var EXACT = 0.9;
  var calendar = { unit: 4, periods: [], at: /* @__PURE__ */ new Map() };
  function exactOf(dated) {
    const exact = dated.filter((date) => date.length >= 7);
    return exact.length >= EXACT * dated.length ? exact : dated;
  }
  function unitOf(dates) {
    const [first, last] = [dates[0], dates.at(-1)];
    if (!first || dates.some((date) => date.length < 7) || last.slice(0, 4) - first.slice(0, 4) > 8) return 4;
    const spanned = (Number(new Date(last.slice(0, 10))) - Number(new Date(first.slice(0, 10)))) / 864e5;
    return spanned <= 62 && dates.every((date) => date.length === 10) ? 10 : 7;
  }
  function periodsOf(dates, unit) {
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
  }
  function buildCalendar(dated) {
    const dates = exactOf(dated.filter(Boolean).sort());
    const unit = unitOf(dates);
    const periods = periodsOf(dates, unit);
    Object.assign(calendar, { unit, periods, at: new Map(periods.map((period, i) => [period, i])) });
  }

  // encoding.js
  function unpacked(text) {
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }
  var column = (found) => Array.isArray(found) ? (i) => found[i] : (i) => found.of[found.at[i]];
  function objects(columns) {
    const [first = []] = Object.values(columns);
    const rows = (Array.isArray(first) ? first : first.at).map(() => ({}));
    for (const [name2, found] of Object.entries(columns)) {
      const value = column(found);
      rows.forEach((row2, i) => row2[name2] = value(i));
    }
    return rows;
  }
  function records(columns) {
    const values = Object.entries(columns).map(([name2, found]) => [name2, column(found)]);
    class Record {
      constructor(at) {
        this.at = at;
      }
      whole() {
        return Object.fromEntries(values.map(([name2, value]) => [name2, value(this.at)]));
      }
    }
    for (const [name2, value] of values) Object.defineProperty(Record.prototype, name2, { get() {
      return value(this.at);
    } });
    return (columns.key ?? []).map((_, at) => new Record(at));
  }

  // data.js
  var data = { nodes: [], edges: [], evidence: [], counts: [], camps: [] };
  var nodes = /* @__PURE__ */ new Map();
  var edges = /* @__PURE__ */ new Map();
  var evidence = /* @__PURE__ */ new Map();
  var incident = /* @__PURE__ */ new Map();
  var cells = /* @__PURE__ */ new Map();
  var readings = /* @__PURE__ */ new Map();
  function fill(read) {
    Object.assign(data, read, { nodes: objects(read.nodes), edges: objects(read.edges), evidence: records(read.evidence) });
    for (const node of data.nodes) Object.assign(node, { short: node.short ?? node.label, full: node.size });
    for (const edge of data.edges) {
      Object.assign(edge, { from: data.nodes[edge.from].id, to: data.nodes[edge.to].id, statements: edge.statements.map((i) => data.evidence[i].key) });
    }
    for (const index of [nodes, edges, evidence, incident, cells, readings]) index.clear();
    for (const node of data.nodes) {
      nodes.set(node.id, node);
      incident.set(node.id, []);
    }
    for (const edge of data.edges) {
      edges.set(edge.id, edge);
      incident.get(edge.from).push(edge);
      if (edge.to !== edge.from) incident.get(edge.to).push(edge);
    }
    for (const record of data.evidence) evidence.set(record.key, record);
    for (const [pair, found] of Map.groupBy(data.edges, ({ from, to }) => `${from},${to}`)) cells.set(pair, found);
  }
  var valuesOf = (facet) => data.counts.filter(([f]) => f === facet).map(([, value]) => value);

  // dom.js
  var byId = (id) => document.getElementById(id);
  var focused = () => document.activeElement;
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name2, value] of Object.entries(attributes)) {
      if (name2.startsWith("on")) element.addEventListener(name2.slice(2), value);
      else if (value === true) element.setAttribute(name2, "");
      else if (value !== false && value != null) element.setAttribute(name2, value);
    }
    element.append(...children.filter((child) => child != null && child !== false && child !== ""));
    return element;
  }
  function svg(width2, className, ...shapes) {
    const make = (tag, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name2, value] of Object.entries(attributes)) element.setAttribute(name2, value);
      return element;
    };
    const picture2 = make("svg", { viewBox: `0 0 ${width2} 16`, class: className, "aria-hidden": "true" });
    picture2.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
    return picture2;
  }
  var name = (text, attributes = {}) => el("bdi", attributes, text);

  // screen.js
  var width = globalThis.innerWidth ?? 1280;
  var small = width < 820;
  var FIRST = small ? 16 : 34;
  var ROWS = 400;
  var MARGIN = 16;
  var FOOTROOM = small ? 52 : 16;
  var LETTERS = width < 1200 ? [[14, 13], [0, 12]] : [[14, 15], [10, 13], [0, 12]];
  var headroom = () => small ? 72 : byId("canvas").clientWidth < 640 ? 96 : 52;
  var narrow = () => matchMedia("(max-width: 819px)").matches;
  var calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // state.js
  var state = {
    selected: null,
    // {type: "node" | "edge" | "cell", id, statement?}
    view: "graph",
    rows: ROWS,
    all: false,
    // are more than the most central names shown?
    depth: 0,
    // steps from what is selected that are shown; 0: all
    size: "statements",
    // by which nodes are sized
    sides: false,
    // is the picture that of who takes sides?
    many: FIRST,
    // names in it
    added: /* @__PURE__ */ new Set(),
    // names that the reader had it show besides
    gathered: false,
    // are names gathered in communities?
    opened: /* @__PURE__ */ new Set(),
    // communities whose members stand one by one
    playing: false
    // does the strip of time play?
  };
  var excluded = {};
  var limits = {};
  var plan = { first: false, on: false, key: "", spots: /* @__PURE__ */ new Map(), camps: [], caption: null, home: null, left: /* @__PURE__ */ new Map(), figures: /* @__PURE__ */ new Map(), width: 0, height: 0 };
  var drawn = {
    nodes: null,
    edges: null,
    network: null,
    colours: {},
    shown: { nodes: /* @__PURE__ */ new Set(), edges: /* @__PURE__ */ new Set(), linked: 0 },
    heavy: false,
    moved: false,
    hovered: void 0,
    looks: /* @__PURE__ */ new Map(),
    names: [],
    badges: []
  };
  var decided = { now: /* @__PURE__ */ new Map(), past: [], future: [], kept: true };
  var stale = { rail: false, picture: false };

  // filters.js
  var FACETS = ["polarity", "kind", "actor", "relation", "source"];
  var ASSERTION = "assertion";
  var [SOURCE, TIME] = [1 << FACETS.indexOf("source"), 1 << FACETS.length];
  var counts = Object.fromEntries([...FACETS, "time"].map((facet) => [facet, /* @__PURE__ */ new Map()]));
  var carried = /* @__PURE__ */ new Map();
  var lines = /* @__PURE__ */ new Map();
  var claims = [];
  var atFirst = { kinds: /* @__PURE__ */ new Set(), confidence: 0 };
  function tallyOf(facet, value) {
    if (!counts[facet].has(value)) counts[facet].set(value, { size: 0, last: null, out: false });
    return counts[facet].get(value);
  }
  function enlist(edge) {
    const actor = [.../* @__PURE__ */ new Set([nodes.get(edge.from).kind, nodes.get(edge.to).kind])].map((kind) => tallyOf("actor", kind));
    const tallies = [[tallyOf("polarity", String(edge.polarity))], [tallyOf("kind", edge.kind)], actor, [tallyOf("relation", edge.relation)]];
    const line2 = { tallies, polarity: edge.polarity, refused: 0 };
    lines.set(edge.id, line2);
    return line2;
  }
  function standsOn(key, those) {
    const on = carried.get(key);
    on.splice(0, on.length, ...those.map(({ id }) => lines.get(id)));
  }
  function buildFilters() {
    buildCalendar([...evidence.keys()].map((key) => evidence.get(key).date));
    for (const index of [carried, lines, ...Object.values(counts)]) index.clear();
    for (const key of evidence.keys()) carried.set(key, []);
    for (const edge of data.edges) {
      const line2 = enlist(edge);
      for (const key of edge.statements) carried.get(key).push(line2);
    }
    claims.splice(0, claims.length, ...Array.from(carried, claimOf));
    atFirst.kinds = new Set(data.edges.some(({ kind }) => kind !== ASSERTION) ? [ASSERTION] : []);
    atFirst.confidence = [...evidence.values()].some(({ confidence }) => confidence >= data.least) ? data.least : 0;
    begin();
  }
  function claimOf([key, on]) {
    const { confidence, date, source } = evidence.get(key);
    const period = (date && calendar.at.get(date.slice(0, calendar.unit))) ?? -1;
    const times = period < 0 ? null : new Map([1, 0, -1].map((polarity) => [polarity, tallyOf("time", `${period} ${polarity}`)]));
    return { key, on, confidence, period, times, source: [tallyOf("source", source)] };
  }
  var datedClaims = () => claims;
  var countable = () => claims.reduce((sum, { on }) => sum + Math.min(on.length, 1), 0);
  var allTime = () => ({ from: 0, to: Math.max(0, calendar.periods.length - 1) });
  var wholeTime = ({ from, to } = limits) => from === 0 && to >= calendar.periods.length - 1;
  function count(tally, claim) {
    if (tally.last === claim) return;
    tally.last = claim;
    tally.size += 1;
  }
  function prepare() {
    for (const [facet, found] of Object.entries(counts)) {
      for (const [value, tally] of found) Object.assign(tally, { size: 0, last: null, out: excluded[facet]?.has(value) ?? false });
    }
    for (const line2 of lines.values()) {
      line2.refused = 0;
      for (let i = 0; i < line2.tallies.length; i++) if (line2.tallies[i].some(({ out }) => out)) line2.refused |= 1 << i;
    }
  }
  function filtered(span2 = limits) {
    prepare();
    const open = wholeTime(span2);
    const passing = /* @__PURE__ */ new Set();
    for (const claim of claims) {
      if (claim.confidence < limits.confidence) continue;
      const inTime = open || claim.period >= span2.from && claim.period <= span2.to;
      const own2 = (inTime ? 0 : TIME) | (claim.source[0].out ? SOURCE : 0);
      if (!own2) passing.add(claim.key);
      for (const { tallies, polarity, refused } of claim.on) {
        const bits = own2 | refused;
        if (bits & bits - 1) continue;
        for (let i = 0; i < FACETS.length; i++) {
          if (!(bits & ~(1 << i))) for (const tally of tallies[i] ?? claim.source) count(tally, claim);
        }
        if (claim.times && !(bits & ~TIME)) count(claim.times.get(polarity), claim);
      }
    }
    const [kept, statements] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Set()];
    for (const edge of data.edges) {
      const left = lines.get(edge.id).refused ? [] : edge.statements.filter((key) => passing.has(key));
      if (!left.length) continue;
      kept.set(edge.id, left);
      for (const key of left) statements.add(key);
    }
    return { edges: kept, statements, counts };
  }
  function clear(kinds = /* @__PURE__ */ new Set(), confidence = 0) {
    for (const facet of FACETS) excluded[facet] = new Set(facet === "kind" ? kinds : []);
    Object.assign(limits, { confidence, ...allTime() });
  }
  function admit(facet, value, pass = true) {
    if (pass) excluded[facet].delete(value);
    else excluded[facet].add(value);
  }
  var keepOut = (facet, values) => excluded[facet] = new Set(values);
  var setConfidence = (confidence) => limits.confidence = confidence;
  var setSpan = (one, other) => Object.assign(limits, { from: Math.min(one, other), to: Math.max(one, other) });
  var begin = () => clear(atFirst.kinds, atFirst.confidence);
  var atOpening = () => limits.confidence === atFirst.confidence && wholeTime() && FACETS.every((facet) => excluded[facet].size === (facet === "kind" ? atFirst.kinds.size : 0)) && [...atFirst.kinds].every((kind) => excluded.kind.has(kind));

  // selection.js
  var bundled = ({ id }) => Boolean(nodes.get(id)?.members || edges.get(id)?.lines);
  var touched = ({ type, id }) => type === "edge" ? [edges.get(id)] : type === "cell" ? cells.get(id) : incident.get(id);
  var lineOf = (edge) => plan.on && edge ? `c:${edge.from},${edge.to}` : edge.id;
  function focus() {
    const { selected } = state;
    if (!selected) return null;
    const touching = touched(selected).filter((edge) => !plan.on || edges.has(lineOf(edge)));
    const own2 = selected.type === "node" ? [selected.id] : [];
    return { nodes: /* @__PURE__ */ new Set([...own2, ...touching.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(touching.map(lineOf)) };
  }
  var within = () => Boolean(state.depth && state.selected && !bundled(state.selected));
  function nearby(kept) {
    if (!within()) return kept;
    const { type, id } = state.selected;
    const reached = new Set(type === "node" ? [id] : touched(state.selected).flatMap(({ from, to }) => [from, to]));
    for (let step2 = 0; step2 < state.depth; step2++) {
      for (const from of [...reached]) {
        for (const edge of incident.get(from)) if (kept.has(edge.id)) reached.add(edge.from).add(edge.to);
      }
    }
    return new Map([...kept].filter(([edge]) => reached.has(edges.get(edge).from) && reached.has(edges.get(edge).to)));
  }
  function disclose(selected) {
    const lines2 = touched(selected);
    if (lines2.length && lines2.every(({ kind }) => kind === ASSERTION)) admit("kind", ASSERTION);
  }
  function ranked(kept) {
    const found = new Map(data.nodes.map(({ id }) => [id, 0]));
    for (const [id, { length }] of kept) {
      const { from, to } = edges.get(id);
      for (const end of /* @__PURE__ */ new Set([from, to])) found.set(end, found.get(end) + length);
    }
    return [...found].filter(([id, count2]) => count2 || !incident.get(id).length && !within()).sort(([, a], [, b]) => b - a);
  }

  // signs.js
  var POLARITY = {
    1: { name: "Supports", sign: "+", style: "support", dash: false, css: "" },
    "-1": { name: "Opposes", sign: "−", style: "oppose", dash: [7, 5], css: "6 4" },
    0: { name: "Neutral", sign: "○", style: "neutral", dash: [1.5, 4], css: "1 4" }
  };
  function line(polarity) {
    const { css, style } = POLARITY[polarity];
    const dots = css.startsWith("1") ? { "stroke-linecap": "round" } : {};
    return svg(28, `sample ${style}`, ["path", { d: "M1 8h26", "stroke-width": 2, "stroke-dasharray": css, ...dots }]);
  }
  var KINDS = {
    Community: { name: "Community", shape: "dot" },
    Person: { name: "Person", shape: "dot" },
    Organization: { name: "Organization", shape: "square" },
    GovernmentBody: { name: "Government body", shape: "hexagon" },
    State: { name: "State", shape: "diamond" },
    Group: { name: "Group", shape: "triangle" },
    Place: { name: "Place", shape: "triangleDown" },
    Event: { name: "Event", shape: "hexagon", hollow: true },
    Topic: { name: "Topic", shape: "dot", hollow: true },
    Proposition: { name: "Proposition", shape: "square", hollow: true },
    Statement: { name: "Statement", shape: "diamond", hollow: true }
  };
  var OUTLINES = {
    dot: "M8 3a5 5 0 1 1-.01 0z",
    square: "M3.5 3.5h9v9h-9z",
    hexagon: "m5 3h6l3 5-3 5H5L2 8z",
    diamond: "m8 2 6 6-6 6-6-6z",
    triangle: "m8 3 6 10H2z",
    triangleDown: "m8 13 6-10H2z"
  };
  function shape(kind) {
    const { shape: outline2, hollow } = KINDS[kind];
    return svg(16, "shape", ["path", { d: OUTLINES[outline2], fill: hollow ? "none" : "currentColor" }]);
  }
  var STATEMENT_KINDS = { stance: "Stance", action: "Action", relation: "Relation", assertion: "Assertion" };

  // measure.js
  var BOLD = 14;
  var LEAST = 12;
  var boxes = /* @__PURE__ */ new Map();
  var ruler = null;
  var face = "";
  var family = () => face ||= getComputedStyle(document.body).fontFamily;
  function textBox(text, letters = LEAST, bold = false) {
    ruler ??= document.createElement("canvas").getContext("2d");
    ruler.font = `${bold ? 600 : 400} ${letters}px ${family()}`;
    return { width: ruler.measureText(text).width, height: letters + 4, font: ruler.font };
  }
  function nameBox(node) {
    if (!boxes.has(node)) {
      const { hollow } = KINDS[node.kind];
      const letters = hollow ? LEAST : LETTERS.find(([least]) => node.size >= least)[1];
      boxes.set(node, textBox(node.short, letters, !hollow && node.size >= BOLD));
    }
    return boxes.get(node);
  }
  function cut(text, width2, letters, bold = false) {
    if (textBox(text, letters, bold).width <= width2) return text;
    let end = text.length;
    while (end > 1 && textBox(`${text.slice(0, end)}…`, letters, bold).width > width2) end--;
    return `${text.slice(0, end).trimEnd()}…`;
  }

  // sizes.js
  var [SMALLEST, LARGEST] = [6, 18];
  var MEASURES = {
    statements: "Larger: in more statements",
    betweenness: "Larger: between more others (betweenness)",
    pagerank: "Larger: more central (PageRank)"
  };
  var measured = {};
  var parts = {};
  var buildSizes = () => Object.assign(measured, { statements: data.nodes.map(({ degree }) => degree), ...data.sizes });
  var measures = (name2) => Object.hasOwn(measured, name2);
  function sizeBy(measure) {
    state.size = measure;
    const values = measured[measure];
    const highest = values.reduce((most, value) => Math.max(most, value), 0) || 1;
    data.nodes.forEach((node, i) => node.size = node.full = Math.round(10 * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(values[i] / highest))) / 10);
    boxes.clear();
  }
  function sizeChoice(sign) {
    parts.larger = el("span");
    const legend = el("p", { class: "key" }, sign, parts.larger);
    if (Object.keys(measured).length < 2) return legend;
    const names = { statements: "Statements", betweenness: "Betweenness", pagerank: "PageRank" };
    parts.size = el(
      "select",
      { onchange: (event) => {
        sizeBy(event.target.value);
        refresh();
      } },
      ...Object.keys(measured).map((measure) => el("option", { value: measure }, names[measure]))
    );
    return el("div", {}, el("label", { class: "sizes" }, "Size by", parts.size), legend);
  }
  function paintSizes() {
    parts.larger.textContent = MEASURES[state.size];
    if (parts.size) parts.size.value = state.size;
  }

  // address.js
  var QUIET = 200;
  var address = "";
  var writing = null;
  var encoded = (text) => encodeURIComponent(text.toWellFormed());
  var same = (one, other) => one.size === other.size && [...one].every((value) => other.has(value));
  function facetPart(facet) {
    const without = excluded[facet];
    if (same(without, facet === "kind" ? atFirst.kinds : /* @__PURE__ */ new Set())) return [];
    const only = valuesOf(facet).filter((value) => !without.has(value));
    const [key, values] = only.length && only.length < without.size ? [facet, only] : [`no-${facet}`, [...without].sort()];
    return [`${key}=${values.map(encoded).join(",")}`];
  }
  function fragment() {
    const { selected, view, depth, size, all, sides } = state;
    const parts2 = [
      selected && `${selected.type[0]}=${encoded(selected.id)}`,
      selected?.statement && `s=${encoded(selected.statement)}`,
      view !== "graph" && `view=${view}`,
      depth && `depth=${depth}`,
      all && "all=1",
      plan.first && !sides && "names=1",
      size !== "statements" && `size=${size}`,
      !wholeTime() && `from=${calendar.periods[limits.from]}&to=${calendar.periods[limits.to]}`,
      limits.confidence !== atFirst.confidence && `sure=${limits.confidence}`,
      ...FACETS.flatMap(facetPart)
    ].filter(Boolean);
    return parts2.length ? `#${parts2.join("&")}` : "";
  }
  function partsOf(text) {
    const found = /* @__PURE__ */ new Map();
    for (const part2 of text.slice(1).split("&")) {
      const [, key, values] = /^([a-z-]+)=(.*)$/.exec(part2) ?? [];
      try {
        if (key) found.set(key, values.split(",").filter(Boolean).map(decodeURIComponent));
      } catch (error) {
        if (!(error instanceof URIError)) throw error;
      }
    }
    return found;
  }
  function restore() {
    const parts2 = partsOf(location.hash);
    const one = (key) => parts2.get(key)?.[0];
    begin();
    for (const facet of FACETS) {
      const known = valuesOf(facet);
      const [only, without] = [parts2.get(facet), parts2.get(`no-${facet}`)].map((values) => values?.filter((value) => known.includes(value)));
      if (only?.length) keepOut(facet, known.filter((value) => !only.includes(value)));
      else if (without && (without.length || parts2.get(`no-${facet}`).length === 0)) keepOut(facet, without);
    }
    const [from, to] = [calendar.at.get(one("from")) ?? 0, calendar.at.get(one("to")) ?? allTime().to];
    if (from <= to) setSpan(from, to);
    const sure = Number(one("sure") || NaN);
    if (sure >= 0 && sure <= 1) setConfidence(sure);
    state.depth = [1, 2].find((depth) => String(depth) === one("depth")) ?? 0;
    state.all = one("all") === "1";
    state.sides = plan.first && one("names") !== "1";
    state.view = /^[a-z]+$/.test(one("view") ?? "") && byId(`as-${one("view")}`) ? one("view") : "graph";
    const size = measures(one("size") ?? "") ? one("size") : "statements";
    if (size !== state.size) sizeBy(size);
    const named = [["edge", edges, one("e")], ["node", nodes, one("n")], ["cell", cells, parts2.get("c")?.join(",")]];
    const [type, , id] = named.find(([, known, id2]) => known.has(id2)) ?? [];
    state.selected = type ? { type, id } : null;
    if (edges.get(id)?.statements.includes(one("s"))) state.selected.statement = one("s");
    if (nodes.get(id)?.members) Object.assign(state, { gathered: true, sides: false });
    if (type) disclose(state.selected);
    address = location.hash;
  }
  function pushAddress() {
    clearTimeout(writing);
    address = fragment();
    if (location.hash !== address && (location.hash || address)) location.hash = address;
  }
  function keepAddress() {
    clearTimeout(writing);
    if (!state.playing) writing = setTimeout(() => {
      if (fragment() === address) return;
      try {
        history.replaceState(null, "", fragment() || location.pathname + location.search);
        address = fragment();
      } catch {
      }
    }, QUIET);
  }
  async function copyLink() {
    const link = location.href.split("#")[0] + fragment();
    const said = byId("copied");
    const field = el("input", { type: "text", readonly: true, "aria-label": "Link", value: link });
    try {
      await navigator.clipboard.writeText(link);
      said.replaceChildren("Link copied");
    } catch {
      said.replaceChildren(field);
      field.select();
    }
    said.hidden = false;
    setTimeout(() => said.hidden = said.firstChild !== field || focused() !== field, 2500);
    field.addEventListener("blur", () => said.hidden = true);
  }
  var atAddress = () => location.hash === address;

  // camera.js
  var LOWEST = 0.01;
  var headOf = () => data.camps.length ? 68 : 44;
  function free(sheet = 0) {
    const { clientWidth, clientHeight } = byId("canvas");
    return { width: clientWidth - 2 * MARGIN, height: clientHeight - sheet - headOf() - 2 * MARGIN };
  }
  function outline(ids, scale, widest) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const node of ids.map((id) => nodes.get(id))) {
      const [x, y, r] = [node.x, node.y, node.size].map((length) => length * scale);
      const { width: width2, height } = nameBox(node);
      const aside = Math.max(r, Math.min(width2, widest) / 2);
      [left, right, top, bottom] = [Math.min(left, x - aside), Math.max(right, x + aside), Math.min(top, y - r), Math.max(bottom, y + r + 3 + height)];
    }
    return { x: left, y: top, width: right - left, height: bottom - top };
  }
  function fitting(ids, room, most) {
    const box = (scale) => outline(ids, scale, room.width / 2);
    const fits = ({ width: width2, height }) => width2 <= room.width && height <= room.height;
    if (fits(box(most))) return { scale: most, box: box(most) };
    let [low, high] = [LOWEST, most];
    for (let i = 0; i < 16; i++) {
      const between = (low + high) / 2;
      if (fits(box(between))) low = between;
      else high = between;
    }
    return { scale: low, box: box(low) };
  }
  function frame(ids, { animated = true, most = 1.4 } = {}) {
    const panel = byId("panel");
    const sheet = panel.classList.contains("open") && getComputedStyle(panel).position === "absolute" ? panel.offsetHeight : 0;
    const { width: width2, height } = free(sheet);
    if (!ids.length || width2 <= 0 || height <= 0) return;
    if (plan.on && !sheet && ids.length === drawn.shown.nodes.size) return frameSides(animated);
    const { scale, box } = fitting(ids, { width: width2, height }, most);
    const position = { x: (box.x + box.width / 2) / scale, y: (box.y + (box.height + sheet - headOf()) / 2) / scale };
    drawn.network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
  }
  function frameSides(animated) {
    const { clientWidth, clientHeight } = byId("canvas");
    const scale = Math.min(1, (clientHeight - headroom() - FOOTROOM) / plan.height);
    const position = { x: plan.width / 2, y: (clientHeight / 2 - headroom()) / scale };
    if (scale === 1) position.x = clientWidth / 2 - MARGIN;
    drawn.network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
  }
  function suit(ids) {
    const room = free();
    if (plan.on || !ids.length || room.width <= 0 || room.height <= 0) return false;
    const { box } = fitting(ids, room, 4);
    const [wider, higher] = [room.width / box.width, room.height / box.height].map((spare) => Math.min(2.5, Math.max(1, spare)));
    for (const node of nodes.values()) Object.assign(node, { x: node.x * wider, y: node.y * higher });
    return true;
  }
  function fit(animated = true) {
    drawn.moved = false;
    const near = plan.on && narrow() && focus();
    frame([...(near || drawn.shown).nodes], { animated, most: plan.on ? 1 : 1.4 });
  }
  function zoom(factor) {
    drawn.moved = true;
    drawn.network.moveTo({ scale: drawn.network.getScale() * factor, animation: calm() ? false : { duration: 150 } });
  }
  function reveal() {
    const near = focus();
    if (!near || plan.on && !narrow()) return;
    drawn.moved = true;
    frame([...near.nodes].filter((id) => drawn.shown.nodes.has(id)), { most: 0.9 });
  }

  // camps.js
  var TINTS = 4;
  var campColours = Array.from({ length: TINTS }, (_, i) => [`camp-${i}`, `camp-ink-${i}`]).flat();
  var campLetter = (camp) => camp < 26 ? String.fromCharCode(65 + camp) : String(camp + 1);
  function standsFor({ about, more }) {
    const text = about.map(([target, side]) => `${side > 0 ? "for" : "against"} ${target}`).join(", ") + (more ? " and more" : "");
    return text[0].toUpperCase() + text.slice(1);
  }
  var campBadge = (camp) => el("span", { class: `camp camp-${camp % TINTS}`, title: `Camp ${campLetter(camp)}: ${standsFor(data.camps[camp])}` }, campLetter(camp));

  // theme.js
  var query = () => matchMedia("(prefers-color-scheme: dark)");
  var isDark = () => document.documentElement.dataset.theme === "dark";
  function setDark(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").setAttribute("aria-pressed", String(dark));
  }
  function followTheme(paint) {
    const dark = query();
    dark.addEventListener("change", () => paint(dark.matches));
    return dark.matches;
  }

  // colours.js
  function colours() {
    const probe = el("i");
    document.body.append(probe);
    const found = {};
    for (const colour of ["paper", "ink", "muted", "node", "hull", "support", "oppose", "neutral", ...campColours]) {
      probe.style.color = `var(--${colour})`;
      found[colour] = getComputedStyle(probe).color;
    }
    probe.remove();
    return found;
  }
  function setColours(dark) {
    setDark(dark);
    drawn.colours = colours();
  }
  function recolour(dark) {
    setColours(dark);
    refresh();
  }

  // groups.js
  var OPENING = 150;
  var GATHERED = 2e3;
  var TIES = 400;
  var SEEN = 5;
  var ROOMY = 5e3;
  var communities = /* @__PURE__ */ new Map();
  function reachOf(members) {
    const mean = (of) => members.reduce((sum, node) => sum + of(node), 0) / members.length;
    const [x, y] = [mean((node) => node.x), mean((node) => node.y)];
    return { x, y, reach: Math.sqrt(mean((node) => (node.y - y) ** 2)) };
  }
  function buildGroups() {
    if (data.nodes.length <= GATHERED) return;
    const found = Map.groupBy(data.nodes, ({ community }) => community);
    const [left, right] = [data.nodes.reduce((most, { x }) => Math.min(most, x), 0), data.nodes.reduce((most, { x }) => Math.max(most, x), 0)];
    for (const [number, members] of found) {
      if (members.length < 2) continue;
      const { x, y, reach } = reachOf(members);
      const label = members.slice(0, 2).map((node) => node.label).join(", ");
      const group = {
        id: `g:${number}`,
        label: `${label} and ${(members.length - 2).toLocaleString("en")} more`,
        short: `${members[0].short} +${(members.length - 1).toLocaleString("en")}`,
        kind: "Community",
        aliases: [],
        x,
        y,
        size: Math.max(1.2 * reach, SEEN * (right - left) / 900),
        community: number,
        degree: members.length,
        members
      };
      if (members.length === 2) group.label = label;
      communities.set(number, group);
      nodes.set(group.id, group);
      incident.set(group.id, []);
    }
  }
  function gathered(linked, kept, near) {
    const passing = /* @__PURE__ */ new Map();
    for (const id of linked) passing.set(nodes.get(id).community, (passing.get(nodes.get(id).community) ?? 0) + 1);
    const closed = [...communities.values()].filter(({ community }) => passing.has(community) && !state.opened.has(community));
    const largest = closed.sort((a, b) => passing.get(b.community) - passing.get(a.community)).slice(0, OPENING);
    const shown2 = new Set(largest.map(({ id }) => id));
    for (const id of linked) if (state.opened.has(nodes.get(id).community) || near?.nodes.has(id)) shown2.add(id);
    const place2 = new Map(linked.map((id) => [id, shown2.has(id) ? id : `g:${nodes.get(id).community}`]));
    const lines2 = /* @__PURE__ */ new Set();
    const ties = /* @__PURE__ */ new Map();
    for (const [id, { length }] of kept) {
      const { from, to, polarity } = edges.get(id);
      const [one, other] = [place2.get(from), place2.get(to)].sort();
      if (one === from && other === to || one === to && other === from) lines2.add(id);
      else if (one !== other && shown2.has(one) && shown2.has(other)) {
        const key = `t:${one} ${other} ${polarity}`;
        if (!ties.has(key)) ties.set(key, { id: key, from: one, to: other, polarity, weight: 0, bend: 0, relation: "", statements: [], lines: [] });
        ties.get(key).weight += length;
        ties.get(key).lines.push(id);
      }
    }
    register([...ties.values()].sort((a, b) => b.weight - a.weight).slice(0, TIES), lines2);
    return { nodes: shown2, edges: lines2, linked: linked.length };
  }
  function register(ties, lines2) {
    for (const [id, { lines: old }] of edges) if (old && id !== state.selected?.id) edges.delete(id);
    for (const group of communities.values()) incident.set(group.id, []);
    for (const tie of ties) {
      edges.set(tie.id, tie);
      lines2.add(tie.id);
      for (const end of [tie.from, tie.to]) if (nodes.get(end).members) incident.get(end).push(tie);
    }
  }
  function unfold(group, open = true) {
    if (open) state.opened.add(group.community);
    else state.opened.delete(group.community);
    select(open ? null : { type: "node", id: group.id });
    if (open) frame(group.members.map(({ id }) => id).filter((id) => drawn.shown.nodes.has(id)));
  }
  function gather(together) {
    state.gathered = together;
    if (together) state.sides = false;
    state.opened.clear();
    if (nodes.get(state.selected?.id)?.members || edges.get(state.selected?.id)?.lines) state.selected = null;
  }

  // bends.js
  function midway(from, to, bend) {
    const [dx, dy] = [to.x - from.x, from.y - to.y];
    const factor = Math.abs(bend);
    const angle = Math.atan2(dy, dx) + (bend > 0 ? factor * 0.5 + 0.5 : -factor * 0.5 + 0.5) * Math.PI;
    const reach = (factor * 0.5 + 0.5) * Math.hypot(dx, dy);
    const via = bend ? { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) } : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    return { x: (from.x + 2 * via.x + to.x) / 4, y: (from.y + 2 * via.y + to.y) / 4 };
  }
  var BENDS = [0.1, -0.1, 0.16, -0.16, 0.22, -0.22, 0.28, -0.28, 0.36, -0.36, 0.44, -0.44, 0.52, -0.52];
  var [AIM, CLEAR] = [8, 18];
  function bendLines(lines2, spots, { width: width2, height }) {
    const circles = [...spots.values()];
    const middles = [];
    for (const line2 of [...lines2].reverse()) {
      const [from, to] = [spots.get(line2.from), spots.get(line2.to)];
      const upright = Math.abs(from.x - to.x) < 40;
      const tried = (upright ? BENDS.slice(6) : BENDS).map((bend) => ({ bend, at: midway(from, to, bend) }));
      const lacking = (at, { x, y, size = 0 }) => Math.max(0, size + CLEAR - Math.hypot(x - at.x, y - at.y));
      const outside = ({ x, y }) => Math.max(0, AIM - x, AIM - y, x + AIM - width2, y + AIM - height);
      const fault = ({ at }) => 9 * outside(at) + circles.reduce((sum, spot) => sum + 4 * lacking(at, spot), 0) + middles.reduce((sum, other) => sum + lacking(at, other), 0);
      const found = tried.find((one) => !fault(one)) ?? tried.reduce((best, one) => fault(one) < fault(best) ? one : best);
      line2.bend = found.bend;
      middles.push(found.at);
    }
  }

  // onscreen.js
  var visibleNodes = () => [...drawn.shown.nodes].map((id) => nodes.get(id));
  function middle(id, toScreen) {
    const { edgeType, from, to } = drawn.network.body.edges[id];
    return toScreen(from === to ? { x: from.x, y: from.y } : edgeType.getPoint(0.5));
  }
  function aimedAt({ x, y }) {
    if (!plan.on) return void 0;
    const away = (id) => {
      const at = middle(id, (point) => drawn.network.canvasToDOM(point));
      return Math.hypot(at.x - x, at.y - y);
    };
    return [...drawn.shown.edges].map((id) => [id, away(id)]).filter(([, length]) => length <= AIM).sort(([, a], [, b]) => a - b)[0]?.[0];
  }

  // hulls.js
  var REACH = 44;
  function hull(points) {
    const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
    const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
    const half = (ordered) => {
      const chain = [];
      for (const point of ordered) {
        while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
        chain.push(point);
      }
      return chain.slice(0, -1);
    };
    return [...half(sorted), ...half(sorted.reverse())];
  }
  var shaded = { shown: null, groups: [] };
  function shades() {
    if (plan.on) return [];
    if (shaded.shown === drawn.shown) return shaded.groups;
    const visible = visibleNodes().filter(({ members }) => !members);
    const taken2 = new Set(visible.filter(({ camp }) => camp != null).map(({ community }) => community));
    const camps = Map.groupBy(visible.filter(({ camp }) => camp != null), ({ camp }) => camp);
    const others = Map.groupBy(visible.filter(({ community }) => !taken2.has(community)), ({ community }) => community);
    shaded.shown = drawn.shown;
    shaded.groups = [
      ...[...others.values()].filter(({ length }) => length > 2).map((members) => ({ members })),
      ...[...camps].map(([camp, members]) => ({ members, camp }))
    ];
    return shaded.groups;
  }
  function drawHulls(context) {
    const { colours: c } = drawn;
    context.save();
    context.lineJoin = context.lineCap = "round";
    for (const { camp, x, y, width: width2, height } of plan.camps) {
      context.beginPath();
      context.roundRect(x, y, width2, height, 12);
      context.fillStyle = c[`camp-${camp % TINTS}`];
      context.fill();
    }
    for (const { members, camp } of shades()) {
      const corners = hull(members);
      context.beginPath();
      for (const { x, y } of corners.length ? corners : members) context.lineTo(x, y);
      if (corners.length < 2) context.lineTo(members[0].x + 0.1, members[0].y);
      else context.closePath();
      const paint = (colour, width2) => {
        context.fillStyle = context.strokeStyle = colour;
        context.lineWidth = width2;
        context.stroke();
      };
      if (camp != null) paint(c[`camp-ink-${camp % TINTS}`], 2 * (REACH + 1 / drawn.network.getScale()));
      paint(camp == null ? c.hull : c[`camp-${camp % TINTS}`], 2 * REACH);
      context.fill();
    }
    context.restore();
  }

  // spreading.js
  function distances(ids, lines2, at) {
    const next = ids.map(() => /* @__PURE__ */ new Set());
    for (const { from, to } of lines2) {
      next[at.get(from)].add(at.get(to));
      next[at.get(to)].add(at.get(from));
    }
    const found = ids.map((_, start2) => {
      const steps = Array(ids.length).fill(Infinity);
      steps[start2] = 0;
      for (const queue = [start2]; queue.length; ) {
        const here = queue.shift();
        for (const other of next[here]) if (steps[other] === Infinity) queue.push(other) && (steps[other] = steps[here] + 1);
      }
      return steps;
    });
    const longest = Math.max(1, ...found.flat().filter(Number.isFinite));
    return found.map((steps) => steps.map((step2) => step2 === Infinity ? longest + 1 : step2));
  }
  function relaxed(steps) {
    const points = steps.map((_, i) => ({ x: Math.cos(2.4 * i) * Math.sqrt(i + 1), y: Math.sin(2.4 * i) * Math.sqrt(i + 1) }));
    for (let round = 0; round < 150; round++) {
      for (let i = 0; i < steps.length; i++) {
        let [x, y, all] = [0, 0, 0];
        for (let j = 0; j < steps.length; j++) {
          if (i === j) continue;
          const [dx, dy, d] = [points[i].x - points[j].x, points[i].y - points[j].y, steps[i][j]];
          const length = Math.hypot(dx, dy) || 1e-6;
          const weight = d ** -2;
          x += weight * (points[j].x + d * dx / length);
          y += weight * (points[j].y + d * dy / length);
          all += weight;
        }
        if (all) points[i] = { x: x / all, y: y / all };
      }
    }
    return points;
  }
  function spread(points, boxes2, { width: width2, height }) {
    const range = (of) => [Math.min(...points.map(of)), Math.max(...points.map(of))];
    const [[x0, x1], [y0, y1]] = [range(({ x }) => x), range(({ y }) => y)];
    const spots = points.map(({ x, y }, i) => ({
      x: boxes2[i].width / 2 + (x - x0) / (x1 - x0 || 1) * (width2 - boxes2[i].width),
      y: boxes2[i].height / 2 + (y - y0) / (y1 - y0 || 1) * (height - boxes2[i].height)
    }));
    let moved = true;
    for (let round = 0; moved && round < 400; round++) {
      moved = false;
      for (let i = 0; i < spots.length; i++) {
        for (let j = i + 1; j < spots.length; j++) {
          const [dx, dy] = [spots[j].x - spots[i].x, spots[j].y - spots[i].y];
          const [ox, oy] = [(boxes2[i].width + boxes2[j].width) / 2 + 8 - Math.abs(dx), (boxes2[i].height + boxes2[j].height) / 2 + 6 - Math.abs(dy)];
          if (ox <= 0 || oy <= 0) continue;
          moved = true;
          const [along, push] = oy < ox ? ["y", (oy / 2 + 0.5) * (dy < 0 ? -1 : 1)] : ["x", (ox / 2 + 0.5) * (dx < 0 ? -1 : 1)];
          spots[i][along] -= push;
          spots[j][along] += push;
        }
      }
      spots.forEach((spot, i) => {
        spot.x = Math.max(boxes2[i].width / 2, Math.min(width2 - boxes2[i].width / 2, spot.x));
        spot.y = Math.max(boxes2[i].height / 2, Math.min(height - boxes2[i].height / 2, spot.y));
      });
    }
    return moved ? gridded(spots, boxes2, { width: width2, height }) : spots;
  }
  function gridded(points, boxes2, { width: width2, height }) {
    const columns = Math.max(1, Math.floor(width2 / (8 + Math.max(...boxes2.map((box) => box.width)))));
    const rows = Math.ceil(points.length / columns);
    const tall = 6 + Math.max(...boxes2.map((box) => box.height));
    const order = points.map((_, i) => i).sort((a, b) => points[a].y - points[b].y);
    const spots = [];
    for (let row2 = 0; row2 < rows; row2++) {
      const mine = order.slice(row2 * columns, (row2 + 1) * columns).sort((a, b) => points[a].x - points[b].x);
      for (const i of mine) boxes2[i].width = width2 / mine.length - 8;
      mine.forEach((i, n) => spots[i] = { x: (n + 0.5) * width2 / mine.length, y: (row2 + 0.5) * Math.max(height, rows * tall) / rows });
    }
    return spots;
  }

  // placing.js
  var ROW = [34, 24];
  var FULLNESS = 0.4;
  var NARROW = 560;
  var [LINE, GAP] = [20, 18];
  var radius = (id, row2) => Math.max(5, Math.min(nodes.get(id).full * 0.8, row2 / 2 - 4));
  function arrangeSides({ centre, camps, others }, { width: width2, height }) {
    const spots = /* @__PURE__ */ new Map();
    const blocks = camps.map((ids, camp) => ({ ids, camp })).filter(({ ids }) => ids.length);
    const [left, right] = [blocks.filter((_, i) => i % 2 === 0), blocks.filter((_, i) => i % 2 === 1)];
    const small2 = width2 < NARROW;
    const wide = small2 ? width2 * 0.42 : Math.min(240, width2 * 0.31);
    const perRow = Math.max(1, Math.min(4, Math.floor(width2 / (small2 ? 150 : 190))));
    const rows = Math.ceil(others.length / perRow);
    const below = rows ? GAP + LINE + rows * ROW[1] : 0;
    const above = small2 ? centre.length * 2 * ROW[1] : 0;
    const TITLE = 10 + LINE * Math.max(0, ...blocks.map(({ camp }) => titleOf(camp, width2 / 2 - GAP).length));
    const tall = (column2) => column2.reduce((sum, { ids }) => sum + ids.length, 0);
    const fixed = (column2) => column2.length * (TITLE + GAP);
    const count2 = Math.max(1, tall(left), tall(right));
    const room = height - below - above - Math.max(fixed(left), fixed(right));
    const row2 = Math.max(ROW[1], Math.min(ROW[0], room / count2));
    const bottom = Math.max(height - below, ...[left, right].map((column2) => above + fixed(column2) + tall(column2) * row2));
    const boxed = [];
    for (const [side, column2] of [["left", left], ["right", right]]) {
      let y = above;
      column2.forEach(({ ids, camp }, i) => {
        const last = i === column2.length - 1;
        const box = { camp, side, x: side === "left" ? 0 : width2 - wide, y: y + TITLE, width: wide, height: last ? bottom - y - TITLE : ids.length * row2 + GAP / 2 };
        const begin2 = box.y + GAP / 4 + (last && column2.length === 1 ? Math.max(0, (box.height - ids.length * row2) / 2 - GAP / 4) : 0);
        ids.forEach((id, n) => spots.set(id, {
          x: side === "left" ? wide - 22 : width2 - wide + 22,
          y: begin2 + (n + 0.5) * row2,
          side,
          size: radius(id, row2),
          room: wide - 22 - radius(id, row2) - 12
        }));
        boxed.push(box);
        y = box.y + box.height + GAP / 2;
      });
    }
    const middle2 = width2 - 2 * wide;
    centre.forEach((id, n) => {
      const aside = centre.length > 1 ? (n % 2 ? 1 : -1) * Math.min(middle2 * 0.1, 30) : 0;
      const y = small2 ? (n + 0.5) * 2 * ROW[1] + 12 : TITLE + (bottom - TITLE) * ((n + 1) / (centre.length + 1));
      spots.set(id, { x: width2 / 2 + aside, y, side: "above", size: small2 ? 10 : Math.max(12, nodes.get(id).full), room: small2 ? width2 * 0.8 : middle2 - 2 * Math.abs(aside) });
    });
    others.forEach((id, n) => {
      const cell2 = width2 / perRow;
      spots.set(id, { x: n % perRow * cell2 + 16, y: bottom + GAP + LINE + (Math.floor(n / perRow) + 0.5) * ROW[1], side: "right", size: radius(id, ROW[1]), room: cell2 - 16 - radius(id, ROW[1]) - 18 });
    });
    return { spots, camps: boxed, caption: rows && blocks.length ? { x: 0, y: bottom + GAP } : null };
  }
  function titleOf(camp, width2) {
    const letters = LETTERS[0][1];
    const [lines2, wordsLeft] = [[], `${campLetter(camp)} · ${standsFor(data.camps[camp])}`.split(" ")];
    while (wordsLeft.length && lines2.length < 2) {
      let count2 = 1;
      while (count2 < wordsLeft.length && textBox(wordsLeft.slice(0, count2 + 1).join(" "), letters, true).width <= width2) count2++;
      lines2.push(lines2.length ? cut(wordsLeft.join(" "), width2, letters, true) : cut(wordsLeft.slice(0, count2).join(" "), width2, letters, true));
      wordsLeft.splice(0, count2);
    }
    return lines2;
  }
  function arrangeFreely(ids, lines2, { width: width2, height }, figures) {
    const at = new Map(ids.map((id, i) => [id, i]));
    const points = relaxed(distances(ids, lines2, at));
    const most = Math.max(70, Math.min(180, FULLNESS * width2 * height / (50 * ids.length)));
    const boxes2 = ids.map((id) => ({ width: Math.min(textBox(nodes.get(id).short, 15, true).width + (figures.has(id) ? 70 : 0), most) + 12, height: 2 * radius(id, 36) + 30 }));
    const spots = spread(points, boxes2, { width: width2, height });
    return new Map(ids.map((id, i) => [id, { ...spots[i], y: spots[i].y - 11, side: "below", size: radius(id, 36), room: boxes2[i].width - 12 }]));
  }

  // words.js
  var words = (relation) => relation.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]/g, " ").toLowerCase();
  var plural = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
  function day(date) {
    if (!date) return "undated";
    const [year, month, dayOfMonth] = date.split("-");
    const named = month && new Date(Date.UTC(2e3, month - 1)).toLocaleString("en", { month: "short", timeZone: "UTC" });
    return [dayOfMonth && Number(dayOfMonth), named, year].filter(Boolean).join(" ");
  }
  var folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  var oneLine = (text) => text.toWellFormed().replace(/[\s\p{Cc}]+/gu, " ").trim();

  // sides.js
  var BADGE = 12;
  var MIXED = 1 / 3;
  var CENTRE = small ? 2 : 4;
  var MUCH = 1 / 8;
  function sidesOf(kept) {
    const [pairs, judged, given] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
    for (const [id, { length }] of kept) {
      const { from, to, polarity, relation } = edges.get(id);
      if (!polarity || from === to) continue;
      const key = `${from},${to}`;
      if (!pairs.has(key)) pairs.set(key, { from, to, for: 0, against: 0, relations: /* @__PURE__ */ new Set() });
      pairs.get(key).relations.add(relation);
      pairs.get(key)[polarity > 0 ? "for" : "against"] += length;
      if (!judged.has(to)) judged.set(to, { for: /* @__PURE__ */ new Set(), against: /* @__PURE__ */ new Set(), statements: 0 });
      judged.get(to)[polarity > 0 ? "for" : "against"].add(from);
      judged.get(to).statements += length;
      given.set(from, (given.get(from) ?? 0) + length);
    }
    return { pairs, judged, given };
  }
  function nameless(id) {
    const node = nodes.get(id);
    return node.nameless ??= !KINDS[node.kind].hollow && node.label === node.label.toLowerCase();
  }
  function eligible(id, { judged, given }) {
    const { kind } = nodes.get(id);
    if (kind === "Proposition" || kind === "Statement") return false;
    if ((kind === "Group" || nameless(id)) && weightOf(id, { judged, given }) < 2) return false;
    return given.has(id) || holdersOf(judged.get(id)) > 1;
  }
  var holdersOf = ({ for: pro, against }) => (/* @__PURE__ */ new Set([...pro, ...against])).size;
  var weightOf = (id, { judged, given }) => (given.get(id) ?? 0) + (judged.get(id)?.statements ?? 0);
  function cast(sides, many, wanted = []) {
    const able = [.../* @__PURE__ */ new Set([...sides.given.keys(), ...sides.judged.keys()])].filter((id) => eligible(id, sides));
    const inside = new Set(able);
    const weight = new Map([...able, ...wanted].map((id) => [id, weightOf(id, sides)]));
    const first = (a, b) => nameless(a) - nameless(b) || weight.get(b) - weight.get(a) || (a < b ? -1 : 1);
    const heaviest = (ids) => ids.sort(first);
    const smaller = (id) => Math.min(sides.judged.get(id).for.size, sides.judged.get(id).against.size);
    const total = (id) => sides.judged.get(id).for.size + sides.judged.get(id).against.size;
    const topics = new Set(data.camps.flatMap(({ targets }) => targets));
    const disputed = able.filter((id) => sides.judged.has(id) && holdersOf(sides.judged.get(id)) > 1 && (smaller(id) || topics.has(id)));
    disputed.sort((a, b) => smaller(b) - smaller(a) || total(b) - total(a) || (a < b ? -1 : 1));
    const centre = disputed.filter((id) => total(id) >= MUCH * total(disputed[0])).slice(0, CENTRE);
    const free2 = (id) => !centre.includes(id);
    const room = Math.max(0, many - centre.length);
    const campOf = (id) => nodes.get(id).camp;
    const members = data.camps.map((_, camp) => heaviest(able.filter((id) => campOf(id) === camp && free2(id))));
    const seats = shared(members.map(({ length }) => length), Math.ceil(room * 0.7));
    const camps = members.map((ids, camp) => [.../* @__PURE__ */ new Set([...ids.slice(0, seats[camp]), ...wanted.filter((id) => campOf(id) === camp && free2(id))])]);
    const [chosen, core] = [/* @__PURE__ */ new Set([...centre, ...camps.flat()]), /* @__PURE__ */ new Set([...centre, ...members.flat()])];
    const near = /* @__PURE__ */ new Map();
    for (const { from, to, for: pro, against } of sides.pairs.values()) {
      for (const [one, other] of [[from, to], [to, from]]) if (core.has(one) && inside.has(other) && !core.has(other) && campOf(other) == null) near.set(other, (near.get(other) ?? 0) + pro + against);
    }
    const others = [...near.keys()].sort((a, b) => nameless(a) - nameless(b) || near.get(b) - near.get(a) || first(a, b));
    const rest = heaviest(able.filter((id) => !chosen.has(id) && !near.has(id) && campOf(id) == null));
    const more = [...others, ...rest].slice(0, Math.max(0, many - chosen.size));
    const seen = /* @__PURE__ */ new Set([...chosen, ...more]);
    return { sides, centre, camps, others: [...more, ...wanted.filter((id) => !seen.has(id))], candidates: (/* @__PURE__ */ new Set([...able, ...wanted])).size };
  }
  function shared(sizes, room) {
    const seats = sizes.map(() => 0);
    for (let left = Math.min(room, sizes.reduce((sum, size) => sum + size, 0)); left > 0; left--) {
      const open = sizes.map((size, i) => [seats[i] / Math.sqrt(size), i]).filter(([, i]) => seats[i] < sizes[i]);
      seats[open.sort(([a], [b]) => a - b)[0][1]] += 1;
    }
    return seats;
  }
  function linesAmong(ids, { pairs }) {
    const found = [];
    for (const [cell2, { from, to, for: pro, against, relations }] of pairs) {
      if (!ids.has(from) || !ids.has(to)) continue;
      const weight = pro + against;
      const polarity = Math.min(pro, against) >= MIXED * weight ? 0 : pro > against ? 1 : -1;
      found.push({ id: `c:${cell2}`, cell: cell2, from, to, pro, against, polarity, weight, bend: 0, relation: inShort(relations, pro, against), statements: [] });
    }
    return found.sort((a, b) => a.weight - b.weight || (a.id < b.id ? -1 : 1));
  }
  var inShort = ([relation, ...others], pro, against) => others.length ? [pro && `+${pro}`, against && `−${against}`].filter(Boolean).join(" ") : words(relation);
  function expected({ from, to, polarity }) {
    const camp = data.camps[nodes.get(from).camp];
    const at = camp?.targets.indexOf(to) ?? -1;
    return at >= 0 && camp.about[at][1] === polarity;
  }
  function hiddenNeighbours(ids, sides) {
    const left = /* @__PURE__ */ new Map();
    for (const { from, to } of sides.pairs.values()) {
      for (const [one, other] of [[from, to], [to, from]]) {
        if (!ids.has(one) || ids.has(other) || !eligible(other, sides)) continue;
        if (!left.has(one)) left.set(one, /* @__PURE__ */ new Map());
        left.get(one).set(other, weightOf(other, sides));
      }
    }
    return left;
  }

  // vacant.js
  var EDGE = 4;
  var overlap = (a, b) => a.x < b.x + b.width + 4 && b.x < a.x + a.width + 4 && a.y < b.y + b.height && b.y < a.y + a.height;
  function vacant(boxes2, { written, covered, eminent, canvas: { clientWidth, clientHeight } }) {
    const inside = ({ x, y, width: width2, height }) => x >= EDGE && y >= EDGE && x + width2 <= clientWidth - EDGE && y + height <= clientHeight - EDGE;
    const legible = boxes2.filter((box) => inside(box) && !written.some((other) => overlap(box, other)));
    const covers = legible.map((box) => covered.filter((disc) => overlap(box, disc)).length);
    const best = covers.indexOf(Math.min(...covers));
    return covers[best] === 0 || eminent ? legible[best] : void 0;
  }

  // labels.js
  var CANDIDATES = 300;
  var EMINENT = 12;
  var SEVERAL = 3;
  function spotBox(node, scale) {
    const { side, room } = plan.spots.get(node.id);
    const bold = side === "above";
    const letters = bold ? 15 : 13;
    const figures = plan.figures.get(node.id);
    const extra = figures ? [[`+${figures.for.size}`, "support"], [`−${figures.against.size}`, "oppose"]].map(([text2, style]) => ({ text: text2, style, ...textBox(text2, LEAST, true) })) : [];
    const beside = extra.reduce((sum, { width: width2 }) => sum + width2 + 6, 0);
    const text = cut(node.short, Math.max(30, room * scale - beside), letters, bold);
    return { text, side, extra, beside, ...textBox(text, letters, bold) };
  }
  function places({ node, x, y, r }, scale) {
    if (plan.on) {
      const { text, side, extra, beside: beside2, width: width3, height: height2, font: font2 } = spotBox(node, scale);
      const [left2, top] = { left: [x - r - 6 - width3, y - height2 / 2], right: [x + r + 6, y - height2 / 2], above: [x - (width3 + beside2) / 2, y - r - 4 - height2], below: [x - (width3 + beside2) / 2, y + r + 3] }[side];
      return [{ x: left2, y: top, width: width3 + beside2, height: height2, font: font2, text, extra, name: width3 }];
    }
    const { width: width2, height, font } = nameBox(node);
    const [left, centre, right] = [x - r - 5 - width2, x - width2 / 2, x + r + 5];
    const [above, beside, below] = [y - r - 3 - height, y - height / 2, y + r + 3];
    const corners = [[right, below], [left, below], [right, above], [left, above]].map(([a, b]) => [a + (a < x ? r : -r), b]);
    return [[centre, below], [right, beside], [left, beside], [centre, above], ...corners].map(([a, b]) => ({ x: a, y: b, width: width2, height, font }));
  }
  function discs(scale, near) {
    const canvas = drawn.network.canvas.frame.canvas;
    const centre = drawn.network.getViewPosition();
    const [halfWidth, halfHeight] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
    const found = [];
    for (const node of visibleNodes()) {
      const [x, y] = [(node.x - centre.x) * scale + halfWidth, (node.y - centre.y) * scale + halfHeight];
      if (x < -80 || y < -40 || x > 2 * halfWidth + 80 || y > 2 * halfHeight + 40) continue;
      found.push({ node, x, y, r: node.size * scale, rank: node.id === state.selected?.id ? 0 : near?.nodes.has(node.id) ? 1 : 2 });
    }
    return found.sort((a, b) => a.rank - b.rank || b.r - a.r).slice(0, CANDIDATES);
  }
  function halo(context, text, font, x, y, colour, alpha) {
    context.font = font;
    context.globalAlpha = alpha;
    context.strokeStyle = drawn.colours.paper;
    context.fillStyle = colour;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
    context.globalAlpha = 1;
  }
  function campTitles() {
    const text = (lines2, { x, y }, side, colour, bold) => lines2.map((text2, i) => {
      const box = textBox(text2, bold ? LETTERS[0][1] : LEAST, bold);
      const at = drawn.network.canvasToDOM({ x, y });
      return { text: text2, spots: [{ ...box, x: side === "left" ? at.x : at.x - box.width, y: at.y - LINE * (lines2.length - i) - 4 }], colour };
    });
    const titles = plan.camps.flatMap(({ camp, side, x, y, width: width2 }) => text(titleOf(camp, plan.width / 2 - GAP), { x: side === "left" ? x : x + width2, y }, side, drawn.colours[`camp-ink-${camp % TINTS}`], true));
    return plan.caption ? [...titles, ...text(["In no camp"], { x: plan.caption.x, y: plan.caption.y + LINE }, "left", drawn.colours.muted, false)] : titles;
  }
  function campNames() {
    const scale = drawn.network.getScale();
    const { clientWidth, clientHeight } = drawn.network.canvas.frame.canvas;
    if (plan.on) return campTitles();
    return shades().filter(({ camp }) => camp != null).flatMap(({ camp, members }) => {
      const points = members.map(({ x: x2, y }) => drawn.network.canvasToDOM({ x: x2, y }));
      const [left, right] = [Math.min(...points.map(({ x: x2 }) => x2)), Math.max(...points.map(({ x: x2 }) => x2))];
      const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
      if (right < 0 || left > clientWidth || bottom < 0 || top > clientHeight) return [];
      const text = `${campLetter(camp)} · ${standsFor(data.camps[camp])}`;
      const box = textBox(text, LETTERS[0][1], true);
      const x = Math.max(EDGE, Math.min((left + right - box.width) / 2, clientWidth - EDGE - box.width));
      const spots = [top - REACH * scale - box.height - 2, bottom + REACH * scale + 2].map((y) => ({ ...box, x, y }));
      return [{ text, spots, colour: drawn.colours[`camp-ink-${camp % TINTS}`] }];
    });
  }
  function drawLabels(context) {
    const near = focus();
    const scale = drawn.network.getScale();
    const ratio = context.canvas.width / context.canvas.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textBaseline = "top";
    context.lineWidth = 4;
    context.lineJoin = "round";
    const found = discs(scale, near);
    const covered = found.map(({ x, y, r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r }));
    const written = [];
    const put = (text, boxes2, colour, alpha, { always = false, eminent: eminent2 = false } = {}) => {
      const free2 = vacant(boxes2, { written, covered, eminent: eminent2, canvas: context.canvas }) ?? (always ? boxes2[0] : null);
      if (!free2) return null;
      const { extra = [], name: name2 = free2.width, ...box } = free2;
      written.push({ ...box, width: name2, text: free2.text ?? text, colour, alpha });
      halo(context, free2.text ?? text, free2.font, free2.x, free2.y + 2, colour, alpha);
      let x = free2.x + name2 + 6;
      for (const { text: figure, style, width: width2, height, font } of extra) {
        written.push({ x, y: free2.y + 1, width: width2, height, font, text: figure, colour: drawn.colours[style], alpha });
        halo(context, figure, font, x, free2.y + 3, drawn.colours[style], alpha);
        x += width2 + 6;
      }
      return free2;
    };
    for (const { text, spots, colour } of campNames()) put(text, spots, colour, 1, { eminent: true });
    const eminent = new Set(found.slice(0, EMINENT));
    const unfolding = [];
    const names = (some) => some.forEach((disc) => {
      const faint = near && disc.rank === 2;
      const quiet2 = faint || KINDS[disc.node.kind].hollow && !(plan.on && plan.figures.has(disc.node.id));
      const colour = quiet2 ? drawn.colours.muted : drawn.colours.ink;
      const free2 = put(disc.node.short, places(disc, scale), colour, faint ? 0.35 : 1, { always: disc.rank === 0, eminent: eminent.has(disc) && !faint });
      if (free2 && plan.on) unfolding.push([disc.node, free2]);
    });
    names(found.filter((disc) => disc.rank < 2));
    for (const id of near?.edges ?? []) {
      if (!drawn.network.body.edges[id]) continue;
      const edge = edges.get(id);
      const { x, y } = middle(id, (point) => drawn.network.canvasToDOM(point));
      const text = edge.cell ? edge.relation : words(edge.relation);
      const box = textBox(text);
      put(text, [{ ...box, x: x - box.width / 2, y: y - box.height / 2 }], drawn.colours[POLARITY[edge.polarity].style], 1, { always: state.selected.type !== "node" });
    }
    names(found.filter((disc) => disc.rank === 2));
    drawn.badges = [];
    for (const [node, box] of unfolding) {
      const more = plan.left.get(node.id)?.size ?? 0;
      if (more < SEVERAL) continue;
      const text = `+${Math.min(more, BADGE)}`;
      const own2 = textBox(text, 11);
      const spot = { ...own2, x: plan.spots.get(node.id).side === "left" ? box.x - own2.width - 6 : box.x + box.width + 6, y: box.y + 1 };
      if (put(text, [spot], drawn.colours.muted, near ? 0.35 : 0.9)) drawn.badges.push({ id: node.id, box: spot });
    }
    drawn.names = written;
    context.restore();
  }

  // looks.js
  var FARTHEST = 0.3;
  function hint({ label, kind, members, degree, camp }) {
    const told = members ? plural(members.length, "name") : `in ${plural(degree, "statement")}`;
    return [label, `${KINDS[kind].name} · ${told}`, camp != null && `Camp ${campLetter(camp)}: ${standsFor(data.camps[camp])}`].filter(Boolean).join("\n");
  }
  function title(edge) {
    return `${nodes.get(edge.from).label} ${edge.cell ? "→" : words(edge.relation)} ${nodes.get(edge.to).label} · ${plural(edge.weight, "statement")}`;
  }
  function nodeLook(node, near) {
    const { colours: c } = drawn;
    const { shape: outline2, hollow } = KINDS[node.kind];
    const chosen = state.selected?.id === node.id;
    const fill2 = { background: node.members ? c.hull : hollow ? c.paper : c.node, border: chosen ? c.ink : hollow || node.members ? c.muted : c.node };
    return {
      id: node.id,
      x: node.x,
      y: node.y,
      size: node.size,
      title: hint(node),
      shape: outline2,
      opacity: !near || near.nodes.has(node.id) ? 1 : 0.2,
      color: { ...fill2, highlight: fill2, hover: { ...fill2, border: c.ink } },
      borderWidth: chosen ? 4 : 1.5,
      borderWidthSelected: chosen ? 4 : 2
    };
  }
  function edgeLook(edge, near) {
    const { colours: c, heavy } = drawn;
    const { style } = POLARITY[edge.polarity];
    const calm2 = edge.cell ? expected(edge) ? 0.4 : 0.85 : edge.polarity ? 0.95 : 0.6;
    const opacity = near ? near.edges.has(edge.id) ? 1 : 0.12 : calm2;
    const { bend } = edge;
    return {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      title: title(edge),
      arrows: { to: { enabled: !heavy && !edge.lines } },
      smooth: heavy || !bend ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
      selfReference: { size: 18 + 60 * Math.abs(bend), angle: bend < 0 ? 0 : Math.PI / 2 },
      color: { color: c[style], highlight: c[style], hover: c[style], opacity }
    };
  }
  function steady() {
    const unit = 1 / Math.max(FARTHEST, drawn.network.getScale());
    for (const { id, options } of Object.values(drawn.network.body.edges)) {
      const { polarity, weight, cell: cell2 } = edges.get(id);
      const dash = cell2 && !polarity ? false : POLARITY[polarity].dash;
      const chosen = state.selected && id === (state.selected.type === "cell" ? `c:${state.selected.id}` : state.selected.id);
      options.width = unit * (Math.min(cell2 ? 5 : 7, (cell2 || !polarity ? 1.25 : 2) + Math.log2(weight)) + (chosen ? 1.5 : 0));
      if (drawn.heavy) continue;
      options.dashes = dash && dash.map((length) => length * unit);
      options.arrows.to.scaleFactor = 0.35 * unit;
    }
  }

  // opening.js
  var FEW = 60;
  var LEAST_SIDES = 8;
  var FEWEST = 12;
  var MORE = 30;
  function keptInSight() {
    const { selected } = state;
    const ends = !selected ? [] : selected.type === "node" ? [selected.id] : touched(selected).flatMap(({ from, to }) => [from, to]);
    for (const id of ends) if (!plan.spots.has(id)) state.added.add(id);
    for (const id of state.added) if (state.added.size > 2 * BADGE) state.added.delete(id);
    return [...state.added];
  }
  var heightOf = (found, room) => found.camps.some(({ length }) => length) ? Math.max(...[...arrangeSides(found, room).spots.values()].map(({ y, size }) => y + size)) : 0;
  function sided(kept) {
    const sides = sidesOf(kept);
    const { clientWidth, clientHeight } = byId("canvas");
    const room = { width: Math.max(300, clientWidth - 2 * MARGIN), height: Math.max(320, clientHeight - headroom() - FOOTROOM) };
    const wanted = keptInSight();
    let found = cast(sides, state.many, wanted);
    for (let many = FIRST; state.many === FIRST && many > FEWEST && heightOf(found, room) > room.height; ) found = cast(sides, many -= 2, wanted);
    const ids = [...found.centre, ...found.camps.flat(), ...found.others];
    const lines2 = linesAmong(new Set(ids), found.sides);
    const key = JSON.stringify([ids, found.camps.map(({ length }) => length), lines2.map(({ id, weight }) => [id, weight]), room, state.size]);
    if (stale.picture || key !== plan.key) {
      stale.picture = false;
      plan.key = key;
      plan.figures = new Map(found.centre.map((id) => [id, found.sides.judged.get(id)]));
      const free2 = () => ({ spots: arrangeFreely(ids, lines2, room, plan.figures), camps: [], caption: null });
      Object.assign(plan, found.camps.some(({ length }) => length) ? arrangeSides(found, room) : free2());
      plan.width = room.width;
      plan.height = Math.max(room.height, ...[...plan.spots.values()].map(({ y, size, side }) => y + size + (side === "below" ? 28 : 8)));
      bendLines(lines2, plan.spots, plan);
      plan.left = hiddenNeighbours(new Set(ids), found.sides);
      for (const [id, { x, y, size }] of plan.spots) Object.assign(nodes.get(id), { x, y, size });
      boxes.clear();
      for (const [id, { cell: cell2 }] of edges) if (cell2) edges.delete(id);
      for (const line2 of lines2) edges.set(line2.id, line2);
    }
    return { nodes: new Set(ids), edges: new Set(lines2.map(({ id }) => id)), linked: found.candidates };
  }
  function unfoldNeighbours(id) {
    const found = [...plan.left.get(id) ?? []].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, BADGE);
    for (const [other] of found) state.added.add(other);
    refresh();
    fit();
  }
  function sidesOn(on) {
    if (plan.on === on) return;
    plan.on = on;
    plan.key = "";
    if (on) plan.home = data.nodes.map(({ x, y, size }) => ({ x, y, size }));
    else {
      data.nodes.forEach((node, i) => Object.assign(node, { x: plan.home[i].x, y: plan.home[i].y }));
      sizeBy(state.size);
      for (const [id, { cell: cell2 }] of edges) if (cell2) edges.delete(id);
      plan.camps = [];
    }
    boxes.clear();
  }
  function sidesBegin() {
    const { edges: kept } = filtered();
    const found = cast(sidesOf(kept), FIRST);
    plan.first = state.sides = found.candidates >= LEAST_SIDES && (data.camps.length > 1 || ranked(kept).length > FEW);
  }

  // notice.js
  function gathering(offer, linked) {
    const count2 = linked.toLocaleString("en");
    if (plan.on) {
      return [
        offer(`${drawn.shown.nodes.size} of ${count2} names that take sides`, `Show ${MORE} more`, () => state.many += MORE, drawn.shown.nodes.size < linked),
        offer("", "All names", () => state.sides = false)
      ];
    }
    const back = plan.first && offer("", "Who takes sides", () => Object.assign(state, { sides: true, gathered: false }));
    if (!communities.size) return [back];
    if (!state.gathered) return [offer(`${state.all ? "All" : `The ${OPENING} most central`} of ${count2}`, "Show communities", () => gather(true)), back];
    const groups = [...drawn.shown.nodes].filter((id) => nodes.get(id).members).length;
    return [
      offer(`The ${groups} largest communities of ${count2} names`, `Show the ${OPENING} most central`, () => gather(false)),
      state.opened.size && offer(`${state.opened.size} open`, "Close", () => state.opened.clear()),
      back
    ];
  }
  function paintNotice(assertions, repaint) {
    const offer = (text, label, change2, able = true) => el("span", {}, text && `${text}${able ? " · " : ""}`, able && el("button", { type: "button", class: "link", onclick: () => {
      change2();
      refresh();
      if (suit([...drawn.shown.nodes])) repaint();
      fit();
    } }, label));
    const { nodes: { size }, linked } = drawn.shown;
    const offers = [
      ...gathering(offer, linked),
      !plan.on && !state.gathered && !state.all && linked > OPENING && linked <= ROOMY && offer(communities.size ? "" : `The ${size} most central of ${linked.toLocaleString("en")}`, "Show all", () => state.all = true),
      !plan.on && assertions && offer(`${plural(assertions, "plain report")} (“X says that …”) hidden`, "Show", () => admit("kind", ASSERTION))
    ].filter(Boolean);
    byId("notice").hidden = !offers.length;
    byId("notice").replaceChildren(...offers);
  }

  // showing.js
  function shown(kept, near) {
    sidesOn(state.sides && !state.gathered && !within());
    if (plan.on) return sided(kept);
    const linked = ranked(kept).map(([id]) => id);
    if (state.gathered && !within()) return gathered(linked, kept, near);
    const central = new Set(state.all ? linked : linked.slice(0, OPENING));
    const open = (id) => central.has(id) || near?.nodes.has(id);
    const isShown = (edge) => kept.has(edge.id) && open(edge.from) && open(edge.to);
    const edgesShown = new Set(data.edges.filter(isShown).map((edge) => edge.id));
    const nodesShown = new Set(data.nodes.filter(({ id }) => {
      if (!open(id)) return false;
      return !incident.get(id).length || id === state.selected?.id || incident.get(id).some((edge) => edgesShown.has(edge.id));
    }).map((node) => node.id));
    return { nodes: nodesShown, edges: edgesShown, linked: linked.length };
  }

  // canvas.js
  var HEAVY = 1200;
  function change(set, lost, looks) {
    for (const id of lost) drawn.looks.delete(id);
    if (lost.length) set.remove(lost);
    const changed = looks.filter((look2) => {
      const text = JSON.stringify(look2);
      return drawn.looks.get(look2.id) !== text && drawn.looks.set(look2.id, text);
    });
    if (changed.length) set.update(changed);
  }
  function hand(shown2, near) {
    drawn.shown = shown2;
    drawn.heavy = shown2.edges.size > HEAVY;
    const lost = drawn.edges.getIds().filter((id) => !drawn.shown.edges.has(id));
    change(drawn.edges, lost, []);
    change(drawn.nodes, drawn.nodes.getIds().filter((id) => !drawn.shown.nodes.has(id)), visibleNodes().map((node) => nodeLook(node, near)));
    change(drawn.edges, [], [...drawn.shown.edges].map((id) => edgeLook(edges.get(id), near)));
  }
  function paintCanvas({ edges: kept, counts: counts2 }) {
    const now = shown(kept, focus());
    hand(now, focus());
    quiet();
    const { selected } = state;
    drawn.network.unselectAll();
    if (selected?.type === "node") drawn.network.selectNodes([selected.id], false);
    const lines2 = selected && selected.type !== "node" ? [...new Set(touched(selected).map(lineOf))].filter((id) => drawn.shown.edges.has(id)) : [];
    if (lines2.length === 1) drawn.network.selectEdges(lines2);
    paintNotice(excluded.kind.has(ASSERTION) ? counts2.kind.get(ASSERTION)?.size ?? 0 : 0, () => paintCanvas(filtered()));
  }
  function neighbour(id, [dx, dy]) {
    const here = nodes.get(id);
    let best = null;
    for (const edge of incident.get(id)) {
      const other = nodes.get(edge.from === id ? edge.to : edge.from);
      if (!drawn.shown.edges.has(lineOf(edge)) || other === here) continue;
      const [x, y] = [other.x - here.x, other.y - here.y];
      const along = (x * dx + y * dy) / Math.hypot(x, y);
      if (along > 0.2 && (!best || along > best.along)) best = { along, id: other.id };
    }
    return best?.id;
  }
  function walk(event) {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (direction) {
      event.preventDefault();
      const { selected } = state;
      const from = selected && (selected.type === "node" ? selected.id : touched(selected)[0].from);
      const next = from ? neighbour(from, direction) : [...drawn.shown.nodes][0];
      if (next) select({ type: "node", id: next });
    } else if (event.key === "Enter" && state.selected) byId("panel").focus();
    else if (event.key === "o" && nodes.get(state.selected?.id)?.members) unfold(nodes.get(state.selected.id));
    else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 1 / 1.3);
  }
  function quiet(hovered = drawn.hovered) {
    drawn.hovered = hovered;
    byId("canvas").classList.toggle("quiet", hovered !== void 0 && hovered === state.selected?.id);
  }
  function buildCanvas() {
    const first = shown(filtered().edges, focus());
    suit([...first.nodes]);
    drawn.nodes = new vis.DataSet();
    drawn.edges = new vis.DataSet();
    drawn.colours = colours();
    hand(first, focus());
    const stage = byId("canvas");
    drawn.network = new vis.Network(stage, { nodes: drawn.nodes, edges: drawn.edges }, {
      physics: false,
      layout: { improvedLayout: false },
      interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 250, zoomSpeed: 0.6 },
      edges: { hoverWidth: 1, selectionWidth: 0, arrowStrikethrough: false }
    });
    drawn.network.on("click", ({ nodes: [node], edges: [edge], pointer: { DOM } }) => {
      const reveal2 = narrow();
      const aimed = aimedAt(DOM);
      const badge = drawn.badges.find(({ box }) => DOM.x >= box.x && DOM.x <= box.x + box.width && DOM.y >= box.y && DOM.y <= box.y + box.height);
      if (badge && (node ?? aimed) === void 0) return unfoldNeighbours(badge.id);
      const line2 = aimed ?? edge;
      if (node !== void 0) select({ type: "node", id: node }, { reveal: reveal2 });
      else if (line2 !== void 0) select(edges.get(line2).cell ? { type: "cell", id: edges.get(line2).cell } : { type: "edge", id: line2 }, { reveal: reveal2 });
      else select(null);
    });
    drawn.network.on("doubleClick", ({ nodes: [id] }) => nodes.get(id)?.members && unfold(nodes.get(id)));
    const hover = ({ node, edge }) => quiet(node ?? edge);
    for (const event of ["hoverNode", "hoverEdge"]) drawn.network.on(event, hover);
    for (const gesture of ["dragStart", "zoom"]) drawn.network.on(gesture, () => drawn.moved = true);
    drawn.network.on("dragEnd", ({ nodes: [id] }) => id !== void 0 && Object.assign(nodes.get(id), drawn.network.getPosition(id)));
    drawn.network.on("beforeDrawing", steady);
    drawn.network.on("beforeDrawing", drawHulls);
    drawn.network.on("afterDrawing", drawLabels);
    stage.querySelector(".vis-network").tabIndex = -1;
    Object.assign(stage, { tabIndex: 0 });
    stage.setAttribute("role", "application");
    stage.setAttribute("aria-label", `Graph of ${plural(nodes.size, "name")}. Arrow keys walk between neighbours, Enter goes to the evidence, Escape clears. The list holds the same statements.`);
    stage.addEventListener("keydown", walk);
    new ResizeObserver(() => {
      if (plan.on) paintCanvas(filtered());
      if (!drawn.moved) fit(false);
    }).observe(stage);
  }

  // csv.js
  function cell(value) {
    if (typeof value !== "string") return String(value ?? "");
    const text = (/^('*[=+\-@]|[\t\r])/.test(value) ? `'${value}` : value).toWellFormed();
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  // decisions.js
  var VERDICTS = ["reject", "flip", "right"];
  var COLUMNS_OF_CORRECTIONS = ["correction", "subject", "value", "why", "who"];
  var ABOUT_STATEMENT = "stance/";
  function aboutOf({ action, one, other = "" }) {
    if (action === "same") return JSON.stringify([action, ...[one, other].sort()]);
    return JSON.stringify([VERDICTS.includes(action) ? "verdict" : action, one]);
  }
  var verdictOn = (key) => decided.now.get(aboutOf({ action: "reject", one: key }));
  var renamed = (id) => decided.now.get(aboutOf({ action: "rename", one: id }));
  var sameAs = (id) => [...decided.now.values()].filter(({ action, one, other }) => action === "same" && (one === id || other === id));
  var readName = (id) => nodes.get(id).read?.label ?? nodes.get(id).label;
  function cellsOf({ action, one, other, why }) {
    const [subject, value] = VERDICTS.includes(action) ? [ABOUT_STATEMENT + one, ""] : [one, other];
    const called = VERDICTS.includes(action) ? [] : [one, ...action === "same" ? [other] : []].map((id) => `"${readName(id)}"`);
    return [action, subject, value, why || called.join(", "), ""].map(oneLine).map(cell);
  }
  var correctionsFile = () => [COLUMNS_OF_CORRECTIONS, ...[...decided.now.values()].map(cellsOf)].map((row2) => `${row2.join(",")}
`).join("");

  // corrections.js
  var LONGEST = 36;
  var keptAs = () => `stancegraph corrections ${data.digest}`;
  var byDay = (a, b) => (evidence.get(a).date ?? "9999").localeCompare(evidence.get(b).date ?? "9999") || (a < b ? -1 : 1);
  var readOn = ({ read, statements }) => read ?? statements;
  function homes(key) {
    if (!readings.size) for (const edge of data.edges) for (const one of readOn(edge)) readings.set(one, [...readings.get(one) ?? [], edge]);
    return readings.get(key);
  }
  var readable = (edge, passing) => [...passing, ...readOn(edge).filter((key) => !edge.statements.includes(key))].sort(byDay);
  var turnable = (key) => homes(key).every(({ polarity }) => polarity) && !evidence.get(key).rule.endsWith("/flipped");
  var aboutIt = (key) => (incident.get(ABOUT_STATEMENT + key) ?? []).filter(({ to }) => to === ABOUT_STATEMENT + key).flatMap(readOn);
  function gone(key) {
    if (verdictOn(key)?.action === "reject") return true;
    const others = homes(key).filter(({ to }) => to.startsWith(ABOUT_STATEMENT)).map(({ to }) => to.slice(ABOUT_STATEMENT.length));
    return others.some((other) => evidence.has(other) && gone(other));
  }
  function opposite(edge) {
    const { from, to, bend, polarity } = edge;
    const [relation, kind] = data.opposites[`${edge.relation}|${polarity}`];
    const between = cells.get(`${from},${to}`);
    const there = between.find((other) => other.relation === relation && other.polarity === -polarity);
    return there ?? enter({ id: `f:${edge.id}`, from, to, relation, kind, polarity: -polarity, weight: 0, bend: bend + (bend < 0 ? -0.3 : 0.3), statements: [], read: [] });
  }
  function enter(edge) {
    data.edges.push(edge);
    edges.set(edge.id, edge);
    for (const end of /* @__PURE__ */ new Set([edge.from, edge.to])) incident.get(end).push(edge);
    cells.get(`${edge.from},${edge.to}`).push(edge);
    enlist(edge);
    const values = { polarity: String(edge.polarity), kind: edge.kind, relation: edge.relation };
    const unlisted = Object.entries(values).filter(([facet, value]) => !valuesOf(facet).includes(value));
    data.counts.push(...unlisted.map(([facet, value]) => [facet, value, 0]));
    if (unlisted.length) stale.rail = true;
    return edge;
  }
  function carry(edge, statements) {
    const more = statements.length - edge.statements.length;
    edge.read ??= edge.statements;
    edge.statements = statements;
    edge.weight += more;
    for (const end of [edge.from, edge.to]) nodes.get(end).degree += more;
  }
  function place(key) {
    const there = gone(key) ? [] : verdictOn(key)?.action === "flip" ? homes(key).map(opposite) : homes(key);
    const maybe = new Set(homes(key).flatMap(({ from, to }) => cells.get(`${from},${to}`)));
    for (const edge of maybe) if (edge.statements.includes(key)) carry(edge, edge.statements.filter((other) => other !== key));
    for (const edge of there) carry(edge, [...edge.statements, key].sort(byDay));
    standsOn(key, there);
  }
  var withAbout = (key) => [key, ...aboutIt(key).flatMap(withAbout)];
  var shortName = (label) => label.length <= LONGEST ? label : `${label.slice(0, LONGEST - 1).replace(/\s+\S*$/, "").trimEnd()}…`;
  function callCamps(id) {
    const told = data.camps.map(({ about, targets }) => about[targets.indexOf(id)]).filter(Boolean);
    for (const one of told) one[0] = nodes.get(id).label;
    if (told.length) stale.rail = true;
  }
  function callName(id) {
    const node = nodes.get(id);
    node.read ??= { label: node.label, short: node.short, aliases: node.aliases };
    const { read } = node;
    const label = renamed(id)?.other;
    Object.assign(node, label ? { label, short: shortName(label), aliases: [.../* @__PURE__ */ new Set([...read.aliases, read.label])] } : read);
    callCamps(id);
    Object.assign(node, { nameless: void 0, texts: void 0 });
    stale.picture = true;
    boxes.clear();
  }
  function settle(next) {
    const before = decided.now;
    decided.now = next;
    const differs = (about) => ["action", "other"].some((part2) => before.get(about)?.[part2] !== next.get(about)?.[part2]);
    const changed = [.../* @__PURE__ */ new Set([...before.keys(), ...next.keys()])].filter(differs).map((about) => next.get(about) ?? before.get(about));
    const judged = changed.filter(({ action }) => VERDICTS.includes(action)).flatMap(({ one }) => withAbout(one));
    for (const key of new Set(judged)) place(key);
    for (const { action, one } of changed) if (action === "rename") callName(one);
    keep();
  }
  function decideAll(next) {
    decided.past.push(decided.now);
    decided.future = [];
    settle(next);
  }
  var decide = (decision) => decideAll(new Map(decided.now).set(aboutOf(decision), decision));
  var takeBack = (decision) => decideAll(new Map([...decided.now].filter(([about]) => about !== aboutOf(decision))));
  function walkHistory(from, to) {
    if (!from.length) return false;
    to.push(decided.now);
    settle(from.pop());
    return true;
  }
  function explain(decision, why) {
    decided.now = new Map(decided.now).set(aboutOf(decision), { ...decision, why });
    keep();
  }
  function keep() {
    try {
      if (decided.now.size) localStorage.setItem(keptAs(), JSON.stringify([...decided.now.values()]));
      else localStorage.removeItem(keptAs());
      decided.kept = true;
    } catch {
      decided.kept = false;
    }
  }
  function holds({ action, one, other, why }) {
    if (![action, one, other, why].every((text) => typeof text === "string")) return false;
    if (VERDICTS.includes(action)) return evidence.has(one) && !other && (action !== "flip" || turnable(one));
    const isName = (id) => nodes.get(id)?.entity === true;
    return isName(one) && (action === "same" ? isName(other) && one !== other : action === "rename" && oneLine(other) !== "");
  }
  function recall() {
    let found = [];
    try {
      found = JSON.parse(localStorage.getItem(keptAs()) ?? "[]");
    } catch {
      decided.kept = false;
    }
    const usable = Array.isArray(found) ? found.filter((one) => one && holds(one)) : [];
    if (usable.length) settle(new Map(usable.map((decision) => [aboutOf(decision), decision])));
  }

  // xml.js
  var SVG = "http://www.w3.org/2000/svg";
  var GEXF = "http://gexf.net/1.3";
  var tame = (text) => String(text).toWellFormed().replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "�");
  function xml(namespace, tag, attributes = {}, ...children) {
    const element = document.createElementNS(namespace, tag);
    for (const [name2, value] of Object.entries(attributes)) if (value !== null && value !== void 0) element.setAttribute(name2, tame(value));
    element.append(...children.map((child) => child instanceof Node ? child : tame(child)));
    return element;
  }
  var serialized = (element) => `<?xml version="1.0" encoding="UTF-8"?>
${new XMLSerializer().serializeToString(element)}
`;

  // picture.js
  var FOOT = 28;
  var HEAD = 40;
  var FINE = 256;
  var CURVE = 16;
  function outlineOf(kind, x, y, r, look2) {
    const corners = { square: [45, 4, 1.41], hexagon: [0, 6, 1], diamond: [90, 4, 1], triangle: [-90, 3, 1.15], triangleDown: [90, 3, 1.15] }[kind];
    if (!corners) return xml(SVG, "circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: r.toFixed(1), ...look2 });
    const [first, count2, reach] = corners;
    const points = Array.from({ length: count2 }, (_, i) => {
      const angle = (first + 360 * i / count2) * Math.PI / 180;
      return `${(x + reach * r * Math.cos(angle)).toFixed(1)},${(y + reach * r * Math.sin(angle)).toFixed(1)}`;
    });
    return xml(SVG, "polygon", { points: points.join(" "), ...look2 });
  }
  function edgePicture(edge, place2, scale, colour) {
    const { options, edgeType, from, to } = edge;
    const look2 = { fill: "none", stroke: colour, "stroke-width": (options.width * scale).toFixed(2), "stroke-opacity": options.color.opacity };
    if (Array.isArray(options.dashes)) look2["stroke-dasharray"] = options.dashes.map((length) => (length * scale).toFixed(1)).join(" ");
    if (from === to) {
      const { size, angle: angle2 } = options.selfReference;
      const reach = from.options.size + size * 0.7;
      const centre = place2({ x: from.x + reach * Math.cos(angle2), y: from.y - reach * Math.sin(angle2) });
      return [xml(SVG, "circle", { cx: centre.x.toFixed(1), cy: centre.y.toFixed(1), r: (size * scale).toFixed(1), ...look2 })];
    }
    const outside = (point, node) => Math.hypot(point.x - node.x, point.y - node.y) > node.options.size;
    const points = Array.from({ length: FINE + 1 }, (_, i) => edgeType.getPoint(i / FINE)).filter((point) => outside(point, from) && outside(point, to)).map(place2);
    if (points.length < 2) return [];
    const bends = points.filter((_, i) => i === 0 || i === points.length - 1 || options.smooth.enabled && i % CURVE === 0);
    const line2 = xml(SVG, "polyline", { points: bends.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "), ...look2 });
    if (!options.arrows?.to?.enabled) return [line2];
    const [tip, before] = [points.at(-1), points.at(-2)];
    const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
    const wing = (turn) => `${(tip.x - 7 * Math.cos(angle + turn)).toFixed(1)},${(tip.y - 7 * Math.sin(angle + turn)).toFixed(1)}`;
    return [line2, xml(SVG, "polygon", { points: `${tip.x.toFixed(1)},${tip.y.toFixed(1)} ${wing(0.45)} ${wing(-0.45)}`, fill: colour, "fill-opacity": options.color.opacity })];
  }
  function legendPicture(y) {
    const { colours: c } = drawn;
    let x = 16;
    const parts2 = [];
    const say2 = (text) => {
      parts2.push(xml(SVG, "text", { x, y: y + 4, "font-size": 12, fill: c.muted }, text));
      x += textBox(text).width + 16;
    };
    for (const polarity of [1, -1, 0]) {
      const { name: stance, sign, style, css } = POLARITY[polarity];
      parts2.push(xml(SVG, "path", { d: `M${x} ${y}h28`, stroke: c[style], "stroke-width": 2, "stroke-dasharray": css || null }));
      x += 36;
      say2(`${stance} ${sign}`);
    }
    for (const kind of new Set(visibleNodes().map((node) => node.kind))) {
      const { name: label, shape: outline2, hollow } = KINDS[kind];
      parts2.push(outlineOf(outline2, x + 5, y, 5, { fill: hollow ? "none" : c.node, stroke: hollow ? c.muted : c.node }));
      x += 16;
      say2(label);
    }
    return { parts: parts2, width: x };
  }
  function picture() {
    const { network, colours: c } = drawn;
    const { clientWidth: screen, clientHeight: height } = byId("canvas");
    const scale = network.getScale();
    const place2 = (point) => network.canvasToDOM(point);
    const legend = legendPicture(HEAD + height + FOOT / 2);
    const width2 = Math.max(screen, Math.ceil(legend.width));
    const scene = xml(SVG, "g", { transform: `translate(${(width2 - screen) / 2} ${HEAD})` });
    for (const { camp, x, y, width: wide, height: high } of plan.camps) {
      const at = place2({ x, y });
      scene.append(xml(SVG, "rect", { x: at.x.toFixed(1), y: at.y.toFixed(1), width: (wide * scale).toFixed(1), height: (high * scale).toFixed(1), rx: 12, fill: c[`camp-${camp % TINTS}`] }));
    }
    for (const { members, camp } of shades()) {
      const colour = camp == null ? c.hull : c[`camp-${camp % TINTS}`] ?? c.hull;
      const points = hull(members).map(place2).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
      scene.append(xml(SVG, "polygon", { points, fill: colour, stroke: colour, "stroke-width": (2 * REACH * scale).toFixed(1), "stroke-linejoin": "round" }));
    }
    const bodies = (all) => Object.values(all).filter(({ options }) => !options.hidden);
    for (const edge of bodies(network.body.edges)) if (edge.connected && !edge.from.options.hidden && !edge.to.options.hidden) scene.append(...edgePicture(edge, place2, scale, edge.options.color.color));
    for (const node of bodies(network.body.nodes)) {
      const { x, y } = place2(node);
      const { color, opacity, borderWidth, shape: outline2, size } = node.options;
      scene.append(outlineOf(outline2, x, y, size * scale, { fill: color.background, stroke: color.border, "stroke-width": (borderWidth * scale).toFixed(2), opacity }));
    }
    for (const { text, x, y, font, colour, alpha } of drawn.names) {
      const [, weight, size] = /^(\d+) (\d+)px/.exec(font) ?? [null, 400, LEAST];
      scene.append(xml(SVG, "text", { x: x.toFixed(1), y: (y + Number(size)).toFixed(1), "font-size": size, "font-weight": weight, fill: colour, opacity: alpha, stroke: c.paper, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }, text));
    }
    const whole = { width: width2, height: HEAD + height + FOOT };
    const frame2 = xml(SVG, "clipPath", { id: "frame" }, xml(SVG, "rect", { y: HEAD, width: width2, height }));
    return xml(
      SVG,
      "svg",
      { ...whole, viewBox: `0 0 ${whole.width} ${whole.height}`, "font-family": family() },
      xml(SVG, "title", {}, data.title),
      xml(SVG, "rect", { ...whole, fill: c.paper }),
      frame2,
      xml(SVG, "g", { "clip-path": "url(#frame)" }, scene),
      xml(SVG, "text", { x: 16, y: 26, "font-size": 15, "font-weight": 600, fill: c.ink }, data.title),
      ...legend.parts
    );
  }
  async function png() {
    const drawing = picture();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(serialized(drawing))}`;
    await image.decode();
    const ratio = 2 * devicePixelRatio;
    const [width2, height] = ["width", "height"].map((side) => ratio * Number(drawing.getAttribute(side)));
    const paper = el("canvas", { width: width2, height });
    paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
    return new Promise((done) => paper.toBlob(done, "image/png"));
  }

  // saving.js
  var fileName = () => data.title.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60).toLowerCase() || "graph";
  function save(content, ending, type, name2 = fileName()) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    el("a", { href: url, download: `${name2}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 6e4);
  }

  // takeaway.js
  function taken() {
    const kept = nearby(filtered().edges);
    const carriers = /* @__PURE__ */ new Map();
    for (const [id, statements] of kept) for (const key of statements) if (!carriers.has(key)) carriers.set(key, id);
    return { kept, carriers, found: ranked(kept).map(([id]) => nodes.get(id)) };
  }
  var sentence = (record) => record.parts.map(([text]) => text).join("");
  var COLUMNS = {
    statement: ({ record }) => record.key,
    from: ({ from }) => from.label,
    relation: ({ edge }) => edge.relation,
    to: ({ to }) => to.label,
    polarity: ({ edge }) => edge.polarity,
    kind: ({ edge }) => edge.kind,
    date: ({ record }) => record.date,
    confidence: ({ record }) => record.confidence,
    certainty: ({ record }) => record.certainty,
    negated: ({ record }) => record.negated,
    temporality: ({ record }) => record.temporality,
    speech_act: ({ record }) => record.speech_act,
    attributed_to: ({ record }) => record.attributed_to.join("; "),
    sentence: ({ record }) => sentence(record),
    title: ({ record }) => record.title,
    publisher: ({ record }) => record.publisher,
    link: ({ record }) => record.link,
    rule: ({ record }) => record.rule,
    holder: ({ record }) => record.holder,
    stated_relation: ({ record }) => record.relation,
    target: ({ record }) => record.target,
    from_id: ({ edge }) => edge.from,
    to_id: ({ edge }) => edge.to
  };
  function csv() {
    const rows = [...taken().carriers].map(([key, id]) => {
      const edge = edges.get(id);
      const about = { record: evidence.get(key), edge, from: nodes.get(edge.from), to: nodes.get(edge.to) };
      return Object.values(COLUMNS).map((column2) => cell(column2(about)));
    });
    return "\uFEFF" + [Object.keys(COLUMNS), ...rows].map((row2) => row2.join(",") + "\r\n").join("");
  }
  function gexf() {
    const { kept, found } = taken();
    const make = (tag, attributes, ...children) => xml(GEXF, tag, attributes, ...children);
    const viz = (tag, attributes) => xml(`${GEXF}/viz`, `viz:${tag}`, attributes);
    const declared = (owner, types) => make("attributes", { class: owner }, ...Object.entries(types).map(([id, type]) => make("attribute", { id, title: id, type })));
    const values = (own2) => make("attvalues", {}, ...Object.entries(own2).filter(([, value]) => value).map(([key, value]) => make("attvalue", { for: key, value })));
    const vertices = found.map((node) => make(
      "node",
      { id: node.id, label: node.label },
      values({ kind: node.kind, community: String(node.community), statements: String(node.degree) }),
      viz("position", { x: node.x, y: -node.y, z: 0 }),
      viz("size", { value: node.size })
    ));
    const ties = [...kept].map(([id, keys2]) => {
      const edge = edges.get(id);
      const days = keys2.map((key) => evidence.get(key).date).filter(Boolean).sort();
      const kind = `${edge.relation}|${edge.polarity}`;
      return make(
        "edge",
        { id, source: edge.from, target: edge.to, weight: keys2.length, label: words(edge.relation), kind },
        values({ relation: edge.relation, polarity: String(edge.polarity), form: edge.kind, first: days[0], last: days.at(-1) })
      );
    });
    return serialized(make(
      "gexf",
      { version: "1.3" },
      make("meta", {}, make("creator", {}, "stancegraph"), make("description", {}, data.title)),
      make(
        "graph",
        { defaultedgetype: "directed", mode: "static" },
        declared("node", { kind: "string", community: "integer", statements: "integer" }),
        declared("edge", { relation: "string", polarity: "integer", form: "string", first: "string", last: "string" }),
        make("nodes", {}, ...vertices),
        make("edges", {}, ...ties)
      )
    ));
  }
  function json() {
    const { kept, carriers, found } = taken();
    const statements = [...carriers.keys()].map((key) => {
      const record = evidence.get(key).whole();
      const told = { ...record, sentence: sentence(record) };
      for (const name2 of ["parts", "before", "after"]) delete told[name2];
      return told;
    });
    const links = [...kept].map(([id, keys2]) => {
      const { from, to, relation, kind, polarity } = edges.get(id);
      return { id, from, to, relation, kind, polarity, weight: keys2.length, statements: keys2 };
    });
    const parties = found.map(({ id, label, kind, aliases, community, degree, x, y }) => ({ id, label, kind, aliases, community, degree, x, y }));
    return JSON.stringify({ title: data.title, nodes: parties, edges: links, statements }, null, 1);
  }

  // exports.js
  var EXPORTS = [
    ["Picture, PNG", async () => save(await png(), "png", "image/png")],
    ["Picture, SVG", () => save(serialized(picture()), "svg", "image/svg+xml")],
    ["Statements, CSV", () => save(csv(), "csv", "text/csv")],
    ["Graph, GEXF", () => save(gexf(), "gexf", "application/gexf+xml")],
    ["Everything shown, JSON", () => save(json(), "json", "application/json")]
  ];
  function openExports(open) {
    const changed = byId("exports").hidden === open;
    byId("exports").hidden = !open;
    byId("export").setAttribute("aria-expanded", String(open));
    return changed;
  }
  function printable() {
    const dark = isDark();
    recolour(false);
    drawn.network.renderer._redraw();
    byId("print").replaceChildren(picture());
    recolour(dark);
  }
  function buildExports() {
    byId("exports").append(...EXPORTS.map(([label, run]) => el("button", { type: "button", onclick: () => {
      openExports(false);
      byId("export").focus();
      run();
    } }, label)));
    byId("export").addEventListener("click", () => openExports(byId("exports").hidden));
    document.addEventListener("pointerdown", ({ target }) => (
      /** @type {Element} */
      target.closest(".menu") || openExports(false)
    ));
    window.addEventListener("beforeprint", printable);
  }

  // hooks.js
  function offerHooks() {
    window.kgView = Object.freeze({
      /** Where on the canvas names are written. */
      names: () => drawn.names,
      /** Ids of the nodes that are drawn. */
      shown: () => [...drawn.shown.nodes],
      /** Ids of the lines that are drawn. */
      lines: () => [...drawn.shown.edges],
      /** Radius of a node, in pixels of the screen. */
      radius: (id) => nodes.get(id).size * drawn.network.getScale(),
      /** What is selected, by the id under which it is drawn. */
      selected: () => state.selected && (plan.on && state.selected.type === "cell" ? `c:${state.selected.id}` : state.selected.id),
      /** Sizes of all nodes, at zoom 1. */
      get size() {
        return Object.fromEntries(data.nodes.map(({ id, size }) => [id, size]));
      },
      /** Where on the page a node or the middle of a line is drawn. */
      point(id) {
        const frame2 = byId("canvas").getBoundingClientRect();
        const at = edges.has(id) ? middle(id, (point) => drawn.network.canvasToDOM(point)) : drawn.network.canvasToDOM(nodes.get(id));
        return { x: at.x + frame2.left, y: at.y + frame2.top };
      }
    });
  }

  // list.js
  function paintList(kept) {
    const carriers = /* @__PURE__ */ new Map();
    for (const [id, statements] of kept) for (const key of statements) if (!carriers.has(key)) carriers.set(key, id);
    const rows = [...carriers].sort((a, b) => byDay(a[0], b[0]));
    const items = rows.slice(0, state.rows).map(([key, id]) => {
      const [record, edge] = [evidence.get(key), edges.get(id)];
      const current = state.selected?.statement === key || !state.selected?.statement && state.selected?.id === id;
      return el("li", {}, el(
        "button",
        { type: "button", "data-statement": key, "aria-current": String(current), onclick: () => select({ type: "edge", id, statement: key }) },
        line(edge.polarity),
        el("span", {}, name(nodes.get(edge.from).label)),
        el("span", { class: POLARITY[edge.polarity].style }, words(edge.relation)),
        el("span", {}, name(nodes.get(edge.to).label)),
        el("span", { class: "muted number" }, day(record.date)),
        el("span", { class: "muted" }, name(record.publisher))
      ));
    });
    if (rows.length > state.rows) items.push(el("li", { class: "more" }, el("button", { type: "button", class: "link", onclick: () => {
      state.rows += ROWS;
      paintList(kept);
    } }, `Show more of ${plural(rows.length, "statement")}`)));
    const statement = focused()?.dataset.statement;
    byId("list").replaceChildren(el("ol", { "aria-label": "Statements" }, ...items));
    if (statement) byId("list").querySelector(`[data-statement="${statement}"]`)?.focus();
  }

  // matrix.js
  var BLOCK = { rows: 60, columns: 40 };
  var LEVELS = [1, 2, 4, 8];
  var BOTH = { name: "Both", sign: "±", style: "both" };
  var STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  var grid = { blocks: 1, places: /* @__PURE__ */ new Map() };
  function meeting(id, kept) {
    const found = cells.get(id).filter((edge) => kept.has(edge.id));
    const sides = new Set(found.map(({ polarity }) => polarity));
    const stance = sides.has(1) && sides.has(-1) ? BOTH : POLARITY[sides.has(1) ? 1 : sides.has(-1) ? -1 : 0];
    return { ...stance, count: new Set(found.flatMap((edge) => kept.get(edge.id))).size };
  }
  function arranged(kept) {
    const judged = /* @__PURE__ */ new Map();
    const ids = /* @__PURE__ */ new Set();
    for (const [key, statements] of kept) {
      const { from, to, polarity } = edges.get(key);
      if (from === to) continue;
      ids.add(`${from},${to}`);
      const [sided2, all2] = judged.get(to) ?? [0, 0];
      judged.set(to, [sided2 + (polarity ? statements.length : 0), all2 + statements.length]);
    }
    const all = [...judged].sort(([, a], [, b]) => b[0] - a[0] || b[1] - a[1]).map(([id]) => id);
    const columns = all.slice(0, BLOCK.columns * grid.blocks);
    const inside = new Set(columns);
    const camp = (id) => nodes.get(id).camp ?? data.camps.length;
    const speakers = Map.groupBy(ids, (id) => cells.get(id)[0].from);
    const told = [...speakers].map(([id, own2]) => {
      const met = own2.filter((one) => inside.has(cells.get(one)[0].to)).map((one) => [cells.get(one)[0].to, { id: one, ...meeting(one, kept) }]);
      return { id, camp: camp(id), cells: new Map(met), count: met.reduce((sum, [, { count: count2 }]) => sum + count2, 0) };
    });
    const most = told.filter(({ count: count2 }) => count2).sort((a, b) => b.count - a.count).slice(0, BLOCK.rows * grid.blocks);
    const rows = most.sort((a, b) => a.camp - b.camp);
    return { rows, columns, left: { rows: speakers.size - rows.length, columns: all.length - columns.length } };
  }
  function cellButton({ id, name: stance, sign, style, count: count2 }, row2, column2) {
    const [{ from, to }] = cells.get(id);
    const level = LEVELS.findLastIndex((least) => count2 >= least);
    grid.places.set(`${row2},${column2}`, id);
    return el("button", {
      type: "button",
      class: `cell ${style} level-${level}`,
      "data-cell": id,
      "data-at": `${row2},${column2}`,
      tabindex: -1,
      "aria-current": String(state.selected?.id === id),
      title: `${nodes.get(from).label} → ${nodes.get(to).label}`,
      "aria-label": `${nodes.get(from).label} → ${nodes.get(to).label}: ${stance === BOTH.name ? "supports and opposes" : stance.toLowerCase()}, ${plural(count2, "statement")}`,
      onclick: () => select({ type: "cell", id })
    }, sign + (count2 > 1 ? count2 : ""));
  }
  var headCell = (id, scope, ...before) => el(
    "th",
    { scope, title: nodes.get(id).label },
    el("button", { type: "button", "data-head": `${scope} ${id}`, tabindex: -1, onclick: () => select({ type: "node", id }) }, ...before, name(nodes.get(id).short))
  );
  function campRows(camp, rows, columns, first) {
    const known = data.camps[camp];
    const title2 = known ? [campBadge(camp), el("span", {}, standsFor(known))] : ["In no camp"];
    const top = data.camps.length ? [el("tr", { class: "group" }, el("th", { scope: "rowgroup", colspan: columns.length + 1 }, el("div", {}, ...title2)))] : [];
    return el("tbody", {}, ...top, ...rows.map(({ id, cells: met }, i) => el(
      "tr",
      {},
      headCell(id, "row", shape(nodes.get(id).kind)),
      ...columns.map((to, j) => el("td", {}, met.has(to) && cellButton(met.get(to), first + i, j)))
    )));
  }
  function paintMatrix(kept) {
    const { rows, columns, left } = arranged(kept);
    const { cell: cell2, head } = focused()?.dataset ?? {};
    grid.places.clear();
    const camps = Map.groupBy(rows, ({ camp }) => camp);
    let first = 0;
    const bodies = [...camps].map(([camp, found2]) => campRows(camp, found2, columns, (first += found2.length) - found2.length));
    const more = left.rows || left.columns ? el("button", { type: "button", class: "link", onclick: () => {
      grid.blocks += 1;
      paintMatrix(kept);
    } }, `Show more of ${plural(left.rows + rows.length, "actor")} and ${plural(left.columns + columns.length, "target")}`) : null;
    const signs = [POLARITY[1], POLARITY[-1], BOTH, POLARITY[0]].map(({ name: stance, sign, style }) => el("span", { class: "sign" }, el("i", { class: `cell level-1 ${style}`, "aria-hidden": "true" }, sign), stance));
    const room = byId("matrix");
    room.replaceChildren(
      el("p", { class: "signs" }, ...signs, el("span", { class: "muted" }, "Numbers count statements. Arrow keys move, Enter opens the sentences.")),
      el(
        "table",
        {},
        el("caption", { class: "unseen" }, "Actors in rows, targets in columns; a cell holds the statements of the one towards the other"),
        el("thead", {}, el("tr", {}, el("td", { class: "corner" }, "towards →"), ...columns.map((id) => headCell(id, "col")))),
        ...bodies
      ),
      el("p", { class: "more" }, more)
    );
    const found = (data2) => [...room.querySelectorAll("button")].find((one) => data2 && (one.dataset.cell === data2 || one.dataset.head === data2));
    const start2 = found(cell2) ?? found(state.selected?.id) ?? room.querySelector(".cell[data-cell]");
    if (start2) start2.tabIndex = 0;
    found(cell2 ?? head)?.focus({ preventScroll: true });
  }
  function stepped({ dataset: { at } }, key) {
    let [row2, column2] = at.split(",").map(Number);
    const ends = [...grid.places.keys()].map((place2) => place2.split(",").map(Number)).filter(([r]) => r === row2).map(([, c]) => c);
    if (key === "Home") return grid.places.get(`${row2},${Math.min(...ends)}`);
    if (key === "End") return grid.places.get(`${row2},${Math.max(...ends)}`);
    const [down, right] = STEPS[key];
    const beyond = BLOCK.rows * grid.blocks + BLOCK.columns * grid.blocks;
    for (let i = 0; i < beyond; i++) {
      [row2, column2] = [row2 + down, column2 + right];
      if (grid.places.has(`${row2},${column2}`)) return grid.places.get(`${row2},${column2}`);
    }
    return null;
  }
  function buildMatrix() {
    byId("matrix").addEventListener("keydown", (event) => {
      if (!event.target.dataset.cell || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
      event.preventDefault();
      const id = stepped(event.target, event.key);
      const next = [...byId("matrix").querySelectorAll(".cell[data-cell]")].find(({ dataset }) => dataset.cell === id);
      if (!next) return;
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }

  // pieces.js
  function eyebrow(...children) {
    const close = state.selected && el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => select(null) }, "✕");
    return el("div", { class: "eyebrow" }, el("span", {}, ...children), close);
  }
  var party = (id) => el("button", { type: "button", onclick: () => select({ type: "node", id }, { reveal: true }) }, name(nodes.get(id).label));
  var nameRow = (id, ...figures) => el(
    "button",
    { type: "button", class: "row", onclick: () => select({ type: "node", id }, { reveal: true }) },
    shape(nodes.get(id).kind),
    el("span", {}, name(nodes.get(id).label)),
    el("span", { class: "muted number" }, ...figures)
  );
  var own = (id, text) => data.home && el("a", { href: data.home + "id/" + id.toWellFormed().split("/").map(encodeURIComponent).join("/") }, text);
  function unfiltered(hidden) {
    const show = () => {
      clear();
      refresh();
    };
    return hidden ? el("p", { class: "lead" }, `${plural(hidden, "statement")} hidden by the filters. `, el("button", { type: "button", class: "link", onclick: show }, "Show")) : null;
  }

  // bundles.js
  function groupPanel(group) {
    const passing = group.members.map((node) => node.id);
    const open = state.opened.has(group.community);
    const ties = [...incident.get(group.id)].sort((a, b) => b.weight - a.weight).slice(0, 12);
    const other = (tie) => nodes.get(tie.from === group.id ? tie.to : tie.from);
    return [
      eyebrow(shape(group.kind), `Community · ${plural(group.members.length, "name")}`),
      el("h2", {}, name(group.label)),
      el("p", { class: "lead" }, el("button", { type: "button", class: "link", onclick: () => unfold(group, !open) }, open ? "Close this community" : "Show its members one by one")),
      el("h3", {}, "In most statements"),
      ...passing.slice(0, 12).map((id) => el(
        "button",
        { type: "button", class: "row", onclick: () => select({ type: "node", id }, { reveal: true }) },
        shape(nodes.get(id).kind),
        el("span", {}, name(nodes.get(id).label)),
        el("span", { class: "muted number" }, String(nodes.get(id).degree))
      )),
      ties.length ? el("h3", {}, "Strongest ties") : null,
      ...ties.map((tie) => el(
        "button",
        { type: "button", class: "row", onclick: () => select({ type: "edge", id: tie.id }) },
        line(tie.polarity),
        el("span", {}, name(other(tie).short)),
        el("span", { class: "muted number" }, `× ${tie.weight.toLocaleString("en")}`)
      ))
    ];
  }
  function tiePanel(tie, kept) {
    const { name: stance, sign } = POLARITY[tie.polarity];
    const lines2 = tie.lines.filter((id) => kept.has(id)).sort((a, b) => edges.get(b).weight - edges.get(a).weight);
    return [
      eyebrow(line(tie.polarity), `${stance} ${sign} · ${plural(tie.weight, "statement")} between communities`),
      el("h2", {}, party(tie.from), " – ", party(tie.to)),
      ...lines2.slice(0, 100).map((id) => {
        const { from, to, relation, weight } = edges.get(id);
        return el(
          "button",
          { type: "button", class: "row", onclick: () => select({ type: "edge", id }, { reveal: true }) },
          line(tie.polarity),
          el("span", {}, name(nodes.get(from).label), ` ${words(relation)} `, name(nodes.get(to).label)),
          el("span", { class: "muted number" }, weight > 1 ? `× ${weight}` : "")
        );
      }),
      lines2.length > 100 ? el("p", { class: "lead" }, `and ${(lines2.length - 100).toLocaleString("en")} more lines`) : null
    ];
  }

  // search.js
  var FOUND = 8;
  var search = { hits: [], at: 0 };
  var textsOf = (node) => node.texts ??= [node.label, ...node.aliases].map(folded);
  function find(query2) {
    const wanted = folded(query2.trim());
    if (!wanted) return [];
    const rank = (text) => text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3;
    return data.nodes.map((node) => ({ node, rank: Math.min(...textsOf(node).map(rank)) })).filter((hit) => hit.rank < 3).sort((a, b) => a.rank - b.rank).slice(0, FOUND).map((hit) => hit.node);
  }
  function paintFound() {
    const box = byId("search");
    const open = focused() === box && box.value.trim() !== "";
    byId("found").hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    box.setAttribute("aria-activedescendant", open && search.hits.length ? `hit-${search.at}` : "");
    byId("found").replaceChildren(...search.hits.length ? search.hits.map((node, i) => el(
      "li",
      { id: `hit-${i}`, role: "option", "aria-selected": String(i === search.at), onmousedown: (event) => {
        event.preventDefault();
        land(node);
      } },
      shape(node.kind),
      el("span", {}, name(node.label)),
      el("small", { class: "muted number" }, String(node.degree))
    )) : [el("li", { class: "muted", role: "option", "aria-disabled": "true" }, "No such name")]);
  }
  function land(node) {
    byId("search").value = node.label;
    byId("search").blur();
    look("graph");
    select({ type: "node", id: node.id }, { reveal: true });
    byId("canvas").focus({ preventScroll: true });
  }
  function buildSearch() {
    const box = byId("search");
    box.addEventListener("input", () => {
      Object.assign(search, { hits: find(box.value), at: 0 });
      paintFound();
    });
    box.addEventListener("focus", () => box.select());
    box.addEventListener("blur", paintFound);
    box.addEventListener("keydown", (event) => {
      const step2 = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step2 && search.hits.length) {
        event.preventDefault();
        search.at = (search.at + step2 + search.hits.length) % search.hits.length;
        paintFound();
      } else if (event.key === "Enter" && search.hits.length) land(search.hits[search.at]);
    });
  }

  // timeline.js
  var STEP = [120, 700];
  var WHOLE = 2e4;
  var FOLDED = 0.5;
  var time = { sliding: false, timer: null, bars: [], undated: 0 };
  var lastPeriod = () => calendar.periods.length - 1;
  var spanText = () => limits.from === limits.to ? day(calendar.periods[limits.from]) : `${day(calendar.periods[limits.from])} – ${day(calendar.periods[limits.to])}`;
  function span(from, to) {
    setSpan(from, to);
    refresh();
  }
  function handle(label, key) {
    return el("input", { type: "range", class: key, min: 0, max: lastPeriod(), step: 1, "aria-label": label, oninput: (event) => {
      pause();
      const value = Number(event.target.value);
      if (key === "from") span(value, Math.max(limits.to, value));
      else span(Math.min(limits.from, value), value);
    } });
  }
  function step() {
    if (limits.to < lastPeriod()) span(limits.from + (time.sliding ? 1 : 0), limits.to + 1);
    else if (time.sliding) span(0, wholeTime() ? 0 : limits.to - limits.from);
    else span(limits.from, limits.from);
    return limits.to < lastPeriod();
  }
  function pause() {
    if (!state.playing) return;
    clearInterval(time.timer);
    state.playing = false;
    say();
    paintTimeline(filtered());
    keepAddress();
  }
  function say() {
    time.said.textContent = `${spanText()}, ${plural(filtered().statements.size, "statement")}`;
  }
  function toggle() {
    if (state.playing) return pause();
    if (calm()) {
      step();
      return say();
    }
    state.playing = true;
    time.timer = setInterval(() => step() || pause(), Math.min(STEP[1], Math.max(STEP[0], WHOLE / calendar.periods.length)));
    step();
  }
  function brush(area) {
    const at = ({ clientX }) => {
      const { left, width: width2 } = area.getBoundingClientRect();
      return Math.max(0, Math.min(lastPeriod(), Math.floor(calendar.periods.length * (clientX - left) / width2)));
    };
    let start2 = null;
    area.addEventListener("pointerdown", (event) => {
      pause();
      area.setPointerCapture(event.pointerId);
      start2 = at(event);
      span(start2, start2);
    });
    area.addEventListener("pointermove", (event) => start2 !== null && span(start2, at(event)));
    for (const end of ["pointerup", "pointercancel"]) area.addEventListener(end, () => start2 = null);
  }
  function buildTimeline() {
    const strip = byId("timeline");
    strip.hidden = calendar.periods.length < 2;
    if (strip.hidden) return;
    const tallies = calendar.periods.map(() => 0);
    for (const { period } of datedClaims()) {
      if (period < 0) time.undated += 1;
      else tallies[period] += 1;
    }
    time.highest = Math.max(...tallies, 1);
    time.bars = calendar.periods.map(() => el("i", {}, ...["support", "neutral", "oppose"].map((stance) => el("b", { class: stance }))));
    const area = el("div", { class: "columns", "aria-hidden": "true" }, ...time.bars);
    [time.from, time.to] = [handle("From", "from"), handle("To", "to")];
    time.said = el("span", { class: "aside", role: "status" });
    time.span = el("output");
    time.play = el("button", { type: "button", class: "play", onclick: toggle });
    time.mode = el("button", { type: "button", class: "link small", "aria-pressed": "false", title: "The window moves instead of growing", onclick: () => {
      time.sliding = !time.sliding;
      time.mode.setAttribute("aria-pressed", String(time.sliding));
    } }, "Moving window");
    time.all = el("button", { type: "button", class: "link small", onclick: () => {
      pause();
      span(0, lastPeriod());
    } }, "All");
    const track = el("div", { class: "track" }, area, time.from, time.to);
    track.style.setProperty("--periods", calendar.periods.length);
    strip.classList.toggle("dense", calendar.periods.length > 60);
    time.none = el("span", { class: "number" });
    const bar = el("i", { class: "undated", "aria-hidden": "true", title: `${plural(time.undated, "statement")} without a date` });
    bar.style.height = `${Math.max(5, Math.min(100, 100 * time.undated / time.highest))}%`;
    const rows = el("div", { class: "tracks" }, time.undated ? el("div", { class: "columns-undated" }, bar) : "", track);
    strip.append(time.play, el("div", { class: "strip" }, el("p", {}, time.span, time.none, time.all, time.mode), rows), time.said);
    if (time.undated > FOLDED * datedClaims().length) fold(strip);
    strip.addEventListener("keydown", (event) => {
      if (event.key !== " " || event.target === time.mode || event.target === time.all || event.target === time.play) return;
      event.preventDefault();
      toggle();
    });
    brush(area);
  }
  function fold(strip) {
    const inner = [...strip.children];
    const open = el("button", { type: "button", class: "link small", "aria-expanded": "false", onclick: () => {
      const folded2 = inner[0].hidden;
      for (const one of inner) one.hidden = !folded2;
      open.setAttribute("aria-expanded", String(folded2));
    } }, `Time: ${(datedClaims().length - time.undated).toLocaleString("en")} of ${plural(datedClaims().length, "statement")} have a date`);
    for (const one of inner) one.hidden = true;
    strip.prepend(open);
  }
  function paintTimeline({ counts: counts2 }) {
    if (!time.bars.length) return;
    const of = (period, polarity) => counts2.time.get(`${period} ${polarity}`)?.size ?? 0;
    const tallies = calendar.periods.map((_, i) => [1, 0, -1].map((polarity) => of(i, polarity)));
    const highest = Math.max(time.highest, ...tallies.map((tally) => tally.reduce((sum, n) => sum + n)));
    time.bars.forEach((bar, i) => {
      bar.classList.toggle("out", i < limits.from || i > limits.to);
      [...bar.children].forEach((part2, j) => part2.style.height = `${100 * tallies[i][j] / highest}%`);
    });
    for (const key of ["from", "to"]) {
      time[key].value = limits[key];
      time[key].setAttribute("aria-valuetext", day(calendar.periods[limits[key]]));
    }
    time.span.textContent = spanText();
    time.all.hidden = wholeTime();
    time.none.textContent = time.undated ? `${time.undated.toLocaleString("en")} without a date${wholeTime() ? "" : ", hidden"}` : "";
    const label = state.playing ? "Pause" : calm() ? "Next period" : "Play";
    time.play.setAttribute("aria-label", label);
    time.play.title = label;
    time.play.textContent = state.playing ? "❚❚" : calm() ? "▸|" : "▶";
  }

  // deciding.js
  var ASKED = { reject: ["✕", "Wrong"], flip: ["⇄", "Wrong side"], right: ["✓", "Right"] };
  var asking = { action: null, id: null };
  var act = (what, attributes, ...children) => el("button", { type: "button", "data-act": what, ...attributes }, ...children);
  var countText = () => plural(decided.now.size, "correction");
  function report(text) {
    refresh();
    byId("said").textContent = `${text} ${countText()}.`;
  }
  function outcome(key) {
    const action = verdictOn(key)?.action;
    if (action === "reject") return "Wrong: no longer counted.";
    if (gone(key)) return "About a statement that is wrong: no longer counted.";
    if (action === "right") return "Right: checked.";
    if (action !== "flip") return "";
    const { relation, polarity } = opposite(homes(key)[0]);
    return `Wrong side: counted as “${words(relation)}” ${POLARITY[polarity].sign}.`;
  }
  function judge(key, action) {
    const before = verdictOn(key);
    if (before?.action === action) takeBack(before);
    else decide({ action, one: key, other: "", why: before?.why ?? "" });
    report(before?.action === action ? "Taken back." : outcome(key));
  }
  function whyField(decision) {
    const field = el("input", {
      type: "text",
      class: "why",
      "aria-label": "Why? (optional)",
      placeholder: "Why? (optional)",
      maxlength: 300,
      value: decision.why,
      "data-act": `why ${aboutOf(decision)}`,
      onfocus: pause,
      // the panel must not be painted anew while somebody writes
      oninput: () => explain(decision, oneLine(field.value)),
      onkeydown: (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.stopPropagation();
        field.blur();
        byId("panel").focus({ preventScroll: true });
      }
    });
    return field;
  }
  function verdicts(key) {
    const decision = verdictOn(key);
    const choice = (action) => {
      const [sign, text] = ASKED[action];
      return act(`${action} ${key}`, { "aria-pressed": String(decision?.action === action), onclick: () => judge(key, action) }, el("span", { "aria-hidden": "true" }, sign), text);
    };
    return el(
      "div",
      { class: "verdicts" },
      el("div", { class: "choice", role: "group", "aria-label": "Was this read rightly?" }, ...VERDICTS.filter((action) => action !== "flip" || turnable(key)).map(choice)),
      outcome(key) && el("p", { class: "outcome" }, outcome(key)),
      decision && whyField(decision)
    );
  }
  function ask(action, id) {
    const open = asking.action !== action;
    Object.assign(asking, { action: open ? action : null, id });
    refreshPanel();
    byId("panel").querySelector(open ? ".form input" : `[data-act=${action}]`)?.focus();
  }
  function answer(change2, text) {
    const { action } = asking;
    asking.action = null;
    change2();
    report(text);
    byId("panel").querySelector(`[data-act=${action}]`)?.focus();
  }
  function form(label, field, done, ...rest) {
    const pressed = (event) => {
      if (event.key === "Escape") ask(asking.action, asking.id);
      else if (event.key === "Enter" && event.target === field) done();
      else return;
      event.stopPropagation();
      event.preventDefault();
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
    const field = el("input", { type: "text", value: node.label, maxlength: 200, autocomplete: "off", spellcheck: "false", onfocus: () => {
      pause();
      field.select();
    } });
    return form("New name", field, rename, el("div", { class: "choice" }, el("button", { type: "button", onclick: rename }, "Rename"), el("button", { type: "button", onclick: () => ask("rename", node.id) }, "Cancel")));
  }
  function sameForm(node) {
    const join = (other) => answer(() => decide({ action: "same", one: node.id, other: other.id, why: "" }), `${node.label} and ${other.label} are noted as the same.`);
    const others = () => find(field.value).filter((other) => other.entity && other !== node && !sameAs(node.id).some(({ one, other: two }) => one === other.id || two === other.id));
    const found = el("div", { role: "group", "aria-label": "Names found" });
    const paintOthers = () => found.replaceChildren(...others().map((other) => el(
      "button",
      { type: "button", class: "row", onclick: () => join(other) },
      shape(other.kind),
      el("span", {}, name(other.label)),
      el("span", { class: "muted number" }, String(other.degree))
    )));
    const field = el("input", { type: "text", placeholder: "Find the other name", autocomplete: "off", spellcheck: "false", onfocus: pause, oninput: paintOthers });
    return form("Same as", field, () => others().length && join(others()[0]), found, el("div", { class: "choice" }, el("button", { type: "button", onclick: () => ask("same", node.id) }, "Cancel")));
  }
  function decidedLine(decision, ...children) {
    const back = () => {
      takeBack(decision);
      report("Taken back.");
    };
    return el("div", { class: "verdicts" }, el("p", { class: "outcome" }, ...children, " ", act(`back ${aboutOf(decision)}`, { class: "link", onclick: back }, "Take back")), whyField(decision));
  }
  function nameChoices(node) {
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
      ...sameAs(node.id).map((decision) => decidedLine(decision, "Same as ", name(other(decision).label), ". Noted; takes effect with ", el("code", {}, "kg correct"), "."))
    ];
  }

  // cards.js
  var part = ([text, roles]) => roles ? el("mark", { class: roles, title: roles.replaceAll(" ", ", ") }, text) : text;
  function badges(record) {
    const badge = (text, strong) => text ? el("li", { class: strong ? "strong" : "" }, text) : null;
    return el(
      "ul",
      { class: "badges", "aria-label": "Assessment" },
      badge(record.negated && "negated", true),
      badge(record.certainty, record.certainty !== "certain"),
      badge(record.temporality === "future" && "future", true),
      badge(`confidence ${Math.round(100 * record.confidence)}%`),
      badge(record.speech_act && `act: ${record.speech_act}`),
      badge(record.attributed_to.length > 0 && `according to ${record.attributed_to.join(", according to ")}`),
      badge(`rule: ${record.rule}`)
    );
  }
  function origin(record, edge) {
    const said = [record.holder || "the document", words(record.relation), record.target];
    const drawnAs = [readName(edge.from), words(edge.relation), readName(edge.to)];
    return said.join() === drawnAs.join() ? null : el("p", { class: "source" }, "Stated: ", name(said[0]), ` ${said[1]} `, name(said[2]));
  }
  function card(key, edge) {
    const record = evidence.get(key);
    const headline = record.title || record.link || "no title";
    const source = record.link ? el("a", { href: record.link, target: "_blank", rel: "noopener noreferrer" }, name(headline)) : name(headline);
    return el(
      "article",
      { class: gone(key) ? "card gone" : "card", id: `s-${key}`, tabindex: "-1" },
      el(
        "blockquote",
        { dir: "auto" },
        record.before && el("span", { class: "context" }, record.before),
        el("q", {}, ...record.parts.map(part)),
        record.after && el("span", { class: "context" }, record.after)
      ),
      el("p", { class: "source" }, record.publisher && el("b", {}, name(record.publisher)), record.publisher && " · ", day(record.date), " · ", source, data.home && " · ", own(`stance/${key}`, "statement")),
      origin(record, edge),
      badges(record),
      verdicts(key)
    );
  }
  var markKey = () => el("p", { class: "marks", "aria-label": "Marks in the quotations" }, el("mark", { class: "holder" }, "who"), el("mark", { class: "cue" }, "the wording"), el("mark", { class: "target" }, "towards whom or what"));

  // panels.js
  var MAIN = 5;
  function edgePanel(edge, kept) {
    const { name: stance, style, sign } = POLARITY[edge.polarity];
    const passing = kept.get(edge.id) ?? [];
    const hidden = edge.statements.length - passing.length;
    return [
      eyebrow(line(edge.polarity), `${stance} ${sign} · ${plural(edge.statements.length, "statement")}`),
      el("h2", {}, party(edge.from), " ", el("span", { class: `verb ${style}` }, words(edge.relation)), " ", party(edge.to)),
      markKey(),
      ...readable(edge, passing).map((key) => card(key, edge)),
      unfiltered(hidden)
    ];
  }
  function cellPanel(id, kept) {
    const [{ from, to }] = cells.get(id);
    const wrong = (edge) => readOn(edge).filter(gone);
    const passing = cells.get(id).filter((edge) => kept.has(edge.id) || wrong(edge).length);
    const read = new Set(passing.flatMap((edge) => kept.get(edge.id) ?? []));
    const all = new Set(cells.get(id).flatMap((edge) => edge.statements));
    return [
      eyebrow(plural(all.size, "statement")),
      el("h2", {}, party(from), " ", el("span", { class: "verb muted" }, "towards"), " ", party(to)),
      markKey(),
      ...passing.flatMap((edge) => [
        el("h3", { class: "stance" }, line(edge.polarity), `${words(edge.relation)} ${POLARITY[edge.polarity].sign}`),
        ...[...kept.get(edge.id) ?? [], ...wrong(edge)].sort(byDay).map((key) => card(key, edge))
      ]),
      unfiltered(all.size - read.size)
    ];
  }
  function row(edge, other, kept) {
    const record = evidence.get(kept.get(edge.id)[0]);
    return el(
      "button",
      { type: "button", class: "row", onclick: () => select({ type: "edge", id: edge.id }) },
      line(edge.polarity),
      el("span", {}, name(nodes.get(other).label)),
      el("span", { class: "muted small number" }, edge.weight > 1 ? `× ${edge.weight}` : day(record.date)),
      el("span", { class: "quote" }, name(record.parts.map(([text]) => text).join("")))
    );
  }
  function nodePanel(node, kept) {
    const groups = (heading, chosen, end) => {
      const byRelation = /* @__PURE__ */ new Map();
      for (const edge of chosen) byRelation.set(edge.relation, [...byRelation.get(edge.relation) ?? [], edge]);
      return [...byRelation].sort().flatMap(([relation, found]) => [el("h3", {}, heading(words(relation))), ...found.map((edge) => row(edge, edge[end], kept))]);
    };
    const touching = incident.get(node.id).filter((edge) => kept.has(edge.id));
    const hidden = incident.get(node.id).flatMap((edge) => edge.statements).length - touching.flatMap((edge) => kept.get(edge.id)).length;
    const aliases = node.aliases.filter((alias) => alias !== node.label);
    const out = groups((relation) => `${relation} →`, touching.filter((edge) => edge.from === node.id), "to");
    const into = groups((relation) => `→ ${relation} this`, touching.filter((edge) => edge.to === node.id && edge.from !== node.id), "from");
    return [
      eyebrow(shape(node.kind), `${KINDS[node.kind].name} · in ${plural(node.degree, "statement")}`),
      el("h2", {}, name(node.label)),
      ...node.camp == null ? [] : belonging(node),
      ...nameChoices(node),
      aliases.length ? el("p", { class: "lead" }, "Also ", ...aliases.flatMap((alias, i) => [i ? ", " : "", name(alias)])) : null,
      data.home ? el("p", { class: "lead" }, own(node.id, "All that is said here, as a page")) : null,
      ...out,
      ...into,
      unfiltered(hidden)
    ];
  }
  function basis(id, { targets }) {
    const lines2 = incident.get(id).filter(({ from, to, polarity }) => from === id && polarity && targets.includes(to));
    const records2 = [...new Set(lines2.flatMap(({ statements }) => statements))].map((key) => evidence.get(key));
    if (!records2.length) return "";
    const articles = new Set(records2.map(({ source }) => source)).size;
    const right = records2.reduce((sum, { confidence }) => sum + confidence, 0);
    const strength = right >= 3 && articles > 1 ? "strong" : right >= 1.2 ? "fair" : "weak";
    return ` · ${strength}: ${plural(records2.length, "sentence")} in ${plural(articles, "article")}`;
  }
  function belonging({ id, camp }) {
    const { turns } = data.camps[camp].members.find((member) => member.id === id);
    return [
      el("p", { class: "lead belonging" }, campBadge(camp), el("span", {}, name(standsFor(data.camps[camp])), basis(id, data.camps[camp]))),
      ...turns.map(({ who, side, target, since, firm }) => el("p", { class: "lead" }, name(who), ` was ${firm ? "" : "perhaps "}${side > 0 ? "for" : "against"} `, name(target), ` before ${day(since)}.`))
    ];
  }
  function campLines(camp, i) {
    const rest = camp.members.length - MAIN;
    return el("div", { class: "stand" }, campBadge(i), el(
      "div",
      {},
      el("p", {}, el("b", {}, name(standsFor(camp)))),
      el(
        "p",
        { class: "members" },
        ...camp.members.slice(0, MAIN).map(({ id }) => el("button", { type: "button", class: "link", onclick: () => select({ type: "node", id }, { reveal: true }) }, name(nodes.get(id).label))),
        rest > 0 && el("span", {}, `and ${rest} more`)
      )
    ));
  }
  function contested(kept) {
    const sides = /* @__PURE__ */ new Map();
    for (const id of kept.keys()) {
      const { from, to, polarity } = edges.get(id);
      if (!sides.has(to)) sides.set(to, { "1": /* @__PURE__ */ new Set(), "-1": /* @__PURE__ */ new Set(), "0": /* @__PURE__ */ new Set() });
      sides.get(to)[polarity].add(from);
    }
    const smaller = ([, found]) => Math.min(found[1].size, found[-1].size);
    const all = ([, found]) => found[1].size + found[-1].size;
    return [...sides].filter((one) => smaller(one) && (/* @__PURE__ */ new Set([...one[1][1], ...one[1][-1]])).size > 1).sort((a, b) => smaller(b) - smaller(a) || all(b) - all(a) || nodes.get(a[0]).label.localeCompare(nodes.get(b[0]).label));
  }
  function openingPanel(kept) {
    const disputed = contested(kept).slice(0, 3);
    return [
      eyebrow("Start here"),
      el("h2", {}, "Every line leads to its sentence"),
      el("p", { class: "lead" }, "Choose a line to read who said what, in the words of the source. Choose a name to see all its statements."),
      data.camps.length > 0 && el("h3", {}, "Camps"),
      ...data.camps.slice(0, 4).map(campLines),
      el("h3", {}, "In most statements"),
      ...ranked(kept).slice(0, data.camps.length ? 5 : 8).map(([id, count2]) => nameRow(id, String(count2))),
      disputed.length > 0 && el("h3", {}, "Most contested"),
      ...disputed.map(([id, found]) => nameRow(id, el("span", { class: "support" }, `+${found[1].size}`), " ", el("span", { class: "oppose" }, `−${found[-1].size}`)))
    ];
  }

  // panel.js
  var painted;
  var bundlePanel = ({ type, id }, kept) => type === "edge" ? tiePanel(edges.get(id), kept) : groupPanel(nodes.get(id));
  function paintPanel(kept) {
    const { selected } = state;
    const panel = byId("panel");
    const again = painted === selected;
    const inside = focused()?.closest("#panel");
    const { act: acted } = focused()?.dataset ?? {};
    const { scrollTop } = panel;
    painted = selected;
    panel.setAttribute("aria-live", again ? "off" : "polite");
    const content = !selected ? openingPanel(kept) : bundled(selected) ? bundlePanel(selected, kept) : selected.type === "edge" ? edgePanel(edges.get(selected.id), kept) : selected.type === "cell" ? cellPanel(selected.id, kept) : nodePanel(nodes.get(selected.id), kept);
    panel.replaceChildren(...content.filter(Boolean));
    if (inside) (again && acted && panel.querySelector(`[data-act="${CSS.escape(acted)}"]`) || panel).focus({ preventScroll: true });
    panel.classList.toggle("open", Boolean(selected));
    panel.scrollTop = again ? scrollTop : 0;
    const chosen = selected?.statement && byId(`s-${selected.statement}`);
    if (chosen && selected.type === "edge" && edges.get(selected.id).statements.length > 1) {
      chosen.classList.add("chosen");
      if (!again) chosen.scrollIntoView({ block: "nearest" });
    }
  }

  // periods.js
  var PANELS = 12;
  var SIZES = { 10: [1, 7, 28, 84], 7: [1, 3, 6, 12, 24, 60, 120], 4: [1, 2, 5, 10, 20, 50, 100] };
  var RIM = 24;
  var MINIATURE = 1e3;
  var DENSE = 300;
  function periodNumber(period) {
    const [year, month] = period.split("-").map(Number);
    return calendar.unit === 4 ? year : calendar.unit === 7 ? 12 * year + month - 1 : Number(new Date(period)) / 864e5 + 3;
  }
  function spans(told) {
    for (const size of [...SIZES[calendar.unit], Infinity]) {
      const found = Map.groupBy(calendar.periods.keys(), (place2) => Math.floor(periodNumber(calendar.periods[place2]) / size));
      const spoken = [...found.values()].filter((places2) => places2.some((place2) => told.has(place2)));
      if (spoken.length <= PANELS) return spoken.map((places2) => ({ from: places2[0], to: places2.at(-1), size }));
    }
  }
  function spanName({ from, to, size }) {
    const [first, last] = [calendar.periods[from], calendar.periods[to]];
    if (calendar.unit === 7 && size === 3) return `Q${Math.ceil(first.slice(5) / 3)} ${first.slice(0, 4)}`;
    if (calendar.unit === 7 && size === 12) return first.slice(0, 4);
    return first === last ? day(first) : `${day(first)} – ${day(last)}`;
  }
  function overTime() {
    const { edges: kept } = filtered(allTime());
    const place2 = new Map(calendar.periods.map((period, i) => [period, i]));
    const all = [...kept].flatMap(([id, statements]) => statements.map((key) => [id, key]));
    const told = Map.groupBy(all, ([, key]) => place2.get(evidence.get(key).date?.slice(0, calendar.unit)));
    const unknown = new Set(told.get(void 0)?.map(([, key]) => key)).size;
    told.delete(void 0);
    return { told, kept, unknown };
  }
  function miniatureFrame(kept) {
    const ids = [...new Set([...kept.keys()].flatMap((id) => [edges.get(id).from, edges.get(id).to]))];
    const ends = (of) => ids.reduce(([low, high], id) => [Math.min(low, nodes.get(id)[of]), Math.max(high, nodes.get(id)[of])], [Infinity, -Infinity]);
    const [[left, right], [top, bottom]] = [ends("x"), ends("y")];
    const scale = (MINIATURE - 2 * RIM) / Math.max(right - left, bottom - top, 1);
    const at = (id) => [(nodes.get(id).x - left) * scale + RIM, (nodes.get(id).y - top) * scale + RIM].map(Math.round);
    return { ids, at, width: (right - left) * scale + 2 * RIM, height: (bottom - top) * scale + 2 * RIM };
  }
  function miniature({ ids, at, width: width2, height }, lines2) {
    const shown2 = [...new Set(lines2)].map((id) => edges.get(id));
    const active = new Set(shown2.flatMap(({ from, to }) => [from, to]));
    const dots = (some) => some.map((id) => `M${at(id)}h.1`).join("");
    const paths = [[dots(ids.filter((id) => !active.has(id))), "rest"]];
    for (const polarity of [0, 1, -1]) paths.push([shown2.filter((edge) => edge.polarity === polarity).map(({ from, to }) => `M${at(from)}L${at(to)}`).join(""), `line ${POLARITY[polarity].style}`]);
    for (const [camp, some] of Map.groupBy(active, (id) => nodes.get(id).camp)) paths.push([dots(some), camp == null ? "dot" : `dot camp-${camp % TINTS}`]);
    const picture2 = svg(16, ids.length > DENSE ? "mini dense" : "mini", ...paths.filter(([d]) => d).map(([d, look2]) => ["path", { d, class: look2 }]));
    picture2.setAttribute("viewBox", `0 0 ${Math.round(width2)} ${Math.round(height)}`);
    return picture2;
  }
  function periodPanel(span2, told, frame2) {
    const inside = calendar.periods.slice(span2.from, span2.to + 1).flatMap((_, i) => told.get(span2.from + i) ?? []);
    const count2 = (polarity) => new Set(inside.filter(([id]) => polarity == null || edges.get(id).polarity === polarity).map(([, key]) => key)).size;
    const sides = [1, -1, 0].map((polarity) => [POLARITY[polarity], count2(polarity)]).filter(([, n]) => n);
    const chosen = limits.from === span2.from && limits.to === span2.to;
    const label = `${spanName(span2)}: ${plural(count2(), "statement")}, ${sides.map(([{ name: stance }, n]) => `${n} ${stance.toLowerCase()}`).join(", ")}`;
    return el("li", {}, el(
      "button",
      { type: "button", class: "period", "aria-label": label, "aria-pressed": String(chosen), onclick: () => {
        setSpan(span2.from, span2.to);
        look("graph");
        fit(false);
        byId("canvas").focus();
      } },
      el("b", {}, spanName(span2)),
      el("span", { class: "muted number" }, plural(count2(), "statement")),
      miniature(frame2, inside.map(([id]) => id)),
      el("span", { class: "sides number" }, ...sides.map(([{ sign, style }, n]) => el("span", { class: style }, `${sign} ${n}`)))
    ));
  }
  function paintPeriods() {
    const { told, kept, unknown } = overTime();
    const found = told.size ? spans(told) : [];
    const all = wholeTime() ? null : el("button", { type: "button", class: "link", onclick: () => {
      setSpan(allTime().from, allTime().to);
      refresh();
    } }, "All periods");
    const frame2 = miniatureFrame(kept);
    const at = [...byId("periods").querySelectorAll(".period")].indexOf(focused());
    byId("periods").replaceChildren(
      el("p", { class: "signs" }, el("span", { class: "muted" }, `Positions as in the graph. Choose a period to see it there.${unknown ? ` ${plural(unknown, "statement")} ${unknown === 1 ? "has" : "have"} no date.` : ""}`), all),
      el("ol", { class: "panels", "aria-label": "Periods with statements" }, ...found.map((span2) => periodPanel(span2, told, frame2)))
    );
    if (at >= 0) byId("periods").querySelectorAll(".period")[at]?.focus();
  }

  // sheet.js
  var KEYS = [
    [["/"], "find a name"],
    [["←", "↑", "↓", "→"], "in the graph, walk from name to name; in the matrix, from cell to cell; in filters, from one to the next"],
    [["Enter"], "in the graph, go to the evidence of what is selected"],
    [["+", "−"], "in the graph, zoom"],
    [["o"], "in the graph, open or close the selected community"],
    [["Space"], "on the strip of time, play or pause"],
    [["Esc"], "close, select nothing"],
    [["Ctrl", "Z"], "undo a correction"],
    [["Ctrl", "Shift", "Z"], "redo it"],
    [["?"], "these keys"]
  ];
  function openSheet(title2, ...children) {
    const sheet = byId("sheet");
    const close = el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => sheet.close() }, "✕");
    const head = el("div", { class: "head" }, el("h2", { id: "sheet-title", tabindex: -1 }, title2), close);
    sheet.replaceChildren(el("div", { class: "inside" }, head, ...children));
    if (!sheet.open) sheet.showModal();
    byId("sheet-title").focus();
  }
  var openKeys = () => openSheet("Keys", el("dl", { class: "keys" }, ...KEYS.flatMap(([keys2, text]) => [
    el("dt", {}, ...keys2.map((key) => el("kbd", {}, key))),
    el("dd", {}, text)
  ])));

  // rail.js
  var TITLES = { polarity: "Stance", kind: "Kind of statement", actor: "Parties", relation: "Relation", source: "Source" };
  var SEARCHED = 12;
  var rail = { options: [], parts: {} };
  function option(facet, value, total) {
    const face2 = {
      polarity: () => [line(value), el("span", {}, `${POLARITY[value].name} ${POLARITY[value].sign}`)],
      kind: () => [el("span", {}, STATEMENT_KINDS[value])],
      actor: () => [shape(value), el("span", {}, KINDS[value].name)],
      relation: () => [el("span", {}, words(value))],
      source: () => [el("span", {}, name(value))]
    }[facet]();
    const box = el("input", { type: "checkbox", onchange: () => {
      admit(facet, value, box.checked);
      refresh();
    } });
    const only = el("button", { type: "button", class: "only", "aria-label": `Only ${face2.at(-1).textContent}`, onclick: () => {
      keepOut(facet, valuesOf(facet).filter((other) => other !== value));
      refresh();
    } }, "only");
    const count2 = el("span", { class: "number" }, String(total));
    const row2 = el("div", { class: "option" }, el("label", {}, box, ...face2), only, count2);
    rail.options.push({ facet, value, box, count: count2, row: row2 });
    return row2;
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
  function facetSection(facet) {
    const values = data.counts.filter(([f]) => f === facet);
    const options = values.map(([, value, total]) => option(facet, value, total));
    const seek = el("input", { type: "text", class: "seek", placeholder: `Find a ${TITLES[facet].toLowerCase()}`, "aria-label": `Find a ${TITLES[facet].toLowerCase()}`, spellcheck: "false", oninput: () => {
      options.forEach((row2, i) => row2.hidden = !folded(values[i][1]).includes(folded(seek.value.trim())));
    } });
    return el("section", { "aria-label": TITLES[facet] }, el("h2", {}, TITLES[facet]), options.length > SEARCHED && seek, el("div", { class: options.length > SEARCHED ? "scroll" : "" }, ...options));
  }
  function oneStop(section) {
    const rows = [...section.querySelectorAll(".option")].map((row2) => [row2.querySelector("input"), row2.querySelector(".only")]);
    const stop = (control) => {
      for (const one of rows.flat()) one.tabIndex = one === control ? 0 : -1;
    };
    const open = () => rows.filter(([box]) => box.checkVisibility());
    stop(rows[0]?.[0]);
    section.addEventListener("focusin", ({ target }) => rows.flat().includes(target) && stop(target));
    section.addEventListener("keydown", (event) => {
      const shown2 = open();
      const at = shown2.findIndex((row2) => row2.includes(event.target));
      const step2 = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
      if (at < 0 || !step2) return;
      event.preventDefault();
      const column2 = shown2[at].indexOf(event.target) + step2[1];
      shown2[Math.max(0, Math.min(shown2.length - 1, at + step2[0]))][Math.max(0, Math.min(1, column2))].focus();
    });
  }
  function legendSection() {
    const key = (sign, text) => el("p", { class: "key" }, sign, text);
    const sizes = svg(28, "sample shape", ["circle", { cx: 5, cy: 8, r: 2.5, fill: "currentColor" }], ["circle", { cx: 18, cy: 8, r: 6, fill: "currentColor" }]);
    const widths = svg(28, "sample neutral", ["path", { d: "M1 4h26", "stroke-width": 1 }], ["path", { d: "M1 11h26", "stroke-width": 4 }]);
    return el(
      "section",
      {},
      el("h2", {}, "Legend"),
      key(widths, "Thicker: more statements"),
      sizeChoice(sizes),
      key(svg(28, "sample shape", ["path", { d: OUTLINES.dot, fill: "currentColor" }], ["path", { d: OUTLINES.dot, transform: "translate(12)" }]), "Filled: acts; hollow: acted upon"),
      key(el("span", { class: "hull" }), "Shaded: linked closely"),
      ...data.camps.map((camp, i) => key(campBadge(i), el("span", {}, "Camp: ", name(standsFor(camp))))),
      el("button", { type: "button", class: "link small", onclick: openKeys }, "Keys")
    );
  }
  function reset() {
    begin();
    state.many = FIRST;
    state.added.clear();
    refresh();
  }
  function buildRail() {
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
      ...sections.slice(0, 2),
      confidenceSection(),
      ...sections.slice(2),
      legendSection()
    );
  }
  function paintRail({ statements, counts: counts2 }) {
    if (stale.rail) buildRail();
    const { parts: parts2, options } = rail;
    parts2.shown.textContent = statements.size.toLocaleString("en");
    parts2.of.textContent = `of ${plural(countable(), "statement")}`;
    parts2.reset.hidden = atOpening();
    parts2.level.textContent = limits.confidence ? `at least ${Math.round(100 * limits.confidence)}%` : "any";
    parts2.confidence.value = limits.confidence;
    for (const { facet, value, box, count: count2, row: row2 } of options) {
      const left = counts2[facet].get(value)?.size ?? 0;
      box.checked = !excluded[facet].has(value);
      count2.textContent = left.toLocaleString("en");
      row2.classList.toggle("none", !left);
    }
  }
  function openRail(open) {
    byId("rail").classList.toggle("open", open);
    byId("drawer").setAttribute("aria-expanded", String(open));
  }

  // reviewing.js
  var DECIDED = { reject: "Wrong", flip: "Wrong side", right: "Right", rename: "Renamed", same: "Same" };
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
  function less(change2) {
    change2();
    report("Taken back.");
    openCorrections();
  }
  var takeBackAll = () => less(() => decideAll(/* @__PURE__ */ new Map()));
  function decisionItem(decision) {
    const { action, why } = decision;
    return el(
      "li",
      {},
      el("b", {}, DECIDED[action]),
      el("div", {}, subjectOf(decision), why && el("p", { class: "muted" }, name(why))),
      el("button", { type: "button", class: "link", onclick: () => less(() => takeBack(decision)) }, "Take back")
    );
  }
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
    openSheet(
      countText(),
      decisions.length ? el("ol", { class: "decisions" }, ...decisions.map(decisionItem)) : el("p", { class: "muted nothing" }, "None any more."),
      el(
        "div",
        { class: "feet" },
        ...historyButtons(),
        decisions.length > 1 && el("button", { type: "button", class: "plain", onclick: takeBackAll }, "Take all back"),
        decisions.length > 0 && el("button", { type: "button", class: "plain main", onclick: file }, "Save corrections.csv")
      ),
      decisions.length > 0 && el("p", { class: "muted" }, "Then run ", el("code", {}, "kg correct FOLDER --from corrections.csv"), ": it changes the graph and makes this page anew. Camps, sizes and places follow then."),
      el("p", { class: "muted small" }, decided.kept ? "Kept in this browser until then." : "Kept only until this page is closed: the browser stores nothing for it.")
    );
  }
  function paintDecided() {
    const { now, past, future } = decided;
    byId("decided").hidden = !now.size && !past.length && !future.length;
    byId("corrections").replaceChildren(el("span", { class: "number" }, String(now.size)), el("span", { class: "noun" }, ` correction${now.size === 1 ? "" : "s"}`));
    byId("undo").setAttribute("aria-disabled", String(!past.length));
    byId("redo").setAttribute("aria-disabled", String(!future.length));
  }
  function buildSheets() {
    byId("corrections").addEventListener("click", openCorrections);
    byId("undo").addEventListener("click", () => stepBack());
    byId("redo").addEventListener("click", () => stepBack(true));
    byId("sheet").addEventListener("click", ({ target }) => target === byId("sheet") && byId("sheet").close());
  }
  function shortcut({ key, ctrlKey, metaKey, shiftKey }) {
    if (key === "?") openKeys();
    else if ((ctrlKey || metaKey) && key.toLowerCase() === "z") stepBack(shiftKey);
    else return false;
    return true;
  }

  // page.js
  function selectWhat(selected, { reveal: bring = false } = {}) {
    const held = within();
    state.selected = selected;
    if (selected) disclose(selected);
    pushAddress();
    refresh();
    if (held || within()) fit();
    else if (bring) reveal();
    else if (!selected && plan.on && narrow()) fit();
  }
  function hold(depth) {
    state.depth = depth;
    refresh();
    fit();
  }
  var depths = () => byId("depth").children;
  function paintDepth() {
    byId("depth").hidden = !state.selected || bundled(state.selected);
    for (const button of depths()) button.setAttribute("aria-pressed", String(Number(button.value) === state.depth));
  }
  function paintAll() {
    const left = filtered();
    paintDecided();
    paintRail(left);
    paintSizes();
    paintTimeline(left);
    paintDepth();
    paintCanvas({ ...left, edges: nearby(left.edges) });
    keepAddress();
    paintPanel(left.edges);
    if (state.view === "list") paintList(left.edges);
    if (state.view === "matrix") paintMatrix(left.edges);
    if (state.view === "periods") paintPeriods();
    const empty = byId("empty");
    empty.hidden = left.statements.size > 0;
    if (!empty.hidden) {
      empty.replaceChildren(...data.edges.length ? [el("h2", {}, "No statement passes the filters"), el("button", { type: "button", class: "link", onclick: reset }, "Reset the filters")] : [el("h2", {}, "No statements were found"), el("p", {}, "The documents name nobody who takes a stance towards anybody.")]);
    }
  }
  var VIEWS = { graph: "stage", matrix: "matrix", periods: "periods", list: "list" };
  function lookAt(view) {
    state.view = view;
    for (const [known, room] of Object.entries(VIEWS)) {
      byId(room).hidden = known !== view;
      byId(`as-${known}`).setAttribute("aria-pressed", String(known === view));
    }
    refresh();
  }
  function keys(event) {
    const typing = event.target.matches("input[type=text]");
    if (!typing && shortcut(event)) event.preventDefault();
    else if (byId("sheet").open) return;
    else if (event.key === "Escape" && openExports(false)) byId("export").focus();
    else if (event.key === "Escape") {
      byId("search").value = "";
      byId("search").blur();
      openRail(false);
      select(null);
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      byId("search").focus();
    }
  }
  function paintHead() {
    const [first, last] = data.published;
    const when = first && (first === last ? day(first) : `${day(first)} – ${day(last)}`);
    byId("title").textContent = data.title;
    byId("subtitle").textContent = data.subtitle || [plural(data.documents, "article"), when, plural(data.read, "statement")].filter(Boolean).join(", ");
  }
  function listen() {
    byId("theme").addEventListener("click", () => recolour(!isDark()));
    for (const view of Object.keys(VIEWS)) byId(`as-${view}`).addEventListener("click", () => look(view));
    byId("drawer").addEventListener("click", () => openRail(!byId("rail").classList.contains("open")));
    document.querySelector(".centre").addEventListener("pointerdown", () => openRail(false));
    byId("closer").addEventListener("click", () => zoom(1.3));
    byId("farther").addEventListener("click", () => zoom(1 / 1.3));
    for (const button of depths()) button.addEventListener("click", () => hold(Number(button.value)));
    byId("copy").addEventListener("click", copyLink);
    byId("fit").addEventListener("click", () => fit());
    for (const skip of document.querySelectorAll(".skip")) skip.addEventListener("click", (event) => {
      event.preventDefault();
      if (skip.hash === "#canvas") look("graph");
      byId(skip.hash.slice(1)).focus();
    });
    document.addEventListener("keydown", keys);
    window.addEventListener("hashchange", () => {
      if (atAddress()) return;
      pause();
      restore();
      look(state.view);
      if (within()) fit();
      else reveal();
    });
  }
  function start() {
    does({ refresh: paintAll, refreshPanel: () => paintPanel(filtered().edges), select: selectWhat, look: lookAt });
    paintHead();
    recall();
    sidesBegin();
    buildRail();
    buildSearch();
    buildTimeline();
    buildExports();
    buildSheets();
    buildCanvas();
    buildMatrix();
    const dark = followTheme(recolour);
    restore();
    setColours(dark);
    look(state.view);
    fit(false);
    drawn.network.once("afterDrawing", () => requestAnimationFrame(() => performance.mark("picture")));
    byId("as-periods").hidden = calendar.periods.length < 2;
    byId("copy").hidden = location.protocol === "about:";
    listen();
    offerHooks();
  }
  async function main() {
    const stored = byId("data");
    fill(JSON.parse("packed" in stored.dataset ? await unpacked(stored.textContent) : stored.textContent));
    buildFilters();
    buildSizes();
    buildGroups();
    start();
  }
  main();
})();
