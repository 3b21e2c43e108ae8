// A family in the browser: fields, grid and proof, the same text beneath all of them.

/** @import { Desk, Step, Told as ToldOf } from "./authoring/authoring" */
import { Checked, Standing } from "./authoring/checked.js";
import { Fields } from "./authoring/fields.js";
import { Grid } from "./authoring/grid.js";
import { Flaws } from "./authoring/parts_form.js";
import { DrawingPreview, HandPreview } from "./authoring/preview.js";
import { Proof } from "./authoring/proof.js";
import { TextView } from "./authoring/text_view.js";
import { idOf } from "./authoring/tree.js";
import { Told, Versions } from "./authoring/versions.js";
import { Writing } from "./authoring/writing.js";
import { deviceStorage } from "./kept/device.js";
import { tellZone } from "./kept/zone.js";
import { html, render } from "./parts/markup.js";
import { t } from "./languages/words.js";

const SECTIONS = /** @type {Record<string, string[]>} */ ({
  story: ["title", "summary", "author", "licence", "version", "language", "today", "content_notes", "support", "big_picture", "reads", "glossary"],
  family: ["people", "relations", "households"],
  roles: ["roles"],
  facts: ["facts", "topics", "contradictions"],
  insights: ["insights"],
  agenda: ["agenda", "injects"],
});
const TABS = /** @type {[string, string][]} */ ([
  ["story", t("Story")], ["family", t("Family")], ["roles", t("Roles")], ["facts", t("Facts")], ["grid", t("Grid and proof")], ["insights", t("Insights")],
  ["agenda", t("Agenda")], ["check", t("Check")], ["versions", t("Versions")], ["text", t("As text")],
]);
const STANDING = { saved: t("Saved"), saving: t("Saving…"), waiting: t("No connection. What you type is kept on this device.") };

/** @param {{ desk: Desk }} props */
function Editor({ desk }) {
  const { writing, tab } = desk;
  return html`<div class="stack authoring">
    <div class="cluster cluster--apart"><h1><bdi>${writing.value?.title ?? ""}</bdi></h1>
      <p role="status" data-standing=${writing.standing}>${STANDING[writing.standing]}</p></div>
    <div class="cluster cluster--apart"><${Standing} desk=${desk} />
      <a class="button" href=${`/facilitate/new?scenario=${desk.told.id}`}>${t("Open a workshop")}</a></div>
    ${writing.trouble && html`<p class="notice notice--alert" role="alert"><span>${writing.trouble}</span></p>`}
    ${writing.conflict && html`<${Conflicted} desk=${desk} />`}
    <nav class="tabs authoring__tabs" aria-label=${t("Parts of the family")}>${TABS.map(([id, called]) => html`<button type="button"
      class="tabs__tab" key=${id}
      aria-current=${id === tab ? "true" : undefined} onClick=${() => desk.show(id)}><span>${called}${flawsOf(desk, id)}</span></button>`)}</nav>
    <div class="authoring__part"><${Part} desk=${desk} key=${tab} /></div>
  </div>`;
}

/** @param {Desk} desk @param {string} tab */
function flawsOf(desk, tab) {
  return (SECTIONS[tab] ?? []).map((key) => html`<${Flaws} key=${key} desk=${desk} path=${[key]} />`);
}

/** @param {{ desk: Desk }} props */
function Part({ desk }) {
  const { value } = desk.writing;
  if (desk.tab === "text" || !value || typeof value !== "object") return html`<${TextView} desk=${desk} />`;
  if (desk.tab === "check") return html`<${Checked} desk=${desk} />`;
  if (desk.tab === "versions") return html`<${Versions} desk=${desk} />`;
  if (desk.tab === "grid") return html`<div class="authoring__beside"><${Grid} desk=${desk} /><${Proof} desk=${desk} /></div>`;
  const fields = Object.fromEntries((SECTIONS[desk.tab] ?? []).map((key) => [key, desk.told.form[key]]));
  const role = desk.tab === "roles" ? value.roles?.[desk.open.roles ?? -1]?.id : "";
  const form = html`<div class="stack"><${Fields} desk=${desk} path=${[]} fields=${fields} value=${value} /></div>`;
  if (desk.tab === "family") return html`<div class="authoring__beside">${form}<${DrawingPreview} desk=${desk} /></div>`;
  if (role) return html`<div class="authoring__beside">${form}<${HandPreview} desk=${desk} role=${role} /></div>`;
  return html`<div class="stack">${desk.tab === "agenda" && html`<${Timeline} desk=${desk} />`}${form}</div>`;
}

