// Texts in the page's language. In the files they are English; a script that is served in another language
// has the translations in their places, and for `tn` a list of all the plurals (app/languages/script_texts.py).

/** @typedef {{ texts: Readonly<Record<string, string>>, form_of: (n: number) => number }} Words */

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
  return filled(text, facts);
}

/**
 * What a text is called in every language that people may choose: inEachLanguage("If …"), for what may be typed in
 * another one than the page's. The list stands in place of the literal when the script is served.
 * @param {string} text
 * @returns {readonly string[]}
 */
export function inEachLanguage(text) {
  return Array.isArray(text) ? text : [text];
}

/** A text that the server names in English, such as a barrier's kind. @param {string} text */
export function named(text) {
  return words.texts[text] ?? text;
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
  const forms = Array.isArray(one) ? /** @type {string[]} */ (one) : [one, many];
  return filled(forms[Math.min(words.form_of(n), forms.length - 1)] ?? many, { n, ...facts });
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
  const last = parts[parts.length - 1] ?? "";
  return parts.length > 1 ? t("{first} and {last}", { first: parts.slice(0, -1).join(", "), last }) : last;
}

/** @param {string} text @param {Record<string, string | number>} facts */
function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => (name in facts ? String(facts[name]) : placeholder));
}
