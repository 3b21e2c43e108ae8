// The ways in: code and QR for phones, the projector's link, the report.

import { Paper, Standby, TableScreens } from "./handover.js";
import { html, useRef, useState } from "../markup.js";

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
    <section class="sheet">
      <h2 class="lead">Screen</h2>
      <p class="quiet small">For the projector: it shows nothing the room may not see.</p>
      <p><a class="button button--wide" href=${links.screen} target="_blank" rel="noopener">Open the screen ↗</a></p>
      <${CopyField} label="Address of the screen" text=${links.screen} />
    </section>
    <section class="sheet"><h2 class="lead">Report</h2>
      <p><a class="button button--wide" href=${links.report}>Open the report</a></p></section>
    <${TableScreens} desk=${desk} />
    <${Paper} desk=${desk} />
    <${Standby} desk=${desk} />
  </aside>`;
}

/** Text to copy: by the button where the browser lets us, else by hand, already selected. @param {{ label: string, text: string }} props */
function CopyField({ label, text }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [said, setSaid] = useState("");
  const copy = () => {
    box.current?.select();
    // navigator.clipboard is absent on plain http; the old way works there.
    setSaid(document.execCommand("copy") ? "Copied" : "Selected: copy it with Ctrl+C");
  };
  return html`<div class="copy">
    <label class="field"><span class="field__note">${label}</span>
      <input class="field__box small" readonly value=${text} ref=${box} onFocus=${() => box.current?.select()} /></label>
    <p class="cluster"><button type="button" class="button" onClick=${copy}>Copy</button> <span role="status" class="small">${said}</span></p>
  </div>`;
}
