// The console: one page from which one person leads the workshop.

import { Connection } from "./wire/connection.js";
import { Arranging } from "./console/arranging.js";
import { Bar } from "./console/bar.js";
import { keepFocus } from "./console/focus.js";
import { Keys } from "./console/keys.js";
import { Lead, Steps } from "./console/lead.js";
import { Ways } from "./console/links.js";
import { Moderation } from "./console/moderation.js";
import { Hints } from "./console/hints.js";
import { Replaying } from "./console/led_replay.js";
import { Injects, Rounds } from "./console/rounds.js";
import { Sending } from "./wire/sending.js";
import { Tables } from "./console/tables.js";
import { Drafts } from "./kept/drafts.js";
import { deskMay } from "./parts/allowed.js";
import { html, render } from "./parts/markup.js";
import { tellZone } from "./kept/zone.js";
import { deviceStorage } from "./kept/device.js";
import { otherLanguage } from "./languages/tongue.js";
import { t } from "./languages/words.js";

/** @typedef {import("./facilitator").Console} Console */
/** @typedef {import("./wire/connection.js").Known} Known */

const WIRE_WORDS = /** @type {Record<string, string>} */ ({
  connecting: t("Connecting…"),
  off: t("No connection to the server. Phones keep what they have. This page reconnects by itself."),
  refused: t("This page no longer leads this workshop. Reload it, or ask for a new link."),
});

/** @param {{ desk: Console, known: Known }} props */
function Console({ desk, known }) {
  const kind = desk.view.agenda.phase.kind;
  const other = otherLanguage(desk.view.family);
  const mayLead = known.wire !== "refused";
  return html`<div class="console">
    <div class="console__title cluster cluster--apart">
      <h1>${desk.links.title}</h1>
      <p role="status" class=${`console__wire console__wire--${known.wire}`}>${WIRE_WORDS[known.wire] ?? ""}</p>
      <${Keys} desk=${desk} />
    </div>
    ${mayLead && html`<${Bar} desk=${desk} />`}
    ${other && html`<p class="small quiet">${other}</p>`}
    ${known.trouble && html`<p class="notice notice--alert" role="alert"><span>${known.trouble}</span></p>`}
    ${known.consoles > 1 && html`<p class="small" role="status"><span aria-hidden="true">⧉ </span>${t("This workshop is also led from a second device.")}</p>`}
    <div class="console__columns" inert=${!mayLead}>
      <div class="console__steps"><${Steps} desk=${desk} /></div>
      <div class="console__main stack stack--far">
        <${Lead} desk=${desk} />
        <${Injects} desk=${desk} />
        <${Replaying} desk=${desk} />
        ${kind === "lobby" && html`<${Arranging} desk=${desk} />`}
        ${deskMay(desk, "edit_barrier") && html`<${Moderation} desk=${desk} />`}
        <${Tables} desk=${desk} />
        <${Rounds} desk=${desk} />
        <${Hints} desk=${desk} />
      </div>
      <div class="console__ways"><${Ways} desk=${desk} /></div>
    </div>
  </div>`;
}

/** @param {HTMLElement} root */
function start(root) {
  tellZone();
  const links = /** @type {import("./facilitator").Links} */ (JSON.parse(root.dataset.links ?? "{}"));
  /** @type {Known | undefined} */
  let known;
  const connection = new Connection({ as: "console", workshop: links.workshop }, links.route, (now) => {
    known = now;
    draw();
  });
  const sending = new Sending(connection, () => draw());
  /** @type {Console["lookBack"]} */
  const lookBack = (asked) => connection.lookBack(asked);
  const drafts = new Drafts(deviceStorage(), `console:${links.workshop}`, () => draw());
  let isFirst = true;
  let wasOn = false;
  function draw() {
    if (!known) return;
    if (known.wire === "on" && !wasOn) sending.isHeardAgain();
    wasOn = known.wire === "on";
    const isComplete = known.values.agenda && known.values.lead && known.values.tables;
    if (!isComplete) {
      if (known.wire === "refused" || known.wire === "off") showWords(root, WIRE_WORDS[known.wire] ?? "");
      return;
    }
    if (isFirst) root.textContent = "";
    isFirst = false;
    const view = /** @type {import("./facilitator").ConsoleView} */ (known.values);
    /** @type {Console} */
    const desk = {
      view, links, sending, drafts, audience: "facilitator",
      presence: known.presence,
      health: known.health,
      stepped_out: known.steppedOut,
      csrf: root.dataset.csrf ?? "",
      now: () => connection.clock.now(),
      lookBack,
    };
    render(html`<${Console} desk=${desk} known=${known} />`, root);
  }
  keepFocus(root);
  connection.start();
}

/** Before the console has been drawn: say in its waiting line how things stand. @param {HTMLElement} root @param {string} words */
function showWords(root, words) {
  const line = root.querySelector(".notice > span");
  if (line) line.textContent = words;
}

const root = document.getElementById("console");
if (root) start(root);
