import assert from "node:assert/strict";
import test from "node:test";

import { announced, moved } from "../../app/pages/static/combobox.js";

// [key, active, of three suggestions] -> the next; -1 is the field.
const MOVES = [
  ["ArrowDown", -1, 0], ["ArrowDown", 0, 1], ["ArrowDown", 2, 0],
  ["ArrowUp", -1, 2], ["ArrowUp", 2, 1], ["ArrowUp", 0, 2],
  ["Home", 1, -1], ["End", 1, -1], ["ArrowLeft", 1, -1], ["ArrowRight", 1, -1],
  ["a", 1, undefined], ["Tab", 1, undefined], ["PageDown", 1, undefined],
];

for (const [key, active, expected] of MOVES) {
  test(`${key} from ${active} leads to ${expected}`, () => assert.equal(moved(key, active, 3), expected));
}

test("with one suggestion both arrows lead to it", () => {
  assert.deepEqual([moved("ArrowDown", 0, 1), moved("ArrowUp", 0, 1)], [0, 0]);
});

test("the list is told in words", () => {
  const of = (count, type) => announced(Array.from({ length: count }, () => ({ type })));
  assert.deepEqual([of(0), of(1, "word"), of(3, "place")], ["", "1 suggestie", "3 suggesties"]);
  assert.deepEqual([of(1, "earlier"), of(8, "earlier")], ["1 eerdere zoekvraag", "8 eerdere zoekvragen"]);
});
