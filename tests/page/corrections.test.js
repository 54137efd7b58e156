import assert from "node:assert/strict";
import { test } from "node:test";
import { graph } from "./small.js";
import { partsOf } from "../../kg/view/page/address.js";
import { decide, decideAll, gone, holds, turnable, walkHistory } from "../../kg/view/page/corrections.js";
import { edges, nodes } from "../../kg/view/page/data.js";
import { correctionsFile } from "../../kg/view/page/decisions.js";
import { clear, filtered } from "../../kg/view/page/filters.js";
import { find } from "../../kg/view/page/search.js";
import { decided } from "../../kg/view/page/state.js";

const HEAD = "correction,subject,value,why,who\n";
const verdict = (action, one, why = "") => ({ action, one, other: "", why });

function open() {
  graph([
    ["Ada", "supports", "accord", 1, ["2025-01-01"], ["2025-01-02"]],
    ["Ben", "opposes", "accord", -1, ["2025-01-01"]],
    ["Cem", "supports", "stance/s1.0", 1, ["2025-01-03"]],
    ["Ada", "says", "Ben", 0, ["2025-01-03"]],
  ]);
  clear();
}
const weights = () => Object.fromEntries([...filtered().edges].map(([id, keys]) => [id, keys.length]));

test("what is wrong counts no more, nor what is about it; undo and redo", () => {
  open();
  const before = weights();
  decide(verdict("reject", "s1.0"));
  assert.deepEqual(weights(), { e0: 2, e3: 1 });
  assert.ok(gone("s1.0") && gone("s2.0") && !gone("s0.0"));
  assert.ok(walkHistory(decided.past, decided.future));
  assert.deepEqual(weights(), before);
  assert.ok(walkHistory(decided.future, decided.past));
  assert.deepEqual(weights(), { e0: 2, e3: 1 });
  assert.ok(!walkHistory(decided.future, decided.past));
});

test("what is on the wrong side stands on the other line, drawn anew where there is none", () => {
  open();
  decide(verdict("flip", "s0.1"));
  assert.deepEqual([edges.get("e0").weight, edges.get("f:e0").weight, edges.get("f:e0").polarity, edges.get("f:e0").relation], [1, 1, -1, "opposes"]);
  decideAll(new Map());
  assert.deepEqual([edges.get("e0").weight, edges.get("f:e0").weight], [2, 0]);
  assert.ok(!turnable("s3.0"), "what has no side has no wrong one");
});

test("a name is called anew, and found by both names", () => {
  open();
  assert.deepEqual(find("ada").map(({ id }) => id), ["Ada"]);
  decide({ action: "rename", one: "Ada", other: "Ada Šíp", why: "" });
  assert.deepEqual([nodes.get("Ada").label, nodes.get("Ada").aliases], ["Ada Šíp", ["Ada"]]);
  for (const query of ["sip", "ada"]) assert.deepEqual(find(query).map(({ id }) => id), ["Ada"]);
  decideAll(new Map());
  assert.deepEqual([nodes.get("Ada").label, find("sip")], ["Ada", []]);
});

test("rows of the file", () => {
  open();
  assert.equal(correctionsFile(), HEAD);
  decide(verdict("reject", "s1.0", "he,\nnot she"));
  decide(verdict("right", "s0.0"));
  decide({ action: "rename", one: "Ada", other: "=Ada", why: "" });
  decide({ action: "same", one: "Ada", other: "Ben", why: "" });
  assert.equal(correctionsFile(), `${HEAD}reject,stance/s1.0,,"he, not she",\nright,stance/s0.0,,,\nrename,Ada,'=Ada,"""Ada""",\nsame,Ada,Ben,"""Ada"", ""Ben""",\n`);
  decide({ action: "same", one: "Ben", other: "Ada", why: "again" });
  assert.equal(decided.now.size, 4, "of decisions about one thing one stands");
});

test("of what the browser has kept only what holds here is taken", () => {
  open();
  for (const one of [verdict("reject", "s0.0"), verdict("flip", "s0.0"), { action: "rename", one: "Ada", other: "Eda", why: "" }]) assert.ok(holds(one));
  for (const one of [verdict("reject", "s9"), verdict("flip", "s3.0"), verdict("burn", "Ada"), { action: "rename", one: "Ada", other: " ", why: "" },
    { action: "same", one: "Ada", other: "Ada", why: "" }, { action: "rename", one: "Ada", other: 1, why: "" }]) assert.ok(!holds(one), JSON.stringify(one));
});

test("parts of an address", () => {
  const found = partsOf("#n=a%2Cb&no-kind=&source=x,y&UPPER=1&view&depth=%E0%A4%A&from=2025");
  assert.deepEqual([...found], [["n", ["a,b"]], ["no-kind", []], ["source", ["x", "y"]], ["from", ["2025"]]]);
});
