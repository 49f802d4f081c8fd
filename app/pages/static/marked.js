// The stars: an assignment is kept in the browser, or no longer. One listener serves every star, also those that come later.

import { MARKED, MOST_MARKED, browserStorage, entries, keep, stated, toggled } from "./kept-store.js";

const TOLD_MS = 10_000;

/** Show on every star whether its assignment is kept, allow it, and show at the top of the page how many are. */
export function pressStars() {
  const ids = new Set(entries(browserStorage(), MARKED).map(({ id }) => id));
  for (const star of document.querySelectorAll(".star")) {
    star.setAttribute("aria-pressed", String(ids.has(star.dataset.mark)));
    star.disabled = false;
  }
  const count = document.getElementById("bewaard-aantal");
  if (count) count.textContent = ids.size ? ` (${ids.size})` : "";
}

/** Say what went wrong, where a reader sees and hears it. */
function tell(text) {
  document.querySelector(".toast")?.remove();
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "alert");
  toast.textContent = text;
  document.body.append(toast);
  setTimeout(() => toast.remove(), TOLD_MS);
}

document.addEventListener("click", ({ target }) => {
  const star = target instanceof Element ? target.closest(".star") : null;
  if (!star) return;
  const { mark: id, title, closes, ends, status } = star.dataset;
  const storage = browserStorage();
  const list = entries(storage, MARKED);
  if (list.length >= MOST_MARKED && !list.some((kept) => kept.id === id)) {
    tell(`U bewaart al ${MOST_MARKED} opdrachten. Haal er eerst een weg bij Bewaard.`);
  } else if (!keep(storage, MARKED, toggled(list, { id, title, closes, ...stated({ ends, status }) }))) {
    tell("Bewaren lukt niet: de opslag van uw browser is vol of staat uit.");
  }
  pressStars();
});

window.addEventListener("storage", pressStars);
// A page that comes back out of the browser's own memory may be older than what was kept since.
window.addEventListener("pageshow", pressStars);
pressStars();
