// The words the picture uses: one place, so that they can be put into other languages.

/** @import { Column, TableFact } from "../types" */
/** @import { FactOnTable, PersonKnown, Unknown } from "./outline.js" */

export const COLUMN_NAMES = /** @type {Record<Column, string>} */ ({
  worry: "Worries",
  strength: "Strengths",
  neutral: "Context",
});
export const COLUMN_WORDS = /** @type {Record<Column, string>} */ ({
  worry: "worry",
  strength: "strength",
  neutral: "context",
});
export const SOURCE_WORDS = /** @type {Record<TableFact["source"], string>} */ ({
  seen: "seen",
  told: "told",
  recorded: "on record",
});
export const UNKNOWN_WORDS = /** @type {Record<Unknown["why"], string>} */ ({
  asked: "asked, no answer yet",
  nothing_held: "nobody holds that",
  held_back: "held back",
  unknown: "not known",
});
const SYMBOL_WORDS = /** @type {Record<string, string>} */ ({
  triangle: "pregnancy",
  question: "not known who",
});
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "3 Nov 2025", "Nov 2025", "2025" or a span of two of them. @param {string | undefined} when */
export function dayWords(when) {
  if (!when) return "";
  return when
    .split("..")
    .map((part) => {
      const [year, month, day] = part.split("-");
      const named = month ? `${MONTHS[Number(month) - 1] ?? month} ${year}` : (year ?? "");
      return day ? `${Number(day)} ${named}` : named;
    })
    .join(" – ");
}

/** "Dan (also Danny), 34, died 2024, index child". @param {PersonKnown} person */
export function personWords(person) {
  const also = person.also_known_as ? ` (also ${person.also_known_as.split(",").join(", ")})` : "";
  const details = [
    person.age === undefined ? "" : String(person.age),
    SYMBOL_WORDS[person.symbol] ?? "",
    person.died ? `died ${dayWords(person.died)}` : "",
    person.index ? "the child the family is known for" : "",
  ].filter(Boolean);
  return [`${person.name}${also}`, ...details].join(", ");
}

/** "Health visitor, seen, Nov 2025". @param {FactOnTable} fact */
export function sourceWords(fact) {
  return [
    fact.roleName,
    SOURCE_WORDS[fact.source] ?? fact.source,
    dayWords(fact.when),
    fact.wording === "minimum" ? "minimum wording" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** "1 fact", "3 facts". @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** What the drawing shows, in a sentence or two. @param {import("./outline.js").Outline} content */
export function drawingWords(content) {
  const people = content.people.map((person) => person.name).join(", ");
  const known = content.agencies.filter((agency) => Object.keys(agency.known).length);
  const agencies = known.length ? ` ${known.map((agency) => agency.name).join(", ")} have put facts on the table.` : "";
  return `The family: ${people}. ${counted(content.facts.length, "fact")} on the table.${agencies}`;
}
