// The projector while people come in: how to join, in letters that the last row reads.

import { html } from "../parts/markup.js";
import { Buttons } from "./growth.js";
import { marked, t, tn } from "../languages/words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */

/** Buttons stand in one row while they are fewer. */
const ONE_ROW = 24;

/** @param {{ view: ScreenView, title: string }} props */
export function Lobby({ view, title }) {
  const { welcome, agenda } = view;
  const seats = Object.values(view.tables).flatMap((table) => Object.keys(table.seats ?? {})).length;
  const buttons = Math.max(seats, agenda.people);
  return html`<div class="lobby">
    <div class="lobby__words">
      <p class="lobby__title">${title}</p>
      <h1>${t("Join with your phone")}</h1>
      ${welcome?.code
        ? html`<p class="lobby__how">${t("Scan the picture, or open")}</p>
            <p class="lobby__url">${(welcome.url ?? "").replace(/^https?:\/\//, "").replace(/\/join\/[^/]*$/, "")}</p>
            ${welcome.here_only && html`<p class="lobby__how" role="alert">
              ${t("No phone gets there: only the facilitator's computer can open this address.")}</p>`}
            <p class="lobby__how">${t("and type this code")}</p>
            <p class="code lobby__code">${shownCode(welcome.code)}</p>`
        : html`<p class="lobby__how">${t("Joining is closed. Ask the facilitator for a seat.")}</p>`}
      <p class="lobby__here" role="status">${marked(
        tn("{count} person is here", "{count} people are here", agenda.people ?? 0), { count: html`<strong class="numbers">${agenda.people}</strong>` })}</p>
      <${Buttons} count=${agenda.people} of=${buttons} shape=${Math.min(buttons, ONE_ROW)} />
      <p class="quiet">${t("No account and no app are needed. The family is invented: please bring no real cases.")}</p>
    </div>
    ${welcome?.code && html`<img class="lobby__qr" src=${`/join/${plainCode(welcome.code)}.svg?of=${encodeURIComponent(welcome.url ?? "")}`}
      alt=${t("QR code: join with the code {code}", { code: shownCode(welcome.code) })} />`}
  </div>`;
}

/** @param {string} code */
function plainCode(code) {
  return code.replace(/\s/g, "");
}

/** Two groups of three. @param {string} code */
export function shownCode(code) {
  const plain = plainCode(code);
  return `${plain.slice(0, 3)} ${plain.slice(3)}`;
}
