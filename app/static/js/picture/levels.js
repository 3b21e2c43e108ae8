// The heights of lines that run across above a row of people: two whose stretches meet never share one.

/** @import { Point, Scale } from "./places.js" */

/** @typedef {{ row: number, from: number, to: number }} Stretch  above which row, from where to where */

/** From the upper edge of a row to its first line, and from one to the next. */
const FIRST = 20;
const APART = 9;
/** About how many fit below the names of the row above; later ones stand between those. */
const MOST = 4;

export class Levels {
  /** @type {(Stretch & { level: number })[]} */
  _taken = [];

  /** @param {Record<string, Point>} people @param {Pick<Scale, "symbol" | "text">} scale */
  constructor(people, { symbol }) {
    this._people = Object.values(people);
    this._symbol = symbol;
  }

  /**
   * Who stands on the straight line between two people of a row, from left to right.
   *
   * @param {Point} from
   * @param {Point} to
   * @returns {Point[]}
   */
  standing(from, to) {
    if (from.y !== to.y) return [];
    const isNear = (/** @type {Point} */ at) => Math.abs(at.y - from.y) < this._symbol / 2 && at.x > from.x && at.x < to.x;
    return this._people.filter(isNear).sort((one, other) => one.x - other.x);
  }

  /** The height of a line that is new; families side by side keep a symbol's width between theirs, or differ. @param {Stretch} stretch */
  take({ row, from, to }) {
    const near = this._taken.filter((one) => Math.abs(one.row - row) < this._symbol && one.from < to + this._symbol && one.to > from - this._symbol);
    let level = 0;
    while (near.some((one) => one.level === level)) level += 1;
    this._taken.push({ row, from, to, level });
    const turn = Math.floor(level / MOST);
    const between = turn ? APART / 2 ** turn : 0;
    return row - this._symbol / 2 - FIRST - (level % MOST) * APART - between;
  }
}
