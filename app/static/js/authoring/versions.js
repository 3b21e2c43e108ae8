// Every save: what is different since, and the way back. Nothing is lost by going back: that is a save, too.

/** @import { Desk } from "./authoring" */
import { html, useEffect, useState } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @typedef {{ version: number, who: string, when: string }} Save */

/** @param {{ desk: Desk }} props */
export function Versions({ desk }) {
  const [saves, setSaves] = useState(/** @type {Save[]} */ ([]));
  const [shown, setShown] = useState(/** @type {{ version: number, told: string[] }} */ ({ version: 0, told: [] }));
  useEffect(() => void desk.writing.versions().then(setSaves), [desk.writing.version]);
  const look = async (/** @type {number} */ version) => setShown({ version, told: await desk.writing.since(version) });
  return html`<section class="stack" aria-labelledby="versions-title"><h2 id="versions-title">${t("Versions")}</h2>
    <p>${t("Every save is kept. Workshops keep the text they were opened with.")}</p>
    <ol class="stack" role="list">${saves.map((one) => html`<li class="sheet stack stack--close" key=${one.version}>
      <p>${t("Version {n}", { n: one.version })} <span class="quiet">${one.when} · <bdi>${one.who}</bdi></span></p>
      ${one.version === desk.writing.version ? html`<p class="quiet">${t("This is the family as it is now.")}</p>` : html`<p class="cluster">
        <button type="button" class="button" onClick=${() => look(one.version)}>${t("What has changed since version {n}", { n: one.version })}</button>
        <button type="button" class="button" onClick=${() => desk.writing.restore(one.version)}>
          ${t("Go back to version {n}", { n: one.version })}</button></p>`}
      ${shown.version === one.version && html`<${Told} told=${shown.told} />`}
    </li>`)}</ol></section>`;
}

/** Differences, one a line. @param {{ told: string[] }} props */
export function Told({ told }) {
  return told.length ? html`<ul>${told.map((one) => html`<li key=${one} dir="auto">${one}</li>`)}</ul>` : html`<p>${t("Both say the same.")}</p>`;
}
