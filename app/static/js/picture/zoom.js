// Looking closer at a drawing: by buttons, by two fingers; and moving it, once it is enlarged: by one finger, by
// buttons, and by going on to somebody by keyboard.

/** @import { Box, Scale } from "./places.js" */
import { html, useRef, useState } from "../parts/markup.js";
import { t } from "../languages/words.js";

const STEP = 1.5;
const CLOSEST = 4;
/** How far a button moves the drawing, of what is seen. */
const FURTHER = 0.5;
/** Whoever reaches nearer than this to the edge of what is seen, of all that is seen, is brought to its middle. */
const EDGE = 0.02;

/**
 * @typedef {{ factor: number, x: number, y: number }} Look  the middle of what is seen, 0-1 of the drawing
 * @typedef {{ viewBox: string, look: Look, to: (factor: number) => void, by: (dx: number, dy: number) => void,
 *   show: (box: Box) => void, handlers: object }} Zoom
 */
/** @type {Look} */
const WHOLE = { factor: 1, x: 0.5, y: 0.5 };

/**
 * A look that stays on the drawing.
 *
 * @param {Look} look
 * @returns {Look}
 */
export function within({ factor, x, y }) {
  const closest = Math.min(Math.max(factor, 1), CLOSEST);
  const half = 0.5 / closest;
  /** @param {number} at */
  const kept = (at) => Math.min(Math.max(at, half), 1 - half);
  return { factor: closest, x: kept(x), y: kept(y) };
}

/** A button's step from here. @param {Look} look @param {number} dx @param {number} dy -1, 0 or 1 each @returns {Look} */
export function further(look, dx, dy) {
  const step = FURTHER / look.factor;
  return within({ ...look, x: look.x + dx * step, y: look.y + dy * step });
}

/**
 * The same look where a box is wholly in sight, else one with the box in its middle, and no closer than shows all of it.
 * @param {Look} look
 * @param {Box} box 0-1 of the drawing
 * @returns {Look}
 */
export function showing(look, { left, right, top, bottom }) {
  const inner = 0.5 - EDGE;
  const half = inner / look.factor;
  const isInSight = left >= look.x - half && right <= look.x + half && top >= look.y - half && bottom <= look.y + half;
  if (isInSight || look.factor <= 1) return look;
  const factor = Math.min(look.factor, (2 * inner) / (right - left), (2 * inner) / (bottom - top));
  return within({ factor, x: (left + right) / 2, y: (top + bottom) / 2 });
}

/** @param {Look} look @param {Scale} scale */
export function viewBoxOf(look, scale) {
  const [width, height] = [scale.width / look.factor, scale.height / look.factor];
  const numbers = [look.x * scale.width - width / 2, look.y * scale.height - height / 2, width, height];
  return numbers.map((number) => Number(number.toFixed(1))).join(" ");
}

/** @param {Scale} scale @returns {Zoom} */
export function useZoom(scale) {
  const [look, setLook] = useState(WHOLE);
  const fingers = useRef(/** @type {Map<number, { x: number, y: number }>} */ (new Map()));
  const handlers = {
    /** Two fingers are ours: without this the page would take them for scrolling. @param {TouchEvent} event */
    onTouchStart: (event) => event.touches.length > 1 && event.cancelable && event.preventDefault(),
    /** @param {PointerEvent} event */
    onPointerDown: (event) => fingers.current.set(event.pointerId, at(event)),
    /** @param {PointerEvent} event */
    onPointerMove: (event) => {
      const before = fingers.current.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
      const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
      fingers.current.set(event.pointerId, now);
      setLook((seen) => moved(seen, before, now, other, box));
    },
    /** @param {PointerEvent} event */
    onPointerUp: (event) => fingers.current.delete(event.pointerId),
    /** @param {PointerEvent} event */
    onPointerCancel: (event) => fingers.current.delete(event.pointerId),
    /** @param {PointerEvent} event */
    onPointerLeave: (event) => fingers.current.delete(event.pointerId),
    "data-enlarged": look.factor > 1 ? "yes" : "no",
  };
  /** @param {number} factor */
  const to = (factor) => setLook((seen) => within({ ...seen, factor }));
  /** @param {number} dx @param {number} dy */
  const by = (dx, dy) => setLook((seen) => further(seen, dx, dy));
  /** @param {Box} box as it stands in the drawing */
  const show = ({ left, right, top, bottom }) => setLook((seen) => showing(seen,
    { left: left / scale.width, right: right / scale.width, top: top / scale.height, bottom: bottom / scale.height }));
  return { viewBox: viewBoxOf(look, scale), look, to, by, show, handlers };
}

