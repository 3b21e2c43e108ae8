// Beside each person, or below: the name, and the rows in which their facts are sewn on as buttons.

/** @import { PersonKnown } from "./outline.js" */
/** @import { Box, Point, Places } from "./places.js" */
import { buttonsBelow, EDGE, reachBelow } from "./places.js";
import { t } from "../languages/words.js";

/**
 * `name` and `first` (the middle of the first button) from the drawing's corner; `text`: what is written, `size`: how
 * high; `also`: other names, where there is room; `box`: all that the person and their rows take, when full.
 *
 * @typedef {{ name: Point, anchor: "start" | "middle", text: string, size: number, also: string, first: Point,
 *   columns: number, rows: number, pitch: number, box: Box, written: Box, more: number, squeeze?: number }} Cell
 *   `more`: how many columns it takes to say how many more facts there are; `squeeze`: how wide the name may be at the most
 */

/** About how wide a letter of a name is, for a letter one unit high; those of other names are not bold. */
const LETTER = 0.7;
const ALSO_LETTER = 0.5;
/** Between a person and what stands beside them, and between that and the next person. */
const BESIDE = 14;
/** As many in a row as can be taken in at a glance; and as few as leave a row worth the name. */
const COLUMNS = { most: 7, least: 3 };
const SMALLEST = 0.72;
/** How many letters "+23" has, and how wide each is, for a text one unit high. */
const MORE_LETTERS = 3;
const MORE_LETTER = 0.6;

/**
 * Everybody's cell. Each depends on who stands beside it, and not on how much is known.
 *
 * @param {PersonKnown[]} people
 * @param {Places} places
 * @returns {Record<string, Cell>}
 */
export function cells(people, places) {
  return Object.fromEntries(people.flatMap((person) => {
    const at = places.people[person.id];
    return at ? [[person.id, cellOf(person, shortName(person, people), at, places)]] : [];
  }));
}

/** @param {PersonKnown} person @param {string} text @param {Point} at @param {Places} places @returns {Cell} */
function cellOf(person, text, at, places) {
  const { scale, step } = places;
  const { symbol, pitch, rows, isBeside } = scale;
  const room = isBeside ? edgeAt(person.id, at, places) - (at.x + symbol / 2 + BESIDE)
    : Math.min(step - BESIDE, 2 * Math.min(at.x, scale.width - at.x) - BESIDE);
  const size = scale.isCrowded ? scale.text : nameSize(text, room, scale.text);
  const columns = Math.max(COLUMNS.least, Math.min(COLUMNS.most, Math.floor(room / pitch)));
  const width = Math.min(text.length * size * LETTER, scale.isCrowded ? room : Infinity);
  const names = person.also_known_as?.split(",").join(", ");
  const also = names ? t("also {names}", { names }) : "";
  const isRoom = width + (also.length + 1) * scale.text * ALSO_LETTER <= room;
  const left = isBeside ? at.x + symbol / 2 + BESIDE : at.x - (columns * pitch) / 2;
  const name = isBeside ? { x: left, y: at.y - scale.text * 0.6 } : { x: at.x, y: at.y + symbol / 2 + scale.text * 0.78 };
  const written = { left: isBeside ? left : at.x - width / 2, right: isBeside ? left + width : at.x + width / 2,
    top: name.y - size * 0.6, bottom: name.y + size * 0.6 };
  return {
    name, text, size, also: isRoom && isBeside ? also : "", anchor: isBeside ? "start" : "middle", columns, rows, pitch, written,
    more: scale.isCrowded ? Math.ceil((MORE_LETTERS * MORE_LETTER * scale.text) / pitch) : 1,
    ...(scale.isCrowded && text.length * size * LETTER > room && { squeeze: Math.round(room) }),
    first: { x: left + pitch / 2, y: at.y + buttonsBelow(scale) + pitch / 2 },
    box: { left: Math.min(at.x - symbol / 2, left), right: Math.max(at.x + symbol / 2, left + columns * pitch, written.right),
      top: at.y - symbol / 2, bottom: at.y + reachBelow(scale) },
  };
}

/** Where the next person on the right begins, or the drawing ends. @param {string} id @param {Point} at @param {Places} places */
function edgeAt(id, at, { people, scale }) {
  const beside = Object.entries(people).filter(([other, { x, y }]) =>
    other !== id && x > at.x && Math.abs(y - at.y) < scale.symbol + scale.rows * scale.pitch);
  return Math.min(scale.width, ...beside.map(([, { x }]) => x - scale.symbol / 2 - EDGE)) - BESIDE;
}

/** The first name, as everybody says it, where it is nobody else's. @param {PersonKnown} person @param {PersonKnown[]} people */
export function shortName(person, people) {
  const [first = person.name] = person.name.split(" ");
  const isItsOwn = first.length > 2 && people.filter((one) => one.name.startsWith(first)).length === 1;
  return isItsOwn && first !== "The" ? first : person.name;
}

/** Long names are set smaller rather than over their neighbour's. @param {string} name @param {number} room @param {number} text */
function nameSize(name, room, text) {
  return Math.round(text * Math.min(1, Math.max(SMALLEST, room / (name.length * text * LETTER))));
}

/**
 * The middle of a person's button, by how many came before it. Beyond the last place all stand on it: there it is said
 * how many more there are.
 *
 * @param {Cell} cell
 * @param {number} place
 * @returns {Point}
 */
export function buttonAt({ first, columns, rows, pitch }, place) {
  const at = Math.min(place, columns * rows - 1);
  return { x: first.x + (at % columns) * pitch, y: first.y + Math.floor(at / columns) * pitch };
}

/** How many buttons a cell shows of so many facts; of the others it says how many. @param {Cell} cell @param {number} n */
export function shownOf({ columns, rows, more }, n) {
  return n <= columns * rows ? n : columns * rows - more;
}
