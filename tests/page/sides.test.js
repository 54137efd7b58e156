import assert from "node:assert/strict";
import { test } from "node:test";
import { graph } from "./small.js";
import { clear, filtered } from "../../kg/view/page/filters.js";
import { contested } from "../../kg/view/page/panels.js";
import { cast, expected, linesAmong, shared, sidesOf } from "../../kg/view/page/sides.js";

const DAY = ["2025-01-01"];
const LINES = [
  ["Ada", "supports", "accord", 1, DAY, DAY, DAY], ["Ben", "supports", "accord", 1, DAY], ["Cem", "opposes", "accord", -1, DAY, DAY],
  ["Cem", "praises", "accord", 1, DAY], ["Dora", "opposes", "accord", -1, DAY], ["police", "opposes", "accord", -1, DAY], ["Eve", "criticizes", "Ada", -1, DAY],
];
const CAMPS = [
  { about: [["accord", 1]], targets: ["accord"], more: false, members: [{ id: "Ada" }, { id: "Ben" }] },
  { about: [["accord", -1]], targets: ["accord"], more: false, members: [{ id: "Cem" }, { id: "Dora" }] },
];
function sides(options = { camps: CAMPS }) {
  graph(LINES, { kinds: { accord: "Topic", police: "Group" }, ...options });
  clear();
  return sidesOf(filtered().edges);
}

test("sides count statements of a pair, and holders of a target", () => {
  const { pairs, judged, given } = sides();
  assert.deepEqual([pairs.get("Cem,accord").for, pairs.get("Cem,accord").against], [1, 2]);
  assert.deepEqual([judged.get("accord").for.size, judged.get("accord").against.size], [3, 3]);
  assert.equal(given.get("Ada"), 3);
});

test("contested names stand in the middle, members in their camps, neighbours beside", () => {
  const found = cast(sides(), 30);
  assert.deepEqual(found.centre, ["accord"]);
  assert.deepEqual(found.camps, [["Ada", "Ben"], ["Cem", "Dora"]]);
  assert.deepEqual(found.others, ["Eve"], "a crowd that is told of once stands nowhere");
  assert.deepEqual(cast(sides(), 3).camps.map(({ length }) => length), [1, 1]);
  assert.deepEqual(cast(sides(), 3, ["Dora"]).camps[1], ["Cem", "Dora"], "what the reader wants is there in any case");
});

test("seats are shared as evenly as sizes allow", () => {
  assert.deepEqual(shared([10, 10], 6), [3, 3]);
  assert.deepEqual(shared([1, 20], 6), [1, 5]);
  assert.deepEqual(shared([2, 1], 9), [2, 1]);
  assert.deepEqual(shared([], 3), []);
});

test("a line of two opinions is of neither side", () => {
  const lines = new Map(linesAmong(new Set(["Ada", "Cem", "accord"]), sides()).map((line) => [line.cell, line]));
  assert.deepEqual([...lines.keys()].sort(), ["Ada,accord", "Cem,accord"]);
  assert.deepEqual([lines.get("Ada,accord").polarity, lines.get("Ada,accord").relation], [1, "supports"]);
  assert.deepEqual([lines.get("Cem,accord").polarity, lines.get("Cem,accord").relation], [0, "+1 −2"]);
  assert.ok(expected({ from: "Ada", to: "accord", polarity: 1 }));
  assert.ok(!expected({ from: "Ada", to: "accord", polarity: -1 }) && !expected({ from: "Eve", to: "Ada", polarity: -1 }));
});

test("what several judge and not all alike is contested", () => {
  sides();
  assert.deepEqual(contested(filtered().edges).map(([id]) => id), ["accord"]);
});
