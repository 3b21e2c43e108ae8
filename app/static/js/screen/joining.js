// How to join, over whatever the screen shows: one key away, or switched on at the console. People come late.

import { html, useEffect, useState } from "../parts/markup.js";
import { hostOf, plainCode, shownCode } from "./codes.js";
import { t } from "../languages/words.js";

/** @typedef {import("./screen").ScreenView} ScreenView */

const KEY = "c";

/** @param {{ view: ScreenView }} props */
export function Joining({ view: { welcome, stage, agenda } }) {
  const [isShown, show] = useState(false);
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (event.key.toLowerCase() === KEY && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) show((before) => !before);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  if (!welcome?.code || agenda.phase.kind === "lobby") return null;
  const isOpen = isShown || stage?.code;
  return html`<div class="joining">
    ${isOpen && html`<section class="joining__sheet" aria-label=${t("How to join")}>
      <img class="joining__qr" src=${`/join/${plainCode(welcome.code)}.svg`}
        alt=${t("QR code: join with the code {code}", { code: shownCode(welcome.code) })} />
      <p class="joining__url">${hostOf(welcome.url)}</p>
      <p class="code joining__code">${shownCode(welcome.code)}</p>
    </section>`}
    <button type="button" class="joining__button" aria-expanded=${Boolean(isOpen)}
      onClick=${() => show((before) => !before)}>${t("Code")} <kbd aria-hidden="true">C</kbd></button>
  </div>`;
}
