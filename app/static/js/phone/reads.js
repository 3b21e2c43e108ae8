// The two reads: a private judgement before and after sharing. And their spread, without names.

import { html } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { Choices, Scale, Send, TextBox } from "./fields.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const LINE_LENGTH = 200;
export const SAVED = t("Your answer is saved. You can change it until the next step.");

/**
 * @param {{ phone: Phone, which: "first_read" | "second_read", used?: readonly string[] }} props
 *   `used`: drafts that are over once the answer is saved
 */
export function ReadForm({ phone, which, used }) {
  const { family, mine } = phone.view;
  if (mine.observer) return html`<p>${t("The others are answering in private. What would you say is going on in this family?")}</p>`;
  const given = mine[which];
  const drafts = ["need", "option", "line", "topic"].map((part) => `${which}:${part}`);
  const need = phone.drafts.get(drafts[0], given?.need ?? -1);
  const option = phone.drafts.get(drafts[1], given?.option ?? "");
  const topic = phone.drafts.get(drafts[3], given?.topic ?? "");
  const prefilled = given
    ? beginningWith(phone, { [drafts[0]]: given.need, [drafts[1]]: given.option, [drafts[2]]: given.line, [drafts[3]]: given.topic })
    : phone;
  const send = () => phone.send(which, {
    type: "give_read", need, option_id: option, line: prefilled.drafts.get(drafts[2], ""),
    ...(topic && topic !== "none" ? { topic_id: topic } : {}),
  }, used);
  const missing = need < 0 ? t("Choose a number first.") : option ? "" : t("Choose what is going on.");
  const { reads } = family;
  return html`
    <div class="stack">
      <p class="notice"><span>${t(
        "Private: no page shows your own answer. It's kept until this step is over, so you can change it. Then it's erased, and only counts of everyone's answers stay, once three people have answered. In a small group, others may guess from the counts."
        )}</span></p>
      <${Scale} phone=${prefilled} draft=${drafts[0]} legend=${reads.scale_ask} low=${reads.scale_low} high=${reads.scale_high} />
      <${Choices} phone=${prefilled} draft=${drafts[1]} legend=${reads.ask}
        options=${byOrder(reads.options).map(([id, { text }]) => ({ id, name: text }))} />
      <${TextBox} phone=${prefilled} draft=${drafts[2]} label=${t("In one line: why?")} most=${LINE_LENGTH} rows=${2} optional=${true}
        note=${t("No real names or cases.")} />
      <details class="fold" open=${topic !== ""}>
        <summary>${t("Which topic worries you most? (optional)")}</summary>
        <${Choices} phone=${prefilled} draft=${drafts[3]} legend=${t("Topic")}
          options=${[...Object.entries(family.topics).map(([id, { name }]) => ({ id, name })), { id: "none", name: t("No topic") }]} />
      </details>
      <${Send} phone=${phone} subject=${which} label=${given ? t("Change my answer") : t("Give my answer")} missing=${missing}
        saved=${SAVED} onPress=${send} />
    </div>
  `;
}

/**
 * The same phone, whose drafts begin with what was given before.
 * @param {Phone} phone @param {Record<string, unknown>} before by draft
 * @returns {Phone}
 */
export function beginningWith(phone, before) {
  const drafts = Object.assign(Object.create(phone.drafts), {
    get: (/** @type {string} */ key, /** @type {unknown} */ otherwise) => phone.drafts.get(key, before[key] ?? otherwise),
  });
  return { ...phone, drafts };
}

/** @param {{ phone: Phone, spread: import("../types").Spread, title: string }} props */
export function SpreadSheet({ phone, spread, title }) {
  const { reads } = phone.view.family;
  const needs = Array.from({ length: 11 }, (_, need) => spread.need[String(need)] ?? 0);
  const mostNeed = Math.max(1, ...needs);
  return html`
    <section class="sheet">
      <h2>${title}</h2>
      <p class="quiet">${tn("{n} answer. Nobody's own answer is shown.", "{n} answers. Nobody's own answer is shown.", spread.n)}</p>
      <h3>${reads.ask}</h3>
      <ul class="stack stack--close" role="list">
        ${byOrder(reads.options).map(([id, { text }]) => html`
          <li><div class="cluster cluster--apart"><span class="grow">${text}</span><strong class="numbers">${spread.options[id] ?? 0}</strong></div>
            <progress class="meter" aria-hidden="true" max=${spread.n} value=${spread.options[id] ?? 0}></progress></li>`)}
      </ul>
      <h3>${reads.scale_ask}</h3>
      <div class="needs" role="img" aria-label=${needsInWords(needs)}>
        ${needs.map((n, need) => html`<div class="needs__point"><span class="small">${n || ""}</span>
          <svg class="needs__bar" viewBox="0 0 10 40" preserveAspectRatio="none"><rect x="0" width="10" y=${40 - (40 * n) / mostNeed}
            height=${(40 * n) / mostNeed} /></svg><span class="small quiet">${need}</span></div>`)}
      </div>
      <div class="scale__ends"><span>0: ${reads.scale_low}</span><span>10: ${reads.scale_high}</span></div>
    </section>
  `;
}

/** @param {number[]} needs */
function needsInWords(needs) {
  return needs.flatMap((n, need) => (n ? [t("{n} chose {number}", { n, number: need })] : [])).join(", ");
}

/** The judgement before sharing. @param {{ phone: Phone }} props */
export const FirstRead = ({ phone }) => html`<${ReadForm} phone=${phone} which="first_read" />`;
