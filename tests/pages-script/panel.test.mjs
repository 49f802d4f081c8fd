import assert from "node:assert/strict";
import test from "node:test";

import { holds } from "../../app/pages/static/lists.js";
import { onlyPlaces, openAfter } from "../../app/pages/static/panel.js";

test("a name is found by any of its letters, without accents or capitals, in any order of the words", () => {
  assert.ok(holds("Coördinatie van zorg", "COORD"));
  assert.ok(holds("Coördinatie van zorg", "zorg coör"));
  assert.ok(holds("Fryslân", "slan"));
  assert.ok(holds("Jeugdwet", "  "));
  assert.ok(!holds("Jeugdwet", "jeugd wmo"));
});

test("a group stays as the reader had it, and opens for a new choice", () => {
  assert.equal(openAfter(undefined, { open: true, chosen: 1 }), true);
  assert.equal(openAfter({ open: false, chosen: 0 }, { open: true, chosen: 0 }), false);
  assert.equal(openAfter({ open: true, chosen: 1 }, { open: false, chosen: 0 }), true);
  assert.equal(openAfter({ open: false, chosen: 1 }, { open: true, chosen: 1 }), false);
  assert.equal(openAfter({ open: false, chosen: 0 }, { open: true, chosen: 1 }), true);
});

test("only what has a middle is suggested to measure from", () => {
  const items = [
    { text: "Utrecht", parameter: "province" },
    { text: "Zeeland", parameter: "province" },
    { text: "Uden", parameter: "place" },
    { text: "Urk", parameter: "gemeente" },
    { text: "utrechts" },
    { text: "Utrecht-West", parameter: "region" },
  ];
  assert.deepEqual(onlyPlaces(items, ["Groningen", "Utrecht"]).map(({ text }) => text), ["Utrecht", "Uden", "Urk"]);
});
