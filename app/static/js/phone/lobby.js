// Before the exchange: the lobby, the welcome, reading one's hand.

import { GROUND_RULES } from "../parts/ground_rules.js";
import { html } from "../parts/markup.js";
import { SeatButton } from "../parts/seat_button.js";
import { roleName, Words } from "./facts.js";
import { inOrder, Send, Standing } from "./fields.js";
import { Hand, RoleSheet } from "./hand.js";
import { listed, t, tn } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */

const SEAT = "seat";

/** @param {{ phone: Phone }} props */
export function Lobby({ phone }) {
  const { view } = phone;
  return html`
    <div class="stack">
      <p class="notice notice--done" role="status"><span>
        ${tn("You're in. One person so far.", "You're in. {n} people so far.",
          view.agenda.people)} ${t("The facilitator starts when the table is ready. Keep this page open.")}</span></p>
      ${view.seat && html`<${MyPlace} phone=${phone} />`}
      ${view.seat ? html`<${RoleSheet} phone=${phone} />`
        : html`<p class="notice"><span>${t("You're observing, so you have no role.")} ${phone.table ? t("You can still take a seat below.")
          : t("For a seat, ask the facilitator.")}</span></p>`}
      <${Standing} phone=${phone} subject=${SEAT} />
      ${phone.table && html`<${Seats} phone=${phone} />`}
    </div>
  `;
}

/** The button that lights up on the screen for this seat. @param {{ phone: Phone }} props */
function MyPlace({ phone }) {
  const [role = ""] = Object.keys(phone.view.seat?.roles ?? {});
  return html`<p class="my-place" data-agency=${phone.view.family.roles[role]?.number}><${SeatButton} isTaken=${true} />
    <span><strong>${roleName(phone, role)}</strong><br />${t("This button is you: find it on the screen.")}</span></p>`;
}

/** @param {{ phone: Phone }} props */
function Seats({ phone }) {
  const seats = Object.entries(phone.table?.seats ?? {});
  const mine = phone.view.seat?.id;
  const take = (/** @type {string | undefined} */ seatId) =>
    phone.send(SEAT, { type: "take_seat", ...(seatId ? { seat_id: seatId } : {}) });
  return html`
    <details class="fold">
      <summary>${mine ? t("Take another seat") : t("Take a seat")}</summary>
      <p class="field__note">${t("You can share a seat that is taken.")}</p>
      <ul class="stack stack--close" role="list">
        ${seats.map(([id, seat]) => html`
          <li key=${id}>
            <button type="button" class="button button--wide button--apart" aria-pressed=${id === mine}
              disabled=${phone.paused} onClick=${() => id !== mine && take(id)}>
              <span>${listed(seat.roles.split(",").map((role) => roleName(phone, role)))}</span>
              <span class="small">${id === mine ? t("yours") : seat.taken ? t("taken") : t("free")}</span>
            </button>
          </li>
        `)}
        ${mine && html`<li><button type="button" class="button button--wide" disabled=${phone.paused} onClick=${() => take(undefined)}>
          ${t("Observe instead")}</button></li>`}
      </ul>
    </details>
  `;
}

/** @param {{ phone: Phone }} props */
export function Welcome({ phone }) {
  const { family, agenda } = phone.view;
  const notes = inOrder(family.content_notes);
  return html`
    <div class="stack">
      ${family.summary && html`<p class="lead">${family.summary}</p>`}
      ${notes.length > 0 && html`<section class="notice"><div class="stack stack--close"><h2 class="lead">${t("What this story touches on")}</h2>
        <ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></div></section>`}
      <section class="sheet">
        <h2>${t("How we work together")}</h2>
        <ul>${GROUND_RULES.map((rule) => html`<li key=${rule}>${rule}</li>`)}</ul>
      </section>
      <${Prompts} agenda=${agenda} />
      ${family.support && html`<p class="quiet">${family.support}</p>`}
      <${RoleSheet} phone=${phone} />
      <${Words} phone=${phone} />
    </div>
  `;
}

/** What the scenario asks in this phase. @param {{ agenda: import("../types").Agenda }} props */
export function Prompts({ agenda }) {
  const prompts = inOrder(agenda.phase.prompts);
  return prompts.length === 0 ? null : html`<ul class="stitch" role="list">${prompts.map((prompt) => html`<li class="lead">${prompt}</li>`)}</ul>`;
}

/** @param {{ phone: Phone }} props */
export function Reading({ phone }) {
  const { seat } = phone.view;
  if (!seat) return html`<${Hand} phone=${phone} />`;
  return html`
    <div class="stack">
      <${RoleSheet} phone=${phone} />
      <${Hand} phone=${phone} />
      ${seat.read
        ? html`<p class="notice notice--done" role="status"><span>${t("You've read your facts. Wait for the others.")}</span></p>`
        : html`<${Send} phone=${phone} subject="read" label=${t("I've read my facts")} onPress=${() => phone.send("read", { type: "finish_reading" })} />`}
    </div>
  `;
}
