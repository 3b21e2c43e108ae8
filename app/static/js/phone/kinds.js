// Which kinds of barrier some words sound like: a suggestion to tap, never chosen by itself.

import { t } from "../languages/words.js";

/** Beginnings of words, comma-joined, by kind of barrier: a translator writes those of the language. @type {Record<string, string>} */
const SOUNDS_LIKE = {
  law: t("law, legal, gdpr, data prot, statut, forbid, not allowed"),
  consent: t("consent, permission, agreed, signed"),
  fear: t("afraid, fear, scared, blame, wrong, trouble, sued"),
  trust: t("trust, rely, against us"),
  culture: t("we never, always do, not done here, habit, culture, our way"),
  language: t("jargon, words, abbreviation, understand"),
  roles: t("my role, my job, not my place, senior, manager decides"),
  relevance: t("important, relevant, small, did not matter, already knew"),
  ownership: t("not mine, belong, whose, somebody else"),
  capacity: t("time, busy, workload, hurry, staff, too many"),
  systems: t("system, computer, database, password, login, software, record"),
  process: t("form, procedure, referral, threshold, meeting, who to call, who to ask"),
};
const MOST = 3;

/** The kinds whose words begin somewhere in the text, at most three. @param {string} text @returns {string[]} */
export function soundsLike(text) {
  const words = ` ${text.toLocaleLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  return Object.entries(SOUNDS_LIKE)
    .filter(([, beginnings]) => beginnings.split(",").some((one) => words.includes(` ${one.trim().toLocaleLowerCase()}`)))
    .map(([kind]) => kind).slice(0, MOST);
}
