// Suggestions while typing: an editable combobox with a list, as the ARIA Authoring Practices describe it.
// The focus stays in the field; aria-activedescendant tells which suggestion is meant. An empty field offers what was
// searched for before.

const WAIT_MS = 120;
const SHORTEST = 2;
const MOST = 8;
/** So many are asked for where some of them are of another kind than wanted. */
const MOST_ASKED = 30;
const TYPES = { place: "plaats", competency: "competentie", organisation: "opdrachtgever", word: "", earlier: "eerder gezocht" };

/** Which suggestion of `count` a key leads to from `active`; -1 is the field itself, `undefined` a key of no meaning here. */
export function moved(key, active, count) {
  if (key === "ArrowDown") return (active + 1) % count;
  if (key === "ArrowUp") return (active <= 0 ? count : active) - 1;
  // The caret moves, so the reader is in the field again.
  return ["ArrowLeft", "ArrowRight", "Home", "End"].includes(key) ? -1 : undefined;
}

/** What is said when the list is there. */
export function announced(items) {
  if (items.length === 0) return "";
  const earlier = items[0].type === "earlier";
  if (items.length === 1) return earlier ? "1 eerdere zoekvraag" : "1 suggestie";
  return `${items.length} ${earlier ? "eerdere zoekvragen" : "suggesties"}`;
}

/**
 * Make `input` a combobox; `within` gives the filters to count under, `choose` is called with the suggestion that was
 * taken, `say` with what a screen reader should tell. `earlier` gives what is offered while the field is empty, `keep`
 * takes the suggestions that are wanted.
 */
export function combobox(input, { within, choose, say, earlier = () => [], id = "suggesties", label = "Suggesties", keep }) {
  const list = document.createElement("ul");
  list.id = id;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.autocomplete = "off";

  let items = [];
  let active = -1;
  let timer = 0;
  let asked = null;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(index) {
    // What is still on its way may not change the list under the reader's hands.
    clearTimeout(timer);
    asked?.abort();
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function take(index) {
    const item = items[index];
    close();
    choose(item);
  }

  function show(found) {
    const before = announced(list.hidden ? [] : items);
    items = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.setAttribute("aria-label", items[0]?.type === "earlier" ? "Eerder gezocht" : label);
    list.replaceChildren(...items.map((item, index) => optionOf(item, `${id}-${index}`)));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    if (announced(items) !== before) say(announced(items));
  }

  async function ask() {
    clearTimeout(timer);
    asked?.abort();
    const typed = input.value.trim();
    if (typed === "") return show(earlier());
    if (typed.length < SHORTEST) return close();
    const mine = (asked = new AbortController());
    try {
      const query = new URLSearchParams([["q", typed.slice(0, 200)], ["limit", String(keep ? MOST_ASKED : MOST)], ...within()]);
      const answer = await fetch(`/v1/suggestions?${query}`, { signal: mine.signal });
      if (!answer.ok) return close();
      const { items: found } = await answer.json();
      if (!mine.signal.aborted && document.activeElement === input) show(keep ? keep(found).slice(0, MOST) : found);
    } catch {
      // Typing goes on without suggestions; the search itself does not need them.
      if (!mine.signal.aborted) close();
    }
  }

  /** Open the list and go to its first or last suggestion. */
  async function open(key) {
    await ask();
    if (key && !list.hidden) activate(moved(key, -1, items.length));
  }

  function onKey(event) {
    const { key, altKey } = event;
    if (list.hidden) {
      if (key !== "ArrowDown" && !(key === "ArrowUp" && !altKey)) return;
      event.preventDefault();
      // With Alt the list opens and the reader stays in the field.
      open(altKey ? null : key);
    } else if (key === "Escape" || (key === "ArrowUp" && altKey)) {
      event.preventDefault();
      close();
    } else if (key === "Enter") {
      if (active < 0) return close();
      event.preventDefault();
      take(active);
    } else {
      const next = moved(key, active, items.length);
      if (next === undefined || (next < 0 && active < 0)) return;
      activate(next);
      if (next >= 0) event.preventDefault();
    }
  }

  input.addEventListener("input", () => {
    // Typing goes on in the field; what was pointed at belongs to the words of before.
    if (active >= 0) activate(-1);
    clearTimeout(timer);
    timer = setTimeout(ask, input.value.trim() === "" ? 0 : WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && !event.ctrlKey && !event.metaKey) onKey(event);
  });
  for (const kind of ["focus", "click"]) {
    input.addEventListener(kind, () => list.hidden && input.value.trim() === "" && show(earlier()));
  }
  input.addEventListener("blur", close);
  // A press must not take the focus from the field before the click is there.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const index = [...list.children].indexOf(event.target.closest("li"));
    if (index >= 0) take(index);
  });
  return { close };
}

function optionOf({ text, type, count }, id) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  for (const words of [text, TYPES[type] ?? "", count === undefined ? "" : String(count)].filter((words, at) => words || at === 0)) {
    const span = document.createElement("span");
    span.textContent = words;
    option.append(span, " ");
  }
  if (count !== undefined) {
    const unit = document.createElement("span");
    unit.className = "visually-hidden";
    unit.textContent = count === 1 ? "opdracht" : "opdrachten";
    option.append(unit);
  }
  return option;
}
