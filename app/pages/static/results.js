// Shows another search without leaving the page: the same address, of which only the changed parts are taken.

const PARTS = ["filters", "resultaten"];
const KEPT_PAGES = 12;

let asked = null;
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
    return html;
  } catch (error) {
    if (mine.signal.aborted) return null;
    throw error;
  }
}

/** What the reader has open and where the focus is, to be put back after the parts were replaced. */
function stateOfParts() {
  const active = document.activeElement;
  const inside = PARTS.some((id) => document.getElementById(id).contains(active));
  return {
    open: [...document.querySelectorAll("#filters details[open], .map details[open]")].map((element) => element.id),
    focus: inside ? active.id : null,
    chip: inside && active.closest(".chips") !== null,
  };
}

function restore({ open, focus, chip }) {
  for (const id of open) {
    const element = document.getElementById(id);
    if (element) element.open = true;
  }
  if (focus === null) return;
  const target = (focus && document.getElementById(focus)) || (chip && document.querySelector(".chip"));
  (target || document.getElementById("aantal")).focus({ preventScroll: true });
}

function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}

function show(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const state = stateOfParts();
  for (const id of PARTS) {
    document.getElementById(id).replaceChildren(...next.getElementById(id).childNodes);
  }
  document.querySelector(".filter-label").textContent = next.querySelector(".filter-label").textContent;
  document.title = next.title;
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
  region.setAttribute("aria-busy", "true");
  try {
    const html = (how === "none" && pages.get(address)) || (await fetchPage(address));
    if (html === null) return false;
    if (how === "push" && address !== currentAddress()) history.pushState(null, "", address);
    show(html);
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
