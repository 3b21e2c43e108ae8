// The ways in: code and QR for phones, a second device that may lead, paper, the report.

import { html } from "../parts/markup.js";
import { Addresses, qrOf } from "./addresses.js";
import { Door } from "./door.js";
import { CopyField, PassOnButton } from "./passing.js";
import { Screens } from "./screens.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

/** @param {{ desk: Console }} props */
export function Ways({ desk }) {
  const { links } = desk;
  const isLobby = desk.view.agenda.phase.kind === "lobby";
  return html`<aside class="ways stack" aria-label=${t("Links")}>
    ${isLobby && html`<${Join} desk=${desk} />`}
    <${Screens} desk=${desk} />
    ${!isLobby && html`<${Join} desk=${desk} />`}
    <${Door} desk=${desk} />
    <section class="sheet"><h2 class="lead">${t("A second device")}</h2>
      <p class="quiet small">${t("A co-facilitator's laptop or phone, ready to take over if this one fails.")}</p>
      <${StandbyLink} desk=${desk} /></section>
    <section class="sheet"><h2 class="lead">${t("On paper")}</h2>
      <p class="cluster"><a class="button" href=${links.desk} target="_blank" rel="noopener">${t("Duty desk ↗")}</a>
        <a class="button" href=${links.cards} target="_blank" rel="noopener">${t("Print cards ↗")}</a>
        <a class="button" href=${links.plan} target="_blank" rel="noopener">${t("Plan of the day ↗")}</a></p>
      <p class="quiet small">${t("The desk shows everybody's facts. Open it where nobody can look over your shoulder.")}</p></section>
    ${!desk.view.lead.closed && html`<section class="sheet"><h2 class="lead">${t("Report")}</h2>
      <p><a class="button button--wide" href=${links.report}>${t("Open the report")}</a></p></section>`}
  </aside>`;
}

/** The way in for phones: large while people come, then one line that opens. @param {{ desk: Console }} props */
function Join({ desk }) {
  const { code, url, closed } = desk.view.lead;
  if (!code || closed) return null;
  const shown = `${code.slice(0, 3)} ${code.slice(3)}`;
  const way = html`${desk.view.lead.here_only && html`<p class="field__flaw" role="alert">
    ${t("Phones can't connect: only this computer can open this address.")}</p>`}
    <img class="ways__qr" src=${qrOf(code, url ?? "")} alt=${t("QR code of {address}", { address: url ?? "" })} width="160" height="160" />
    <p class="code ways__code">${shown}</p>
    <${CopyField} label=${t("Address for phones")} text=${url ?? ""} />
    <${Addresses} desk=${desk} />`;
  if (desk.view.agenda.phase.kind === "lobby") return html`<section class="sheet ways__join"><h2 class="lead">${t("Join")}</h2>${way}</section>`;
  return html`<details class="sheet ways__join"><summary>${t("Join")} · <span class="code">${shown}</span></summary>${way}</details>`;
}

/** @param {{ desk: Console }} props */
function StandbyLink({ desk }) {
  const words = t("Open this on the other device. From then on it leads too. Nothing is handed over by itself. The link works until you make a new one.");
  const renew = { words: t("Make a new link…"), warning: t("The link you have now stops working. A device that leads with it stops leading at once.") };
  return html`<${PassOnButton} desk=${desk} address=${desk.links.standby} title=${t("Lead from a second device")} words=${words} renew=${renew}>
    ${t("Show the standby link")}</${PassOnButton}>`;
}
