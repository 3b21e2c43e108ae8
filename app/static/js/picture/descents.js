// The lines from parents down to their children.

import { coupleMiddle, place } from "./couples.js";
import { t } from "../languages/words.js";

/** @import { Point } from "./places.js" */
/** @import { Drawn, Line } from "./lines.js" */
/** @import { Join } from "./couples.js" */
/** @import { Levels } from "./levels.js" */

/** As long as a month: births told more roughly say nothing about twins. */
const EXACT = "2013-07".length;
const WORDS = /** @type {Record<string, string>} */ ({ adopted: t("adopted"), fostered: t("fostered") });

/**
 * Children hang below their parents: from their couple's line, or from one parent alone. Each family's bar has a
 * height that no other line of its stretch has.
 *
 * @param {{ parents: Drawn[], joins: Join[], identical: Drawn[] }} relations
 * @param {Record<string, Point>} people
 * @param {{ symbol: number, born: Record<string, string | undefined>, levels: Levels }} how
 * @returns {Line[]}
 */
export function descents({ parents, joins, identical }, people, { symbol, born, levels }) {
  return families(parents).flatMap(({ key, kind, ids, children }) => {
    const hanging = hung(children, people, symbol, born);
    const join = joins.find(({ a, b }) => ids.includes(a) && ids.includes(b));
    const tops = join ? [join.hangs] : ids.map((id) => ({ x: place(people, id).x, y: place(people, id).y + symbol / 2 }));
    const xs = [...tops, ...hanging].map(({ x }) => x);
    const row = Math.min(...hanging.map((child) => child.top.y)) + symbol / 2;
    const bar = levels.take({ row, from: Math.min(...xs), to: Math.max(...xs) });
    const pairs = identical.filter(({ a, b }) => children.includes(a) && children.includes(b));
    return [
      descent(key, kind, tops, hanging, bar),
      ...pairs.map((pair) => twinBar(pair, [pair.a, pair.b].map((id) => hanging[children.indexOf(id)]), bar)),
    ];
  });
}

/**
 * The children of the same parents in the same way, together.
 *
 * @param {Drawn[]} parents
 * @returns {{ key: string, kind: string, ids: string[], children: string[] }[]}
 */
function families(parents) {
  /** @type {Map<string, { kind: string, child: string, ids: string[] }>} */
  const parentsOf = new Map();
  for (const { kind, a, b } of parents) {
    const known = parentsOf.get(`${kind} ${b}`) ?? { kind, child: b, ids: [] };
    parentsOf.set(`${kind} ${b}`, { ...known, ids: [...known.ids, a].sort() });
  }
  /** @type {Map<string, { kind: string, ids: string[], children: string[] }>} */
  const found = new Map();
  for (const { kind, child, ids } of parentsOf.values()) {
    const key = [...(kind === "parent" ? [] : [kind]), ...ids].join(" ");
    const known = found.get(key) ?? { kind, ids, children: [] };
    found.set(key, { ...known, children: [...known.children, child] });
  }
  return [...found].map(([key, family]) => ({ key, ...family }));
}

/**
 * Half way down the lines of two twins, from one to the other.
 * @param {Drawn} pair
 * @param {(Hung | undefined)[]} twins
 * @param {number} bar
 * @returns {Line}
 */
function twinBar({ id, kind }, twins, bar) {
  const [from, to] = twins.map((twin) => (twin ? coupleMiddle({ x: twin.x, y: bar }, twin.top) : { x: 0, y: bar }));
  const at = from ?? { x: 0, y: bar };
  return { id, kind, path: `M${at.x} ${at.y}L${to?.x ?? at.x} ${to?.y ?? at.y}`, marks: "", label: "", at };
}

/**
 * @typedef {{ top: Point, x: number }} Hung  a child's upper edge, and the point of the bar it hangs from: twins share one
 *
 * @param {string[]} children
 * @param {Record<string, Point>} people
 * @param {number} symbol
 * @param {Record<string, string | undefined>} born
 * @returns {Hung[]}
 */
function hung(children, people, symbol, born) {
  /** @param {string} id */
  const bornWith = (id) => {
    const day = born[id] ?? "";
    return day.length < EXACT ? [id] : children.filter((other) => born[other] === day);
  };
  return children.map((id) => {
    const together = bornWith(id);
    const others = children.filter((one) => !together.includes(one)).map((one) => place(people, one).x);
    const at = place(people, id);
    return { top: { x: at.x, y: at.y - symbol / 2 }, x: forkOf(together.map((one) => place(people, one).x), others) };
  });
}

/**
 * Where the lines of children born together begin: in their middle, or beside a sibling who stands there.
 * @param {number[]} together
 * @param {number[]} others
 */
function forkOf(together, others) {
  const middle = together.reduce((sum, x) => sum + x, 0) / together.length;
  const [left, right] = [Math.min(...together), Math.max(...together)];
  const between = others.filter((x) => x > left && x < right);
  if (!between.length) return middle;
  const row = [...together, ...between].sort((one, other) => one - other);
  const gaps = row.slice(1).map((x, index) => (x + (row[index] ?? x)) / 2);
  return gaps.reduce((best, gap) => (Math.abs(gap - middle) < Math.abs(best - middle) ? gap : best), gaps[0] ?? middle);
}

/**
 * @param {string} id
 * @param {string} kind
 * @param {Point[]} tops  where the line begins: at the couple's line, or below each parent
 * @param {Hung[]} children
 * @param {number} bar  how far down the children's bar runs
 * @returns {Line}
 */
function descent(id, kind, tops, children, bar) {
  const starts = tops.map(({ x, y }) => `M${x} ${y}V${bar}`).join("");
  const across = [...tops, ...children].map(({ x }) => x);
  const drops = children.map((child) => `M${child.x} ${bar}L${child.top.x} ${child.top.y}`).join("");
  const label = kind === "parent" ? "" : (WORDS[kind] ?? kind);
  const middle = tops.reduce((sum, { x }) => sum + x, 0) / Math.max(tops.length, 1);
  return {
    id: `children-${id}`,
    kind,
    path: `${starts}M${Math.min(...across)} ${bar}H${Math.max(...across)}${drops}`,
    marks: "",
    label,
    at: label ? { x: children[0]?.top.x ?? middle, y: bar - 10 } : { x: middle, y: bar },
  };
}
