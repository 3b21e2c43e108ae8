// The phone page: wires the connection, the outbox and the drafts to what is shown.

import { agencyMarks } from "./agencies.js";
import { Connection } from "./connection.js";
import { Drafts } from "./drafts.js";
import { html, render } from "./markup.js";
import { deviceStorage, forgetOthers, Outbox } from "./outbox.js";
import { Announcer } from "./phone/announcer.js";
import { loadPicture } from "./phone/picture_tab.js";
import { Shell } from "./phone/shell.js";

/** @typedef {import("./phone/phone").Phone} Phone */

const PICTURE_AFTER_MS = 1_500;
const NEEDED = ["agenda", "family", "mine", "debrief"];
const REFUSALS = {
  removed: "This device is no longer part of the workshop: ask the facilitator to let you back in.",
  no_such_workshop: "There is no such workshop any more.",
  not_signed_in: "This device has no seat: type your workshop's code again.",
};

const root = /** @type {HTMLElement} */ (document.getElementById("phone"));
const owner = root.dataset.participant ?? "";
const pictureAddress = root.dataset.picture ?? "";
const storage = deviceStorage();
forgetOthers(storage, owner);
const drafts = new Drafts(storage, owner, paintSoon);
const connection = new Connection({ as: "phone" }, onKnown);
const outbox = new Outbox({
  storage,
  owner,
  send: (command) => connection.send(command),
  onChange: paintSoon,
  onSaved: (entry) => drafts.clear(entry.drafts),
});
const announcer = new Announcer((text) => {
  aloud = text;
  paintSoon();
});

/** @type {import("./connection.js").Known | undefined} */
let known;
let aloud = "";
let painting = false;

/** @param {import("./connection.js").Known} next */
function onKnown(next) {
  if (!known?.version && next.version) setTimeout(() => loadPicture(pictureAddress).catch(() => {}), PICTURE_AFTER_MS);
  const isBack = next.wire === "on" && known?.wire !== "on";
  known = next;
  outbox.settle(next.version);
  if (isBack) outbox.flush();
  const phone = phoneNow();
  if (phone) announcer.see(phone);
  paintSoon();
}

/** @returns {Phone | undefined} nothing before the first snapshot */
function phoneNow() {
  if (!known || NEEDED.some((slice) => !(slice in (known?.values ?? {})))) return undefined;
  const view = /** @type {import("./types").PhoneView} */ (/** @type {unknown} */ (known.values));
  const shown = Object.values(view.tables ?? {}).find((table) => table.facts);
  return {
    view,
    table: view.table ?? /** @type {import("./types").Table | undefined} */ (shown),
    outbox,
    drafts,
    wire: known.wire,
    marks: agencyMarks(view.family.roles),
    pictureAddress,
    paused: view.agenda.timer.paused === true,
    now: () => connection.clock.now(),
    send: (subject, wish, used) => outbox.put(subject, wish, used),
  };
}

function paintSoon() {
  if (painting) return;
  painting = true;
  queueMicrotask(() => {
    painting = false;
    paint();
  });
}

function paint() {
  const phone = phoneNow();
  if (known?.wire === "refused") {
    render(html`<${Refused} code=${known.refusal} />`, root);
  } else if (phone) {
    render(html`<${Shell} phone=${phone} aloud=${aloud} />`, root);
  }
}

/** @param {{ code: string }} props */
function Refused({ code }) {
  const words = REFUSALS[/** @type {keyof typeof REFUSALS} */ (code)] ?? REFUSALS.not_signed_in;
  return html`
    <main class="phone__main stack">
      <h1>You are not connected</h1>
      <p class="notice notice--alert" role="alert"><span>${words}</span></p>
      <a class="button button--primary" href="/">To the start page</a>
    </main>
  `;
}

root.replaceChildren();
connection.start();
