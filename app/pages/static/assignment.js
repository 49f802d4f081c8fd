// A fact and its words light up together, whichever of the two is pointed at or has the focus.

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

try {
  const last = sessionStorage.getItem(LAST_SEARCH);
  if (last?.startsWith("/") && !last.startsWith("//")) document.getElementById("terug").href = last;
} catch {
  // Without storage the link leads to all assignments.
}
