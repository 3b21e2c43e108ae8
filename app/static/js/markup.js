// Markup from data: preact and its hooks, written as `html` templates. Text reaches the page as text (S40).

import { h, render } from "preact";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import htm from "htm";

/** @typedef {import("preact").Markup} Markup */

const html = htm.bind(h);

export { h, html, render, useEffect, useId, useLayoutEffect, useMemo, useRef, useState };
