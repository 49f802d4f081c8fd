import assert from "node:assert/strict";
import test from "node:test";

import { closing } from "../../app/pages/static/closing.js";

// Ten o'clock in the morning, Dutch winter time.
const NOW = new Date("2026-03-10T09:00:00Z");

const CASES = [
  [{ closes: "2026-03-13" }, "sluit over 3 dagen", false],
  [{ closes: "2026-03-24" }, "sluit over 14 dagen", false],
  [{ closes: "2026-03-25" }, "sluit op 25 maart", false],
  [{ closes: "2027-01-15" }, "sluit op 15 januari 2027", false],
  [{ closes: "2026-03-10" }, "sluit vandaag", false],
  [{ closes: "2026-03-10T11:00:00Z" }, "sluit vandaag om 12.00 uur", false],
  [{ closes: "2026-03-11T16:00:00Z" }, "sluit morgen om 17.00 uur", false],
  [{ closes: "2026-03-10T08:30:00Z" }, "gesloten sinds vandaag 09.30 uur", true],
  [{ closes: "2026-03-09" }, "gesloten sinds gisteren", true],
  [{ closes: "2025-12-31" }, "gesloten sinds 31 december 2025", true],
  [{ closes: "2026-03-13", status: "closed" }, "gesloten", true],
  [{ closes: "", status: "closed" }, "gesloten", true],
  [{ closes: "" }, "sluitingsdatum niet genoemd", false],
  [{ closes: "", ends: "2026-03-09" }, "afgelopen sinds 9 maart 2026", true],
  [{ closes: "", ends: "2026-03-10" }, "sluitingsdatum niet genoemd", false],
  [{ closes: "", ends: "2026-03-09", status: "closed" }, "gesloten", true],
  [{ closes: "2026-03-13", ends: "2026-03-09" }, "sluit over 3 dagen", false],
  // A moment late in the evening in UTC is the next day here; in summer two hours are added.
  [{ closes: "2026-03-10T23:30:00Z" }, "sluit morgen om 00.30 uur", false],
  [{ closes: "2026-06-01T22:30:00Z" }, "sluit op 2 juni", false],
];

for (const [given, text, closed] of CASES) {
  test(`${JSON.stringify(given)}: ${text}`, () => assert.deepEqual(closing(given, NOW), { text, closed }));
}

test("days are counted over the night on which the clock is moved", () => {
  assert.equal(closing({ closes: "2026-03-30" }, new Date("2026-03-28T12:00:00Z")).text, "sluit over 2 dagen");
});
