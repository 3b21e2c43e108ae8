// The ways in: code and QR for phones, a second device that may lead, paper, the report.

import { html } from "../markup.js";
import { CopyField, PassOnButton } from "./passing.js";
import { Screens } from "./screens.js";
import { t } from "../words.js";

/** @typedef {import("./console").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function Ways({ desk }) {
  const { links } = desk;
  return html`<aside class="ways stack" aria-label=${t("Links")}>
    ${links.code && !desk.view.lead.closed && html`<section class="sheet ways__join">
      <h2 class="lead">${t("Join")}</h2>
      <img class="ways__qr" src=${links.qr} alt=${t("QR code of {address}", { address: links.join })} width="160" height="160" />
      <p class="code ways__code">${links.code}</p>
      <${CopyField} label=${t("Address for phones")} text=${links.join} />
    </section>`}
    <${Screens} desk=${desk} />
    <section class="sheet"><h2 class="lead">${t("A second device")}</h2>
      <p class="quiet small">${t("A co-facilitator's laptop or phone, ready to lead on if this one fails.")}</p>
      <${StandbyLink} desk=${desk} /></section>
    <section class="sheet"><h2 class="lead">${t("On paper")}</h2>
      <p class="cluster"><a class="button" href=${links.desk} target="_blank" rel="noopener">${t("Duty desk ↗")}</a>
        <a class="button" href=${links.cards} target="_blank" rel="noopener">${t("Print cards ↗")}</a></p>
      <p class="quiet small">${t("The desk shows every hand: open it where nobody looks over your shoulder.")}</p></section>
    ${!desk.view.lead.closed && html`<section class="sheet"><h2 class="lead">${t("Report")}</h2>
      <p><a class="button button--wide" href=${links.report}>${t("Open the report")}</a></p></section>`}
  </aside>`;
}

/** @param {{ desk: Desk }} props */
function StandbyLink({ desk }) {
  const words = t("Open this on the other device: it leads from then on as well. Nothing passes on by itself. A new link ends the one before.");
  return html`<${PassOnButton} desk=${desk} address=${desk.links.standby} title=${t("Lead from a second device")} words=${words}>
    ${t("Make a standby link")}</${PassOnButton}>`;
}
