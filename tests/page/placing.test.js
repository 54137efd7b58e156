import assert from "node:assert/strict";
import { test } from "node:test";
import { LETTER, graph } from "./small.js";
import { bendLines, midway } from "../../kg/view/page/bends.js";
import { hull } from "../../kg/view/page/hulls.js";
import { cut, textBox } from "../../kg/view/page/measure.js";
import { arrangeFreely, arrangeSides, titleOf } from "../../kg/view/page/placing.js";
import { distances, gridded, spread } from "../../kg/view/page/spreading.js";
import { buildSizes, sizeBy } from "../../kg/view/page/sizes.js";
import { data, nodes } from "../../kg/view/page/data.js";
import { overlap, vacant } from "../../kg/view/page/vacant.js";

const ROOM = { width: 900, height: 600 };
const IDS = Array.from({ length: 24 }, (_, i) => `name ${i}`);
const DAY = ["2025-01-01"];
const camp = (target, side, ids) => ({ about: [[target, side]], targets: [target], more: false, members: ids.map((id) => ({ id })) });

function names() {
  graph(IDS.map((id, i) => [id, "supports", i % 2 ? "accord" : "a tax that has a very long name and is told of in every article", i % 2 ? 1 : -1, DAY]),
    { camps: [camp("accord", 1, IDS.slice(0, 8)), camp("a tax that has a very long name and is told of in every article", -1, IDS.slice(8, 16))] });
}
const boxOf = ({ x, y }, { width, height }) => ({ x: x - width / 2, y: y - height / 2, width, height });
const apart = (boxes) => boxes.every((a, i) => boxes.slice(i + 1).every((b) => a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height));

test("text is cut to the width it has", () => {
  assert.equal(cut("short", 100, 12), "short");
  assert.equal(cut("a longer name", 8 * LETTER, 12), "a longe…");
  assert.equal(textBox("four").width, 4 * LETTER);
});

test("camps are columns, what is contested stands between them, the rest below", () => {
  names();
  const found = arrangeSides({ centre: ["accord"], camps: [IDS.slice(0, 8), IDS.slice(8, 16)], others: IDS.slice(16) }, ROOM);
  const [left, right] = found.camps;
  assert.equal(found.spots.size, 25);
  assert.ok(left.x === 0 && right.x + right.width === ROOM.width && left.x + left.width < right.x);
  for (const [camp, ids] of [[left, IDS.slice(0, 8)], [right, IDS.slice(8, 16)]]) {
    for (const { x, y } of ids.map((id) => found.spots.get(id))) assert.ok(x > camp.x && x < camp.x + camp.width && y > camp.y && y < camp.y + camp.height);
  }
  const { x } = found.spots.get("accord");
  assert.ok(x > left.x + left.width && x < right.x);
  assert.ok(IDS.slice(16).every((id) => found.spots.get(id).y > left.y + left.height && found.spots.get(id).y < ROOM.height));
  const rows = IDS.slice(0, 8).map((id) => found.spots.get(id).y);
  assert.ok(rows.every((y, i) => !i || y - rows[i - 1] >= 24), "names have a row each");
});

test("on a narrow canvas what is contested stands over the camps", () => {
  names();
  const { spots, camps } = arrangeSides({ centre: ["accord"], camps: [IDS.slice(0, 3), IDS.slice(3, 6)], others: [] }, { width: 360, height: 600 });
  assert.ok(spots.get("accord").y < camps[0].y);
});

test("the title of a camp has two lines at most, none wider than its room", () => {
  names();
  for (const width of [120, 200, 400]) {
    const lines = titleOf(1, width);
    assert.ok(lines.length <= 2 && lines.every((line) => LETTER * line.length <= width), String(lines));
  }
  assert.equal(titleOf(0, 400)[0], "A · For accord");
});

test("without camps no name covers another", () => {
  names();
  const ids = IDS.slice(0, 12);
  const lines = ids.slice(1).map((to) => ({ from: ids[0], to }));
  const spots = arrangeFreely(ids, lines, ROOM, new Map());
  assert.ok(apart([...spots.values()].map((spot) => boxOf(spot, { width: spot.room, height: 2 * spot.size }))));
  assert.deepEqual(arrangeFreely(ids, lines, ROOM, new Map()), spots, "the same each time");
});

