// Two handles on a histogram: each stands for a number field, which alone is sent. They point at each other and never
// cross. A handle at its own end of the axis stands for no limit.

const FIGURE = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 6, useGrouping: false });
const AFTER_MS = 50;

/** The value at which a handle stops short of the other's `bound`, on the steps of the axis. */
export function stopped(value, bound, low, { start, step }) {
  if (low ? value <= bound : value >= bound) return value;
  const steps = (bound - start) / step;
  return start + (low ? Math.floor(steps) : Math.ceil(steps)) * step;
}

/** What the number field holds for a handle at `value`: nothing at its own end of the axis. */
export function typedFor(value, low, { start, end }) {
  return value === (low ? start : end) ? "" : String(value);
}

/** Where a handle stands for what is typed, which may be anything. */
export function standing(typed, low, { start, end }) {
  const value = Number.parseFloat(typed);
  return Number.isNaN(value) ? (low ? start : end) : Math.min(Math.max(value, start), end);
}

/** How a screen reader tells one end: `says` with the figure and `unit` ("maand|maanden"), or `free` without a limit. */
export function told(typed, { says, free, unit }) {
  const value = Number.parseFloat(typed);
  if (Number.isNaN(value)) return free;
  const [one, many] = unit.split("|");
  return says.replace("{}", FIGURE.format(value)).replace("{unit}", value === 1 ? one : many);
}

/** The part of a picture `width` wide that lies between two values. */
export function inside(low, high, { start, end }, width) {
  const across = (value) => Math.round((width * 10 * (value - start)) / (end - start)) / 10;
  return { x: across(low), width: Math.max(0, across(high) - across(low)) };
}

/** Which of the bars a handle points into, by their left edges and its place in the picture; -1 before the first. */
export function pointedAt(lefts, x, low) {
  return lefts.findLastIndex((left) => (low ? left <= x : left < x));
}

const axisOf = (handle) => ({ start: Number(handle.min), end: Number(handle.max), step: Number(handle.step) });
const isLow = (handle) => handle.classList.contains("low");
const fieldOf = (handle) => document.getElementById(handle.dataset.for);

function partsOf(element) {
  const root = element.closest(".group");
  const [low, high] = root.querySelectorAll(".handle");
  return { root, low, high, svg: root.querySelector(".bars"), line: root.querySelector(".bar-told") };
}

function draw({ root, low, high, svg }) {
  const axis = axisOf(low);
  const ends = [low, high].map((handle) => standing(fieldOf(handle).value, isLow(handle), axis));
  const part = inside(...ends, axis, svg.viewBox.baseVal.width);
  const cut = svg.querySelector("clipPath rect");
  cut.setAttribute("x", part.x);
  cut.setAttribute("width", part.width);
  for (const handle of [low, high]) {
    const unit = root.querySelector(".histogram").dataset.unit;
    handle.setAttribute("aria-valuetext", told(fieldOf(handle).value, { ...handle.dataset, unit }));
  }
}

/** Above the picture: `text`, or what stood there before. */
function tell(line, text, wrong = false) {
  line.dataset.before ??= line.textContent;
  line.textContent = text ?? line.dataset.before;
  line.classList.toggle("wrong", wrong);
}

function tellBar(handle) {
  const { svg, line } = partsOf(handle);
  const bars = [...svg.querySelectorAll(".bar")];
  const { x } = inside(Number(handle.value), Number(handle.value), axisOf(handle), svg.viewBox.baseVal.width);
  const at = pointedAt(bars.map((bar) => bar.x.baseVal.value), x, isLow(handle));
  tell(line, bars[at]?.textContent);
}

/** Two numbers that cross ask for nothing that exists: they are told, and not sent. */
function check({ low, high, line }) {
  const [from, to] = [low, high].map((handle) => Number.parseFloat(fieldOf(handle).value));
  const wrong = from > to ? "Van is meer dan tot." : "";
  for (const handle of [low, high]) {
    fieldOf(handle).setCustomValidity(wrong);
    if (wrong) fieldOf(handle).setAttribute("aria-invalid", "true");
    else fieldOf(handle).removeAttribute("aria-invalid");
  }
  if (wrong) document.getElementById("melding").textContent = wrong;
  tell(line, wrong || undefined, wrong !== "");
}

function moved(handle) {
  const parts = partsOf(handle);
  const axis = axisOf(handle);
  const other = fieldOf(handle === parts.low ? parts.high : parts.low);
  const bound = standing(other.value, !isLow(handle), axis);
  handle.value = stopped(Number(handle.value), bound, isLow(handle), axis);
  fieldOf(handle).value = typedFor(Number(handle.value), isLow(handle), axis);
  check(parts);
  draw(parts);
  tellBar(handle);
}

function typed(field, handle) {
  const parts = partsOf(handle);
  handle.value = standing(field.value, isLow(handle), axisOf(handle));
  check(parts);
  draw(parts);
}

const changed = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

/** A press on a bar asks for that class alone; a second one for all again. */
function pick(bar) {
  const { low, high } = partsOf(bar);
  const wanted = [bar.dataset.low, bar.dataset.high];
  const fields = [low, high].map(fieldOf);
  const again = fields.every((field, at) => field.value === wanted[at]);
  for (const [at, field] of fields.entries()) field.value = again ? "" : wanted[at];
  for (const [at, field] of fields.entries()) typed(field, [low, high][at]);
  changed(fields[0]);
}

let free = Promise.resolve();
/** Settles when no handle is held, so that none is taken from under the hand that moves it. */
export const released = () => free;

/** The handles work from now on, also those that come on the page later. */
export function enableRanges() {
  document.addEventListener("input", ({ target }) => {
    if (target.matches(".handle")) return moved(target);
    const handle = document.getElementById(`greep-${target.id}`);
    if (handle) typed(target, handle);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches(".handle")) changed(fieldOf(target));
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(".handle")) tellBar(target);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target.matches(".handle")) tell(partsOf(target).line);
  });
  document.addEventListener("pointerover", ({ target }) => {
    if (target.matches(".bar")) tell(partsOf(target).line, target.textContent);
  });
  document.addEventListener("pointerout", ({ target }) => {
    if (target.matches(".bar")) tell(partsOf(target).line);
  });
  document.addEventListener("click", ({ target }) => {
    if (target.matches(".bar")) pick(target);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!target.matches(".handle")) return;
    // The event that tells of the new value comes after the hand has let go.
    free = new Promise((resolve) => {
      for (const kind of ["pointerup", "pointercancel"]) {
        addEventListener(kind, () => setTimeout(resolve, AFTER_MS), { once: true });
      }
    });
  });
}
