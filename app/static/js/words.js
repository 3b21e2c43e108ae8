// Texts in the page's language. The English text is the key: a page in another language loads a script
// of words before ours (app/web/assets.py), and a text that is not in it stays English.

/** @typedef {string | readonly string[]} Told  one form, or one for each plural */
/** @typedef {{ texts: Readonly<Record<string, Told>>, form_of: (n: number) => number }} Words */

/** @type {Words} */
const words = /** @type {any} */ (globalThis).button_words ?? { texts: {}, form_of: (/** @type {number} */ n) => Number(n !== 1) };

export const language = globalThis.document?.documentElement.lang || "en";

/**
 * A text with its placeholders filled: t("Table {number}", { number: 2 }). Those without a fact stay.
 * @param {string} text
 * @param {Record<string, string | number>} [facts]
 * @returns {string}
 */
export function t(text, facts = {}) {
  const told = words.texts[text] ?? text;
  return filled(typeof told === "string" ? told : (told[0] ?? text), facts);
}

/** A text that the server names in English, such as a barrier's kind. @param {string} text */
export function named(text) {
  return t(text);
}

/**
 * The form that fits a number: tn("{n} fact", "{n} facts", 3).
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, string | number>} [facts]
 * @returns {string}
 */
export function tn(one, many, n, facts = {}) {
  const told = words.texts[one];
  const forms = told === undefined ? [one, many] : typeof told === "string" ? [told] : told;
  const form = told === undefined ? Number(n !== 1) : words.form_of(n);
  return filled(forms[Math.min(form, forms.length - 1)] ?? many, { n, ...facts });
}

/**
 * A text whose placeholders are filled with markup: marked(t("{who} asks"), { who: html`<b>…</b>` }).
 * @param {string} text
 * @param {Record<string, unknown>} parts
 * @returns {unknown[]}
 */
export function marked(text, parts) {
  return text.split(/(\{\w+\})/).map((piece) => {
    const name = piece.slice(1, -1);
    return piece.startsWith("{") && name in parts ? parts[name] : piece;
  });
}

/** "a", "a and b", "a, b and c". @param {readonly string[]} parts */
export function listed(parts) {
  const last = parts.at(-1) ?? "";
  return parts.length > 1 ? t("{first} and {last}", { first: parts.slice(0, -1).join(", "), last }) : last;
}

/** @param {string} text @param {Record<string, string | number>} facts */
function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => (name in facts ? String(facts[name]) : placeholder));
}
