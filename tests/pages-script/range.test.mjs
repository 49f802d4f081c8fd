import assert from "node:assert/strict";
import test from "node:test";

import { inside, pointedAt, standing, stopped, told, typedFor } from "../../app/pages/static/range.js";

const HOURS = { start: 0, end: 48, step: 1 };
const RATE = { start: 30, end: 150, step: 5 };

test("a handle stops where the other stands, on a step of the axis", () => {
  assert.equal(stopped(20, 32, true, HOURS), 20);
  assert.equal(stopped(40, 32, true, HOURS), 32);
  assert.equal(stopped(10, 16, false, HOURS), 16);
  assert.equal(stopped(100, 82.5, true, RATE), 80);
  assert.equal(stopped(60, 82.5, false, RATE), 85);
});

test("at its own end of the axis a handle asks for nothing", () => {
  assert.equal(typedFor(0, true, HOURS), "");
  assert.equal(typedFor(48, false, HOURS), "");
  assert.equal(typedFor(48, true, HOURS), "48");
  assert.equal(typedFor(30, false, RATE), "30");
  assert.equal(typedFor(30, true, RATE), "");
});

test("a handle stands for what is typed, as far as the axis reaches", () => {
  assert.equal(standing("", true, RATE), 30);
  assert.equal(standing("", false, RATE), 150);
  assert.equal(standing("82.5", true, RATE), 82.5);
  assert.equal(standing("900", false, RATE), 150);
  assert.equal(standing("-", false, HOURS), 48);
});

test("a handle is told in Dutch", () => {
  const months = { says: "vanaf {} {unit}", free: "geen ondergrens", unit: "maand|maanden" };
  assert.equal(told("", months), "geen ondergrens");
  assert.equal(told("1", months), "vanaf 1 maand");
  assert.equal(told("2.5", months), "vanaf 2,5 maanden");
  assert.equal(told("5000", { ...months, says: "tot en met {} {unit}", unit: "euro|euro" }), "tot en met 5000 euro");
});

test("the part that is asked for lies true on the axis", () => {
  assert.deepEqual(inside(12, 24, HOURS, 200), { x: 50, width: 50 });
  assert.deepEqual(inside(30, 150, RATE, 200), { x: 0, width: 200 });
  assert.deepEqual(inside(24, 12, HOURS, 200), { x: 100, width: 0 });
});

test("a handle points into the bar on its own side", () => {
  assert.equal(pointedAt([0, 50, 100], 50, true), 1);
  assert.equal(pointedAt([0, 50, 100], 50, false), 0);
  assert.equal(pointedAt([20, 50], 10, true), -1);
});
