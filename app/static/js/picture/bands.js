// Who shares a home: a rounded band behind them, a band for each generation, its name inside.

/** @import { Outline } from "./outline.js" */
/** @import { Cell } from "./cells.js" */
/** @import { Box, Places, Point } from "./places.js" */
import { EDGE, HOME_NAME } from "./places.js";

/**
 * `bands` lie on each other and look like one shape; a `join` is a line between bands that stand apart.
 *
 * @typedef {{ id: string, name: string, people: string[], bands: Box[], join: string, at: Point, size: number,
 *   squeeze?: number }} Home  `squeeze`: how wide the name may be at the most
 */

/** Between a member's last button, or name, and the edge of the band. */
const BESIDE = 10;
/** About how wide a letter of a home's name is, for a letter one unit high, and how high it is set. */
const LETTER = 0.56;
const NAME = 0.975;
/** Squeezed further than this, a name on the wall is no longer read. */
const NARROWEST = 0.7;
/** People nearer to each other than this, up and down, stand in one row. */
const ONE_ROW = 0.5;

/**
 * @param {Outline["households"]} households
 * @param {Record<string, Cell>} cells
 * @param {Places} places
 * @returns {Home[]}
 */
export function homes(households, cells, places) {
  return households.flatMap((home) => {
    const people = home.people.filter((id) => cells[id]);
    if (!people.length) return [];
    const rows = rowsOf(people, places).map((row) => bandOf(row, cells, places));
    const last = rows.slice(-1)[0] ?? { left: 0, right: 0, top: 0, bottom: 0 };
    last.bottom += HOME_NAME - EDGE;
    const { symbol, text, isBeside } = places.scale;
    const x = last.left + EDGE + (isBeside ? symbol + 14 : 0); // clear of the lines down to children
    const size = text * NAME;
    const wide = home.name.length * LETTER * size;
    const room = roomFor(last, people, cells, places) - x - EDGE;
    last.right = Math.max(last.right, x + Math.min(wide, room) + EDGE);
    const squeeze = wide > room ? Math.round(room) : undefined;
    const isRead = !places.scale.isCrowded || wide * NARROWEST <= room; // else the list says who lives where
    const at = { x, y: last.bottom - HOME_NAME * 0.6 };
    return [{ ...home, name: isRead ? home.name : "", people, bands: [...rows, ...between(rows)], join: joinOf(rows), at, size, squeeze }];
  });
}

/** The members of each row with nobody else between them, from the top. @param {string[]} ids @param {Places} places */
function rowsOf(ids, { people, scale }) {
  const at = (/** @type {string} */ id) => people[id] ?? { x: 0, y: 0 };
  const sorted = [...ids].sort((one, other) => at(one).y - at(other).y || at(one).x - at(other).x);
  /** @type {string[][]} */
  const rows = [];
  for (const id of sorted) {
    const before = rows.slice(-1)[0]?.slice(-1)[0];
    const isNext = before !== undefined && Math.abs(at(before).y - at(id).y) < scale.symbol * ONE_ROW;
    const isBetween = (/** @type {Point} */ one) => before !== undefined
      && Math.abs(one.y - at(id).y) < scale.symbol && one.x > at(before).x && one.x < at(id).x;
    const isParted = isNext && Object.entries(people).some(([other, one]) => !ids.includes(other) && isBetween(one));
    if (isNext && !isParted) rows.slice(-1)[0]?.push(id);
    else rows.push([id]);
  }
  return rows;
}

/** @param {string[]} row @param {Record<string, Cell>} cells @param {Places} places @returns {Box} */
function bandOf(row, cells, { scale }) {
  const boxes = row.flatMap((id) => cells[id]?.box ?? []);
  return {
    left: Math.max(2, Math.min(...boxes.map((box) => box.left)) - EDGE),
    right: Math.min(scale.width - 2, Math.max(...boxes.map((box) => box.right)) + BESIDE),
    top: Math.min(...boxes.map((box) => box.top)) - EDGE,
    bottom: Math.max(...boxes.map((box) => box.bottom)) + EDGE,
  };
}

/**
 * How far a band may reach so that a home's name stands in it: up to whoever else is beside it.
 * @param {Box} band
 * @param {string[]} members
 * @param {Record<string, Cell>} cells
 * @param {Places} places
 */
function roomFor(band, members, cells, { scale }) {
  const beside = Object.entries(cells).flatMap(([id, { box }]) =>
    !members.includes(id) && box.bottom > band.top && box.top < band.bottom && box.left > band.left ? box.left - EDGE : []);
  return Math.max(band.right, Math.min(scale.width - 2, ...beside));
}

/** What makes one shape of bands above each other. @param {Box[]} rows @returns {Box[]} */
function between(rows) {
  return rows.slice(1).flatMap((lower, place) => {
    const upper = rows[place] ?? lower;
    const [left, right] = [Math.max(upper.left, lower.left), Math.min(upper.right, lower.right)];
    return isAbove(upper, lower) && right - left > HOME_NAME ? [{ left, right, top: upper.top, bottom: lower.bottom }] : [];
  });
}

/** Lines between bands that no shape joins. @param {Box[]} rows */
function joinOf(rows) {
  return rows.slice(1).map((lower, place) => {
    const upper = rows[place] ?? lower;
    const isJoined = isAbove(upper, lower) && Math.min(upper.right, lower.right) - Math.max(upper.left, lower.left) > HOME_NAME;
    return isJoined ? "" : `M${middle(upper)}L${middle(lower)}`;
  }).join("");
}

/** @param {Box} upper @param {Box} lower */
function isAbove(upper, lower) {
  return upper.top < lower.top - EDGE;
}

/** @param {Box} box */
function middle({ left, right, top, bottom }) {
  return `${Math.round((left + right) / 2)} ${Math.round((top + bottom) / 2)}`;
}

/** What a home's name takes, so that nothing else is written on it. @param {Home} home @returns {Box} */
export function nameBox({ name, at, size, squeeze }) {
  return { left: at.x, right: at.x + (squeeze ?? name.length * LETTER * size), top: at.y - size / 2, bottom: at.y + size / 2 };
}
