// What a poll said of one of the first barriers, and whether it still has no commitment: on screen and console.

import { html } from "./markup.js";
import { t } from "../languages/words.js";

/** @typedef {Pick<import("../types").Debrief, "first" | "open" | "poll">} First */

const STANDINGS = { rule: t("a real rule"), belief: t("a belief"), unsure: t("not sure") };
const REACHES = { me: t("each of us"), agency: t("one agency"), partnership: t("the partnership"), national: t("national") };

/** @param {{ debrief: First, id: string }} props */
export function Polled({ debrief, id }) {
  const told = debrief.poll?.[id];
  const isOpen = (debrief.open ?? "").split(",").includes(id);
  return html`
    ${told && html`<span class="polled">${t("What it is:")} ${counted(told.standing, STANDINGS)}.
      ${t("Who could change it:")} ${counted(told.reach, REACHES)}.</span>`}
    ${isOpen && html` <strong class="polled">${t("○ Open: no commitment yet")}</strong>`}`;
}

/** @param {string} told `rule=4,belief=0-2` @param {Record<string, string>} words */
function counted(told, words) {
  return told.split(",").map((one) => one.split("=")).map(([id, n]) => `${words[id ?? ""] ?? id} ${n}`).join(", ");
}
