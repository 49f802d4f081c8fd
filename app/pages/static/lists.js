// A field above a long list of options, to see only those that hold what is typed.

/** Lower case without accents, so that "coord" finds "Coördinatie". */
export function plainly(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

/** Whether a name holds every word that was typed, in any order. */
export function holds(name, typed) {
  const words = plainly(typed).split(/\s+/).filter(Boolean);
  const whole = plainly(name);
  return words.every((word) => whole.includes(word));
}

const FIELDS = ".listed .find input";

/** Show what the field asks for, and say how many that are. */
export function narrow(field) {
  const list = field.closest(".listed");
  const finding = field.value.trim() !== "";
  const more = list.querySelector(".more");
  if (more && finding !== list.classList.contains("finding")) {
    if (finding) list.dataset.opened = String(more.open);
    more.open = finding || list.dataset.opened === "true";
  }
  list.classList.toggle("finding", finding);
  const rows = [...list.querySelectorAll("li")];
  for (const row of rows) row.classList.toggle("lost", !holds(row.querySelector(".option-text").textContent, field.value));
  for (const section of list.querySelectorAll(".section")) {
    section.classList.toggle("lost", !section.querySelector("li:not(.lost)"));
  }
  const left = rows.filter((row) => !row.classList.contains("lost")).length;
  list.querySelector("output").textContent = finding ? `${left} van ${rows.length}` : "";
}

/** What is typed above the lists, by the id of the field. */
export function typedInLists() {
  return new Map([...document.querySelectorAll(FIELDS)].filter((field) => field.value).map((field) => [field.id, field.value]));
}

/** Type it again, after the lists were replaced. */
export function typeInLists(typed) {
  for (const [id, text] of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = text;
    narrow(field);
  }
}

/** The fields work from now on, also those that come on the page later. */
export function enableLists() {
  document.addEventListener("input", ({ target }) => {
    if (target.matches(FIELDS)) narrow(target);
  });
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (key !== "Escape" || !target.matches(FIELDS) || target.value === "") return;
    event.preventDefault();
    target.value = "";
    narrow(target);
  });
}
