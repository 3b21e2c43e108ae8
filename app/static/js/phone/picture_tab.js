// The shared picture on the phone, as drawing, list or chronology; and linking what belongs together.

import { html, useEffect, useState } from "../markup.js";
import { newId } from "../ids.js";
import { byOrder, Fact, newestFirst, roleName, Who } from "./facts.js";
import { Send, TextBox } from "./fields.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {typeof import("../picture.js")} PictureModule
 */

const FORMS = { drawing: "Drawing", list: "List", time: "Over time" };
const LINE_LENGTH = 200;
const MOST_LINKED = 6;

/** @type {Promise<PictureModule> | undefined} */
let loading;

/**
 * The drawing is heavy, and nobody needs it before the first fact: it comes when the phone has settled.
 * @param {string} address
 */
export function loadPicture(address) {
  loading ??= import(address).then((module) => {
    if (!module.Picture) throw new Error(address);
    return module;
  }).catch((error) => {
    loading = undefined; // offline, perhaps: the next look tries again
    throw error;
  });
  return loading;
}

/** @param {string} address @returns {PictureModule | undefined} */
function usePicture(address) {
  const [picture, setPicture] = useState(/** @type {PictureModule | undefined} */ (undefined));
  useEffect(() => {
    loadPicture(address).then((module) => setPicture(() => module), () => {});
  }, []);
  return picture;
}

/** @param {{ phone: Phone }} props */
export function PictureTab({ phone }) {
  const { table } = phone;
  const picture = usePicture(phone.pictureAddress);
  if (!table) return html`<p class="quiet">Several tables are at work. Their pictures show here from the reveal on.</p>`;
  const form = phone.drafts.get("picture:form", /** @type {string} */ ("drawing"));
  const family = phone.view.family;
  const linking = phone.view.seat !== undefined && phone.view.agenda.phase.kind === "ask_and_link";
  return html`
    <div class="stack">
      <h2 class="only-read">The shared picture</h2>
      ${linking && html`<${Linking} phone=${phone} />`}
      <div class="cluster" role="group" aria-label="Show the picture as">
        ${Object.entries(FORMS).map(([id, name]) => html`
          <button type="button" class="button grow" aria-pressed=${form === id}
            onClick=${() => phone.drafts.set("picture:form", id)}>${name}</button>`)}
      </div>
      ${!picture && html`<${OnTheTable} phone=${phone} />`}
      ${picture && form === "drawing" && html`<${picture.Picture} family=${family} table=${table} size="small" />`}
      ${picture && form === "list" && html`<${picture.PictureList} family=${family} table=${table} />`}
      ${picture && form === "time" && html`<${picture.Chronology} family=${family} table=${table} />`}
      <${Links} phone=${phone} />
    </div>
  `;
}

/** @param {{ phone: Phone }} props */
function Linking({ phone }) {
  const facts = newestFirst(phone.table);
  const chosen = phone.drafts.get("link:facts", /** @type {string[]} */ ([])).filter((id) => phone.table?.facts[id]);
  const line = phone.drafts.get("link:line", "").trim();
  const toggle = (/** @type {string} */ id) =>
    phone.drafts.set("link:facts", chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const link = () => phone.send("link", { type: "link_facts", link_id: newId(), fact_ids: chosen, line }, ["link:facts", "link:line"]);
  const left = phone.table?.counts.insights_left;
  return html`
    <details class="sheet" open=${chosen.length > 0}>
      <summary>Link facts that belong together</summary>
      <p class="quiet">Choose two to ${MOST_LINKED} facts and say what they suggest together.
        ${left !== undefined && ` ${left} connections can still be found.`}</p>
      <fieldset class="stack stack--close">
        <legend class="field__label">${chosen.length} chosen</legend>
        ${facts.map(([id, fact]) => html`
          <label class="choice" key=${id}>
            <input type="checkbox" checked=${chosen.includes(id)} disabled=${!chosen.includes(id) && chosen.length >= MOST_LINKED}
              onChange=${() => toggle(id)} />
            <span class="grow" dir="auto">${fact.text} <span class="quiet small">${roleName(phone, fact.role)}</span></span>
          </label>`)}
        ${facts.length === 0 && html`<p class="quiet">Nothing is on the table yet.</p>`}
      </fieldset>
      <${TextBox} phone=${phone} draft="link:line" label="Together they suggest" most=${LINE_LENGTH} rows=${2} optional=${true} />
      <${Send} phone=${phone} subject="link" label="Link them" missing=${chosen.length < 2 ? "Choose at least two facts." : ""}
        saved="Linked. If it is a connection the scenario knows, it shows below." onPress=${link} />
    </details>
  `;
}

/** @param {{ phone: Phone }} props */
function Links({ phone }) {
  const { table } = phone;
  const links = byOrder(table?.links ?? {}).reverse();
  if (!table || links.length === 0) return null;
  return html`
    <section class="stack" aria-labelledby="links-title">
      <h2 id="links-title">Linked by the table</h2>
      <ul class="stack" role="list">
        ${links.map(([id, link]) => html`
          <li key=${id} class="sheet ${link.insight ? "sheet--insight" : ""}">
            ${link.insight?.split(",").map((found) => table.insights[found] && html`
              <h3>✦ ${table.insights[found].title}</h3><p>${table.insights[found].statement}</p>`)}
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
        <li key=${id}><${Fact} phone=${phone} fact=${fact} extra=${html`<${Who} phone=${phone} role=${fact.role} />`} /></li>`)}
    </ul>
  `;
}
