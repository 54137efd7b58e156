/* The strip of time below the graph: bars by period and stance, one for what has no date, two handles, a brush, and play.
   Where fewer than half of the statements have a date it is folded. */

import { refresh } from "./acts.js";
import { keepAddress } from "./address.js";
import { calendar } from "./calendar.js";
import { byId, el } from "./dom.js";
import { datedClaims, filtered, setSpan, wholeTime } from "./filters.js";
import { calm } from "./screen.js";
import { limits, state } from "./state.js";
import { day, plural } from "./words.js";

const STEP = [120, 700]; // milliseconds that a period is shown while time plays, at least and at most
const WHOLE = 20000; // milliseconds that all periods take, if the step allows
const FOLDED = 0.5; // of the statements must have a date, else the strip is folded
const time = { sliding: false, timer: null, bars: [], undated: 0 };
const lastPeriod = () => calendar.periods.length - 1;

const spanText = () => (limits.from === limits.to ? day(calendar.periods[limits.from]) : `${day(calendar.periods[limits.from])} – ${day(calendar.periods[limits.to])}`);

/** Sets the span `from`–`to`, places of periods, in either order. */
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

/** One period on: the end moves, and where the window slides its beginning, too. Says whether there is more. */
function step() {
  if (limits.to < lastPeriod()) span(limits.from + (time.sliding ? 1 : 0), limits.to + 1);
  else if (time.sliding) span(0, wholeTime() ? 0 : limits.to - limits.from);
  else span(limits.from, limits.from);
  return limits.to < lastPeriod();
}

export function pause() {
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

/** Plays or pauses; where the reader wants no motion, goes one period on instead. */
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

/** Choosing a span with the pointer on the bars; a click chooses one period. */
function brush(area) {
  const at = ({ clientX }) => {
    const { left, width } = area.getBoundingClientRect();
    return Math.max(0, Math.min(lastPeriod(), Math.floor((calendar.periods.length * (clientX - left)) / width)));
  };
  let start = null;
  area.addEventListener("pointerdown", (event) => {
    pause();
    area.setPointerCapture(event.pointerId);
    start = at(event);
    span(start, start);
  });
  area.addEventListener("pointermove", (event) => start !== null && span(start, at(event)));
  for (const end of ["pointerup", "pointercancel"]) area.addEventListener(end, () => (start = null));
}

export function buildTimeline() {
  const strip = byId("timeline");
  strip.hidden = calendar.periods.length < 2;
  if (strip.hidden) return;
  const tallies = calendar.periods.map(() => 0);
  for (const { period } of datedClaims()) {
    if (period < 0) time.undated += 1;
    else tallies[period] += 1;
  }
  time.highest = Math.max(...tallies, 1); // of all statements, so that bars shrink with the filters
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
  time.all = el("button", { type: "button", class: "link small", onclick: () => { pause(); span(0, lastPeriod()); } }, "All");
  const track = el("div", { class: "track" }, area, time.from, time.to);
  track.style.setProperty("--periods", calendar.periods.length);
  strip.classList.toggle("dense", calendar.periods.length > 60);
  time.none = el("span", { class: "number" });
  const bar = el("i", { class: "undated", "aria-hidden": "true", title: `${plural(time.undated, "statement")} without a date` });
  bar.style.height = `${Math.max(5, Math.min(100, (100 * time.undated) / time.highest))}%`;
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

/** Hides the strip behind a line that says how many statements have a date. */
function fold(strip) {
  const inner = [...strip.children];
  const open = el("button", { type: "button", class: "link small", "aria-expanded": "false", onclick: () => {
    const folded = inner[0].hidden;
    for (const one of inner) one.hidden = !folded;
    open.setAttribute("aria-expanded", String(folded));
  } }, `Time: ${(datedClaims().length - time.undated).toLocaleString("en")} of ${plural(datedClaims().length, "statement")} have a date`);
  for (const one of inner) one.hidden = true;
  strip.prepend(open);
}

export function paintTimeline({ counts }) {
  if (!time.bars.length) return;
  const of = (period, polarity) => counts.time.get(`${period} ${polarity}`)?.size ?? 0;
  const tallies = calendar.periods.map((_, i) => [1, 0, -1].map((polarity) => of(i, polarity)));
  const highest = Math.max(time.highest, ...tallies.map((tally) => tally.reduce((sum, n) => sum + n)));
  time.bars.forEach((bar, i) => {
    bar.classList.toggle("out", i < limits.from || i > limits.to);
    [...bar.children].forEach((part, j) => (part.style.height = `${(100 * tallies[i][j]) / highest}%`));
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
