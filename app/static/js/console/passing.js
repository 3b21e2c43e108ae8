// Passing on: an address to copy, a link with its QR for another device, and what is asked beside the wire.

import { html, useEffect, useId, useRef, useState } from "../parts/markup.js";
import { Dialog } from "../parts/dialog.js";
import { Confirm } from "./parts.js";
import { t, tn } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {{ url: string, qr_svg: string, code?: string, minutes?: number }} PassOn */

export const NO_ANSWER = t("The server didn't answer. Try again.");

/** Text to copy: by the button where the browser lets us, else by hand, already selected. @param {{ label: string, text: string }} props */
export function CopyField({ label, text }) {
  const words = useRef(/** @type {HTMLElement | null} */ (null));
  const [said, setSaid] = useState("");
  const id = useId();
  const copy = () => {
    if (words.current) getSelection()?.selectAllChildren(words.current);
    // navigator.clipboard is absent on plain http; the old way works there.
    setSaid(document.execCommand("copy") ? t("Copied") : t("Selected: copy it with Ctrl+C"));
  };
  return html`<div class="copy">
    <p class="field__note" id=${id}>${label}</p>
    <div class="copy__line"><code class="copy__text small" role="group" aria-labelledby=${id} ref=${words}>${text}</code>
      <button type="button" class="button" aria-describedby=${id} onClick=${copy}>${t("Copy")}</button></div>
    <p role="status" class="small">${said}</p>
  </div>`;
}

/**
 * A button that asks for a link with its QR, and shows them.
 *
 * @param {{ desk: Console, address: string, title: string, words: string, renew?: { words: string, warning: string }, children?: unknown }} props
 *   `renew`: another such link can be made instead, which ends this one
 */
export function PassOnButton({ desk, address, title, words, renew, children }) {
  const [link, setLink] = useState(/** @type {PassOn | null} */ (null));
  const [flaw, setFlaw] = useState("");
  const [isRenewing, setRenewing] = useState(false);
  /** @param {string} from */
  const ask = async (from) => {
    const answer = await fetched(desk, from, "POST");
    setLink(answer?.url ? answer : null);
    setFlaw(answer?.url ? "" : (answer?.message ?? NO_ANSWER));
  };
  useEffect(() => { // the address that links carry is another one now: so is this link's
    if (link) ask(address);
  }, [desk.view.lead.url]);
  return html`<p class="cluster"><button type="button" class="button" onClick=${() => ask(address)}>${children}</button>
      <span role="status">${flaw && html`<span class="field__flaw">${flaw}</span>`}</span></p>
    ${link && html`<${Dialog} title=${title} onClose=${() => setLink(null)}>
      <p>${words}</p>
      <img class="ways__qr pass-on__qr" alt=${t("QR code of this link")} src=${`data:image/svg+xml,${encodeURIComponent(link.qr_svg)}`} />
      ${link.code && html`<p>${t("Or type this code on the join page:")} <strong class="code">${link.code}</strong></p>
        <p class="quiet small">${tn("Works for {n} minute.", "Works for {n} minutes.", link.minutes ?? 0)}</p>`}
      <${CopyField} label=${t("The link")} text=${link.url} />
      <p class="cluster"><button type="button" class="button button--primary" onClick=${() => setLink(null)}>${t("Close")}</button>
        ${renew && html`<button type="button" class="button" onClick=${() => setRenewing(true)}>${renew.words}</button>`}</p>
    </${Dialog}>`}
    ${isRenewing && renew && html`<${Confirm} title=${t("Make a new link?")} yes=${t("Make a new one")} isDanger=${true}
      onYes=${() => ask(`${address}/renew`)} onClose=${() => setRenewing(false)}><p>${renew.warning}</p></${Confirm}>`}`;
}

/**
 * Ask the server beside the wire. What it said, refusals too; nothing when it did not answer.
 *
 * @param {Console} desk
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
