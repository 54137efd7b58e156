/* The right panel: the sentences behind an edge, the edges of a node, or where to begin. And the list of all. */

const MAIN = 5; // members of a camp that the opening names

function eyebrow(...children) {
  const close = state.selected && el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => select(null) }, "✕");
  return el("div", { class: "eyebrow" }, el("span", {}, ...children), close);
}

const party = (id) => el("button", { type: "button", onclick: () => select({ type: "node", id }, { reveal: true }) }, name(nodes.get(id).label));

/** The way to what has a page of its own, where this page is part of a site. */
const own = (id, text) => data.home && el("a", { href: data.home + "id/" + id.toWellFormed().split("/").map(encodeURIComponent).join("/") }, text);

/** Words of the sentence in their roles; where roles overlap, the cue shows over the parties. */
const part = ([text, roles]) => (roles ? el("mark", { class: roles, title: roles.replaceAll(" ", ", ") }, text) : text);

function badges(record) {
  const badge = (text, strong) => text ? el("li", { class: strong ? "strong" : "" }, text) : null;
  return el("ul", { class: "badges", "aria-label": "Assessment" },
    badge(record.negated && "negated", true),
    badge(record.certainty, record.certainty !== "certain"),
    badge(record.temporality === "future" && "future", true),
    badge(`confidence ${Math.round(100 * record.confidence)}%`),
    badge(record.speech_act && `act: ${record.speech_act}`),
    badge(record.attributed_to.length > 0 && `according to ${record.attributed_to.join(", according to ")}`),
    badge(`rule: ${record.rule}`));
}

/** The statement itself where it is not what its edge says: opposing a withdrawal is an edge to who withdraws, too. */
function origin(record, edge) {
  const said = [record.holder || "the document", words(record.relation), record.target];
  const drawnAs = [readName(edge.from), words(edge.relation), readName(edge.to)];
  return said.join() === drawnAs.join() ? null : el("p", { class: "source" }, "Stated: ", name(said[0]), ` ${said[1]} `, name(said[2]));
}

function card(key, edge) {
  const record = evidence.get(key);
  const headline = record.title || record.link || "no title";
  const source = record.link ? el("a", { href: record.link, target: "_blank", rel: "noopener noreferrer" }, name(headline)) : name(headline);
  return el("article", { class: gone(key) ? "card gone" : "card", id: `s-${key}`, tabindex: "-1" },
    el("blockquote", { dir: "auto" },
      record.before && el("span", { class: "context" }, record.before),
      el("q", {}, ...record.parts.map(part)),
      record.after && el("span", { class: "context" }, record.after)),
    el("p", { class: "source" }, record.publisher && el("b", {}, name(record.publisher)), record.publisher && " · ", day(record.date), " · ", source, data.home && " · ", own(`stance/${key}`, "statement")),
    origin(record, edge),
    badges(record),
    verdicts(key));
}

const markKey = () => el("p", { class: "marks", "aria-label": "Marks in the quotations" }, el("mark", { class: "holder" }, "who"), el("mark", { class: "cue" }, "the wording"), el("mark", { class: "target" }, "towards whom or what"));

function edgePanel(edge, kept) {
  const { name: stance, style, sign } = POLARITY[edge.polarity];
  const passing = kept.get(edge.id) ?? [];
  const hidden = edge.statements.length - passing.length;
  return [
    eyebrow(line(edge.polarity), `${stance} ${sign} · ${plural(edge.statements.length, "statement")}`),
    el("h2", {}, party(edge.from), " ", el("span", { class: `verb ${style}` }, words(edge.relation)), " ", party(edge.to)),
    markKey(),
    ...readable(edge, passing).map((key) => card(key, edge)),
    unfiltered(hidden),
  ];
}

/** How many statements the filters hide here, and the way to read them. */
function unfiltered(hidden) {
  const show = () => {
    clear();
    refresh();
  };
  return hidden ? el("p", { class: "lead" }, `${plural(hidden, "statement")} hidden by the filters. `, el("button", { type: "button", class: "link", onclick: show }, "Show")) : null;
}

