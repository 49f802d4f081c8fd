// Suggestions while typing: an editable combobox with a list, as the ARIA Authoring Practices describe it.
// The focus stays in the field; aria-activedescendant tells which suggestion is meant.

const WAIT_MS = 120;
const SHORTEST = 2;
const MOST = 8;
/** So many are asked for where some of them are of another kind than wanted. */
const MOST_ASKED = 30;
const TYPES = { place: "plaats", competency: "competentie", organisation: "opdrachtgever", word: "" };

/**
 * Make `input` a combobox; `within` gives the filters to count under, `choose` is called with the suggestion that was
 * taken. `keep` takes those it wants from a list of suggestions.
 */
export function combobox(input, within, choose, { id = "suggesties", label = "Suggesties", keep } = {}) {
  const list = document.createElement("ul");
  list.id = id;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
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
    items = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...items.map((item, index) => optionOf(item, `${id}-${index}`)));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    asked?.abort();
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

  const keys = {
    ArrowDown: () => (list.hidden ? ask() : activate((active + 1) % items.length)),
    ArrowUp: () => !list.hidden && activate((active <= 0 ? items.length : active) - 1),
    Enter: () => {
      if (list.hidden || active < 0) {
        close();
        return false;
      }
      take(active);
    },
    Escape: () => {
      if (list.hidden) return false;
      close();
    },
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const act = event.isComposing ? undefined : keys[event.key];
    if (act && act() !== false) event.preventDefault();
  });
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
  for (const words of [text, TYPES[type] ?? "", String(count)]) {
    const span = document.createElement("span");
    span.textContent = words;
    option.append(span, " ");
  }
  return option;
}
