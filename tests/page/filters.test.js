import assert from "node:assert/strict";
import { test } from "node:test";
import { graph } from "./small.js";
import { buildCalendar, calendar } from "../../kg/view/page/calendar.js";
import { edges, evidence } from "../../kg/view/page/data.js";
import { atFirst, clear, countable, filtered, standsOn } from "../../kg/view/page/filters.js";
import { nearby, ranked } from "../../kg/view/page/selection.js";
import { excluded, limits, state } from "../../kg/view/page/state.js";

const LINES = [
  ["Ada", "supports", "accord", 1, ["2025-01-01", 0.9], ["2025-01-03", 0.4, "b.md"]],
  ["Ben", "opposes", "accord", -1, ["2025-01-02", 0.8]],
  ["Cem", "says", "Ada", 0, [null, 0.7]],
];
const kept = () => [...filtered().edges].map(([id, keys]) => [id, keys.length]);
const sizes = (facet) => Object.fromEntries([...filtered().counts[facet]].map(([value, { size }]) => [value, size]));

test("time is cut into days, months or years", () => {
  const cut = (...dates) => (buildCalendar(dates), [calendar.unit, calendar.periods.length]);
  assert.deepEqual(cut("2025-03-01", "2025-01-01", null), [10, 60]);
  assert.deepEqual(cut("2025-01-01", "2025-03-05"), [7, 3]);
  assert.deepEqual(cut("2001-01-01", "2025-01-01"), [4, 25]);
  assert.deepEqual(cut("2024", "2025-01-01"), [4, 2]);
  assert.deepEqual(cut(...Array(9).fill("2025-01-01"), "2024"), [10, 1], "one date in ten may be less exact");
  assert.deepEqual(cut(), [4, 0]);
});

test("a page opens with who takes a side", () => {
  graph(LINES);
  assert.deepEqual([...atFirst.kinds], ["assertion"]);
  assert.deepEqual(kept(), [["e0", 2], ["e1", 1]]);
  graph([LINES[2]]);
  assert.deepEqual(kept(), [["e0", 1]], "unless all that is known is what was said");
});

test("a page opens with what is sure enough, unless nothing is", () => {
  graph(LINES, { least: 0.5 });
  assert.deepEqual(kept(), [["e0", 1], ["e1", 1]]);
  graph(LINES, { least: 0.95 });
  assert.equal(limits.confidence, 0);
});

test("counts of a facet are what it would have if left open", () => {
  graph(LINES);
  clear();
  excluded.polarity.add("-1");
  assert.deepEqual(kept(), [["e0", 2], ["e2", 1]]);
  assert.deepEqual(sizes("polarity"), { 1: 2, "-1": 1, 0: 1 });
  assert.deepEqual(sizes("source"), { "a.md": 2, "b.md": 1 });
  excluded.source.add("b.md");
  assert.deepEqual(sizes("polarity"), { 1: 1, "-1": 1, 0: 1 });
  assert.deepEqual(kept(), [["e0", 1], ["e2", 1]]);
});

test("a span of time lets only what is dated pass", () => {
  graph(LINES);
  clear();
  Object.assign(limits, { from: 1, to: 2 });
  assert.deepEqual(kept(), [["e0", 1], ["e1", 1]]);
  assert.equal(filtered().counts.time.get("0 1").size, 1, "of other periods there are counts, too");
});

test("a statement that stands on no line counts no more", () => {
  graph(LINES);
  clear();
  assert.equal(countable(), 4);
  standsOn("s1.0", []);
  assert.equal(countable(), 3);
  standsOn("s1.0", [edges.get("e1")]);
  assert.equal(countable(), 4);
  assert.equal(evidence.get("s1.0").whole().holder, "Ben");
});

test("names are ranked by statements, and held to what is near", () => {
  graph(LINES);
  clear();
  assert.deepEqual(ranked(filtered().edges), [["accord", 3], ["Ada", 3], ["Ben", 1], ["Cem", 1]].sort((a, b) => b[1] - a[1] || (a[0] === "Ada" ? -1 : 1)));
  Object.assign(state, { selected: { type: "node", id: "Cem" }, depth: 1 });
  assert.deepEqual([...nearby(filtered().edges).keys()], ["e2"]);
  state.depth = 2;
  assert.deepEqual([...nearby(filtered().edges).keys()], ["e0", "e2"]);
});
