// Where the focus goes when what had it goes away: to its own part of the page, wherever that is now drawn.

const HOME = "data-home";
const TAKES_FOCUS = "a[href], button:not(:disabled), summary, input:not(:disabled), select:not(:disabled), textarea:not(:disabled)";

/**
 * Watch a part of the page. A part that is to find its focus again carries `data-home`: a row of a person that
 * moves to another table, the panel whose button is replaced by another.
 *
 * @param {HTMLElement} root
 */
export function keepFocus(root) {
  /** @type {Element | null} */
  let last = null;
  /** @type {string[]} the homes of what had the focus, the nearest first */
  let homes = [];
  root.addEventListener("focusin", (event) => {
    last = /** @type {Element} */ (event.target);
    homes = homesOf(last);
  });
  // Whoever leaves by hand, to where nothing takes the focus, has left.
  root.addEventListener("pointerdown", (event) => {
    if (!(/** @type {Element} */ (event.target).closest(TAKES_FOCUS))) last = null;
  });
  new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    for (const home of homes) {
      const goal = root.querySelector(`[${HOME}="${CSS.escape(home)}"]`);
      const found = goal?.matches(TAKES_FOCUS) ? goal : goal?.querySelector(TAKES_FOCUS);
      if (found instanceof HTMLElement) return found.focus();
    }
    last = null;
  }).observe(root, { childList: true, subtree: true });
}

/** @param {Element} element @returns {string[]} */
function homesOf(element) {
  const home = element.closest(`[${HOME}]`);
  if (!home) return [];
  const further = home.parentElement ? homesOf(home.parentElement) : [];
  return [home.getAttribute(HOME) ?? "", ...further];
}
