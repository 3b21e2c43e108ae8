// The duty desk: seats without phones are worked here, by the numbers on their cards. Opened on purpose.

import { Connection } from "./wire/connection.js";
import { Commitments } from "./parts/commitments.js";
import { Sending } from "./wire/sending.js";
import { Countdown } from "./parts/countdown.js";
import { Answer } from "./desk/answer.js";
import { Asks } from "./desk/asks.js";
import { PaperVotes, RaiseBarrier } from "./desk/debrief.js";
import { Hand, NumberEntry } from "./desk/hand.js";
import { Linking } from "./desk/linking.js";
import { Seats, working } from "./desk/seats.js";
import { tellZone } from "./kept/zone.js";
import { deviceStorage } from "./kept/device.js";
import { Drafts } from "./kept/drafts.js";
import { deskMay } from "./parts/allowed.js";
import { html, render } from "./parts/markup.js";
import { otherLanguage } from "./languages/tongue.js";
import { t } from "./languages/words.js";

/** @typedef {import("./desk/desk").DutyDesk} DutyDesk */
/** @typedef {import("./wire/connection.js").Known} Known */

/** What parts of the console ask for and the desk does not show. */
const NOTHING = { health: {}, stepped_out: 0, csrf: "" };
const WIRE_WORDS = /** @type {Record<string, string>} */ ({
  connecting: t("Connecting…"),
  off: t("No connection to the server. What is on the table is kept. This page reconnects by itself."),
  refused: t("This device can't open the desk. Sign in, or open the standby link again."),
});

/** @param {{ desk: DutyDesk, known: Known }} props */
function Desk({ desk, known }) {
  const { phase, timer } = desk.view.agenda;
  const work = working(desk);
  const other = otherLanguage(desk.view.family);
  return html`<div class="desk stack">
    <div class="cluster cluster--apart">
      <h1>${t("Duty desk: {title}", { title: desk.links.title })}</h1>
      <p role="status" class=${`console__wire console__wire--${known.wire}`}>${WIRE_WORDS[known.wire] ?? ""}</p>
    </div>
    ${other && html`<p class="small quiet">${other}</p>`}
    ${known.trouble && html`<p class="notice notice--alert" role="alert"><span>${known.trouble}</span></p>`}
    <p class="notice notice--alert"><span><strong>${t("This page shows what every seat holds.")}
      </strong> ${t("Keep it off the projector. For an empty seat, only answer what is asked. Don't reveal anything else.")}</span></p>
    <div class="cluster cluster--apart">
      <p class="lead"><strong>${phase.title}</strong></p>
      <${Countdown} timer=${timer} now=${desk.now} />
    </div>
    ${timer.paused && html`<p class="notice notice--waiting" role="status"><span>${t("Paused")}${timer.reason ? `: ${timer.reason}` : ""}.</span></p>`}
    <div class="desk__columns">
      <${Seats} desk=${desk} />
      ${work && html`<div class="stack stack--far">
        <${Answer} key=${`answer-${work.table.id}`} desk=${desk} work=${work} />
        <${NumberEntry} desk=${desk} work=${work} />
        <${Hand} key=${work.id} desk=${desk} work=${work} />
        <${Asks} key=${`asks-${work.id}`} desk=${desk} work=${work} />
        <${Linking} key=${`link-${work.id}`} desk=${desk} work=${work} />
      </div>`}
    </div>
    ${deskMay(desk, "raise_barrier") && html`<${RaiseBarrier} desk=${desk} />`}
    ${deskMay(desk, "count_votes") && html`<${PaperVotes} desk=${desk} />`}
    ${deskMay(desk, "make_commitment") && html`<${Commitments} desk=${desk} />`}
  </div>`;
}

/** @param {HTMLElement} root */
function start(root) {
  tellZone();
  const links = /** @type {DutyDesk["links"]} */ (JSON.parse(root.dataset.links ?? "{}"));
  /** @type {Known | undefined} */
  let known;
  const connection = new Connection({ as: "desk", workshop: links.workshop }, links.route, (now) => {
    known = now;
    draw();
  });
  const sending = new Sending(connection, () => draw());
  const drafts = new Drafts(deviceStorage(), `desk:${links.workshop}`, () => draw());
  let isFirst = true;
  function draw() {
    if (!known) return;
    const line = root.querySelector(".notice > span");
    if (!known.values.desk || !known.values.tables) {
      if (isFirst && line && known.wire !== "on") line.textContent = WIRE_WORDS[known.wire] ?? "";
      return;
    }
    if (isFirst) root.textContent = "";
    isFirst = false;
    const view = /** @type {import("./desk/desk").DeskView} */ (known.values);
    const now = () => connection.clock.now();
    /** @type {DutyDesk} */
    const desk = { ...NOTHING, audience: "desk", view, links, presence: known.presence, sending, drafts, now };
    render(html`<${Desk} desk=${desk} known=${known} />`, root);
  }
  connection.start();
}

const root = document.getElementById("desk");
if (root) start(root);
