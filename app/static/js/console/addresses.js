// Which of this computer's addresses links and QRs carry: shown, and changed when the network changes.

import { html, useState } from "../parts/markup.js";
import { fetched, NO_ANSWER } from "./passing.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */
/** @typedef {{ url: string, words: string, chosen: boolean }} Address */

/** A link of this server at the address that people reach now. @param {Console} desk @param {string} link */
export function reached(desk, link) {
  const base = desk.view.lead.url ?? location.origin;
  const { pathname, search } = new URL(link, location.origin);
  return new URL(base).origin + pathname + search;
}

/** The QR's picture; another one when the address is another. @param {string} code @param {string} address */
export function qrOf(code, address) {
  return `/join/${code}.svg?of=${encodeURIComponent(address)}`;
}

/** The other addresses of this computer, asked for anew each time they are opened. @param {{ desk: Console }} props */
export function Addresses({ desk }) {
  const [found, setFound] = useState(/** @type {Address[]} */ ([]));
  const [wanted, setWanted] = useState("");
  const [said, setSaid] = useState("");
  if (!desk.links.addresses) return null;
  /** @param {any} answer */
  const take = (answer) => {
    if (answer?.addresses) setFound(answer.addresses);
    setWanted("");
    return answer?.addresses ? "" : (answer?.message ?? NO_ANSWER);
  };
  /** @param {Event} event */
  const open = async (event) => {
    if (/** @type {HTMLDetailsElement} */ (event.currentTarget).open) setSaid(take(await fetched(desk, desk.links.addresses, "GET")));
  };
  /** @param {Event} event */
  const choose = async (event) => {
    event.preventDefault();
    if (!wanted) return;
    setSaid(take(await fetched(desk, desk.links.addresses, "POST", { url: wanted }))
      || t("Links and QR codes now use this address, here and on the screen."));
  };
  const now = found.find((one) => one.chosen)?.url ?? "";
  return html`<details class="small" onToggle=${open}><summary>${t("Phones can't connect?")}</summary>
    <form class="stack stack--close" onSubmit=${choose}>
      <p>${t("This computer has these addresses. Choose one on the network the phones use.")}</p>
      <fieldset class="stack stack--close"><legend class="field__note">${t("Address for links and QR codes")}</legend>
        ${found.map(({ url, words }) => html`<label class="choice" key=${url}><input type="radio" name="address" checked=${url === (wanted || now)}
          onChange=${() => setWanted(url)} /><span class="grow">${url}<br /><span class="quiet">${words}</span></span></label>`)}</fieldset>
      <p><button class="button" aria-disabled=${!wanted || wanted === now}>${t("Use this address")}</button></p>
    </form>
    <p role="status">${said}</p></details>`;
}
