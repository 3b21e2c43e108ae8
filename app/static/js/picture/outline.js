// What is on the picture, and in which order: drawing, list, table and chronology all follow it.
// What did not change is the same object as before, so that it need not be drawn again.

/** @import { Family, Table, Person, TableFact, Insight, Relation, Column } from "../types" */

/**
 * @typedef {TableFact & { id: string, people: string[], letters: string, colour: number, agencyName: string, roleName: string, short: string }} FactOnTable
 * @typedef {Person & { id: string }} PersonKnown
 * @typedef {{ id: string, letters: string, colour: number, name: string, agency: string, short: string,
 *   known: Record<string, number> }} Agency
 *   `known`: how many facts this role has put on the table about each person.
 * @typedef {{ id: string, person: PersonKnown | null, facts: FactOnTable[] }} PersonFacts
 * @typedef {{ id: string, facts: FactOnTable[], line: string, settled: boolean, explanation: string }} Dispute
 * @typedef {{ id: string, title: string, text: string, order: number }} News
 * @typedef {{ id: string, text: string, why: "asked" | "nothing_held" | "held_back" | "unknown" }} Unknown
 * @typedef {{ id: string, line: string, facts: FactOnTable[], isClose: boolean }} Reading
 * @typedef {Record<Column, number>} Tally
 * @typedef {{
 *   people: PersonKnown[], agencies: Agency[], relations: (Relation & { id: string })[],
 *   households: { id: string, name: string, people: string[] }[],
 *   facts: FactOnTable[], arrived: FactOnTable[], newest: FactOnTable | undefined, byPerson: PersonFacts[],
 *   dated: FactOnTable[], columns: Record<Column, FactOnTable[]>,
 *   insights: (Insight & { id: string })[], disputes: Dispute[], unknown: Unknown[], news: News[],
 *   readings: Reading[],
 *   tallies: Record<string, Tally>, told: Record<string, number>, disputed: Set<string>,
 * }} Outline
 *   `arrived`: the facts as they were revealed, `newest` last. `tallies`: how many facts of each kind name a person.
 *   `told`: how many each role has put down. `disputed`: the facts, and the people they are about, of
 *   disputes that still need resolving. `readings`: what the table linked of its own, which is no insight, oldest first.
 */

export const COLUMNS = /** @type {const} */ (["worry", "strength", "neutral"]);
const UNDATED = "9999";
/** @type {WeakMap<object, object>} */
const NAMED = new WeakMap();

/**
 * The picture's content in its one order: people by generation and from left to right, facts by the
 * day they begin, undated ones last, and as they were revealed within a day.
 *
 * @param {Family} family
 * @param {Table} table
 * @returns {Outline}
 */
export function outline(family, table) {
  const people = peopleInOrder({ ...family.people, ...table.people });
  const agencies = agenciesOf(family, table);
  const agencyByRole = new Map(agencies.map((agency) => [agency.id, agency]));
  const facts = factsInOrder(table, agencyByRole);
  const arrived = [...facts].sort((one, other) => one.order - other.order);
  const disputes = disputesOf(table, facts);
  for (const fact of facts) countKnown(agencyByRole.get(fact.role ?? ""), fact);
  return {
    people,
    agencies,
    relations: withIds({ ...family.relations, ...table.relations }),
    households: householdsOf(family, people),
    facts,
    arrived,
    newest: arrived[arrived.length - 1],
    byPerson: byPerson(people, facts),
    dated: facts.filter((fact) => fact.when || fact.first),
    columns: {
      worry: facts.filter((fact) => fact.column === "worry"),
      strength: facts.filter((fact) => fact.column === "strength"),
      neutral: facts.filter((fact) => fact.column === "neutral"),
    },
    insights: withIds(table.insights).sort(byOrder),
    readings: readingsOf(table, facts),
    disputes,
    unknown: [...gapsOf(facts), ...unknownOf(family, table)],
    news: withIds(table.injects).sort(byOrder),
    tallies: talliesOf(facts),
    told: toldBy(facts),
    disputed: new Set(disputes.filter((one) => !one.settled).flatMap((one) => one.facts.flatMap((fact) => [fact.id, ...fact.people]))),
  };
}

/** @param {FactOnTable[]} facts @returns {Record<string, Tally>} */
function talliesOf(facts) {
  /** @type {Record<string, Tally>} */
  const tallies = {};
  for (const fact of facts) {
    for (const id of fact.people) {
      const tally = tallies[id] ?? { worry: 0, strength: 0, neutral: 0 };
      tally[fact.column] += 1;
      tallies[id] = tally;
    }
  }
  return tallies;
}

/** @param {FactOnTable[]} facts @returns {Record<string, number>} */
function toldBy(facts) {
  /** @type {Record<string, number>} */
  const told = {};
  for (const fact of facts) told[fact.role] = (told[fact.role] ?? 0) + 1;
  return told;
}

/** The ids in a value of the wire such as "joan,dan". @param {string | undefined} value */
function idsIn(value) {
  return (value ?? "").split(",").filter(Boolean);
}

/**
 * What is new in `now`, so that it can be said aloud in one go.
 *
 * @param {Outline | undefined} before
 * @param {Outline} now
 */
export function added(before, now) {
  const known = new Set(before?.facts.map((fact) => fact.id));
  const found = new Set(before?.insights.map((insight) => insight.id));
  return {
    facts: now.facts.filter((fact) => !known.has(fact.id)).sort(byOrder),
    insights: now.insights.filter((insight) => !found.has(insight.id)),
  };
}

/** @param {Record<string, Person>} people @returns {PersonKnown[]} */
function peopleInOrder(people) {
  return withIds(people).sort(
    (one, other) => one.y - other.y || one.x - other.x || (one.id < other.id ? -1 : 1),
  );
}

