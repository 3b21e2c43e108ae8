// What stands on the line of a couple: how they are together and since when, in words where there is room.

/** @import { Cell } from "./cells.js" */
/** @import { Places } from "./places.js" */
/** @import { Drawn, Line } from "./lines.js" */
import { t } from "../languages/words.js";

/** How wide a letter of such words is at the least, for one a unit high, and in a wide typeface; the least room beside them. */
const LETTER = { narrow: 0.44, wide: 0.6 };
const AIR = 7;
const SIZE = 0.975;

/** @type {Record<string, (year: string) => string>} */
const BEGAN = {
  married: (year) => t("married {year}", { year }),
  cohabiting: (year) => t("together since {year}", { year }),
  separated: (year) => t("together {year}", { year }),
  divorced: (year) => t("married {year}", { year }),
};
/** @type {Record<string, (year: string) => string>} */
const ENDED = {
  separated: (year) => t("separated {year}", { year }),
  divorced: (year) => t("divorced {year}", { year }),
};

/**
 * The lines, each couple's with its words in the room between the name of the one and the symbol of the other. Where
 * there is too little, the field's short signs stay.
 *
 * @param {Line[]} lines
 * @param {Drawn[]} relations
 * @param {Record<string, Cell>} cells
 * @param {Places} places
 * @returns {Line[]}
 */
export function together(lines, relations, cells, { people, scale }) {
  return lines.map((line) => {
    const couple = relations.find((relation) => relation.id === line.id && (relation.kind in BEGAN));
    const ends = couple ? [couple.a, couple.b].flatMap((id) => people[id] ?? []).sort((one, other) => one.x - other.x) : [];
    const [left, right] = ends;
    if (couple && scale.isCrowded && line.at.y !== left?.y) line = { ...line, size: scale.text * SIZE };
    if (!couple || !left || !right || left.y !== right.y) return line;
    const id = people[couple.a] === left ? couple.a : couple.b;
    const from = scale.isBeside ? (cells[id]?.written.right ?? left.x) : left.x + scale.symbol / 2;
    const [room, at] = [right.x - scale.symbol / 2 - from - 2 * AIR, { ...line.at, x: (from + right.x - scale.symbol / 2) / 2 }];
    const [label, below] = wordsOf(couple);
    const size = scale.text * SIZE;
    const longest = Math.max(label.length, below.length);
    const squeeze = label.length * size * LETTER.wide > room ? Math.round(room) : undefined;
    if (longest * size * LETTER.narrow <= room) return { ...line, label, below, size, squeeze, at };
    if (scale.isCrowded) return { ...line, label: "", below: "" }; // the twins say it: smaller it would not be read
    return { ...line, at: scale.isBeside ? at : line.at };
  });
}

/** @param {Drawn} couple @returns {[string, string]} */
function wordsOf({ kind, since, until }) {
  const year = (/** @type {string | undefined} */ day) => day?.slice(0, 4) ?? "";
  return [since ? (BEGAN[kind]?.(year(since)) ?? "") : "", until ? (ENDED[kind]?.(year(until)) ?? "") : ""];
}
