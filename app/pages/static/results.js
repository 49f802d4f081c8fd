// Shows another search without leaving the page: the same address, of which only the changed parts are taken.

import { pressStars } from "./marked.js";
import { restorePanel, selectorOf, stateOfPanel } from "./panel.js";
import { released } from "./range.js";

const PARTS = ["filters", "resultaten"];
const KEPT_PAGES = 12;

let asked = null;
let replacing = false;
const pages = new Map();

function remember(address, html) {
  pages.delete(address);
  pages.set(address, html);
  if (pages.size > KEPT_PAGES) pages.delete(pages.keys().next().value);
}

/** Fetch a search page; `null` where a newer question overtook it. Throws on anything but a page of results. */
async function fetchPage(address) {
  asked?.abort();
  const mine = (asked = new AbortController());
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const html = await answer.text();
    remember(address, html);
    await released();
    return mine.signal.aborted ? null : html;
  } catch (error) {
    if (mine.signal.aborted) return null;
    throw error;
  }
}

/** Forget a question that is still on its way, because another follows. */
export function overtake() {
  asked?.abort();
}

/** Whether fields are being replaced: one that goes while the reader types in it tells of a change that nobody made. */
export const isReplacing = () => replacing;

/** The field in which the reader may be typing, and what it holds. */
function typing() {
  const { id, value, type, defaultValue } = document.activeElement;
  return ["text", "number"].includes(type) ? { id, value, defaultValue } : null;
}

/** What was typed since the search was asked for; `null` where nothing was. */
function typedSince(before) {
  const now = typing();
  if (!now) return null;
  return now.value === (before?.id === now.id ? before.value : now.defaultValue) ? null : now.value;
}

/** What the reader has open and where the focus is, to be put back after the parts were replaced. */
function stateOfParts(before) {
  const active = document.activeElement;
  const inside = PARTS.some((id) => document.getElementById(id).contains(active));
  return {
    panel: stateOfPanel(),
    typed: typedSince(before),
    focus: inside ? selectorOf(active) : null,
    chip: inside && active.closest(".chips") !== null,
  };
}

function restore({ panel, typed, focus, chip }) {
  restorePanel(panel);
  if (focus === null) return;
  const target = (focus && document.querySelector(focus)) || (chip && document.querySelector(".chip"));
  if (target && typed !== null) {
    target.value = typed;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    // The browser tells of no change where a script wrote the value.
    target.addEventListener("blur", () => target.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
  }
  (target || document.getElementById("aantal")).focus({ preventScroll: true });
}

function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}

function show(html, before) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const state = stateOfParts(before);
  replacing = true;
  for (const id of PARTS) {
    document.getElementById(id).replaceChildren(...next.getElementById(id).childNodes);
  }
  replacing = false;
  document.querySelector(".filter-label").replaceChildren(...next.querySelector(".filter-label").childNodes);
  // The view that the page's first line tells, by which the frame has its width.
  delete document.body.dataset.view;
  Object.assign(document.body.dataset, next.body.dataset);
  document.title = next.title;
  pressStars();
  restore(state);
  // What a reader sees above the list is said as well: how many, another spelling, a part of the words.
  const told = [...document.querySelectorAll("#aantal, #resultaten .told")];
  document.getElementById("melding").textContent = told.map((element) => plain(element.textContent)).join(". ");
}

/**
 * Show the search at `address`. `history` is "push" for a new question, "none" when going back or forward.
 * Where that cannot be done in place, the browser goes there itself.
 */
export async function showSearch(address, { history: how = "push" } = {}) {
  const region = document.getElementById("resultaten");
  const before = typing();
  region.setAttribute("aria-busy", "true");
  try {
    const html = (how === "none" && pages.get(address)) || (await fetchPage(address));
    if (html === null) return false;
    if (how === "push" && address !== currentAddress()) history.pushState(null, "", address);
    show(html, before);
    region.removeAttribute("aria-busy");
    return true;
  } catch {
    location.assign(address);
    return false;
  }
}

/** The address of the page as the links write it. */
export function currentAddress() {
  return location.pathname + location.search;
}
