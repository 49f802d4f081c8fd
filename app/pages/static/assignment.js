// A fact and its words light up together, whichever of the two is pointed at or has the focus; copying and printing.

import { plainText, readPage } from "./copy.js";
import { pressStars } from "./marked.js";

const LAST_SEARCH = "laatste-zoekvraag";
const wide = matchMedia("(min-width: 58rem)");

function namesOf(target) {
  const holder = target instanceof Element ? target.closest("[data-facts]") : null;
  return { holder, names: holder ? holder.dataset.facts.split(" ") : [] };
}

function light({ holder, names }) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const name of names) {
    for (const element of document.querySelectorAll(`[data-facts~="${CSS.escape(name)}"]`)) {
      element.classList.add("lit");
    }
  }
  // Beside the text the facts scroll by themselves, so the fact is brought into sight without moving the text.
  if (wide.matches && holder?.classList.contains("words")) {
    document.getElementById(`feit-${names[0]}`)?.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("pointerover", ({ target }) => {
  const found = namesOf(target);
  light(found.holder ? found : namesOf(document.activeElement));
});
document.addEventListener("focusin", ({ target }) => light(namesOf(target)));
document.addEventListener("focusout", ({ relatedTarget }) => light(namesOf(relatedTarget)));

const address = () => location.origin + location.pathname;
const COPIES = {
  link: { text: address, told: "De link is gekopieerd." },
  tekst: { text: () => plainText(readPage(document, address())), told: "De opdracht is als tekst gekopieerd." },
};

document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-copy], [data-print]") : null;
  if (!button) return;
  if ("print" in button.dataset) return window.print();
  const { text, told } = COPIES[button.dataset.copy];
  const region = document.getElementById("melding");
  region.textContent = "";
  try {
    await navigator.clipboard.writeText(text());
    region.textContent = told;
  } catch {
    // Over plain http, or where the browser does not allow it.
    region.textContent = "Kopiëren lukt niet in deze browser. Kopieer het adres uit de adresbalk.";
  }
});

// Until here a choice would have done nothing, and said nothing.
for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.disabled = false;

try {
  const last = sessionStorage.getItem(LAST_SEARCH);
  if (last?.startsWith("/") && !last.startsWith("//")) document.getElementById("terug").href = last;
} catch {
  // Without storage the link leads to the search that the server was told of.
}
pressStars();
