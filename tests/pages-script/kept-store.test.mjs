import assert from "node:assert/strict";
import test from "node:test";

import {
  EARLIER, MARKED, MOST_EARLIER, MOST_MARKED, ONE_SEARCH_MS, browserStorage, entries, firstPage, keep, stated, toggled, withSearch,
} from "../../app/pages/static/kept-store.js";

/** Storage as a browser has it, holding one text under one key. */
function storageWith(key, text) {
  const held = new Map([[key, text]]);
  return {
    held,
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => held.set(name, value),
    removeItem: (name) => held.delete(name),
  };
}

const full = {
  getItem: () => null,
  setItem() {
    throw new DOMException("full", "QuotaExceededError");
  },
};
const mark = (id, closes = "2026-12-01") => ({ id, title: `Opdracht ${id}`, closes });
const search = (query, at) => ({ address: `/?${query}`, words: query, at });

test("what is kept is there again", () => {
  const storage = storageWith(MARKED, "[]");
  assert.equal(keep(storage, MARKED, [mark("a"), mark("b", "")]), true);
  assert.deepEqual(entries(storage, MARKED), [mark("a"), mark("b", "")]);
});

test("of an empty list nothing is left", () => {
  const storage = storageWith(EARLIER, "[1]");
  keep(storage, EARLIER, []);
  assert.equal(storage.held.size, 0);
});

for (const broken of ["{", "null", "3", '{"id":"a"}', '"[]"', ""]) {
  test(`broken storage is an empty list: ${broken}`, () => assert.deepEqual(entries(storageWith(MARKED, broken), MARKED), []));
}

test("of a list that is broken in part the rest is kept", () => {
  const list = [null, 1, mark("a"), { id: "b" }, { ...mark("c"), closes: "morgen" }, { ...mark("d"), title: "" }, { ...mark("e"), id: 5 }];
  assert.deepEqual(entries(storageWith(MARKED, JSON.stringify(list)), MARKED), [mark("a")]);
});

test("what is known of the end of an assignment is kept, and what is no day is none", () => {
  const over = { ...mark("a", ""), ends: "2026-11-01", status: "closed" };
  const list = [over, { ...mark("b"), ends: "ooit" }, { ...mark("c"), status: 5 }];
  assert.deepEqual(entries(storageWith(MARKED, JSON.stringify(list)), MARKED), [over]);
  assert.deepEqual(stated({ ends: null, status: "" }), {});
  assert.deepEqual(stated({ ends: "2026-11-01", status: undefined }), { ends: "2026-11-01" });
});

test("a search that leads to another site is passed over", () => {
  const list = ["//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "https://kwaad.example"].map((address) => ({ ...search("q=a", 1), address }));
  assert.deepEqual(entries(storageWith(EARLIER, JSON.stringify([...list, search("q=b", 1)])), EARLIER), [search("q=b", 1)]);
});

test("storage that is full or forbidden breaks nothing", () => {
  assert.equal(keep(full, MARKED, [mark("a")]), false);
  assert.equal(keep(null, MARKED, [mark("a")]), false);
  assert.deepEqual(entries(null, MARKED), []);
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new DOMException("forbidden", "SecurityError");
    },
  });
  assert.equal(browserStorage(), null);
});

test("no list grows without end", () => {
  const storage = storageWith(MARKED, "[]");
  keep(storage, MARKED, Array.from({ length: MOST_MARKED + 5 }, (_, at) => mark(String(at))));
  assert.equal(entries(storage, MARKED).length, MOST_MARKED);
});

test("a mark goes in front, and is taken out again", () => {
  const list = toggled([mark("a")], mark("b"));
  assert.deepEqual(list.map(({ id }) => id), ["b", "a"]);
  assert.deepEqual(toggled(list, mark("a", "2027-01-01")), [mark("b")]);
});

test("the last eight searches, the newest first, each once", () => {
  let list = [];
  for (let at = 0; at < 12; at += 1) list = withSearch(list, search(`q=${at % 10}`, at));
  assert.equal(list.length, MOST_EARLIER);
  assert.deepEqual(list.map(({ words }) => words), ["q=1", "q=0", "q=9", "q=8", "q=7", "q=6", "q=5", "q=4"]);
});

test("refining is one search, until some time has passed", () => {
  const list = withSearch([search("q=wmo", 0)], search("q=wmo&province=Zeeland", 1));
  assert.deepEqual(list.map(({ words }) => words), ["q=wmo&province=Zeeland"]);
  const later = withSearch(list, search("q=wmo&hoursMin=8", ONE_SEARCH_MS + 2));
  assert.deepEqual(later.map(({ words }) => words), ["q=wmo&hoursMin=8", "q=wmo&province=Zeeland"]);
});

test("a search is kept from its first page on", () => {
  assert.equal(firstPage("/?q=wmo&cursor=abc"), "/?q=wmo");
  assert.equal(firstPage("/?cursor=abc"), "/");
  assert.equal(firstPage("/?q=a+b&province=Zeeland"), "/?q=a+b&province=Zeeland");
});
