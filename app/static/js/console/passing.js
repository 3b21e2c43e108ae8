// Passing on: an address to copy, a link with its QR for another device, and what is asked beside the wire.

import { html, useRef, useState } from "../markup.js";
import { Dialog } from "../dialog.js";
import { t, tn } from "../words.js";

/** @typedef {import("./console").Desk} Desk */
/** @typedef {{ url: string, qr_svg: string, code?: string, minutes?: number }} PassOn */

export const NO_ANSWER = t("The server did not answer: try again.");

/** Text to copy: by the button where the browser lets us, else by hand, already selected. @param {{ label: string, text: string }} props */
export function CopyField({ label, text }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [said, setSaid] = useState("");
  const copy = () => {
    box.current?.select();
    // navigator.clipboard is absent on plain http; the old way works there.
    setSaid(document.execCommand("copy") ? t("Copied") : t("Selected: copy it with Ctrl+C"));
  };
  return html`<div class="copy">
    <label class="field"><span class="field__note">${label}</span>
      <input class="field__box small" readonly value=${text} ref=${box} onFocus=${() => box.current?.select()} /></label>
    <p class="cluster"><button type="button" class="button" onClick=${copy}>${t("Copy")}</button> <span role="status" class="small">${said}</span></p>
  </div>`;
}

/** A button that asks for a link with its QR, and shows them. @param {{ desk: Desk, address: string, title: string, words: string, children?: unknown }} props */
export function PassOnButton({ desk, address, title, words, children }) {
  const [link, setLink] = useState(/** @type {PassOn | null} */ (null));
  const [flaw, setFlaw] = useState("");
  const ask = async () => {
    const answer = await fetched(desk, address, "POST");
    setLink(answer?.url ? answer : null);
    setFlaw(answer?.url ? "" : (answer?.message ?? NO_ANSWER));
  };
  return html`<p class="cluster"><button type="button" class="button" onClick=${ask}>${children}</button>
      <span role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</span></p>
    ${link && html`<${Dialog} title=${title} onClose=${() => setLink(null)}>
      <p>${words}</p>
      <img class="ways__qr pass-on__qr" alt=${t("QR code of this link")} src=${`data:image/svg+xml,${encodeURIComponent(link.qr_svg)}`} />
      ${link.code && html`<p>${t("Or type this code where people join:")} <strong class="code">${link.code}</strong></p>
        <p class="quiet small">${tn("Good for {n} minute.", "Good for {n} minutes.", link.minutes ?? 0)}</p>`}
      <${CopyField} label=${t("The link")} text=${link.url} />
      <p><button type="button" class="button button--primary" onClick=${() => setLink(null)}>${t("Close")}</button></p>
    </${Dialog}>`}`;
}

/**
 * Ask the server beside the wire. What it said, refusals too; nothing when it did not answer.
 *
 * @param {Desk} desk
 * @param {string} address
 * @param {"GET" | "POST"} method
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function fetched(desk, address, method, body) {
  const headers = { accept: "application/json", ...(method === "POST" && { "X-CSRFToken": desk.csrf, "Content-Type": "application/json" }) };
  try {
    const answer = await fetch(address, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return await answer.json();
  } catch {
    return undefined;
  }
}
