// Dragging somebody to another seat, with mouse, pen or finger. The way by keyboard is the list under "Change".

import { html } from "../parts/markup.js";

const EDGE_PX = 70;
const SCROLL_PX = 18;
const SCROLL_EVERY_MS = 16;
/** A hand that only trembles moves nobody. */
const FAR_PX = 6;

/**
 * What a name is held by while it is dragged.
 *
 * @param {{ name: string, onDrop: (seat: string) => void }} props  `onDrop`: called once, with the seat it was let go over
 */
export function Grip({ name, onDrop }) {
  return html`<span class="grip" aria-hidden="true" onPointerDown=${(/** @type {any} */ event) => drag(event, name, onDrop)}>⠿</span>`;
}

/** @param {PointerEvent} start @param {string} name @param {(seat: string) => void} onDrop */
function drag(start, name, onDrop) {
  if (start.button !== 0) return;
  start.preventDefault();
  const grip = /** @type {HTMLElement} */ (start.currentTarget);
  const label = labelFor(name);
  /** @type {HTMLElement | undefined} */
  let goal;
  /** @param {HTMLElement | undefined} seat */
  const mark = (seat) => {
    if (seat === goal) return;
    goal?.removeAttribute("data-goal");
    seat?.setAttribute("data-goal", "");
    goal = seat;
  };
  const watching = new AbortController();
  /** While the hand rests at an edge the page goes on. */
  let towards = 0;
  const scrolling = setInterval(() => towards && scrollBy({ top: towards * SCROLL_PX, behavior: "instant" }), SCROLL_EVERY_MS);
  const end = () => {
    clearInterval(scrolling);
    watching.abort();
    label.remove();
    mark(undefined);
  };
  // On the document: the grip goes away when its row is drawn anew, and what is heard there with it.
  /** @param {string} type @param {(event: any) => void} heard */
  const on = (type, heard) => document.addEventListener(type, heard, { signal: watching.signal });
  on("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!label.isConnected && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < FAR_PX) return;
    if (!label.isConnected) document.body.append(label);
    label.style.translate = `${event.clientX}px ${event.clientY}px`;
    mark(seatAt(event));
    unfold(event);
    towards = event.clientY < EDGE_PX ? -1 : event.clientY > innerHeight - EDGE_PX ? 1 : 0;
  });
  on("pointerup", () => {
    const seat = goal?.dataset.seat;
    end();
    if (seat) onDrop(seat);
  });
  on("pointercancel", end);
  on("lostpointercapture", end);
  on("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && end());
  grip.setPointerCapture(start.pointerId);
}

/** @param {PointerEvent} event */
function seatAt(event) {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  return /** @type {HTMLElement | undefined} */ (under?.closest("[data-seat]") ?? undefined);
}

/** A folded table opens under the hand. @param {PointerEvent} event */
function unfold(event) {
  const fold = document.elementFromPoint(event.clientX, event.clientY)?.closest("details.table-sheet");
  if (fold instanceof HTMLDetailsElement) fold.open = true;
}

/** The name that goes along with the hand. @param {string} name */
function labelFor(name) {
  const label = document.createElement("div");
  label.className = "grip-label";
  label.textContent = name;
  return label;
}
