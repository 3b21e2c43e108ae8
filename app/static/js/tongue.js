// Where the scenario is told in another language than the page's: every element that holds a text of the
// scenario says so with `lang` and `dir`, so that a screen reader speaks it as it is meant. It is done here,
// where markup is made, and not in each part, so that no part can forget it.

import { language, t } from "./words.js";

/** The slices in which the scenario speaks, and the names under which people do. */
const TELLING = ["agenda", "family", "lead", "table", "tables", "seat", "desk"];
const TYPED = new Set(["asks", "line", "timer", "code", "url"]);
/** Elements that hold nothing but text. */
const TEXT_ONLY = new Set(["option", "title", "textarea"]);
const DRAWN = new Set(["text", "tspan"]);

/** @type {Set<string>} */
const texts = new Set();
let told = "";

/** Look through what the page knows now. @param {Record<string, any>} values slices by name */
export function learn(values) {
  told = isForeign(values.family?.language) ? values.family.language : "";
  if (told) TELLING.forEach((slice) => gather(values[slice]));
}

/** @param {string | undefined} other */
function isForeign(other) {
  return Boolean(other) && other?.split("-")[0] !== language.split("-")[0];
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
    if (!told || typeof type !== "string") return h(type, props, ...children);
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

/** @param {unknown} child */
function isTold(child) {
  return typeof child === "string" && texts.has(child.trim());
}

/** Says so where the family is told in another language than the page; else nothing. @param {string} other */
export function otherLanguage(other) {
  if (!isForeign(other)) return "";
  return t("The family and its facts are told in another language: {name}.", { name: nameOf(other) });
}

/** A scenario may name its language as nobody else does. @param {string} other */
function nameOf(other) {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(other) ?? other;
  } catch {
    return other;
  }
}
