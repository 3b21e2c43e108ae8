// In the head while people share: a hollow button for each fact, which fills as it comes to the table.

import { html, useEffect, useRef, useState } from "../parts/markup.js";
import { marked, t } from "../languages/words.js";

/** @typedef {import("../types").Table["counts"]} Counts */

const PITCH = 20;
/** Two rows for a family as usual; more for one that is very large. */
const ROWS = { usual: 2, many: 5, usual_up_to: 80 };
const RADIUS = 7.6;
const HOLE = { radius: 1.1, apart: 2.3 };
/** How long it stands that the table knows more than any one of them. */
const PASSED_MS = 30_000;

/** @param {number} x @param {number} y @param {number} r */
function circle(x, y, r) {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** The buttons from one place to another, as one path. @param {number} from @param {number} to @param {number} columns @param {boolean} isSewn */
function buttonsPath(from, to, columns, isSewn) {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => {
    const [x, y] = [((from + index) % columns + 0.5) * PITCH, (Math.floor((from + index) / columns) + 0.5) * PITCH];
    const holes = [[-1, -1], [1, -1], [-1, 1], [1, 1]].map(([across = 0, down = 0]) => circle(x + across * HOLE.apart, y + down * HOLE.apart, HOLE.radius));
    return circle(x, y, RADIUS) + (isSewn ? holes.join("") : "");
  }).join("");
}

/** "30 of 46", in buttons and in words; never whose they are. @param {{ counts: Partial<Counts> | undefined }} props */
export function Counter({ counts }) {
  const { facts = 0, facts_of: of = 0 } = counts ?? {};
  const rows = of > ROWS.usual_up_to ? ROWS.many : ROWS.usual;
  const columns = Math.max(1, Math.ceil(of / rows));
  return html`<div class="counter" data-facts=${facts}>
    <svg class="counter__buttons" viewBox=${`0 0 ${columns * PITCH} ${rows * PITCH}`} preserveAspectRatio="xMaxYMid" aria-hidden="true">
      <path class="counter__unseen" d=${buttonsPath(facts, of, columns, false)} />
      <path class="counter__seen" fill-rule="evenodd" d=${buttonsPath(0, facts, columns, true)} />
    </svg>
    <p class="only-read">${t("Facts on the table")}</p>
    <p class="picture-count picture-count--facts">
      <span>${marked(t("{n} of {of}"), { n: html`<strong class="counter__n numbers">${facts}</strong>`, of })}</span></p>
  </div>`;
}

/** Whether the table has just come to know more than any one hand holds. @param {Partial<Counts> | undefined} counts */
export function usePassed(counts) {
  const [isSaid, say] = useState(false);
  const before = useRef(/** @type {number | undefined} */ (undefined));
  const { facts, alone } = counts ?? {};
  useEffect(() => {
    if (facts === undefined || alone === undefined) return undefined;
    const hasPassed = before.current !== undefined && before.current <= alone && facts > alone;
    before.current = facts;
    if (hasPassed) say(true);
    return undefined;
  }, [facts, alone]);
  useEffect(() => {
    if (!isSaid) return undefined;
    const timer = setTimeout(() => say(false), PASSED_MS);
    return () => clearTimeout(timer);
  }, [isSaid]);
  return isSaid;
}

export const MORE_THAN_ONE = t("You now know more than any one of you.");
