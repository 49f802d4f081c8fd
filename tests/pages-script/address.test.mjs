import assert from "node:assert/strict";
import test from "node:test";

import { addressOf } from "../../app/pages/static/address.js";

// A form of the browser, as far as an address asks for one.
globalThis.FormData = class {
  constructor({ fields }) {
    return fields;
  }
};
const addressFor = (fields, extra) => addressOf({ fields, getAttribute: () => "/" }, extra);

const CASES = [
  ["an empty form leads to all assignments", [["q", ""], ["near", " "]], "/"],
  ["what everyone gets is not written", [["q", "wmo"], ["status", "open"], ["sort", "relevance"], ["kind", "assignment"]], "/?q=wmo"],
  ["a kind among others is", [["kind", "assignment"], ["kind", "vacancy"]], "/?kind=assignment&kind=vacancy"],
  ["a distance needs a place", [["radiusKm", "20"], ["sort", "distance"]], "/"],
  ["and goes with one", [["near", "Goes"], ["radiusKm", "20"], ["sort", "distance"]], "/?near=Goes&radiusKm=20&sort=distance"],
  ["words keep their signs", [["q", " jeugd & gezin "]], "/?q=jeugd+%26+gezin"],
  ["a filter may have many values", [["province", "Zeeland"], ["province", "Utrecht"]], "/?province=Zeeland&province=Utrecht"],
];

for (const [name, fields, expected] of CASES) test(name, () => assert.equal(addressFor(fields), expected));

test("further pairs stand behind the fields", () => {
  assert.equal(addressFor([["q", ""]], [["competency", "jeugdzorg"]]), "/?competency=jeugdzorg");
});
