import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { campLetter, standsFor } from "../../kg/view/page/camps.js";
import { cell } from "../../kg/view/page/csv.js";
import { objects, records, unpacked } from "../../kg/view/page/encoding.js";
import { day, folded, oneLine, plural, words } from "../../kg/view/page/words.js";

test("words, numbers and days", () => {
  assert.equal(words("withdrawsFrom"), "withdraws from");
  assert.deepEqual([plural(1, "name"), plural(0, "name"), plural(1200, "name")], ["1 name", "0 names", "1,200 names"]);
  assert.deepEqual(["2025-01-03", "2025-01", "2025", null].map(day), ["3 Jan 2025", "Jan 2025", "2025", "undated"]);
  assert.equal(folded("Élodie ŠÍP"), "elodie sip");
  assert.equal(oneLine(" one\r\n\ttwo\u0000three\uD800 "), "one two three\uFFFD");
});

test("camps", () => {
  assert.deepEqual([0, 25, 26].map(campLetter), ["A", "Z", "27"]);
  assert.equal(standsFor({ about: [["the accord", 1], ["the tax", -1]], more: true }), "For the accord, against the tax and more");
});

test("a cell keeps its text, and is no formula", () => {
  assert.deepEqual(['a "b"', "a,b", "a\nb", "plain", null, 0.5].map(cell), ['"a ""b"""', '"a,b"', '"a\nb"', "plain", "", "0.5"]);
  for (const text of ["=1+1", "+1", "-1", "@a", "'=1", "\t=1"]) assert.match(cell(text), /^"?'/);
});

test("columns become objects", async () => {
  const columns = { key: ["a", "b", "c"], kind: { of: ["x", "y"], at: [0, 1, 0] } };
  const rows = [{ key: "a", kind: "x" }, { key: "b", kind: "y" }, { key: "c", kind: "x" }];
  assert.deepEqual(objects(columns), rows);
  assert.deepEqual(objects({}), []);
  assert.deepEqual(records(columns).map((record) => record.whole()), rows);
  assert.equal(records(columns)[1].kind, "y");
  assert.equal(await unpacked(gzipSync('{"a":"ü"}').toString("base64")), '{"a":"ü"}');
});
