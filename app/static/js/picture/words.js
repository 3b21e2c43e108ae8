// The words the picture uses: one place, so that they can be put into other languages.

/** @import { Column, TableFact } from "../types" */
/** @import { FactOnTable, PersonKnown, Unknown } from "./outline.js" */
import { dayWords } from "../languages/days.js";
import { t, tn } from "../languages/words.js";

export const COLUMN_WORDS = /** @type {Record<Column, string>} */ ({
  worry: t("worry"),
  strength: t("strength"),
  neutral: t("context"),
});
export const SOURCE_WORDS = /** @type {Record<TableFact["source"], string>} */ ({
  seen: t("seen"),
  told: t("told"),
  recorded: t("on record"),
});
export const UNKNOWN_WORDS = /** @type {Record<Unknown["why"], string>} */ ({
  asked: t("asked, no answer yet"),
  nothing_held: t("nobody holds that"),
  held_back: t("held back"),
  unknown: t("not known"),
});
/** What stands beside a large count: "18 worries". @param {Column} column @param {number} n */
export function countWords(column, n) {
  if (column === "worry") return tn("worry", "worries", n);
  return column === "strength" ? tn("strength", "strengths", n) : t("context");
}

const SYMBOL_WORDS = /** @type {Record<string, string>} */ ({
  triangle: t("pregnancy"),
  question: t("not known who"),
});
/** "Dan (also Danny), 34, died 2024, index child". @param {PersonKnown} person */
export function personWords(person) {
  const also = person.also_known_as ? ` (${t("also {names}", { names: person.also_known_as.split(",").join(", ") })})` : "";
  const isLoss = person.symbol === "triangle" && Boolean(person.died);
  const details = [
    person.age === undefined || isLoss ? "" : String(person.age),
    isLoss ? t("a pregnancy that ended") : (SYMBOL_WORDS[person.symbol] ?? ""),
    person.died && !isLoss ? t("died {when}", { when: dayWords(person.died) }) : "",
    person.index ? t("the child the family is known for") : "",
  ].filter(Boolean);
  return [`${person.name}${also}`, ...details].join(", ");
}

/** "Health visitor, seen, Nov 2025". @param {FactOnTable} fact */
export function sourceWords(fact) {
  return [
    fact.short,
    SOURCE_WORDS[fact.source] ?? fact.source,
    dayWords(fact.when),
    fact.wording === "minimum" ? t("minimum wording") : "",
  ]
    .filter(Boolean)
    .join(", ");
}

const RELATION_WORDS = /** @type {Record<string, (names: { one: string, other: string }) => string>} */ ({
  married: (names) => t("{one} and {other}: married", names),
  cohabiting: (names) => t("{one} and {other}: living together", names),
  separated: (names) => t("{one} and {other}: separated", names),
  divorced: (names) => t("{one} and {other}: divorced", names),
  parent: (names) => t("{one}: parent of {other}", names),
  adopted: (names) => t("{one}: has adopted {other}", names),
  fostered: (names) => t("{one}: fosters {other}", names),
  identical: (names) => t("{one} and {other}: identical twins", names),
  close: (names) => t("{one} and {other}: close", names),
  fused: (names) => t("{one} and {other}: very close, closer than is good for either", names),
  distant: (names) => t("{one} and {other}: distant", names),
  conflict: (names) => t("{one} and {other}: in conflict", names),
  cut_off: (names) => t("{one} and {other}: contact cut off", names),
  cares_for: (names) => t("{one}: cares for {other}", names),
  focused_on: (names) => t("{one}: focused on {other}", names),
  harms: (names) => t("{one}: harms {other}", names),
});

/**
 * "Joan and George: divorced, 1985 – 2003".
 *
 * @param {import("../types").Relation} relation
 * @param {(id: string) => string} nameOf
 */
export function relationWords({ kind, a, b, since, until }, nameOf) {
  const words = RELATION_WORDS[kind]?.({ one: nameOf(a), other: nameOf(b) }) ?? kind;
  const [from, to] = [dayWords(since), dayWords(until)];
  const time = from && to ? `${from} – ${to}` : from ? t("since {when}", { when: from }) : to && t("until {when}", { when: to });
  return [words, time].filter(Boolean).join(", ");
}

/** What the drawing shows, in a sentence or two. @param {import("./outline.js").Outline} content */
export function drawingWords(content) {
  const people = content.people.map((person) => person.name).join(", ");
  const known = content.agencies.filter((agency) => Object.keys(agency.known).length);
  const names = known.map((agency) => agency.short).join(", ");
  return [
    t("The family: {people}.", { people }),
    tn("{n} fact on the table.", "{n} facts on the table.", content.facts.length),
    known.length ? t("Facts on the table come from {agencies}.", { agencies: names }) : "",
    content.insights.length ? t("Insights found: {titles}.", { titles: content.insights.map((insight) => insight.title).join(", ") }) : "",
  ].filter(Boolean).join(" ");
}