/** The roles this table plays; each keeps its letter at every table. @param {Family} family @param {Table} table */
function agenciesOf(family, table) {
  const played = new Set(Object.values(table.seats ?? {}).flatMap((seat) => idsIn(seat.roles)));
  const marks = family.roles;
  /** @type {Agency[]} */
  const agencies = withIds(family.roles).map(({ id, name, agency, short }) => ({
    id,
    letters: marks[id]?.letters ?? "?",
    colour: marks[id]?.number ?? 1,
    name,
    agency,
    short: short ?? name,
    known: {},
  }));
  return agencies.filter((agency) => played.size === 0 || played.has(agency.id));
}

/** @type {WeakMap<TableFact, FactOnTable>} */
const TOLD = new WeakMap();

/** @param {Table} table @param {Map<string, Agency>} agencyByRole @returns {FactOnTable[]} */
function factsInOrder(table, agencyByRole) {
  return Object.entries(table.facts ?? {})
    .map(([id, fact]) => onTable(id, fact, agencyByRole.get(fact.role ?? "")))
    .sort((one, other) => {
      const [first, second] = [one.first ?? UNDATED, other.first ?? UNDATED];
      return first < second ? -1 : first > second ? 1 : one.order - other.order;
    });
}

/** @param {string} id @param {TableFact} fact @param {Agency | undefined} agency @returns {FactOnTable} */
function onTable(id, fact, agency) {
  const [letters, roleName] = [agency?.letters ?? "?", agency?.name ?? fact.role ?? ""];
  const short = agency?.short ?? roleName;
  const before = TOLD.get(fact);
  if (before?.id === id && before.letters === letters && before.short === short) return before;
  const people = idsIn(fact.about);
  const agencyName = fact.agency || agency?.agency || "";
  const told = { ...fact, id, people, letters, colour: agency?.colour ?? 1, agencyName, roleName, short };
  TOLD.set(fact, told);
  return told;
}

/** @param {Agency | undefined} agency @param {FactOnTable} fact */
function countKnown(agency, fact) {
  if (!agency) return;
  for (const person of fact.people) agency.known[person] = (agency.known[person] ?? 0) + 1;
}

/**
 * Every fact once, with the first person it is about; facts about nobody come last.
 *
 * @param {PersonKnown[]} people
 * @param {FactOnTable[]} facts
 * @returns {PersonFacts[]}
 */
function byPerson(people, facts) {
  /** @type {Map<string, FactOnTable[]>} */
  const factsOf = new Map(people.map((person) => [person.id, []]));
  /** @type {FactOnTable[]} */
  const others = [];
  for (const fact of facts) (factsOf.get(fact.people.find((id) => factsOf.has(id)) ?? "") ?? others).push(fact);
  /** @type {PersonFacts[]} */
  const groups = people.map((person) => ({ id: person.id, person, facts: factsOf.get(person.id) ?? [] }));
  return others.length ? [...groups, { id: "", person: null, facts: others }] : groups;
}

/** @param {Family} family @param {PersonKnown[]} people */
function householdsOf(family, people) {
  return withIds(family.households)
    .map((household) => ({
      id: household.id,
      name: household.name,
      people: people.filter((person) => person.household === household.id).map((person) => person.id),
    }))
    .filter((household) => household.people.length > 0);
}

/** @param {Table} table @param {FactOnTable[]} facts @returns {Dispute[]} */
function disputesOf(table, facts) {
  return withIds(table.disputes).sort(byOrder).map((dispute) => ({
    id: dispute.id,
    facts: idsIn(dispute.facts).flatMap((id) => facts.filter((fact) => fact.id === id)),
    line: dispute.line ?? "",
    settled: Boolean(dispute.settled),
    explanation: dispute.explanation ?? "",
  }));
}

/** @param {Table} table @param {FactOnTable[]} facts @returns {Reading[]} */
function readingsOf(table, facts) {
  return withIds(table.links).filter((link) => !link.insight).sort(byOrder).map((link) => ({
    id: link.id,
    line: link.line ?? "",
    isClose: link.fit === "close",
    facts: facts.filter((fact) => idsIn(link.facts).includes(fact.id)),
  }));
}

/** Facts that say what nobody has seen or done. @param {FactOnTable[]} facts @returns {Unknown[]} */
function gapsOf(facts) {
  return facts.filter((fact) => fact.gap).map((fact) => ({ id: fact.id, text: fact.text, why: "unknown" }));
}

/** Questions without an answer that helped. @param {Family} family @param {Table} table @returns {Unknown[]} */
function unknownOf(family, table) {
  return withIds(table.asks)
    .filter((ask) => ask.reply !== "fact")
    .sort(byOrder)
    .map((ask) => ({
      id: ask.id,
      text: `${family.roles?.[ask.role]?.short ?? ask.role}: ${ask.text}`,
      why: ask.reply === "nothing_held" || ask.reply === "held_back" ? ask.reply : "asked",
    }));
}

/**
 * @template {object} T
 * @param {Record<string, T> | undefined} entries
 * @returns {(T & { id: string })[]}
 */
function withIds(entries) {
  return Object.entries(entries ?? {}).map(([id, value]) => {
    const before = /** @type {T & { id: string } | undefined} */ (NAMED.get(value));
    if (before?.id === id) return before;
    const named = { ...value, id };
    NAMED.set(value, named);
    return named;
  });
}

/** @param {{ order?: number }} one @param {{ order?: number }} other */
function byOrder(one, other) {
  return (one.order ?? 0) - (other.order ?? 0);
}
