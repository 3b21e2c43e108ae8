// The debrief as the facilitator sees it: every barrier with its votes, hidden ones too, and the commitments.

import { deskMay } from "../parts/allowed.js";
import { html } from "../parts/markup.js";
import { Commitments } from "../parts/commitments.js";
import { Standing } from "../parts/standing.js";
import { named, t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {import("../facilitator").ModeratedBarrier} ModeratedBarrier */

const TEXT_LENGTH = 280;
const PROMISING = new Set(["commitments", "check_out", "closed"]);
const SETTINGS = { exercise: t("in the exercise"), real_work: t("in real work") };
const STANDINGS = { rule: t("A real rule"), belief: t("A belief"), unsure: t("Not sure") };
const REACHES = { me: t("Each of us"), agency: t("My agency"), partnership: t("The partnership"), national: t("National") };

/** @param {{ desk: Console }} props */
export function Moderation({ desk }) {
  const { barriers } = desk.view.moderation;
  const entries = Object.entries(barriers ?? {});
  entries.sort(([, one], [, other]) => Number(one.hidden) - Number(other.hidden) || (other.votes ?? 0) - (one.votes ?? 0));
  // What the step is about comes first: in its own step the commitment, before it the barriers.
  const isPromising = PROMISING.has(desk.view.agenda.phase.kind);
  const hasPromises = Object.keys(desk.view.moderation.commitments ?? {}).length > 0;
  return html`${isPromising && html`<${Commitments} desk=${desk} />`}
  <section class="stack" aria-labelledby="barriers-title">
    <h2 id="barriers-title">${t("Barriers ({n})", { n: entries.length })}</h2>
    <p class="quiet">${t("Barriers are anonymous. Take names out, and hide what doesn't belong.")}</p>
    ${entries.length
      ? html`<ul class="barriers">${entries.map(([id, barrier]) =>
          html`<${BarrierItem} key=${id} desk=${desk} id=${id} barrier=${barrier} />`)}</ul>`
      : html`<p>${t("None yet.")}</p>`}
  </section>
  ${!isPromising && hasPromises && html`<${Commitments} desk=${desk} />`}`;
}

/** @param {{ desk: Console, id: string, barrier: ModeratedBarrier }} props */
function BarrierItem({ desk, id, barrier }) {
  const subject = `barrier:${id}`;
  const category = named(desk.view.moderation.categories?.[barrier.category]?.name ?? barrier.category);
  const toggle = () =>
    desk.sending.send(subject, { type: barrier.hidden ? "show_barrier" : "hide_barrier", barrier_id: id });
  return html`<li class=${`sheet barrier${barrier.hidden ? " barrier--hidden" : ""}`}>
    <div class="barrier__head">
      <span class="cluster"><span class="chip chip--said">${category}</span> <span class="quiet small">${SETTINGS[barrier.setting] ?? ""}</span></span>
      ${(barrier.votes ?? 0) > 0 && html`<strong class="numbers">${tn("{n} vote", "{n} votes", barrier.votes ?? 0)}</strong>`}
    </div>
    <p class="barrier__text" dir="auto">${barrier.text}</p>
    ${barrier.hidden && html`<p class="small">${t("Hidden from phones and screen")}</p>`}
    ${deskMay(desk, "weigh_barrier") && html`<${Weighing} desk=${desk} id=${id} barrier=${barrier} />`}
    <div class="cluster">
      <button type="button" class="button" onClick=${toggle}>${barrier.hidden ? t("Show again") : t("Hide")}</button>
      <${Editing} desk=${desk} id=${id} barrier=${barrier} />
      <${Standing} desk=${desk} subject=${subject} />
    </div>
  </li>`;
}

/** @param {{ desk: Console, id: string, barrier: ModeratedBarrier }} props */
function Editing({ desk, id, barrier }) {
  const [words, kind] = [`barrier:${id}:text`, `barrier:${id}:category`];
  const text = desk.drafts.get(words, barrier.text);
  const category = desk.drafts.get(kind, barrier.category);
  /** @param {any} event */
  const save = async (event) => {
    event.preventDefault();
    const wish = { type: "edit_barrier", barrier_id: id, category, text };
    if (await desk.sending.send(`barrier:${id}`, wish)) desk.drafts.clear([words, kind]);
  };
  return html`<details class="barrier__edit"><summary>${t("Edit")}</summary>
    <form class="stack" onSubmit=${save}>
      <label class="field"><span class="field__label">${t("Words")}</span>
        <textarea class="field__box" rows="3" maxlength=${TEXT_LENGTH} required dir="auto" value=${text}
          onInput=${(/** @type {any} */ event) => desk.drafts.set(words, event.currentTarget.value)}></textarea></label>
      <label class="field"><span class="field__label">${t("Category")}</span>
        <select class="field__box" value=${category}
          onChange=${(/** @type {any} */ event) => desk.drafts.set(kind, event.currentTarget.value)}>
          ${Object.entries(desk.view.moderation.categories ?? {}).map(([one, { name }]) =>
            html`<option key=${one} value=${one} selected=${one === category}>${named(name)}</option>`)}
        </select></label>
      <p><button class="button button--primary">${t("Save the words")}</button></p>
    </form>
  </details>`;
}

/** What those present think it is, and who could change it. @param {{ desk: Console, id: string, barrier: ModeratedBarrier }} props */
function Weighing({ desk, id, barrier }) {
  const [standingKey, reachKey] = [`weigh:${id}:standing`, `weigh:${id}:reach`];
  const standing = desk.drafts.get(standingKey, barrier.standing ?? "");
  const reach = desk.drafts.get(reachKey, barrier.reach ?? "");
  const weigh = async () => {
    const wish = { type: "weigh_barrier", barrier_id: id, standing, reach };
    if (await desk.sending.send(`barrier:${id}`, wish)) desk.drafts.clear([standingKey, reachKey]);
  };
  const isNew = standing !== (barrier.standing ?? "") || reach !== (barrier.reach ?? "");
  return html`<div class="cluster barrier__weigh">
    <${Choice} label=${t("What is it?")} value=${standing} options=${STANDINGS} onChoose=${(/** @type {string} */ one) => desk.drafts.set(standingKey, one)} />
    <${Choice} label=${t("Who can change it?")} value=${reach} options=${REACHES} onChoose=${(/** @type {string} */ one) => desk.drafts.set(reachKey, one)} />
    ${isNew && html`<button type="button" class="button" disabled=${!standing || !reach} onClick=${weigh}>${t("Record")}</button>`}
  </div>`;
}

/** @param {{ label: string, value: string, options: Record<string, string>, onChoose: (value: string) => void }} props */
function Choice({ label, value, options, onChoose }) {
  return html`<label class="field"><span class="field__note">${label}</span>
    <select class="field__box" value=${value} onChange=${(/** @type {any} */ event) => onChoose(event.currentTarget.value)}>
      <option value="" disabled selected=${value === ""}>${t("Choose…")}</option>
      ${Object.entries(options).map(([one, words]) => html`<option key=${one} value=${one} selected=${one === value}>${words}</option>`)}
    </select></label>`;
}
