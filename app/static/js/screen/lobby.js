// The projector while people come in: how to join, in letters that the last row reads.

import { html } from "../parts/markup.js";
import { hostOf, plainCode, shownCode } from "./codes.js";
import { PlacesToSit } from "./to_sit.js";
import { marked, t, tn } from "../languages/words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */

/** @param {{ view: ScreenView, title: string }} props */
export function Lobby({ view, title }) {
  const { welcome, agenda } = view;
  const seats = Object.values(view.tables).flatMap((table) => Object.keys(table.seats ?? {})).length;
  return html`<div class="lobby">
    <div class="lobby__words">
      <p class="lobby__title">${title}</p>
      <h1>${t("Join with your phone")}</h1>
      ${welcome?.code
        ? html`<p class="lobby__how">${t("Scan the QR code, or open")}</p>
            <p class="lobby__url">${hostOf(welcome.url)}</p>
            ${welcome.here_only && html`<p class="lobby__how" role="alert">
              ${t("Phones can't connect: only the facilitator's computer can open this address.")}</p>`}
            <p class="lobby__how">${t("and type this code")}</p>
            <p class="code lobby__code">${shownCode(welcome.code)}</p>`
        : html`<p class="lobby__how">${t("Joining is closed. Ask the facilitator for a seat.")}</p>`}
      <p class="lobby__here" role="status">${marked(
        tn("{count} person is here", "{count} people are here", agenda.people ?? 0), { count: html`<strong class="numbers">${agenda.people}</strong>` })}</p>
      ${seats > 0 && agenda.people >= seats && html`<p>${t("Every place is taken. More people are welcome: two can share a place.")}</p>`}
      <p class="quiet">${t("You don't need an account or an app. The family is invented: please don't mention real cases.")}</p>
    </div>
    ${welcome?.code && html`<img class="lobby__qr" src=${`/join/${plainCode(welcome.code)}.svg?of=${encodeURIComponent(welcome.url ?? "")}`}
      alt=${t("QR code: join with the code {code}", { code: shownCode(welcome.code) })} />`}
    <${PlacesToSit} view=${view} />
  </div>`;
}
