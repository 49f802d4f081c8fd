import assert from "node:assert/strict";
import test from "node:test";

import { plainText, valueOf } from "../../app/pages/static/copy.js";

const PAGE = {
  title: "Projectleider inburgering",
  facts: [["Opdrachtgever", "Gemeente Dijk en Waard"], ["Uren", "16 – 24 uur per week"]],
  competencies: ["Projectleiding", "Inkoop"],
  original: "https://portaal.example.nl/1",
  address: "https://opdrachten.example.nl/opdrachten/a",
};

test("an assignment as plain text", () => {
  assert.equal(
    plainText(PAGE),
    [
      "Projectleider inburgering",
      "=========================",
      "",
      "Opdrachtgever: Gemeente Dijk en Waard",
      "Uren: 16 – 24 uur per week",
      "",
      "Competenties: Projectleiding, Inkoop",
      "",
      "https://opdrachten.example.nl/opdrachten/a",
      "Origineel: https://portaal.example.nl/1",
      "",
    ].join("\n"),
  );
});

test("a value goes without the numbers behind it, and what says otherwise in brackets", () => {
  const node = (textContent, ...classes) => ({ textContent, classList: { contains: (name) => classes.includes(name) } });
  const childNodes = [
    node("24 uur per week", "fact-link"),
    { textContent: " " },
    node("2", "mention"),
    node("ook genoemd, maar niet gevolgd:\n  ‘32 uur’", "fact-note", "overruled"),
  ];
  assert.equal(valueOf({ childNodes }), "24 uur per week (ook genoemd, maar niet gevolgd: ‘32 uur’)");
});

test("what is not known leaves no empty line behind", () => {
  const text = plainText({ ...PAGE, competencies: [], original: "" });
  assert.doesNotMatch(text, /Competenties|Origineel|\n\n\n/);
  assert.match(text, /\n\nhttps:\/\/opdrachten\.example\.nl\/opdrachten\/a\n$/);
});
