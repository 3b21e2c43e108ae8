// The door: who may still come in, by which code, and several people sent away at once.

import { fetched, NO_ANSWER } from "./passing.js";
import { Confirm, nameOf, Presence } from "./parts.js";
import { t, tn } from "../languages/words.js";
import { Dialog } from "../parts/dialog.js";
import { html, useState } from "../parts/markup.js";
import { isPending, Standing } from "../parts/standing.js";

/** @typedef {import("../facilitator").Console} Console */

/** As the protocol takes them in one command. */
const MOST_AT_ONCE = 200;

/** @param {{ desk: Console }} props */
export function Door({ desk }) {
  const { lead } = desk.view;
  if (!lead.code || lead.closed) return null;
  return html`<section class="sheet" data-home="door"><h2 class="lead">${t("The door")}</h2>
    <p>${lead.locked ? t("⚿ Locked: nobody new can join. Everybody who's in stays.") : t("Open: anybody with the code can join.")}</p>
    <p class="cluster"><${Lock} desk=${desk} /> <${NewCode} desk=${desk} /> <${Several} desk=${desk} /></p>
    <${Standing} desk=${desk} subject="door" />
  </section>`;
}

/** @param {{ desk: Console }} props */
function Lock({ desk }) {
  const { locked } = desk.view.lead;
  const press = () => !isPending({ desk, subject: "door" }) && desk.sending.send("door", { type: "set_door", is_locked: !locked });
  return html`<button type="button" class="button" onClick=${press}>${locked ? t("Open the door") : t("Lock the door")}</button>`;
}

/** @param {{ desk: Console }} props */
function NewCode({ desk }) {
  const [isAsking, setAsking] = useState(false);
  const [flaw, setFlaw] = useState("");
  const make = async () => {
    const answer = await fetched(desk, desk.links.code, "POST");
    setFlaw(answer?.code ? "" : (answer?.message ?? NO_ANSWER));
  };
  return html`<button type="button" class="button" onClick=${() => setAsking(true)}>${t("New code…")}</button>
    <span role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</span>
    ${isAsking && html`<${Confirm} title=${t("Make a new code?")} yes=${t("Make a new one")} isDanger=${true} onYes=${make} onClose=${() => setAsking(false)}>
      <p>${t("The code, link and QR code you've shown stop working. Everybody who's in stays. Screens show the new code.")}</p>
    </${Confirm}>`}`;
}

/** The newest first: a crowd that should not be here came last. @param {{ desk: Console }} props */
function Several({ desk }) {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const people = Object.entries(desk.view.people).filter(([, one]) => !one.removed && !one.left).map(([id]) => id).reverse();
  if (!people.length) return null;
  const here = chosen.filter((id) => people.includes(id)).slice(0, MOST_AT_ONCE);
  const close = () => {
    setOpen(false);
    setChosen([]);
  };
  const remove = () => {
    if (here.length) desk.sending.send("door", { type: "remove_participants", participant_ids: here });
    close();
  };
  /** @param {string} id */
  const toggle = (id) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return html`<button type="button" class="button" onClick=${() => setOpen(true)}>${t("Remove several…")}</button>
    ${isOpen && html`<${Dialog} title=${t("Remove several people")} onClose=${close}>
      <p>${t("The last to come is first. Their devices leave. Seats and everything revealed stay, and you can let each person back in.")}</p>
      <ul class="stack" role="list">${people.map((id, place) => html`<li key=${id} class="cluster">
        <label class="cluster"><input type="checkbox" checked=${chosen.includes(id)} onChange=${() => toggle(id)} /> <span dir="auto">
          ${nameOf(desk, id)}</span></label>
        <${Presence} desk=${desk} id=${id} />
        ${place > 0 && html`<button type="button" class="button" aria-label=${t("Choose {name} and everybody who came later", { name: nameOf(desk, id) })}
          onClick=${() => setChosen(people.slice(0, place + 1))}>${t("…and everybody above")}</button>`}
      </li>`)}</ul>
      <p class="cluster"><button type="button" class="button button--danger" aria-disabled=${!here.length} onClick=${remove}>
          ${tn("Remove {n} person", "Remove {n} people", here.length)}</button>
        <button type="button" class="button" data-first onClick=${close}>${t("Not yet")}</button></p>
    </${Dialog}>`}`;
}
