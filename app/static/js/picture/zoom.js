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
 * One finger moves the drawing, a second one widens or narrows it.
 *
 * @param {Look} look
 * @param {{ x: number, y: number }} before
 * @param {{ x: number, y: number }} now
 * @param {{ x: number, y: number } | undefined} other
 * @param {{ width: number, height: number }} box
 * @returns {Look}
 */
export function moved(look, before, now, other, box) {
  if (other) {
    const apart = Math.hypot(now.x - other.x, now.y - other.y);
    const was = Math.hypot(before.x - other.x, before.y - other.y) || 1;
    return within({ ...look, factor: look.factor * (apart / was) });
  }
  const x = look.x - (now.x - before.x) / (box.width * look.factor);
  const y = look.y - (now.y - before.y) / (box.height * look.factor);
  return within({ ...look, x, y });
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
