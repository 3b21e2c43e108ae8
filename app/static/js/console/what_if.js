// What if? One fact at another minute, worked out for who leads; the screen shows it when they wish.

/** @import { WhatIf } from "../types" */
import { html, useState } from "../parts/markup.js";
import { Otherwise } from "../replay/what_if.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

const LONGEST = 60;
const MOST_MINUTES = 999;

/**
 * @param {{ desk: Console, table: string, whatIf: WhatIf | undefined, isShown: boolean,
 *   onTry: (fact: string, minute: number) => Promise<boolean> }} props
 */
export function WhatIfPanel({ desk, table, whatIf, isShown, onTry }) {
  const { facts, missed } = desk.view.tables[table] ?? { facts: {}, missed: undefined };
  const [fact, setFact] = useState(whatIf?.fact ?? "");
  const [minute, setMinute] = useState(String(whatIf?.minute ?? 1));
  const at = Number(minute);
  const isWhole = minute !== "" && Number.isInteger(at) && at >= 0 && at <= MOST_MINUTES;
  const said = Object.entries(facts).sort(([, one], [, other]) => one.order - other.order);
  /** @param {Event} event */
  const work = (event) => {
    event.preventDefault();
    if (fact && isWhole) onTry(fact, at);
  };
  return html`<details class="what-if-panel" open=${whatIf !== undefined}>
    <summary>${t("What if one fact had come at another minute?")}</summary>
    <form class="stack stack--close" onSubmit=${work}>
      <label class="field"><span class="field__label">${t("Which fact")}</span>
        <select class="field__box" value=${fact} onChange=${(/** @type {any} */ event) => setFact(event.currentTarget.value)}>
          <option value="">${t("Choose a fact")}</option>
          <${Group} name=${t("Said: move it")} facts=${said} />
          <${Group} name=${t("Never said: add it")} facts=${Object.entries(missed?.facts ?? {})} />
        </select></label>
      <label class="field"><span class="field__label">${t("In which minute of sharing")}</span>
        <input class="field__box" type="number" inputmode="numeric" min="0" max=${MOST_MINUTES} step="1" value=${minute}
          onInput=${(/** @type {any} */ event) => setMinute(event.currentTarget.value)} /></label>
      <p><button class="button" aria-disabled=${!fact || !isWhole}>${t("Work it out")}</button></p>
    </form>
    <div role="status">${whatIf && html`<${Otherwise} whatIf=${whatIf} />
      ${!isShown && html`<p class="quiet small">${t("Only you see this until you show “What if?” on the screen.")}</p>`}`}</div>
  </details>`;
}

/** @param {{ name: string, facts: [string, { text: string }][] }} props */
function Group({ name, facts }) {
  return facts.length > 0 && html`<optgroup label=${name}>${facts.map(([id, { text }]) => html`<option key=${id} value=${id}>
    ${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}</option>`)}</optgroup>`;
}
