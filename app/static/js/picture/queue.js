// The order in which facts and insights are told aloud: one after another, each for as long as it takes to read it.

/** @import { FactOnTable, Outline } from "./outline.js" */

/**
 * `fact`: the newest that has had its turn; `insight`: the one that is being told; `waiting`: the facts that wait.
 *
 * @typedef {{ kind: "fact" | "insight", id: string }} Event
 * @typedef {{ seen: Set<string>, fact: string, insight: string, queue: Event[] }} Telling
 */

/** An insight stands so long; a fact for as long as it is read aloud, less while others wait, and never less than `least`. */
export const HOLD_MS = { insight: 6_000, begin: 1_500, word: 380, least: 3_000 };
/** More than these never wait: what came before them is sewn on without being read out. */
export const MOST_WAITING = 3;

/** Nothing that is there when the page opens is told anew. @param {Outline} content @returns {Telling} */
export function begun(content) {
  return { seen: new Set(eventsOf(content).map(({ id }) => id)), fact: content.newest?.id ?? "", insight: "", queue: [] };
}

/** @param {Outline} content @returns {Event[]} */
function eventsOf({ arrived, insights }) {
  return [
    ...arrived.map(({ id }) => ({ kind: /** @type {const} */ ("fact"), id })),
    ...insights.map(({ id }) => ({ kind: /** @type {const} */ ("insight"), id: `insight ${id}` })),
  ];
}

/**
 * The telling, with what has come since in its queue; what is no longer on the table (a table that is laid anew) is not told.
 *
 * @param {Telling} telling
 * @param {Outline} content
 * @returns {Telling}
 */
export function heard(telling, content) {
  const events = eventsOf(content);
  const ids = new Set(events.map(({ id }) => id));
  const fresh = events.filter(({ id }) => !telling.seen.has(id));
  if (!fresh.length && [...telling.seen].every((id) => ids.has(id))) return telling;
  if (!ids.has(telling.fact) && telling.fact) return begun(content);
  const queue = [...telling.queue, ...fresh].filter(({ id }) => ids.has(id));
  const facts = queue.filter(({ kind }) => kind === "fact");
  const late = new Set(facts.slice(0, Math.max(0, facts.length - MOST_WAITING)));
  return { ...telling, seen: ids, queue: queue.filter((one) => !late.has(one)) };
}

/** The next one's turn; without one, an insight has settled. @param {Telling} telling @returns {Telling} */
export function turned(telling) {
  const [next, ...queue] = telling.queue;
  if (!next) return { ...telling, insight: "" };
  return next.kind === "fact"
    ? { ...telling, fact: next.id, insight: "", queue }
    : { ...telling, insight: next.id.slice("insight ".length), queue };
}

/**
 * How long what is told now stands before the next one's turn; the room waits for an insight no longer than it must.
 * @param {Telling} telling
 * @param {FactOnTable | undefined} fact
 */
export function holdMs({ insight, queue }, fact) {
  if (insight) return HOLD_MS.insight;
  if (queue.some(({ kind }) => kind === "insight")) return HOLD_MS.least;
  const whole = HOLD_MS.begin + (fact?.text.split(/\s+/).length ?? 0) * HOLD_MS.word;
  return Math.max(HOLD_MS.least, whole / (1 + queue.length / 2));
}
