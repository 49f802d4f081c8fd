// The search page with script: the same form and the same addresses, without reloading.

import { addressOf } from "./address.js";
import { combobox } from "./combobox.js";
import { EARLIER, browserStorage, entries, firstPage, keep, withSearch } from "./kept-store.js";
import { enablePanel } from "./panel.js";
import { currentAddress, isReplacing, overtake, showSearch } from "./results.js";

const WAIT_MS = 250;
const LAST_SEARCH = "laatste-zoekvraag";
const IN_PLACE = ["chips a", "search-link", "paging a", "empty a", "views a", "map a[id]"].map((kind) => `#resultaten .${kind}`).join(", ") + ", #filters a";

const form = document.getElementById("zoek");
const field = document.getElementById("q");
const filterSwitch = document.getElementById("filters-tonen");
let timer = 0;
let shown = currentAddress();

function rememberSearch() {
  try {
    sessionStorage.setItem(LAST_SEARCH, currentAddress());
  } catch {
    // Without storage the way back is the browser's own.
  }
  const { words } = document.querySelector(".results-head").dataset;
  if (!words) return;
  const search = { address: firstPage(currentAddress()), words, at: Date.now() };
  keep(browserStorage(), EARLIER, withSearch(entries(browserStorage(), EARLIER), search));
}

async function go(address, options) {
  if (!(await showSearch(address, options))) return;
  shown = currentAddress();
  rememberSearch();
  withMap();
}

/** The map has a script of its own, taken only where there is one. */
function withMap() {
  if (document.querySelector(".map")) import("./map.js");
}

/** The filters of the results in sight, so that no suggestion leads to nothing. */
const within = () => new URLSearchParams(document.querySelector(".results-head").dataset.within);

const earlier = () =>
  entries(browserStorage(), EARLIER).map(({ address, words }) => ({ text: words, type: "earlier", address }));

function choose(suggestion) {
  if (suggestion.address) {
    field.value = new URLSearchParams(suggestion.address.split("?")[1]).get("q") ?? "";
    go(suggestion.address);
  } else if (suggestion.parameter) {
    field.value = "";
    go(addressOf(form, [[suggestion.parameter, suggestion.value]]));
  } else {
    field.value = suggestion.text;
    go(addressOf(form));
  }
}

const say = (text) => (document.getElementById("melding").textContent = text);
const box = combobox(field, { within, earlier, choose, say });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(timer);
  box.close();
  const fromFilters = event.submitter?.id === "toon";
  await go(addressOf(form));
  if (fromFilters) {
    filterSwitch.checked = false;
    const total = document.getElementById("aantal");
    total.focus({ preventScroll: true });
    total.scrollIntoView({ block: "start" });
  }
});

document.addEventListener("change", ({ target }) => {
  if (isReplacing() || target.form !== form || target === field || !target.checkValidity()) return;
  // A distance to nowhere says nothing yet.
  if (target.name === "radiusKm" && !form.elements.near.value.trim()) return;
  // With something wrong elsewhere the search would end on a page that says so; the browser points at it here.
  if (!form.reportValidity()) return;
  clearTimeout(timer);
  // What is asked without this choice would take it back.
  overtake();
  // Radio buttons and spinners change many times in a row under the arrow keys.
  timer = setTimeout(() => go(addressOf(form)), target.type === "checkbox" ? 0 : WAIT_MS);
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest(IN_PLACE);
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  const paging = link.closest(".paging") !== null;
  field.value = new URLSearchParams(address.split("?")[1]).get("q") ?? "";
  await go(address);
  if (paging) {
    document.getElementById("aantal").focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: "instant" });
  }
});

window.addEventListener("popstate", () => {
  // A step within the page, such as the link to its content, asks for nothing new and must not move the focus.
  if (currentAddress() === shown) return;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  box.close();
  go(currentAddress(), { history: "none" });
});

enablePanel();
withMap();
rememberSearch();
