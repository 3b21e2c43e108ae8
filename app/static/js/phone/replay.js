// The hour again on a phone: along with the screen, or one's own table's by oneself.

/** @import { Led } from "../types" */
import { useLater } from "./lazy.js";
import { html, useMemo, useState } from "../parts/markup.js";
import { FORMS, SHOWN } from "./picture_tab.js";
import { useHour, useSides } from "../replay/wanted.js";
import { usePlayed } from "../replay/clock.js";
import { Controls } from "../replay/controls.js";
import { picturesOf, placeOf } from "../replay/hour.js";
import { ThreeViews } from "../replay/sides.js";
import { Otherwise } from "../replay/what_if.js";
import { t } from "../languages/words.js";

/** @typedef {import("./phone").Phone} Phone */
/** @typedef {import("../replay/hour.js").Place} Place */

const OPEN = "replay:open";

/** @param {{ phone: Phone }} props */
export function HourAgain({ phone }) {
  const led = phone.view.replay;
  const [own, setOwn] = useState(/** @type {Place | undefined} */ (undefined));
  const follows = led?.table !== undefined && own === undefined;
  const isOpen = follows || phone.drafts.get(OPEN, false);
  const table = follows ? led.table : phone.table?.id;
  if (!table) return null;
  const alone = () => {
    phone.drafts.set(OPEN, true);
    setOwn({ moment: 0 });
  };
  return html`<section class="stack hour-again" aria-labelledby="hour-again">
    <h2 id="hour-again">${t("The hour again")}</h2>
    ${follows && html`<p class="notice" role="status"><span>${t("You see what the screen shows.")}</span></p>`}
    ${isOpen
      ? html`<${Opened} key=${table} phone=${phone} table=${table} led=${follows ? led : undefined} own=${own} onOwn=${setOwn} />`
      : html`<p>${t("See how your table's picture grew, moment by moment.")}</p>`}
    <p class="cluster">
      ${led?.table && own !== undefined && html`<button type="button" class="button" onClick=${() => setOwn(undefined)}>
        ${t("See what the screen shows")}</button>`}
      ${(follows || !isOpen) && html`<button type="button" class="button" onClick=${alone}>
        ${t("Look at our table's hour by myself")}</button>`}
    </p>
  </section>`;
}

/**
 * @param {{ phone: Phone, table: string, led: Led | undefined, own: Place | undefined, onOwn: (place: Place) => void }} props
 *   `led`: what the screen shows, while this phone follows it
 */
function Opened({ phone, table, led, own, onOwn }) {
  const { family, agenda } = phone.view;
  const [isWide, setWide] = useState(false);
  const hour = useHour(phone.lookBack, table, `${agenda.phase.id} ${phone.wire}`);
  const hasSides = led ? led.view === "sides" : isWide;
  const sides = useSides(phone.lookBack, table, `${agenda.phase.id} ${phone.wire}`, hasSides);
  const pictures = useMemo(() => (hour ? picturesOf(hour) : []), [hour]);
  const { at, plays } = usePlayed(hour?.moments ?? [], led ? placeOf(led) : (own ?? { moment: 0 }), phone.now);
  const picture = pictures[at];
  if (!hour) return html`<p class="quiet" role="status">${t("One moment…")}</p>`;
  if (!picture) return html`<p class="quiet">${t("This table shared nothing that could be shown again.")}</p>`;
  if (led?.view === "what_if" && led.what_if) return html`<${Otherwise} whatIf=${led.what_if} />`;
  const isOwnTable = table === phone.table?.id;
  return html`
    ${isOwnTable ? html`<${Controls} ...${{ hour, pictures, at, plays, view: { family, agenda }, onGo: (/** @type {number} */ moment) => onOwn({ moment }),
      onPlay: (/** @type {number} */ moment) => onOwn({ moment, since: phone.now() }) }} />`
      : html`<p class="lead">${t("Table {number}", { number: hour.number })}</p>`}
    ${!led && html`<p><button type="button" class="button" aria-pressed=${isWide} onClick=${() => setWide(!isWide)}>${t("Three views")}</button></p>`}
    ${hasSides ? sides && html`<${ThreeViews} ...${{ sides, picture, family }} />`
      : html`<${PictureThen} phone=${phone} table=${picture} />`}`;
}

/** The picture at that moment, in each of its forms. @param {{ phone: Phone, table: import("../types").Table }} props */
function PictureThen({ phone, table }) {
  /** @type {import("./picture_tab.js").PictureModule | undefined} */
  const picture = useLater(phone.pictureAddress, phone.wire);
  const form = phone.drafts.get("picture:form", /** @type {string} */ ("drawing"));
  return html`<div class="forms" role="group" aria-label=${t("Show the picture as")}>
      ${Object.entries(FORMS).map(([id, name]) => html`<button key=${id} type="button" class="button" aria-pressed=${form === id}
        onClick=${() => phone.drafts.set("picture:form", id)}>${name}</button>`)}
    </div>
    ${picture ? html`<${picture[SHOWN[form] ?? "Picture"]} key=${table.id} family=${phone.view.family} table=${table} />`
      : html`<p class="quiet" role="status">${t("One moment…")}</p>`}`;
}
