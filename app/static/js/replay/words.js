// What happened at a moment, and what would have been, in words.

/** @import { Agenda, Family, Hour, Moment, Table, WhatIf } from "../types" */
import { t, tn } from "../languages/words.js";

const MINUTE_S = 60;

/** @param {number} seconds */
const minutesOf = (seconds) => Math.floor(seconds / MINUTE_S);

/**
 * "Minute 14. Police: …": what the moment brought, with the words it has in the picture then.
 * @param {Moment} moment
 * @param {Table} picture  the picture at that moment
 * @param {{ family: Family, agenda: Agenda }} view
 */
export function momentWords(moment, picture, view) {
  return t("Minute {minute}. {what}", { minute: minutesOf(moment.s), what: whatWords(moment, picture, view) });
}

/** @param {Moment} moment @param {Table} picture @param {{ family: Family, agenda: Agenda }} view */
export function whatWords({ kind, about }, picture, { family, agenda }) {
  const fact = picture.facts[about];
  const ask = picture.asks[about];
  switch (kind) {
    case "step": return t("The step “{title}” began", { title: Object.values(agenda.steps).find((one) => one.id === about)?.title ?? "" });
    case "reveal": return fact ? `${shortOf(family, fact.role)}: ${fact.text}` : t("A fact came to the table");
    case "insight": return t("Insight found: {title}", { title: about.split(",").map((id) => picture.insights[id]?.title ?? "").join(", ") });
    case "link": return t("The table linked facts");
    case "ask": return ask ? t("{role} was asked: {text}", { role: shortOf(family, ask.role), text: ask.text }) : t("A question was asked");
    default: return t("Something on the table changed");
  }
}

/** @param {Family} family @param {string} role */
function shortOf(family, role) {
  return family.roles[role]?.short ?? role;
}

/** "Moment 12 of 80". @param {Hour} hour @param {number} at */
export function placeWords({ moments }, at) {
  return t("Moment {n} of {of}", { n: at + 1, of: moments.length });
}

/** What is supposed: this fact, at that minute. @param {WhatIf} whatIf */
export function supposedWords({ second, said }) {
  return said ? t("What if this had been said in minute {n}?", { n: minutesOf(second) })
    : t("What if this had been said at all, in minute {n}?", { n: minutesOf(second) });
}

/**
 * What would have been available, and no more: nobody knows what people would have found.
 * @param {WhatIf["insights"][string]} one
 */
export function wouldWords({ title, was_s, would_s }) {
  const would = minutesOf(would_s);
  if (was_s === undefined) return t("“{title}” would have been available from minute {would} on. It never was.", { title, would });
  const apart = Math.abs(was_s - would_s);
  const by = apart < MINUTE_S ? tn("{n} second", "{n} seconds", apart) : tn("{n} minute", "{n} minutes", Math.round(apart / MINUTE_S));
  const was = minutesOf(was_s);
  return would_s < was_s
    ? t("“{title}” would have been available {by} earlier: in minute {would} instead of {was}.", { title, by, would, was })
    : t("“{title}” would have been available {by} later: in minute {would} instead of {was}.", { title, by, would, was });
}