function row(edge, other, kept) {
  const record = evidence.get(kept.get(edge.id)[0]);
  return el("button", { type: "button", class: "row", onclick: () => select({ type: "edge", id: edge.id }) },
    line(edge.polarity), el("span", {}, name(nodes.get(other).label)), el("span", { class: "muted small number" }, edge.weight > 1 ? `× ${edge.weight}` : day(record.date)),
    el("span", { class: "quote" }, name(record.parts.map(([text]) => text).join(""))));
}

function nodePanel(node, kept) {
  const groups = (heading, chosen, end) => {
    const byRelation = new Map();
    for (const edge of chosen) byRelation.set(edge.relation, [...(byRelation.get(edge.relation) ?? []), edge]);
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
    ...(node.camp == null ? [] : belonging(node)),
    ...nameChoices(node),
    aliases.length ? el("p", { class: "lead" }, "Also ", ...aliases.flatMap((alias, i) => [i ? ", " : "", name(alias)])) : null,
    data.home ? el("p", { class: "lead" }, own(node.id, "All that is said here, as a page")) : null,
    ...out, ...into,
    unfiltered(hidden),
  ];
}

/** What a place in a camp rests on: its sentences on what the camp is about, and how much they carry together. */
function basis(id, { targets }) {
  const lines = incident.get(id).filter(({ from, to, polarity }) => from === id && polarity && targets.includes(to));
  const records = [...new Set(lines.flatMap(({ statements }) => statements))].map((key) => evidence.get(key));
  if (!records.length) return "";
  const articles = new Set(records.map(({ source }) => source)).size;
  const right = records.reduce((sum, { confidence }) => sum + confidence, 0); // sentences read rightly, to be expected
  const strength = right >= 3 && articles > 1 ? "strong" : right >= 1.2 ? "fair" : "weak";
  return ` · ${strength}: ${plural(records.length, "sentence")} in ${plural(articles, "article")}`;
}

/** In which camp a name is, what that rests on, and since when. */
function belonging({ id, camp }) {
  const { turns } = data.camps[camp].members.find((member) => member.id === id);
  return [
    el("p", { class: "lead belonging" }, campBadge(camp), el("span", {}, name(standsFor(data.camps[camp])), basis(id, data.camps[camp]))),
    ...turns.map(({ who, side, target, since, firm }) => el("p", { class: "lead" }, name(who), ` was ${firm ? "" : "perhaps "}${side > 0 ? "for" : "against"} `, name(target), ` before ${day(since)}.`)),
  ];
}

/** A camp in two lines: what it stands for, and its main members. */
function campLines(camp, i) {
  const rest = camp.members.length - MAIN;
  return el("div", { class: "stand" }, campBadge(i), el("div", {},
    el("p", {}, el("b", {}, name(standsFor(camp)))),
    el("p", { class: "members" }, ...camp.members.slice(0, MAIN).map(({ id }) => el("button", { type: "button", class: "link", onclick: () => select({ type: "node", id }, { reveal: true }) }, name(nodes.get(id).label))),
      rest > 0 && el("span", {}, `and ${rest} more`))));
}

/** What at least two judge, some for and others against, most on the smaller side first, then most in all: as
    kg.network.contested orders it. Who is on each side counts once. */
function contested(kept) {
  const sides = new Map();
  for (const id of kept.keys()) {
    const { from, to, polarity } = edges.get(id);
    if (!sides.has(to)) sides.set(to, { "1": new Set(), "-1": new Set(), "0": new Set() });
    sides.get(to)[polarity].add(from);
  }
  const smaller = ([, found]) => Math.min(found[1].size, found[-1].size);
  const all = ([, found]) => found[1].size + found[-1].size;
  return [...sides].filter((one) => smaller(one) && new Set([...one[1][1], ...one[1][-1]]).size > 1).sort((a, b) => smaller(b) - smaller(a) || all(b) - all(a)
    || nodes.get(a[0]).label.localeCompare(nodes.get(b[0]).label));
}

const nameRow = (id, ...figures) => el("button", { type: "button", class: "row", onclick: () => select({ type: "node", id }, { reveal: true }) },
  shape(nodes.get(id).kind), el("span", {}, name(nodes.get(id).label)), el("span", { class: "muted number" }, ...figures));

