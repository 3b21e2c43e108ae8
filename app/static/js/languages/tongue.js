// Where the scenario, or a text of it that has no translation, is told in another language than the page's:
// every element that holds such a text says so with `lang` and `dir`, so that a screen reader speaks it as it is
// meant; the one without a translation with a mark besides. It is done here, where markup is made, and not in
// each part, so that no part can forget it.

import { language, t } from "./words.js";

/** The slices in which the scenario speaks, and the names under which people do. */
const TELLING = ["agenda", "family", "lead", "table", "tables", "seat", "desk"];
const TYPED = new Set(["asks", "line", "timer", "code", "url"]);
/** Elements that hold nothing but text. */
const TEXT_ONLY = new Set(["option", "title", "textarea"]);
const DRAWN = new Set(["text", "tspan"]);
/** A text without a translation, as the wire holds it apart (docs/protocol.md, `family`); its end may be cut off. */
const UNTRANSLATED = /\u2068([^\u2069]*)\u2069?/;
const HELD_APART = /[\u2068\u2069]/g;

/** @type {Set<string>} */
const texts = new Set();
let told = "";
let fallback = "";

/** Look through what the page knows now. @param {Record<string, any>} values slices by name */
export function learn(values) {
  told = foreign(values.family?.language);
  fallback = foreign(values.family?.fallback);
  if (told) TELLING.forEach((slice) => gather(values[slice]));
}

/** The language where it is another than the page's, else nothing. @param {string | undefined} other */
function foreign(other = "") {
  return other.split("-")[0] === language.split("-")[0] ? "" : other;
}

/** @param {unknown} value */
function gather(value) {
  if (typeof value === "string") texts.add(value);
  else if (value && typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) if (!TYPED.has(name)) gather(inner);
  }
}

/**
 * What makes an element, as `h` does, and says in which language it speaks.
 * @param {(type: any, props: any, ...children: any[]) => any} h
 */
export function inItsTongue(h) {
  /** @param {any} type @param {any} props @param {any[]} children */
  const make = (type, props, ...children) => {
    if (typeof type !== "string") return h(type, props, ...children);
    if (fallback) return apart(h, type, props, children);
    if (!told) return h(type, props, ...children);
    const own = props?.lang ? {} : { lang: told, dir: "auto" };
    if (children.length === 1 && isTold(children[0])) return h(type, { ...props, ...own }, ...children);
    if (TEXT_ONLY.has(type)) return h(type, children.some(isTold) ? { ...props, ...own } : props, ...children);
    const part = DRAWN.has(type) ? "tspan" : "span";
    /** @param {any} child @returns {any} */
    const spoken = (child) =>
      Array.isArray(child) ? child.map(spoken) : isTold(child) ? h(part, { lang: told, dir: "auto" }, child) : child;
    return h(type, props, ...children.map(spoken));
  };
  return make;
}

/**
 * An element in which each text without a translation has its language and its mark; a drawing has no room for marks.
 * @param {(type: any, props: any, ...children: any[]) => any} h @param {string} type @param {any} props @param {any[]} children
 */
function apart(h, type, props, children) {
  const own = { lang: fallback, dir: "auto" };
  const mark = () => [" ", h("small", { lang: language, dir: "auto" }, nameOf(fallback))];
  /** @param {string} text */
  const shown = (text) => (DRAWN.has(type) ? h("tspan", own, text) : h("span", { ...own, class: "fallback" }, text, ...mark()));
  /** @param {any} child @returns {any} */
  const parted = (child) => {
    if (Array.isArray(child)) return child.map(parted);
    if (typeof child !== "string" || !UNTRANSLATED.test(child)) return plain(child);
    if (TEXT_ONLY.has(type)) return `${plain(child)} (${nameOf(fallback)})`;
    return child.split(UNTRANSLATED).map((text, place) => (place % 2 ? shown(text) : text));
  };
  const plainly = props && Object.fromEntries(Object.entries(props).map(([name, value]) => [name, plain(value)]));
  return h(type, plainly, ...children.map(parted));
}

/** @template T @param {T} value @returns {T} */
function plain(value) {
  return /** @type {any} */ (typeof value === "string" ? value.replace(HELD_APART, "") : value);
}

/** @param {unknown} child */
function isTold(child) {
  return typeof child === "string" && texts.has(child.trim());
}

/**
 * Says so where the family, or what of it is marked, is told in another language than the page; else nothing.
 * @param {{ language: string, fallback?: string }} family
 */
export function otherLanguage(family) {
  if (foreign(family.language)) {
    return t("The family and its facts are in another language: {name}.", { name: nameOf(family.language) });
  }
  return foreign(family.fallback) && t("Texts marked “{name}” aren't translated yet.", { name: nameOf(family.fallback ?? "") });
}

/** A scenario may name its language as nobody else does. @param {string} other */
function nameOf(other) {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(other) ?? other;
  } catch {
    return other;
  }
}
