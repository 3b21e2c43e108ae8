// The ways in: code and QR for phones, a second device that may lead, paper, the report.

import { html } from "../markup.js";
import { CopyField, PassOnButton } from "./passing.js";
import { Screens } from "./screens.js";

/** @typedef {import("./console").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function Ways({ desk }) {
  const { links } = desk;
  return html`<aside class="ways stack" aria-label="Links">
    ${links.code && !desk.view.lead.closed && html`<section class="sheet ways__join">
      <h2 class="lead">Join</h2>
      <img class="ways__qr" src=${links.qr} alt=${`QR code of ${links.join}`} width="160" height="160" />
      <p class="code ways__code">${links.code}</p>
      <${CopyField} label="Address for phones" text=${links.join} />
    </section>`}
    <${Screens} desk=${desk} />
    <section class="sheet"><h2 class="lead">A second device</h2>
      <p class="quiet small">A co-facilitator's laptop or phone, ready to lead on if this one fails.</p>
      <${StandbyLink} desk=${desk} /></section>
    <section class="sheet"><h2 class="lead">On paper</h2>
      <p class="cluster"><a class="button" href=${links.desk} target="_blank" rel="noopener">Duty desk ↗</a>
        <a class="button" href=${links.cards} target="_blank" rel="noopener">Print cards ↗</a></p>
      <p class="quiet small">The desk shows every hand: open it where nobody looks over your shoulder.</p></section>
    <section class="sheet"><h2 class="lead">Report</h2>
      <p><a class="button button--wide" href=${links.report}>Open the report</a></p></section>
  </aside>`;
}

/** @param {{ desk: Desk }} props */
function StandbyLink({ desk }) {
  const words = "Open this on the other device: it leads from then on as well. Nothing passes on by itself. A new link ends the one before.";
  return html`<${PassOnButton} desk=${desk} address=${desk.links.standby} title="Lead from a second device" words=${words}>
    Make a standby link</${PassOnButton}>`;
}
