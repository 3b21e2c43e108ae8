// The second tap of an impatient finger. Where a dialog has just opened or closed, or what was tapped is on its way
// or saved, another thing lies under the finger than what was meant: such a tap does nothing.

const SETTLES_MS = 500;
const SAME_PLACE_PX = 40;

/**
 * @typedef {{ at: number, x: number, y: number, isRepeat: boolean, isTouch: boolean }} Tap
 *   a moment and a place on the page; `isRepeat`: the browser counts it as the second or third of a series
 */

/**
 * Whether a tap only repeats the last one, over a page that has changed since.
 * @param {Tap} tap @param {Tap | undefined} last @param {number} changedAt when the page last changed under the finger
 */
function isImpatient(tap, last, changedAt) {
  if (!last || changedAt < last.at || tap.at - changedAt > SETTLES_MS) return false;
  const isSamePlace = Math.hypot(tap.x - last.x, tap.y - last.y) < SAME_PLACE_PX;
  return tap.isRepeat || (tap.isTouch && isSamePlace);
}

/** @type {Tap | undefined} */
let last;
let changedAt = -Infinity;

/** Another thing may lie under the finger from now on. */
export function hasChanged() {
  changedAt = performance.now();
}

/** From now on, impatient taps do nothing. A finger that has scrolled since is not impatient. */
export function beCalm() {
  document.addEventListener("click", (event) => {
    if (event.detail === 0) return; // the keyboard's, or a script's
    const isTouch = /** @type {PointerEvent} */ (event).pointerType === "touch";
    const tap = { at: performance.now(), x: event.clientX, y: event.clientY, isRepeat: event.detail > 1, isTouch };
    if (isImpatient(tap, last, changedAt)) {
      event.preventDefault();
      event.stopPropagation();
      return; // the next of the series repeats the first one, too
    }
    last = tap;
  }, { capture: true });
  for (const scrolling of ["touchmove", "wheel"]) {
    document.addEventListener(scrolling, () => { last = undefined; }, { capture: true, passive: true });
  }
}