/** The hour as a line, each step as long as it lasts. @param {{ desk: Desk }} props */
function Timeline({ desk }) {
  const steps = /** @type {any[]} */ (desk.writing.value?.agenda ?? []);
  const minutes = steps.reduce((sum, one) => sum + (Number(one?.minutes) || 0), 0);
  return html`<section class="stack stack--close" aria-labelledby="hour-title"><h2 id="hour-title">${t("The hour: {n} minutes", { n: minutes })}</h2>
    <ol class="authoring__hour" role="list">${steps.map((one, at) => html`<li key=${at}><button type="button" class="chip"
      onClick=${() => desk.go(["agenda", at, "minutes"])}>
      <bdi>${one?.title}</bdi> ${one?.minutes}</button></li>`)}</ol></section>`;
}

/** @param {{ desk: Desk }} props */
function Conflicted({ desk }) {
  const { conflict } = desk.writing;
  return html`<section class="sheet stack" role="alert" aria-labelledby="conflict-title"><h2
    id="conflict-title">${t("{who} has changed this family, too", { who: conflict?.who ?? "" })}</h2>
    <p>${t("What you typed is kept on this device. This is what is different since you last saved:")}</p>
    <${Told} told=${conflict?.differences ?? []} />
    <p class="cluster"><button type="button" class="button button--primary"
      onClick=${() => desk.writing.mineOnTop()}>${t("Take that in, and put my changes on top")}</button>
      <button type="button" class="button" onClick=${() => desk.writing.theirsOnly()}>${t("Leave my changes out")}</button></p></section>`;
}

/** @param {HTMLElement} root */
function start(root) {
  tellZone();
  const told = /** @type {ToldOf} */ (JSON.parse(root.dataset.told ?? "{}"));
  const writing = new Writing({ id: told.id, csrf: root.dataset.csrf ?? "", storage: deviceStorage(), onChange: () => draw() });
  let tab = globalThis.location.hash.slice(1) || "story";
  /** @type {Record<string, number>} */
  let open = {};
  let isFirst = true;
  /** @type {Desk} */
  const desk = {
    told, writing, tab, open,
    show: (next) => {
      tab = next;
      history.replaceState(null, "", `#${next}`);
      draw();
    },
    openItem: (section, index) => {
      open = { ...open, [section]: index };
      draw();
    },
    go: (path) => {
      tab = Object.keys(SECTIONS).find((one) => SECTIONS[one].includes(String(path[0]))) ?? "text";
      path.forEach((step, at) => {
        if (typeof step === "number") open = { ...open, [path.slice(0, at).join(".")]: step };
      });
      draw();
      setTimeout(() => focusAt(path));
    },
  };
  function draw() {
    if (!writing.version && !writing.trouble) return;
    if (isFirst) root.textContent = "";
    isFirst = false;
    render(html`<${Editor} desk=${{ ...desk, tab, open }} />`, root);
  }
  globalThis.addEventListener("beforeunload", (event) => writing.isWaiting && writing.standing === "waiting" && event.preventDefault());
  void writing.open();
}

/** The nearest field around a path that is on the page. @param {Step[]} path */
function focusAt(path) {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const field = document.getElementById(idOf(path.slice(0, depth)));
    if (field) {
      field.scrollIntoView({ block: "center" });
      field.focus();
      return;
    }
  }
}

const root = document.getElementById("editor");
if (root) start(root);
