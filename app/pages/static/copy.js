// One assignment as plain text, for a mail or a note.

const plain = (text) => text.replace(/\s+/g, " ").trim();

/** The value of a fact without the numbers behind it, which lead to its words in the text; what says otherwise in brackets. */
export function valueOf(holder) {
  const nodes = [...holder.childNodes].filter((node) => !node.classList?.contains("mention"));
  return plain(nodes.map((node) => (node.classList?.contains("overruled") ? `(${plain(node.textContent)})` : node.textContent)).join(" "));
}

/** What the text is made of, read from the page. */
export function readPage(page, address) {
  return {
    title: plain(page.querySelector("h1").textContent),
    facts: [...page.querySelectorAll(".facts .fact")].map((row) => [plain(row.querySelector("dt").textContent), valueOf(row.querySelector("dd"))]),
    competencies: [...page.querySelectorAll(".facts .tag")].map(valueOf),
    original: page.querySelector(".original a")?.href ?? "",
    address,
  };
}

/** The title underlined, a line for each fact, and where it stands. */
export function plainText({ title, facts, competencies, original, address }) {
  const lines = [title, "=".repeat(Math.min(title.length, 60)), ""];
  lines.push(...facts.map(([label, value]) => `${label}: ${value}`));
  if (competencies.length) lines.push("", `Competenties: ${competencies.join(", ")}`);
  lines.push("", address);
  if (original) lines.push(`Origineel: ${original}`);
  return `${lines.join("\n")}\n`;
}