/** @param {PointerEvent} event */
function at(event) {
  return { x: event.clientX, y: event.clientY };
}

/**
 * One finger moves the drawing; with a second one it widens or narrows round the point between them.
 *
 * @param {Look} look
 * @param {{ x: number, y: number }} before
 * @param {{ x: number, y: number }} now
 * @param {{ x: number, y: number } | undefined} other
 * @param {{ left: number, top: number, width: number, height: number }} box
 * @returns {Look}
 */
export function moved(look, before, now, other, box) {
  if (other) {
    const apart = Math.hypot(now.x - other.x, now.y - other.y);
    const was = Math.hypot(before.x - other.x, before.y - other.y) || 1;
    const factor = within({ ...look, factor: look.factor * (apart / was) }).factor;
    const from = inBox({ x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 }, box);
    const to = inBox({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, box);
    return within({ factor, x: look.x + from.x / look.factor - to.x / factor, y: look.y + from.y / look.factor - to.y / factor });
  }
  const x = look.x - (now.x - before.x) / (box.width * look.factor);
  const y = look.y - (now.y - before.y) / (box.height * look.factor);
  return within({ ...look, x, y });
}

/**
 * How far from the middle of a box a point is, -0.5 to 0.5.
 * @param {{ x: number, y: number }} point
 * @param {{ left: number, top: number, width: number, height: number }} box
 */
function inBox(point, box) {
  return { x: (point.x - box.left) / box.width - 0.5, y: (point.y - box.top) / box.height - 0.5 };
}

/** @param {{ zoom: Zoom }} props */
export function ZoomButtons({ zoom }) {
  const { factor } = zoom.look;
  return html`<div class="picture__zoom stack stack--close">
    <div class="cluster" role="group" aria-label=${t("Size of the drawing")}>
      <button type="button" class="button" aria-label=${t("Smaller")} aria-disabled=${factor <= 1}
        onClick=${() => zoom.to(factor / STEP)}>−</button>
      <button type="button" class="button" aria-label=${t("Larger")} aria-disabled=${factor >= CLOSEST}
        onClick=${() => zoom.to(factor * STEP)}>+</button>
      <button type="button" class="button" aria-disabled=${factor <= 1} onClick=${() => zoom.to(1)}>${t("Whole")}</button>
    </div>
    ${factor > 1 && html`<${MoveButtons} zoom=${zoom} />`}
  </div>`;
}

const WAYS = /** @type {const} */ ([
  { sign: "←", name: t("Show what is further left"), dx: -1, dy: 0 },
  { sign: "↑", name: t("Show what is further up"), dx: 0, dy: -1 },
  { sign: "↓", name: t("Show what is further down"), dx: 0, dy: 1 },
  { sign: "→", name: t("Show what is further right"), dx: 1, dy: 0 },
]);

/** For whoever does not drag. @param {{ zoom: Zoom }} props */
function MoveButtons({ zoom }) {
  return html`<div class="cluster" dir="ltr" role="group" aria-label=${t("Part of the drawing")}>
    ${WAYS.map(({ sign, name, dx, dy }) => {
      const next = further(zoom.look, dx, dy);
      const isAtTheEnd = next.x === zoom.look.x && next.y === zoom.look.y;
      return html`<button key=${sign} type="button" class="button" aria-label=${name} aria-disabled=${isAtTheEnd}
        onClick=${() => zoom.by(dx, dy)}>${sign}</button>`;
    })}
  </div>`;
}
