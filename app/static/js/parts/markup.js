// Markup from data: preact and its hooks, written as `html` templates. Text reaches the page as text.

import { h, render } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import htm from "htm";
import { inItsTongue } from "../languages/tongue.js";

/** @typedef {import("preact").Markup} Markup */

if (typeof document !== "undefined") document.documentElement.setAttribute("data-runs", ""); // what older.js waits for

const html = htm.bind(inItsTongue(h));
let ids = 0;

/** An id that no other part of this page has. Preact's own begins anew whenever the page is rendered from its root. */
function useId() {
  return useMemo(() => {
    ids += 1;
    return `part-${ids}`;
  }, []);
}

export { h, html, render, useEffect, useId, useLayoutEffect, useMemo, useRef, useState };
