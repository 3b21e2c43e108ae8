// News that comes in while people share: told to everyone, or to a seat alone, with the facts it brought.

import { html, useEffect, useState } from "../parts/markup.js";
import { byOrder } from "../parts/order.js";
import { t, tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").Inject} Inject
 */

const FURTHER_DOWN_PX = 120;

/** All that came in for this phone, in that order. @param {Phone} phone @returns {[string, Inject][]} */
export function newsFor(phone) {
  return byOrder({ ...phone.table?.injects, ...phone.view.seat?.injects });
}

/** @param {Phone} phone @param {string} id */
const wasRead = (phone, id) => phone.drafts.get(`news:${id}`, false);

/** @param {Phone} phone */
function unreadNews(phone) {
  return phone.view.agenda.phase.part === "sharing" ? newsFor(phone).filter(([id]) => !wasRead(phone, id)) : [];
}

/** Unmissable until it is read. @param {{ phone: Phone }} props */
export function News({ phone }) {
  return unreadNews(phone).map(([id, one]) => html`
    <section class="notice notice--insight banner" role="alert" key=${id}>
      <div class="stack stack--close">
        <${OnePiece} phone=${phone} id=${id} one=${one} />
        <button type="button" class="button" onClick=${() => phone.drafts.set(`news:${id}`, true)}>${t("I've read it")}</button>
      </div>
    </section>`);
}

/** In the frame, for somebody who has scrolled past what came in above. @param {{ phone: Phone }} props */
export function NewsAbove({ phone }) {
  const [isFurtherDown, setFurtherDown] = useState(false);
  useEffect(() => {
    const look = () => setFurtherDown(window.scrollY > FURTHER_DOWN_PX);
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);
  if (!isFurtherDown || unreadNews(phone).length === 0) return null;
  return html`<button type="button" class="button button--wide" onClick=${() => window.scrollTo(0, 0)}>↑ ${t("There's news: read it")}</button>`;
}

/** What was read stays at hand. @param {{ phone: Phone }} props */
export function OldNews({ phone }) {
  const read = newsFor(phone).filter(([id]) => wasRead(phone, id));
  if (read.length === 0) return null;
  return html`
    <details class="fold">
      <summary>${t("News that came in ({n})", { n: read.length })}</summary>
      <ul class="stack" role="list">${read.map(([id, one]) =>
        html`<li key=${id} class="stack stack--close"><${OnePiece} phone=${phone} id=${id} one=${one} /></li>`)}</ul>
    </details>
  `;
}

/** @param {{ phone: Phone, id: string, one: Inject }} props */
function OnePiece({ phone, id, one }) {
  const brought = one.facts?.split(",").length ?? 0;
  const isMine = id in (phone.view.seat?.injects ?? {});
  return html`
    <p class="small quiet">${isMine ? t("News, for your role") : t("News, for everyone")}</p>
    <h2>${one.title}</h2>
    <p dir="auto">${one.text}</p>
    ${brought > 0 && html`<p><strong>${tn("You have one new fact.", "You have {n} new facts.", brought)}</strong></p>`}
  `;
}
