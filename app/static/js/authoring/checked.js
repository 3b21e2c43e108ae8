// What the check says of the family, each with the way to its field, and one click where that mends it.

/** @import { Desk, Finding } from "./authoring" */
import { html } from "../parts/markup.js";
import { t, tn } from "../languages/words.js";

const SEVERITIES = /** @type {Record<Finding["severity"], string>} */ ({ error: t("Error"), warning: t("Warning"), advice: t("Advice") });

/** "Draft with 3 errors". @param {{ desk: Desk }} props */
export function Standing({ desk }) {
  const { findings, version, looked } = desk.writing;
  const count = (/** @type {string} */ severity) => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const words = errors ? tn("Draft with {n} error: it cannot be opened", "Draft with {n} errors: it cannot be opened", errors)
    : warnings ? tn("Ready, with {n} warning", "Ready, with {n} warnings", warnings) : t("Ready");
  return html`<p role="status" data-looked=${looked === version ? "now" : "before"}>${looked ? words : ""}</p>`;
}

/** @param {{ desk: Desk }} props */
export function Checked({ desk }) {
  const { findings } = desk.writing;
  const inOrder = [...findings].sort((one, other) => Number(other.is_first) - Number(one.is_first));
  return html`<section class="stack" aria-labelledby="checked-title"><h2 id="checked-title">${t("What the check says")}</h2>
    ${findings.length ? html`<ol class="stack" role="list">${inOrder.map((one, at) => html`<li class="sheet stack stack--close"
      key=${`${one.code}${one.line}${at}`}>
      ${one.is_first && html`<p><strong>${t("Fix this first: others may follow from it.")}</strong></p>`}
      <p><strong>${SEVERITIES[one.severity]}:</strong> ${one.what}</p><p>${one.mend}</p>
      <div class="cluster"><button type="button" class="button" onClick=${() => desk.go(one.path)}>${t("Go to the field")}</button>
        ${one.mends.map((mend) => html`<button type="button" class="button" key=${mend.what} onClick=${() => desk.writing.edit(mend.edit)}>
          ${t("Do it: {what}", { what: mend.what })}</button>`)}</div>
    </li>`)}</ol>` : html`<p>${t("Nothing was found.")}</p>`}
  </section>`;
}
