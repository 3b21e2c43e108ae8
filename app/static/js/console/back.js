// Who says that they were here before: whose number is on whose phone, and the place they get again.

import { fetched, NO_ANSWER } from "./passing.js";
import { nameOf } from "./parts.js";
import { Dialog } from "../parts/dialog.js";
import { html, useState } from "../parts/markup.js";
import { rolesText } from "../parts/roles.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

/** @param {{ desk: Console }} props */
export function ComingBack({ desk }) {
  const asks = Object.entries(desk.view.lead.comebacks ?? {});
  return html`<div role="status">${asks.map(([id, { number }]) => html`<${Asked} key=${id} desk=${desk} id=${id} number=${number} />`)}</div>`;
}

/** @param {{ desk: Console, id: string, number: number }} props */
function Asked({ desk, id, number }) {
  const [isOpen, setOpen] = useState(false);
  const [flaw, setFlaw] = useState("");
  /** @param {string | null} person */
  const answer = async (person) => {
    const said = await fetched(desk, `${desk.links.back}/${id}`, "POST", { participant_id: person });
    setFlaw(said?.ok ? "" : (said?.message ?? NO_ANSWER));
    if (said?.ok) setOpen(false);
  };
  const away = Object.entries(desk.view.people)
    .filter(([one, person]) => !person.removed && !person.left && (desk.presence[one] ?? "away") !== "online");
  return html`<p class="notice notice--waiting cluster" data-back=${id}><span>${t("Somebody was here before. Their phone shows {number}.", { number })}</span>
      <button type="button" class="button" onClick=${() => setOpen(true)}>${t("Whose phone is it?")}</button></p>
    ${isOpen && html`<${Dialog} title=${t("Whose phone shows {number}?", { number })} onClose=${() => setOpen(false)}>
      <p>${t("Look at the phone and at who holds it. It gets this person's place and facts. Nobody is counted twice.")}</p>
      <ul class="stack" role="list">${away.map(([one, person]) => html`<li key=${one}>
        <button type="button" class="button button--wide" onClick=${() => answer(one)}><bdi>${nameOf(desk, one)}</bdi>
          ${person.seat && html`<span class="quiet"> ${seatWords(desk, person.seat)}</span>`}</button></li>`)}</ul>
      ${!away.length && html`<p>${t("All phones in this workshop are connected.")}</p>`}
      <p role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</p>
      <p class="cluster"><button type="button" class="button button--danger" onClick=${() => answer(null)}>${t("Nobody's: refuse")}</button>
        <button type="button" class="button" data-first onClick=${() => setOpen(false)}>${t("Not yet")}</button></p>
    </${Dialog}>`}`;
}

/** @param {Console} desk @param {string} seat */
function seatWords(desk, seat) {
  const table = Object.values(desk.view.tables).find((one) => seat in one.seats);
  return rolesText(desk, table?.seats[seat]?.roles ?? "");
}
