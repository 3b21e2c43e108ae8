// A commitment is read as "If …, then …." What people write of that themselves is taken off before it is sent.

/** In the languages of the pages; "sí" is another word. */
const IF = /^(?:if|si)(?=[\s,.…]|$)[\s,.…]*/i;
const THEN = /^(?:then|entonces)(?=[\s,.…]|$)[\s,.…]*/i;
const END = /[\s,.;…]+$/;

/** The case it is for, to stand after "If". @param {string} typed */
export function situationOf(typed) {
  return typed.trim().replace(IF, "").replace(END, "");
}

/** The first step, to stand after "then". @param {string} typed */
export function actionOf(typed) {
  return typed.trim().replace(THEN, "").replace(END, "");
}
