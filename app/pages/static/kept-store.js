// Lists kept in the storage of the browser, and nowhere else. Whatever stands there was perhaps written by hand, by an
// older version or half: what is no entry is passed over, and storage that is full or forbidden tells so by `false`.

export const MARKED = "bewaard";
export const EARLIER = "eerder-gezocht";
export const MOST_MARKED = 100;
export const MOST_EARLIER = 8;
/** Refining a search again and again is one search, as long as no more than this lies between two steps. */
export const ONE_SEARCH_MS = 10 * 60_000;

const isText = (value, longest) => typeof value === "string" && value !== "" && value.length <= longest;
const isPath = (value) => isText(value, 4_000) && value.startsWith("/") && !/^\/[/\\]/.test(value);
const isDay = (value) => !Number.isNaN(Date.parse(value));
const SHAPES = {
  [MARKED]: (entry) =>
    isText(entry?.id, 200) &&
    isText(entry.title, 1_000) &&
    (entry.closes === "" || isDay(entry.closes)) &&
    (entry.ends === undefined || isDay(entry.ends)) &&
    (entry.status === undefined || isText(entry.status, 20)),
  [EARLIER]: (entry) => isPath(entry?.address) && isText(entry.words, 1_000) && Number.isFinite(entry.at),
};
const MOST = { [MARKED]: MOST_MARKED, [EARLIER]: MOST_EARLIER };

/** The storage of this browser, `null` where it is forbidden: asking for it may throw. */
export function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** The entries under `key`, the newest first. */
export function entries(storage, key) {
  try {
    const found = JSON.parse(storage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter(SHAPES[key]).slice(0, MOST[key]) : [];
  } catch {
    return [];
  }
}

/** Keep a list under `key`; without entries nothing is left there. Tells whether that was possible. */
export function keep(storage, key, list) {
  try {
    if (list.length === 0) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(list.slice(0, MOST[key])));
    return true;
  } catch {
    return false;
  }
}

/** Of what is known of an assignment that which it tells: nothing stands in the storage for what is not known. */
export function stated(known) {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value));
}

/** The marked assignments with `mark` put in, or taken out where it was there. */
export function toggled(list, mark) {
  const others = list.filter(({ id }) => id !== mark.id);
  return others.length < list.length ? others : [mark, ...others];
}

/**
 * The earlier searches with one more in front. The same search is listed once, and one step of refining takes the place
 * of the step before.
 */
export function withSearch(list, search) {
  const [last, ...older] = list;
  const wordsOf = ({ address }) => new URLSearchParams(address.split("?")[1]).get("q") ?? "";
  const goesOn = last !== undefined && wordsOf(last) === wordsOf(search) && search.at - last.at < ONE_SEARCH_MS;
  const others = (goesOn ? older : list).filter(({ address }) => address !== search.address);
  return [search, ...others].slice(0, MOST_EARLIER);
}

/** The address of a search wherever one was in its pages. */
export function firstPage(address) {
  const [path, query] = address.split("?");
  const params = new URLSearchParams(query);
  params.delete("cursor");
  const left = params.toString();
  return left ? `${path}?${left}` : path;
}
