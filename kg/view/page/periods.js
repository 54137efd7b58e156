/* The same picture small, once for each period: what is told when, and by whom. */

import { look, refresh } from "./acts.js";
import { calendar } from "./calendar.js";
import { fit } from "./camera.js";
import { TINTS } from "./camps.js";
import { edges, evidence, nodes } from "./data.js";
import { byId, el, focused, svg } from "./dom.js";
import { allTime, filtered, setSpan, wholeTime } from "./filters.js";
import { POLARITY } from "./signs.js";
import { limits } from "./state.js";
import { day, plural } from "./words.js";

const PANELS = 12; // at most
const SIZES = { 10: [1, 7, 28, 84], 7: [1, 3, 6, 12, 24, 60, 120], 4: [1, 2, 5, 10, 20, 50, 100] }; // periods in a panel
const RIM = 24; // pixels free around the picture, which is `MINIATURE` wide or high
const MINIATURE = 1000;
const DENSE = 300; // nodes from which on dots and lines are finer

/** A day, month or year as a number of its kind; weeks so begin on Mondays, quarters in January. */
function periodNumber(period) {
  const [year, month] = period.split("-").map(Number);
  return calendar.unit === 4 ? year : calendar.unit === 7 ? 12 * year + month - 1 : Number(new Date(period)) / 864e5 + 3;
}

/** The spans of time that have a panel, each from one place in `periods` to another: those in which something is told. */
function spans(told) {
  for (const size of [...SIZES[calendar.unit], Infinity]) {
    const found = Map.groupBy(calendar.periods.keys(), (place) => Math.floor(periodNumber(calendar.periods[place]) / size));
    const spoken = [...found.values()].filter((places) => places.some((place) => told.has(place)));
    if (spoken.length <= PANELS) return spoken.map((places) => ({ from: places[0], to: places.at(-1), size }));
  }
}

function spanName({ from, to, size }) {
  const [first, last] = [calendar.periods[from], calendar.periods[to]];
  if (calendar.unit === 7 && size === 3) return `Q${Math.ceil(first.slice(5) / 3)} ${first.slice(0, 4)}`;
  if (calendar.unit === 7 && size === 12) return first.slice(0, 4);
  return first === last ? day(first) : `${day(first)} – ${day(last)}`;
}

/** What passes all filters but that of time: edges with their statements, by the place of their date in `periods`; and
    how many have none there. */
function overTime() {
  const { edges: kept } = filtered(allTime());
  const place = new Map(calendar.periods.map((period, i) => [period, i]));
  const all = [...kept].flatMap(([id, statements]) => statements.map((key) => [id, key]));
  const told = Map.groupBy(all, ([, key]) => place.get(evidence.get(key).date?.slice(0, calendar.unit)));
  const unknown = new Set(told.get(undefined)?.map(([, key]) => key)).size;
  told.delete(undefined);
  return { told, kept, unknown };
}

/** The frame of all panels: where nodes stand that any edge touches. */
function miniatureFrame(kept) {
  const ids = [...new Set([...kept.keys()].flatMap((id) => [edges.get(id).from, edges.get(id).to]))];
  const ends = (of) => ids.reduce(([low, high], id) => [Math.min(low, nodes.get(id)[of]), Math.max(high, nodes.get(id)[of])], [Infinity, -Infinity]);
  const [[left, right], [top, bottom]] = [ends("x"), ends("y")];
  const scale = (MINIATURE - 2 * RIM) / Math.max(right - left, bottom - top, 1);
  const at = (id) => [(nodes.get(id).x - left) * scale + RIM, (nodes.get(id).y - top) * scale + RIM].map(Math.round);
  return { ids, at, width: (right - left) * scale + 2 * RIM, height: (bottom - top) * scale + 2 * RIM };
}

/** A panel's lines and dots: a path for each look, however many there are. */
function miniature({ ids, at, width, height }, lines) {
  const shown = [...new Set(lines)].map((id) => edges.get(id));
  const active = new Set(shown.flatMap(({ from, to }) => [from, to]));
  const dots = (some) => some.map((id) => `M${at(id)}h.1`).join("");
  const paths = [[dots(ids.filter((id) => !active.has(id))), "rest"]];
  for (const polarity of [0, 1, -1]) paths.push([shown.filter((edge) => edge.polarity === polarity).map(({ from, to }) => `M${at(from)}L${at(to)}`).join(""), `line ${POLARITY[polarity].style}`]);
  for (const [camp, some] of Map.groupBy(active, (id) => nodes.get(id).camp)) paths.push([dots(some), camp == null ? "dot" : `dot camp-${camp % TINTS}`]);
  const picture = svg(16, ids.length > DENSE ? "mini dense" : "mini", ...paths.filter(([d]) => d).map(([d, look]) => ["path", { d, class: look }]));
  picture.setAttribute("viewBox", `0 0 ${Math.round(width)} ${Math.round(height)}`);
  return picture;
}

function periodPanel(span, told, frame) {
  const inside = calendar.periods.slice(span.from, span.to + 1).flatMap((_, i) => told.get(span.from + i) ?? []);
  const count = (polarity) => new Set(inside.filter(([id]) => polarity == null || edges.get(id).polarity === polarity).map(([, key]) => key)).size;
  const sides = [1, -1, 0].map((polarity) => [POLARITY[polarity], count(polarity)]).filter(([, n]) => n);
  const chosen = limits.from === span.from && limits.to === span.to;
  const label = `${spanName(span)}: ${plural(count(), "statement")}, ${sides.map(([{ name: stance }, n]) => `${n} ${stance.toLowerCase()}`).join(", ")}`;
  return el("li", {}, el("button", { type: "button", class: "period", "aria-label": label, "aria-pressed": String(chosen), onclick: () => {
    setSpan(span.from, span.to);
    look("graph");
    fit(false);
    byId("canvas").focus();
  } },
  el("b", {}, spanName(span)), el("span", { class: "muted number" }, plural(count(), "statement")), miniature(frame, inside.map(([id]) => id)),
  el("span", { class: "sides number" }, ...sides.map(([{ sign, style }, n]) => el("span", { class: style }, `${sign} ${n}`)))));
}

export function paintPeriods() {
  const { told, kept, unknown } = overTime();
  const found = told.size ? spans(told) : [];
  const all = wholeTime() ? null : el("button", { type: "button", class: "link", onclick: () => {
    setSpan(allTime().from, allTime().to);
    refresh();
  } }, "All periods");
  const frame = miniatureFrame(kept);
  const at = [...byId("periods").querySelectorAll(".period")].indexOf(focused());
  byId("periods").replaceChildren(
    el("p", { class: "signs" }, el("span", { class: "muted" }, `Positions as in the graph. Choose a period to see it there.${unknown ? ` ${plural(unknown, "statement")} ${unknown === 1 ? "has" : "have"} no date.` : ""}`), all),
    el("ol", { class: "panels", "aria-label": "Periods with statements" }, ...found.map((span) => periodPanel(span, told, frame))));
  if (at >= 0) byId("periods").querySelectorAll(".period")[at]?.focus();
}
