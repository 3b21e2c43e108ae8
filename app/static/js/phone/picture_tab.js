// The shared picture on the phone, as drawing, list, table or chronology; and what is done with it.

import { phoneMay } from "../parts/allowed.js";
import { useLater } from "./lazy.js";
import { html } from "../parts/markup.js";
import { Fit } from "../parts/fit.js";
import { byOrder } from "../parts/order.js";
import { Fact, newestFirst, Who, Words } from "./facts.js";
import { chosenFacts, LinkThis } from "./linking.js";
import { t } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {typeof import("../picture.js")} PictureModule
 */

export const FORMS = { drawing: t("Drawing"), list: t("List"), table: t("Table"), time: t("By time") };
/** @type {Record<string, "PictureList" | "PictureTable" | "Chronology">} */
export const SHOWN = { list: "PictureList", table: "PictureTable", time: "Chronology" };

/** @param {{ phone: Phone }} props */
export function PictureTab({ phone }) {
  const { table } = phone;
  /** @type {PictureModule | undefined} heavy, and not needed before the first fact */
  const picture = useLater(phone.pictureAddress, phone.wire);
  const forms = useLater(phone.laterAddress, phone.wire);
  if (!table) return html`<p class="quiet">${t("Several tables are at work. You can see their pictures here from the reveal on.")}</p>`;
  const form = phone.drafts.get("picture:form", /** @type {string} */ ("drawing"));
  const mayDispute = phoneMay(phone, "dispute_facts");
  return html`
    <div class="stack">
      <h2 class="only-read">${t("The shared picture")}</h2>
      ${forms && phoneMay(phone, "link_facts") && html`<${forms.Linking} phone=${phone} />`}
      <div class="forms" role="group" aria-label=${t("Show the picture as")}>
        ${Object.entries(FORMS).map(([id, name]) => html`
          <button type="button" class="button" aria-pressed=${form === id}
            onClick=${() => phone.drafts.set("picture:form", id)}>${name}</button>`)}
      </div>
      ${!picture && html`<${OnTheTable} phone=${phone} />`}
      ${picture && html`<${picture[SHOWN[form] ?? "Picture"]} key=${table.id} family=${phone.view.family} table=${table}
        linking=${phoneMay(phone, "link_facts") ? linkingOf(phone) : undefined} />`}
      ${forms && mayDispute && html`<${forms.Disputing} phone=${phone} /><${forms.AllSaid} phone=${phone} />`}
      ${forms && html`<${forms.Disputes} phone=${phone} maySettle=${mayDispute} />`}
      <${Links} phone=${phone} />
      <${Words} phone=${phone} />
    </div>
  `;
}

/** How a fact of the picture is chosen to be linked. @param {Phone} phone @returns {import("../picture/lists.js").Linking} */
function linkingOf(phone) {
  const chosen = chosenFacts(phone);
  return { state: chosen.join(), isChosen: (id) => chosen.includes(id), button: (id) => html`<${LinkThis} phone=${phone} id=${id} />` };
}

/** @param {{ phone: Phone }} props */
function Links({ phone }) {
  const { table } = phone;
  const links = byOrder(table?.links ?? {}).reverse();
  if (!table || links.length === 0) return null;
  return html`
    <section class="stack" aria-labelledby="links-title">
      <h2 id="links-title">${t("Linked by the table")}</h2>
      <ul class="stack" role="list">
        ${links.map(([id, link]) => html`
          <li key=${id} class="sheet ${link.insight ? "sheet--insight" : ""}">
            ${link.insight?.split(",").map((found) => table.insights[found] && html`
              <h3>✦ ${table.insights[found].title}</h3><p>${table.insights[found].statement}</p>`)}
            ${link.fit && html`<p><${Fit} fit=${link.fit} /></p>`}
            ${link.line && html`<p dir="auto">“${link.line}”</p>`}
            <ul class="small quiet">${link.facts.split(",").map((fact) => html`<li>${table.facts[fact]?.text}</li>`)}</ul>
          </li>`)}
      </ul>
    </section>
  `;
}

/** The facts on the table, newest first: until the drawing is there. @param {{ phone: Phone }} props */
function OnTheTable({ phone }) {
  return html`
    <ul class="stack" role="list">
      ${newestFirst(phone.table).map(([id, fact]) => html`
        <li key=${id}><${Fact} phone=${phone} fact=${fact} extra=${html`<${Who} phone=${phone} role=${fact.role} />`}>
          <${LinkThis} phone=${phone} id=${id} /><//></li>`)}
    </ul>
  `;
}
