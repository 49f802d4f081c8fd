// The page of what is kept: drawn from the browser's storage, and asked again at the server whether it is still open.

import { closing } from "./closing.js";
import { EARLIER, MARKED, browserStorage, entries, keep, stated } from "./kept-store.js";
import { pressStars } from "./marked.js";

const AT_ONCE = 4;
const GONE = { text: "niet meer te vinden", closed: true };

const storage = browserStorage();
const assignments = document.getElementById("bewaarde-opdrachten");
const searches = document.getElementById("eerder-gezocht");
const told = document.getElementById("melding");
/** What the server said of an assignment on this visit, by id. */
const fresh = new Map();

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function removal(name, act) {
  const button = element("button", { type: "button", class: "button quiet kept-remove", "aria-label": `Haal weg: ${name}` }, "Haal weg");
  button.addEventListener("click", act);
  return button;
}

function change(key, list, message, heading) {
  told.textContent = keep(storage, key, list) ? message : "Dat lukt niet: de opslag van uw browser staat uit.";
  draw();
  pressStars();
  // The button that was pressed is gone; the reader goes on from the heading.
  document.getElementById(heading).focus();
}

function clearAll(key, what, heading) {
  const button = element("button", { type: "button", class: "button quiet", "aria-label": `Wis alles bij ${what}` }, "Wis alles");
  button.addEventListener("click", () => change(key, [], `Alles bij ${what} is gewist.`, heading));
  return button;
}

function markedRow(mark) {
  const found = fresh.get(mark.id);
  const state = found === null ? GONE : closing(mark, new Date());
  const title = element("a", { href: `/opdrachten/${encodeURIComponent(mark.id)}` }, mark.title);
  const line = [...(found?.organisation ? [found.organisation, " · "] : []), element("span", { class: state.closed ? "kept-closed" : "" }, state.text)];
  return element(
    "li",
    {},
    element("div", {}, element("h3", { class: "item-title" }, found === null ? mark.title : title), element("p", { class: "item-line" }, ...line)),
    removal(mark.title, () =>
      change(MARKED, entries(storage, MARKED).filter(({ id }) => id !== mark.id), `${mark.title} is weggehaald.`, "opdrachten-kop"),
    ),
  );
}

function searchRow(search) {
  return element(
    "li",
    {},
    element("a", { href: search.address }, search.words),
    removal(search.words, () =>
      change(EARLIER, entries(storage, EARLIER).filter(({ address }) => address !== search.address), `${search.words} is weggehaald.`, "zoekvragen-kop"),
    ),
  );
}

function fill(region, list, row, empty, clear) {
  region.replaceChildren(
    ...(list.length
      ? [element("ul", { class: "kept-list" }, ...list.map(row)), element("p", {}, clear)]
      : [element("p", { class: "quiet-text" }, empty)]),
  );
}

function draw() {
  fill(
    assignments,
    entries(storage, MARKED),
    markedRow,
    "U bewaart nog niets. Kies bij een opdracht de ster, dan staat zij hier.",
    clearAll(MARKED, "opdrachten", "opdrachten-kop"),
  );
  fill(
    searches,
    entries(storage, EARLIER),
    searchRow,
    "Uw laatste zoekvragen komen hier te staan.",
    clearAll(EARLIER, "eerder gezocht", "zoekvragen-kop"),
  );
}

/** Ask for one assignment; `null` where it is gone, nothing where the server cannot say. */
async function refresh({ id }) {
  try {
    const answer = await fetch(`/v1/assignments/${encodeURIComponent(id)}`, { headers: { Accept: "application/json" } });
    if (answer.status === 404) fresh.set(id, null);
    if (!answer.ok) return;
    const { title, deadline, deadlineAt, endDate, status, organisation } = await answer.json();
    fresh.set(id, { title, closes: deadlineAt ?? deadline ?? "", ends: endDate, status, organisation });
  } catch {
    // Without a connection the list shows what was known when it was kept.
  }
}

async function refreshAll() {
  const waiting = entries(storage, MARKED);
  const worker = async () => {
    for (let mark = waiting.shift(); mark; mark = waiting.shift()) await refresh(mark);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const current = entries(storage, MARKED).map((mark) => {
    const found = fresh.get(mark.id);
    if (!found) return mark;
    const { title, closes, ends, status } = found;
    return { id: mark.id, title: title || mark.title, closes, ...stated({ ends, status }) };
  });
  keep(storage, MARKED, current);
  if (!document.activeElement?.closest(".kept-list")) return draw();
  // Nothing is drawn anew under a reader's hands: the lines are put in place one by one.
  const rows = assignments.querySelectorAll("li");
  current.forEach((mark, index) => rows[index]?.firstElementChild.replaceWith(markedRow(mark).firstElementChild));
}

if (storage === null) told.textContent = "De opslag van uw browser staat uit, dus er kan niets bewaard worden.";
draw();
// Only now, so that nothing moves while they are filled.
for (const section of document.querySelectorAll(".kept section")) section.hidden = false;
pressStars();
window.addEventListener("storage", draw);
refreshAll();
