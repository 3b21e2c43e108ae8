// The debrief on paper: slips with barriers are typed in, dots on a sheet are counted.

import { Standing } from "../parts/standing.js";
import { newId } from "../wire/ids.js";
import { html } from "../parts/markup.js";
import { named, t } from "../languages/words.js";

/** @typedef {import("./desk").DutyDesk} DutyDesk */
/** @typedef {import("../facilitator").ModeratedBarrier} ModeratedBarrier */

const TEXT_LENGTH = 280;
const MOST_VOTES = 600;

/** @param {{ desk: DutyDesk }} props */
export function RaiseBarrier({ desk }) {
  const { drafts } = desk;
  const [category, text] = [drafts.get("barrier:category", ""), drafts.get("barrier:text", "")];
  const setting = /** @type {string} */ (drafts.get("barrier:setting", "exercise"));
  /** @param {Event} event */
  const raise = async (event) => {
    event.preventDefault();
    const wish = { type: "raise_barrier", barrier_id: newId(), category, text: text.trim(), setting };
    if (await desk.sending.send("barrier", wish)) drafts.clear(["barrier:text", "barrier:category"]);
  };
  return html`<form class="sheet stack" onSubmit=${raise}>
    <h2>${t("Type a barrier from a slip")}</h2>
    <p class="quiet">${t("It's kept without who wrote it. Leave out real names and real families.")}</p>
    <label class="field"><span class="field__label">${t("Words")}</span>
      <textarea class="field__box" rows="2" required maxlength=${TEXT_LENGTH} dir="auto" value=${text}
        onInput=${(/** @type {any} */ event) => drafts.set("barrier:text", event.currentTarget.value)}></textarea></label>
    <div class="cluster">
      <label class="cluster"><span>${t("Category")}</span>
        <select class="field__box" required value=${category}
          onChange=${(/** @type {any} */ event) => drafts.set("barrier:category", event.currentTarget.value)}>
          <option value="">${t("Choose one")}</option>
          ${Object.entries(desk.view.moderation.categories).map(([id, { name }]) =>
            html`<option key=${id} value=${id} selected=${id === category}>${named(name)}</option>`)}
        </select></label>
      <label class="cluster"><span>${t("Where")}</span>
        <select class="field__box" value=${setting} onChange=${(/** @type {any} */ event) => drafts.set("barrier:setting", event.currentTarget.value)}>
          <option value="exercise" selected=${setting === "exercise"}>${t("In the exercise")}</option>
          <option value="real_work" selected=${setting === "real_work"}>${t("In real work")}</option>
        </select></label>
      <button class="button button--primary">${t("Add it")}</button> <${Standing} desk=${desk} subject="barrier" />
    </div>
  </form>`;
}

/** @param {{ desk: DutyDesk }} props */
export function PaperVotes({ desk }) {
  const barriers = Object.entries(desk.view.moderation.barriers ?? {}).filter(([, one]) => !one.hidden);
  return html`<section class="sheet stack" aria-labelledby="paper-votes">
    <h2 id="paper-votes">${t("Votes on paper")}</h2>
    <p class="quiet">${t("Three dots each. Type how many each barrier got on paper. Votes on phones are counted for you.")}</p>
    <ul class="stack stack--close" role="list">
      ${barriers.map(([id, barrier]) => html`<${Count} key=${id} desk=${desk} id=${id} barrier=${barrier} />`)}
    </ul>
    ${barriers.length === 0 && html`<p>${t("No barriers yet.")}</p>`}
  </section>`;
}

/** @param {{ desk: DutyDesk, id: string, barrier: ModeratedBarrier }} props */
function Count({ desk, id, barrier }) {
  const draft = `votes:${id}`;
  const typed = desk.drafts.get(draft, String(barrier.paper ?? 0));
  /** @param {Event} event */
  const count = async (event) => {
    event.preventDefault();
    const wish = { type: "count_votes", barrier_id: id, votes: Number(typed) };
    if (await desk.sending.send(draft, wish)) desk.drafts.clear([draft]);
  };
  return html`<li><form class="cluster" onSubmit=${count}>
    <span class="grow" dir="auto">${barrier.text}</span>
    <label class="cluster"><span class="only-read">${t("Votes on paper for: {text}", { text: barrier.text })}</span>
      <input class="field__box field__box--number" type="number" min="0" max=${MOST_VOTES} required value=${typed}
        onInput=${(/** @type {any} */ event) => desk.drafts.set(draft, event.currentTarget.value)} /></label>
    <button class="button">${t("Count")}</button>
    <span class="numbers small">${barrier.votes === undefined ? t("{n} on paper", { n: barrier.paper ?? 0 }) : t("{n} in all", { n: barrier.votes })}</span>
    <${Standing} desk=${desk} subject=${draft} />
  </form></li>`;
}
