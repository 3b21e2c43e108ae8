// The name below a person, and the plate behind it: ground of the picture's own, so that no line crosses out what is read.

/** @import { Outline, PersonKnown } from "./outline.js" */
/** @import { Box, Point, Places } from "./places.js" */

/** About how wide a letter of a name is, for a letter one unit high; those of other names are not bold. */
const LETTER = 0.62;
const ALSO_LETTER = 0.46;
const PADDING = 6;
/** The lines of text below a symbol: where the tallies stand, and how far what is written reaches below its line. */
const TALLIES = { alone: 1.95, after_other_names: 2.75 };
const NAME = { alone: 1, with_other_names: 1.85 };
const DEEP = 0.5;

/**
 * The name as it fits between neighbours: whole, or the first word where that is nobody else's.
 *
 * @param {PersonKnown} person
 * @param {Outline["people"]} people
 * @param {Places} places
 */
export function shortName(person, people, places) {
  const [first = person.name] = person.name.split(" ");
  const fits = (person.name.length + 1) * places.scale.text * LETTER <= places.step;
  const isItsOwn = first.length > 2 && people.filter((one) => one.name.startsWith(first)).length === 1;
  return !fits && isItsOwn && first !== "The" ? first : person.name;
}

/** Long names are set smaller rather than over their neighbour's. @param {string} name @param {Places} places */
export function nameSize(name, { scale: { text }, step }) {
  return Math.round(text * Math.min(1, Math.max(0.68, step / (name.length * text * LETTER))));
}

/** How far below a person's middle the tallies stand. @param {PersonKnown} person @param {Places} places */
export function talliesBelow(person, { scale: { symbol, text } }) {
  return symbol / 2 + text * (person.also_known_as ? TALLIES.after_other_names : TALLIES.alone);
}

/**
 * What name, other names and tallies take, from the person's middle.
 *
 * @param {PersonKnown} person
 * @param {string} name
 * @param {Places} places
 * @param {boolean} [hasTallies]
 * @returns {Box}
 */
export function plateOf(person, name, places, hasTallies = true) {
  const { symbol, text, tally } = places.scale;
  const also = person.also_known_as ? person.also_known_as.length + "also ".length : 0;
  const wide = Math.max(
    name.length * nameSize(name, places) * LETTER,
    also * text * ALSO_LETTER,
    hasTallies ? 3 * Math.min(tally, places.step / 3) : 0,
  );
  const half = wide / 2 + PADDING;
  const lines = also ? NAME.with_other_names : NAME.alone;
  const end = hasTallies ? talliesBelow(person, places) + text * DEEP : symbol / 2 + text * (lines + DEEP / 2);
  return { left: -half, right: half, top: symbol / 2 + text * 0.12, bottom: end };
}

/** A plate where its person stands. @param {Box} plate @param {Point} at @returns {Box} */
export function placed(plate, at) {
  return { left: at.x + plate.left, right: at.x + plate.right, top: at.y + plate.top, bottom: at.y + plate.bottom };
}
