// When an assignment closes, in words, as the pages of the server say it (app/wording/dutch.py).

const ZONE = "Europe/Amsterdam";
const COUNTED_DAYS = 14;
const DAY_MS = 86_400_000;

const isoDay = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });
const clock = new Intl.DateTimeFormat("nl-NL", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const longDay = new Intl.DateTimeFormat("nl-NL", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });

/**
 * `{ text, closed }` of an assignment. `closes` is a day or a moment in ISO 8601, "" where it is not stated; `status` what
 * its text says; `ends` the last day of the work, which closes what names no closing day, `now` a `Date`.
 */
export function closing({ closes, ends = "", status = null }, now) {
  if (closes === "") {
    if (status === "closed") return { text: "gesloten", closed: true };
    if (ends !== "" && ends < isoDay.format(now)) return { text: `afgelopen sinds ${longDay.format(new Date(ends))}`, closed: true };
    return { text: "sluitingsdatum niet genoemd", closed: false };
  }
  const at = closes.length > 10 ? new Date(closes) : null;
  const day = at ? isoDay.format(at) : closes;
  const left = Math.round((Date.parse(day) - Date.parse(isoDay.format(now))) / DAY_MS);
  const written = longDay.format(new Date(day));
  const time = at ? `${clock.format(at).replace(":", ".")} uur` : "";
  if (left < 0) return { text: `gesloten sinds ${left === -1 ? "gisteren" : written}`, closed: true };
  if (left === 0 && at && at <= now) return { text: `gesloten sinds vandaag ${time}`, closed: true };
  if (status === "closed") return { text: "gesloten", closed: true };
  return { text: closesIn(left, written, time, day.slice(0, 4) === isoDay.format(now).slice(0, 4)), closed: false };
}

function closesIn(left, written, time, thisYear) {
  if (left <= 1) return `sluit ${["vandaag", "morgen"][left]}${time ? ` om ${time}` : ""}`;
  if (left <= COUNTED_DAYS) return `sluit over ${left} dagen`;
  return `sluit op ${thisYear ? written.replace(/ \d{4}$/, "") : written}`;
}
