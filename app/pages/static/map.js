// The map by hand: drag a circle, choose a point, see which circle and which result belong together. All on the document,
// since the map is replaced with every search. What is chosen goes into the fields of the form, which searches as ever.

import { kilometres, nearestOf, projection, readPlace, stepped, usualRadius, written } from "./map-geometry.js";

const FAR_ENOUGH_PX = 6;
const USUAL_KM = 20;
const STEP = 10; // units of the picture: five kilometres
const FINE_STEP = 2;

const byId = (id) => document.getElementById(id);
const picture = () => document.querySelector(".map-picture");
const form = () => byId("zoek");
const isPicking = () => byId("kaart")?.classList.contains("picking") ?? false;

let drag = null; // { from, x, y, pointer, km } while a button or a finger is down
let ended = false; // what was done since then is done; the click that follows it is no choice
let cross = null; // where the cross of "Kies een punt" stands

const size = () => ({ width: picture().viewBox.baseVal.width, height: picture().viewBox.baseVal.height });
const lies = () => projection(picture().dataset);
const say = (text) => (byId("melding").textContent = text);

function spotOf({ clientX, clientY }) {
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(picture().getScreenCTM().inverse());
  return { x, y };
}

/** The distance that the form holds, for a point that is chosen without one. */
const fieldKm = () => Number(form().elements.radiusKm.value) || USUAL_KM;

function drawCircle(spot, km) {
  const { rx, ry } = lies().reach(km, lies().toPlace(spot).lat);
  for (const [name, value] of Object.entries({ cx: spot.x, cy: spot.y, rx, ry })) {
    byId("kaart-cirkel").setAttribute(name, value.toFixed(1));
  }
  const label = byId("kaart-afstand");
  label.textContent = `${km} km`;
  label.setAttribute("x", spot.x.toFixed(1));
  label.setAttribute("y", Math.max(20, spot.y - ry - 8).toFixed(1));
}

function wipe() {
  byId("kaart-cirkel")?.setAttribute("rx", "0");
  if (byId("kaart-afstand")) byId("kaart-afstand").textContent = "";
}

function search(place, km) {
  const { near, radiusKm } = form().elements;
  near.value = written(place);
  radiusKm.value = String(km);
  if (radiusKm.value !== String(km)) radiusKm.add(new Option(`binnen ${km} km`, km, false, true));
  form().requestSubmit();
}

// Drag a circle. A finger moves the page, unless a point is being chosen.

function begin(event) {
  ended = false;
  if (!event.isPrimary || event.button !== 0 || !event.target.closest?.(".map-picture")) return;
  if (event.pointerType === "touch" && !isPicking()) return;
  drag = { from: spotOf(event), x: event.clientX, y: event.clientY, pointer: event.pointerId, km: null };
}

function move(event) {
  if (!drag) {
    if (isPicking() && event.target.closest?.(".map-picture")) placeCross(spotOf(event));
    return;
  }
  if (event.pointerId !== drag.pointer || !picture()) return;
  if (drag.km === null) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_ENOUGH_PX) return;
    picture().setPointerCapture(event.pointerId);
  }
  const { toPlace } = lies();
  drag.km = usualRadius(kilometres(toPlace(drag.from), toPlace(spotOf(event))));
  drawCircle(drag.from, drag.km);
}

function end(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  const { from, km } = drag;
  drag = null;
  if (km === null && !isPicking()) return;
  ended = true;
  if (km === null) choose(from);
  else search(lies().toPlace(from), km);
}

function cancel() {
  drag = null;
  wipe();
}

// Choose a point: by a click or a tap, or with the arrow keys.

function placeCross(spot) {
  cross = spot;
  byId("kaart-kruis").setAttribute("transform", `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`);
  drawCircle(spot, fieldKm());
}

function sayWhere() {
  const circles = [...document.querySelectorAll(".map-circle")].map((link) => {
    const { e: x, f: y } = link.transform.baseVal.consolidate().matrix;
    return { x, y, name: link.querySelector("title").textContent };
  });
  const { lat, lon } = lies().toPlace(cross);
  const degrees = `${lat.toFixed(2)} graden noord, ${lon.toFixed(2)} graden oost`.replaceAll(".", ",");
  const near = nearestOf(circles, cross);
  say(near ? `Dicht bij ${near.name}. ${degrees}` : degrees);
}

function startPicking() {
  const { width, height } = size();
  const place = readPlace(form().elements.near.value);
  byId("kaart").classList.add("picking");
  byId("kaart-kies").setAttribute("aria-pressed", "true");
  const stage = byId("kaart-vlak");
  const told = "Kies een punt op de kaart: pijltjestoetsen verplaatsen, Enter kiest, Escape stopt";
  for (const [name, value] of Object.entries({ tabindex: "0", role: "application", "aria-label": told })) {
    stage.setAttribute(name, value);
  }
  placeCross(place ? lies().toPicture(place) : { x: width / 2, y: height / 2 });
  stage.focus({ preventScroll: true });
  stage.scrollIntoView({ block: "nearest" });
}

function stopPicking() {
  const inside = byId("kaart-vlak").contains(document.activeElement);
  byId("kaart").classList.remove("picking");
  byId("kaart-kies").setAttribute("aria-pressed", "false");
  for (const name of ["tabindex", "role", "aria-label"]) byId("kaart-vlak").removeAttribute(name);
  wipe();
  if (inside) byId("kaart-kies").focus({ preventScroll: true });
}

function choose(spot) {
  const km = fieldKm();
  stopPicking();
  search(lies().toPlace(spot), km);
}

function press(event) {
  if (event.key === "Escape" && drag) return cancel();
  if (!isPicking()) return undefined;
  if (event.key === "Escape") return stopPicking();
  if (event.target !== byId("kaart-vlak")) return undefined;
  if (event.key === "Enter") choose(cross);
  else {
    const next = stepped(cross, event.key, event.shiftKey ? FINE_STEP : STEP, size());
    if (!next) return undefined;
    placeCross(next);
    sayWhere();
  }
  return event.preventDefault();
}

function click(event) {
  if (event.target.closest("#kaart-kies")) return isPicking() ? stopPicking() : startPicking();
  // A click by keyboard, on a circle that has the focus, comes without a pointer.
  const typed = event.detail === 0;
  if (!event.target.closest(".map-picture") || !(typed ? isPicking() : ended)) return undefined;
  // Before anything else takes it for a choice of what lies under the pointer.
  event.preventDefault();
  event.stopPropagation();
  if (typed) choose(cross);
  return undefined;
}

// A result and its circles light up together.

function light({ target }) {
  for (const lit of document.querySelectorAll(".map-circle.lit, .map-list li.lit, .items > li.lit")) lit.classList.remove("lit");
  const result = target.closest?.("[data-map]");
  if (result) {
    for (const code of result.dataset.map.split(" ").filter(Boolean)) {
      byId(`map-${code}`)?.classList.add("lit");
      byId(`row-${code}`)?.parentElement.classList.add("lit");
    }
  }
  const code = target.closest?.('.map-circle, .map-list a[id^="row-"]')?.id.split("-")[1];
  if (!code) return;
  for (const item of document.querySelectorAll(`[data-map~="${code}"]`)) item.classList.add("lit");
}

document.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", end);
document.addEventListener("pointercancel", cancel);
document.addEventListener("dragstart", (event) => event.target.closest?.(".map-picture") && event.preventDefault());
document.addEventListener("keydown", press);
document.addEventListener("click", click, { capture: true });
document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
