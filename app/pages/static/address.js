// The address of the search in a form: every field that says something, nothing else.

const DEFAULTS = { status: "open", sort: "relevance", interpret: "true" };
const KIND = "assignment";

/** The address of the search page for a form, with `extra` as further [name, value] pairs. */
export function addressOf(form, extra = []) {
  const fields = [...new FormData(form), ...extra]
    .map(([name, value]) => [name, String(value).trim()])
    .filter(([, value]) => value !== "");
  const near = fields.some(([name]) => name === "near");
  const kinds = fields.filter(([name]) => name === "kind").map(([, value]) => value);
  const params = fields.filter(
    ([name, value]) =>
      DEFAULTS[name] !== value &&
      !(name === "kind" && kinds.length === 1 && value === KIND) &&
      (near || (name !== "radiusKm" && !(name === "sort" && value === "distance"))),
  );
  const query = new URLSearchParams(params).toString();
  return form.getAttribute("action") + (query ? `?${query}` : "");
}