function openingPanel(kept) {
  const disputed = contested(kept).slice(0, 3);
  return [
    eyebrow("Start here"),
    el("h2", {}, "Every line leads to its sentence"),
    el("p", { class: "lead" }, "Choose a line to read who said what, in the words of the source. Choose a name to see all its statements."),
    data.camps.length > 0 && el("h3", {}, "Camps"),
    ...data.camps.slice(0, 4).map(campLines),
    el("h3", {}, "In most statements"),
    ...ranked(kept).slice(0, data.camps.length ? 5 : 8).map(([id, count]) => nameRow(id, String(count))),
    disputed.length > 0 && el("h3", {}, "Most contested"),
    ...disputed.map(([id, found]) => nameRow(id, el("span", { class: "support" }, `+${found[1].size}`), " ", el("span", { class: "oppose" }, `−${found[-1].size}`))),
  ];
}

const bundlePanel = ({ type, id }, kept) => (type === "edge" ? tiePanel(edges.get(id), kept) : groupPanel(nodes.get(id), kept));

let painted; // what the panel is about

function paintPanel(kept) {
  const { selected } = state;
  const panel = byId("panel");
  const again = painted === selected; // then it stays as it is, but for what was decided
  const focused = document.activeElement?.closest("#panel"); // what was chosen here is gone when the next is painted
  const { act: acted } = document.activeElement?.dataset ?? {};
  const { scrollTop } = panel;
  painted = selected;
  panel.setAttribute("aria-live", again ? "off" : "polite");
  const content = !selected ? openingPanel(kept) : bundled(selected) ? bundlePanel(selected, kept) : selected.type === "edge" ? edgePanel(edges.get(selected.id), kept) : selected.type === "cell" ? cellPanel(selected.id, kept) : nodePanel(nodes.get(selected.id), kept);
  panel.replaceChildren(...content.filter(Boolean));
  if (focused) ((again && acted && panel.querySelector(`[data-act="${CSS.escape(acted)}"]`)) || panel).focus({ preventScroll: true });
  panel.classList.toggle("open", Boolean(selected));
  panel.scrollTop = again ? scrollTop : 0;
  const chosen = selected?.statement && byId(`s-${selected.statement}`);
  if (chosen && selected.type === "edge" && edges.get(selected.id).statements.length > 1) {
    chosen.classList.add("chosen");
    if (!again) chosen.scrollIntoView({ block: "nearest" });
  }
}

/** The statements that pass the filters, oldest first, each with the first edge that carries it. */
function paintList(kept) {
  const carriers = new Map();
  for (const [id, statements] of kept) for (const key of statements) if (!carriers.has(key)) carriers.set(key, id);
  const order = ([a], [b]) => (evidence.get(a).date ?? "9999").localeCompare(evidence.get(b).date ?? "9999") || (a < b ? -1 : 1);
  const rows = [...carriers].sort(order);
  const items = rows.slice(0, state.rows).map(([key, id]) => {
    const [record, edge] = [evidence.get(key), edges.get(id)];
    const current = state.selected?.statement === key || (!state.selected?.statement && state.selected?.id === id);
    return el("li", {}, el("button", { type: "button", "data-statement": key, "aria-current": String(current), onclick: () => select({ type: "edge", id, statement: key }) },
      line(edge.polarity), el("span", {}, name(nodes.get(edge.from).label)), el("span", { class: POLARITY[edge.polarity].style }, words(edge.relation)), el("span", {}, name(nodes.get(edge.to).label)),
      el("span", { class: "muted number" }, day(record.date)), el("span", { class: "muted" }, name(record.publisher))));
  });
  if (rows.length > state.rows) items.push(el("li", { class: "more" }, el("button", { type: "button", class: "link", onclick: () => { state.rows += ROWS; paintList(kept); } }, `Show more of ${plural(rows.length, "statement")}`)));
  const focused = document.activeElement?.dataset?.statement;
  byId("list").replaceChildren(el("ol", { "aria-label": "Statements" }, ...items));
  if (focused) byId("list").querySelector(`[data-statement="${focused}"]`)?.focus();
}
