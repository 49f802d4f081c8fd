// Where things lie on the map, apart from any page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { kilometres, nearestOf, projection, readPlace, stepped, usualRadius, written } from "../../app/pages/static/map-geometry.js";

const LIES = projection({ west: "3", north: "54", scale: "200", squeeze: "0.6" });
const UTRECHT = { lat: 52.0907, lon: 5.1214 };
const GRONINGEN = { lat: 53.2194, lon: 6.5665 };

const near = (value, expected, margin) =>
  assert.ok(Math.abs(value - expected) <= margin, `${value} is not within ${margin} of ${expected}`);

test("the upper left corner is where the picture begins", () => {
  assert.deepEqual(LIES.toPicture({ lat: 54, lon: 3 }), { x: 0, y: 0 });
  assert.deepEqual(LIES.toPicture({ lat: 53, lon: 4 }), { x: 120, y: 200 });
});

test("a spot is taken back to the place it stands for", () => {
  const { lat, lon } = LIES.toPlace(LIES.toPicture(UTRECHT));
  near(lat, UTRECHT.lat, 1e-9);
  near(lon, UTRECHT.lon, 1e-9);
});

test("a distance is as wide as it is on the ground", () => {
  const { rx, ry } = LIES.reach(111.195, 60);
  near(ry, 200, 0.001);
  near(rx, 240, 0.001); // at 60 degrees a degree of longitude is half as long
});

test("kilometres are those of the great circle", () => {
  near(kilometres(UTRECHT, GRONINGEN), 158.9, 0.5); // by the haversine formula on the same sphere
  assert.equal(kilometres(UTRECHT, UTRECHT), 0);
});

test("a drag counts as the usual distance nearest to it", () => {
  const asked = [0, 7, 8, 14, 24, 26, 44, 74, 76, 400];
  assert.deepEqual(asked.map(usualRadius), [5, 5, 10, 10, 20, 30, 50, 50, 100, 100]);
});

test("a place is written to two decimals and read again", () => {
  assert.equal(written(UTRECHT), "52.09,5.12");
  assert.equal(written({ lat: 52, lon: 5.999 }), "52.00,6.00");
  assert.deepEqual(readPlace(" 52.09, 5.12 "), { lat: 52.09, lon: 5.12 });
  for (const name of ["Utrecht", "", "3511", "52.09"]) assert.equal(readPlace(name), null);
});

test("the nearest of some spots, if there is any", () => {
  const spots = [{ x: 0, y: 0, name: "a" }, { x: 10, y: 10, name: "b" }];
  assert.equal(nearestOf(spots, { x: 7, y: 7 }).name, "b");
  assert.equal(nearestOf([], { x: 7, y: 7 }), null);
});

test("an arrow key moves a step and never out of the picture", () => {
  const size = { width: 100, height: 50 };
  assert.deepEqual(stepped({ x: 20, y: 20 }, "ArrowRight", 10, size), { x: 30, y: 20 });
  assert.deepEqual(stepped({ x: 20, y: 20 }, "ArrowUp", 10, size), { x: 20, y: 10 });
  assert.deepEqual(stepped({ x: 5, y: 20 }, "ArrowLeft", 10, size), { x: 0, y: 20 });
  assert.deepEqual(stepped({ x: 5, y: 45 }, "ArrowDown", 10, size), { x: 5, y: 50 });
  assert.equal(stepped({ x: 5, y: 45 }, "Tab", 10, size), null);
});
