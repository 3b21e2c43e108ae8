// A dialog over the page, on phone and console; and where the focus goes once it is answered.

import { hasChanged } from "./impatience.js";
import { html, useEffect, useId, useLayoutEffect, useRef } from "./markup.js";

/**
 * The browser keeps the focus inside and gives it back, also when the dialog goes because it was answered.
 * @param {{ title: string, isLow?: boolean, onClose: () => void, children?: unknown }} props `isLow`: at the thumb
 */
export function Dialog({ title, isLow = false, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) openedOn(element);
    /** @type {HTMLElement | null | undefined} */ (element?.querySelector("[data-first]"))?.focus();
    hasChanged();
    return () => {
      if (element) closed(element); // while it is still on the page, else the focus is lost
      hasChanged();
    };
  }, []);
  return html`<dialog class=${`dialog${isLow ? " dialog--low" : ""}`} ref=${dialog} aria-labelledby=${id} onClose=${onClose}>
    <div class="stack">
      <h2 id=${id}>${title}</h2>
      ${children}
    </div>
  </dialog>`;
}

/** Engines from before 2022 know no dialog: there it stands over the page, and Tab may leave it. @param {HTMLDialogElement} element */
function openedOn(element) {
  if (typeof element.showModal === "function") element.showModal();
  else {
    element.classList.add("dialog--plain");
    element.setAttribute("open", "");
  }
}

/** @param {HTMLDialogElement} element */
function closed(element) {
  if (typeof element.close === "function") element.close();
  else element.removeAttribute("open");
}

/**
 * An answer may take away the button that opened the dialog: the focus then goes to what says how it stands.
 * @param {boolean} isAsking
 * @returns {{ current: HTMLElement | null }} the ref of that, which has `tabindex="-1"`
 */
export function useFocusAfter(isAsking) {
  const standing = useRef(/** @type {HTMLElement | null} */ (null));
  const wasAsking = useRef(false);
  useEffect(() => {
    if (wasAsking.current && !isAsking && isLost(document.activeElement)) standing.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  return standing;
}

/** @param {Element | null} focused */
function isLost(focused) {
  return !focused || focused === document.body || focused.matches(":disabled");
}
