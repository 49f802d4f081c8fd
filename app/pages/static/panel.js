// The filters as a whole: what is open stays open when they are replaced, places are suggested, and on a narrow screen the
// panel closes with Escape.

import { combobox } from "./combobox.js";
import { enableLists, typeInLists, typedInLists } from "./lists.js";
import { enableRanges } from "./range.js";

/** Whether a group is open after a search: as the reader had it, but what holds a new choice is shown. */
export function openAfter(before, now) {
  return before === undefined ? now.open : before.open || now.chosen > before.chosen;
}

/** A selector of the same thing in a panel that takes this one's place; empty where there is none. */
export function selectorOf({ id, name, value, type, tagName, parentElement }) {
  if (id) return `#${CSS.escape(id)}`;
  if (type === "checkbox" || type === "radio") return `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`;
  return tagName === "SUMMARY" ? `#${CSS.escape(parentElement.id)} > summary` : "";
}

const groups = () => [...document.querySelectorAll("#filters details[id], .map details[id]")];
const read = (group) => ({ open: group.open, chosen: Number(group.dataset.chosen ?? 0) });

function readOpen(group) {
  const list = group.closest(".listed.finding");
  return { ...read(group), ...(list && { open: list.dataset.opened === "true" }) };
}

/** What the reader opened and typed, to be put back after the panel was replaced. */
export function stateOfPanel() {
  return {
    groups: new Map(groups().map((group) => [group.id, readOpen(group)])),
    typed: typedInLists(),
  };
}

/** Make a replaced panel as the reader had it. */
export function restorePanel(state) {
  for (const group of groups()) group.open = openAfter(state.groups.get(group.id), read(group));
  typeInLists(state.typed);
  suggestPlaces();
}

/** Of suggestions those with a middle to measure from: no province or region, but for `also`, that name a gemeente too. */
export function onlyPlaces(items, also) {
  return items.filter(({ parameter, text }) => ["place", "gemeente"].includes(parameter) || (parameter && also.includes(text)));
}

function suggestPlaces() {
  const field = document.getElementById("near");
  combobox(field, {
    within: () => [],
    choose: ({ text }) => {
      field.value = text;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    say: (text) => (document.getElementById("melding").textContent = text),
    id: "plaatsen",
    label: "Plaatsen",
    keep: (items) => onlyPlaces(items.filter(({ type }) => type === "place"), field.dataset.also.split("|")),
  });
}

/** Called once, when the page is there. */
export function enablePanel() {
  enableRanges();
  enableLists();
  suggestPlaces();
  document.addEventListener("keydown", (event) => {
    const shown = document.getElementById("filters-tonen");
    if (event.key !== "Escape" || event.defaultPrevented || !shown.checked) return;
    shown.checked = false;
    shown.focus();
  });
}