test("steps between names", () => {
  const at = new Map([["a", 0], ["b", 1], ["c", 2], ["d", 3]]);
  assert.deepEqual(distances([...at.keys()], [{ from: "a", to: "b" }, { from: "c", to: "b" }], at)[0], [0, 1, 2, 3], "strangers are farthest");
});

test("boxes are pushed apart inside the room, or stand in a grid", () => {
  const points = Array.from({ length: 12 }, (_, i) => ({ x: i % 3, y: i % 2 }));
  const boxes = () => points.map(() => ({ width: 90, height: 30 }));
  const spots = spread(points, boxes(), ROOM);
  assert.ok(apart(spots.map((spot, i) => boxOf(spot, boxes()[i]))));
  assert.ok(spots.every(({ x, y }) => x >= 45 && x <= ROOM.width - 45 && y >= 15 && y <= ROOM.height - 15));
  const tight = boxes();
  const grid = gridded(points, tight, { width: 210, height: 50 });
  assert.ok(apart(grid.map((spot, i) => boxOf(spot, tight[i]))));
});

test("lines bend so that their middles are apart from names and from one another", () => {
  const spots = new Map([["a", { x: 100, y: 300, size: 10 }], ["b", { x: 800, y: 300, size: 10 }], ["c", { x: 450, y: 300, size: 10 }]]);
  const lines = [{ from: "a", to: "b" }, { from: "b", to: "a" }, { from: "a", to: "c" }].map((line) => ({ ...line, bend: 0 }));
  bendLines(lines, spots, ROOM);
  const middles = lines.map(({ from, to, bend }) => midway(spots.get(from), spots.get(to), bend));
  const gap = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
  middles.forEach((at, i) => {
    for (const spot of spots.values()) assert.ok(gap(at, spot) >= spot.size + 18);
    for (const other of middles.slice(i + 1)) assert.ok(gap(at, other) >= 18);
  });
  assert.deepEqual(midway({ x: 0, y: 0 }, { x: 10, y: 20 }, 0), { x: 5, y: 10 });
});

test("a name takes the first free place, and covers a node only if it is eminent", () => {
  const box = (x, y) => ({ x, y, width: 40, height: 16 });
  const canvas = { clientWidth: 200, clientHeight: 100 };
  const find = (boxes, written, covered, eminent = false) => vacant(boxes, { written, covered, eminent, canvas });
  assert.deepEqual(find([box(10, 10), box(80, 10)], [], []), box(10, 10));
  assert.deepEqual(find([box(10, 10), box(80, 10)], [box(20, 12)], []), box(80, 10));
  assert.deepEqual(find([box(10, 10), box(80, 10)], [], [box(20, 12)]), box(80, 10));
  assert.equal(find([box(180, 10)], [], []), undefined, "not over the end of the canvas");
  assert.equal(find([box(10, 10)], [], [box(20, 12)]), undefined);
  assert.deepEqual(find([box(10, 10)], [], [box(20, 12)], true), box(10, 10));
  assert.equal(find([box(10, 10)], [box(20, 12)], [], true), undefined, "never another name");
  assert.ok(overlap(box(0, 0), box(42, 0)) && !overlap(box(0, 0), box(44, 0)));
});

test("an outline holds all points", () => {
  const square = [{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 4 }, { x: 0, y: 4 }];
  const found = hull([...square, { x: 2, y: 2 }, { x: 2, y: 0 }]);
  assert.deepEqual(new Set(found.map(({ x, y }) => `${x},${y}`)), new Set(square.map(({ x, y }) => `${x},${y}`)));
});

test("the area of a node grows with its number", () => {
  graph([["Ada", "supports", "accord", 1, DAY], ["Ben", "supports", "accord", 1, DAY]]);
  Object.assign(data.sizes, { pagerank: [1000, 0, 250] });
  buildSizes();
  sizeBy("pagerank");
  assert.deepEqual(["Ada", "accord", "Ben"].map((id) => nodes.get(id).size), [18, 6, 12]);
});
