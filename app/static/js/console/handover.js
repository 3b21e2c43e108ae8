// Passing on: a seat to another phone, the lead to another device; paper seats, a screen for each table.

import { html, useEffect, useState } from "../markup.js";
import { postJson } from "./asking.js";
import { Dialog } from "./parts.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {{ url: string, qr_svg: string, code: string, minutes: number }} PassLink */
/** @typedef {{ number: number, url: string }} TableScreen */

/** One person's place on another phone: a button that shows their QR. @param {{ desk: Desk, id: string, name: string }} props */
export function HandOver({ desk, id, name }) {
  const [isShown, setShown] = useState(false);
  return html`<button type="button" class="button" onClick=${() => setShown(true)}>Show their QR</button>
    ${isShown && html`<${LinkDialog} title=${`Another phone for ${name}`} address=${`${desk.links.handover}/${id}`}
      onClose=${() => setShown(false)}>
      <p>Scan this with the other phone, or type the code where a join code is asked for.
        It works for a quarter of an hour; both phones then have the seat.</p>
    </${LinkDialog}>`}`;
}

/** A second device that can lead at any time. @param {{ desk: Desk }} props */
export function Standby({ desk }) {
  const [isShown, setShown] = useState(false);
  return html`<section class="sheet">
    <h2 class="lead">Second console</h2>
    <p class="quiet small">For a co-facilitator, or in case this device fails: both lead, with the same clock.</p>
    <p><button type="button" class="button button--wide" onClick=${() => setShown(true)}>Make a standby link…</button></p>
    ${isShown && html`<${LinkDialog} title="Lead from another device" address=${desk.links.standby} onClose=${() => setShown(false)}>
      <p>Whoever opens this leads this workshop, until you make another link. Standby links made before no longer work.</p>
    </${LinkDialog}>`}
  </section>`;
}

/** Seats without phones. @param {{ desk: Desk }} props */
export function Paper({ desk }) {
  const empty = Object.values(desk.view.tables).flatMap((table) => Object.values(table.seats)).filter((seat) => !seat.taken);
  return html`<section class="sheet">
    <h2 class="lead">Paper seats</h2>
    <p class="quiet small">${empty.length === 0 ? "Every seat has somebody." : `${empty.length} without anybody.`} The desk
      shows what seats hold: keep it off the projector.</p>
    <p class="stack stack--close"><a class="button button--wide" href=${desk.links.desk} target="_blank" rel="noopener">Open the duty desk ↗</a>
      <a class="button button--wide" href=${desk.links.cards} target="_blank" rel="noopener">Cards to print ↗</a></p>
  </section>`;
}

/** One screen at each table; nothing while there is one table. @param {{ desk: Desk }} props */
export function TableScreens({ desk }) {
  const count = Object.keys(desk.view.tables).length;
  const [screens, setScreens] = useState(/** @type {TableScreen[]} */ ([]));
  useEffect(() => {
    fetch(desk.links.screens, { headers: { accept: "application/json" } })
      .then((answer) => answer.json())
      .then((answer) => setScreens(answer.tables), () => setScreens([]));
  }, [count]);
  if (count < 2 || screens.length === 0) return null;
  return html`<details class="sheet"><summary>A screen for each table</summary>
    <ul class="stack stack--close" role="list">${screens.map(({ number, url }) => html`
      <li key=${number}><a class="button button--wide" href=${url} target="_blank" rel="noopener">Table ${number} ↗</a></li>`)}</ul>
  </details>`;
}

/** Ask for a link once, then show it as QR, code and address. @param {{ title: string, address: string, onClose: () => void, children?: unknown }} props */
function LinkDialog({ title, address, onClose, children }) {
  const [link, setLink] = useState(/** @type {Partial<PassLink & { message: string }>} */ ({}));
  useEffect(() => {
    postJson(address).then((answer) => setLink(answer));
  }, []);
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${children}
    ${!link.url && html`<p role="status">${link.message ?? "One moment…"}</p>`}
    ${link.url && link.qr_svg && html`
      <img class="ways__qr" src=${`data:image/svg+xml,${encodeURIComponent(link.qr_svg)}`} alt=${`QR code of ${link.url}`} width="220" height="220" />
      ${link.code && html`<p>Code: <span class="code ways__code">${link.code}</span></p>`}
      <p class="small"><a href=${link.url}>${link.url}</a></p>`}
    <p><button type="button" class="button button--primary" onClick=${onClose}>Done</button></p>
  </${Dialog}>`;
}
