// Looking closer at a drawing: by buttons, by two fingers, and moving it with one finger once it is enlarged.

/** @import { Scale } from "./places.js" */
import { html, useRef, useState } from "../markup.js";
import { t } from "../words.js";

const STEP = 1.5;
const CLOSEST = 4;

/**
 * @typedef {{ factor: number, x: number, y: number }} Look  the middle of what is seen, 0-1 of the drawing
 * @typedef {{ viewBox: string, factor: number, to: (factor: number) => void, handlers: object }} Zoom
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
  return { viewBox: viewBoxOf(look, scale), factor: look.factor, to, handlers };
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

/** How far from the middle of a box a point is, -0.5 to 0.5. @param {{ x: number, y: number }} point @param {{ left: number, top: number, width: number, height: number }} box */
function inBox(point, box) {
  return { x: (point.x - box.left) / box.width - 0.5, y: (point.y - box.top) / box.height - 0.5 };
}

/** @param {{ zoom: Zoom }} props */
export function ZoomButtons({ zoom }) {
  return html`<div class="cluster picture__zoom" role="group" aria-label=${t("Size of the drawing")}>
    <button type="button" class="button" aria-label=${t("Smaller")} aria-disabled=${zoom.factor <= 1}
      onClick=${() => zoom.to(zoom.factor / STEP)}>−</button>
    <button type="button" class="button" aria-label=${t("Larger")} aria-disabled=${zoom.factor >= CLOSEST}
      onClick=${() => zoom.to(zoom.factor * STEP)}>+</button>
    <button type="button" class="button" aria-disabled=${zoom.factor <= 1} onClick=${() => zoom.to(1)}>${t("Whole")}</button>
  </div>`;
}
