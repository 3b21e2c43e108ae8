// A commitment is read as "If …, then …." What people write of that themselves is taken off before it is sent.

import { inEachLanguage } from "../languages/words.js";

const STOPS = "[\\s,.…]"; // where a word ends
const EDGES = /^[\s…]+|[\s…]+$/g;
const END = /[\s,.;…]+$/;

/** In whatever language it is typed, whichever the page speaks: "if", "si"; "sí" is another word. */
const IF = beginningWith(inEachLanguage("If …"));
const THEN = beginningWith(inEachLanguage("then …"));

/** @param {readonly string[]} labels  what stands before the box, such as "If …" */
function beginningWith(labels) {
  const words = labels.map((label) => label.replace(EDGES, "").replace(/[$()*+.?[\\\]^{|}]/g, "\\$&")).filter(Boolean);
  return new RegExp(`^(?:${words.join("|")})(?=${STOPS}|$)${STOPS}*`, "iu");
}

/** The case it is for, to stand after "If". @param {string} typed */
export function situationOf(typed) {
  return typed.trim().replace(IF, "").replace(END, "");
}

/** The first step, to stand after "then". @param {string} typed */
export function actionOf(typed) {
  return typed.trim().replace(THEN, "").replace(END, "");
}
