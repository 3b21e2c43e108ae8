// The phone page: wires the connection, the outbox and the drafts to what is shown.

import { Awake } from "./phone/awake.js";
import { Connection } from "./wire/connection.js";
import { deviceStorage, forgetOthers, otherTabs, thisTab } from "./kept/device.js";
import { Drafts } from "./kept/drafts.js";
import { load } from "./phone/lazy.js";
import { beCalm, hasChanged } from "./parts/impatience.js";
import { html, render } from "./parts/markup.js";
import { Outbox } from "./kept/outbox.js";
import { Announcer } from "./phone/announcer.js";
import { Away } from "./phone/away.js";
import { HealthReport } from "./phone/health.js";
import { offlineWords, Shell } from "./phone/shell.js";
import { isOut } from "./phone/step_out.js";
import { openShelf } from "./kept/shelf.js";
import { t } from "./languages/words.js";

/** @typedef {import("./phone/phone").Phone} Phone */

const SETTLED_AFTER_MS = 1_500;
const NEEDED = ["agenda", "family", "mine", "debrief"];
const REFUSALS = {
  removed: t("This device is no longer part of the workshop. Ask the facilitator to let you back in."),
  left: t("You've left this workshop. Type its code again to come back."),
  no_such_workshop: t("This workshop no longer exists. Ask the facilitator for a new code."),
  not_signed_in: t("This device has no seat. Type your workshop's code again."),
};

const root = /** @type {HTMLElement} */ (document.getElementById("phone"));
const owner = root.dataset.participant ?? "";
const pictureAddress = root.dataset.picture ?? "";
const laterAddress = root.dataset.later ?? "";
const title = root.querySelector("h1")?.textContent ?? "";
const storage = deviceStorage();
forgetOthers(storage, owner);
const drafts = new Drafts(storage, owner, paintSoon);
const connection = new Connection({ as: "phone" }, root.dataset.route, onKnown);
/** @type {Phone["lookBack"]} */
const lookBack = (asked) => connection.lookBack(asked);
const outbox = new Outbox({
  shelf: shelfOf(owner),
  owner,
  send: (command) => connection.send(command),
  isOn: () => connection.isOn && !isSomebodyElse,
  onChange: paintSoon,
  onSaved: (entry) => {
    hasChanged();
    drafts.clearSent(entry.drafts);
  },
  tabs: otherTabs(),
  tab: thisTab(),
});
const away = new Away(storage, owner);
const awake = new Awake(paintSoon);
const health = new HealthReport((now) => connection.report(now));
const announcer = new Announcer((text) => {
  aloud = text === aloud ? `${text}\u00a0` : text; // the same words again are said again only where the page changes
  paintSoon();
});

/** @type {import("./wire/connection.js").Known | undefined} */
let known;
/** Whether this device has taken another place since, in another tab: nothing of this page is for that one. */
let isSomebodyElse = false;
let aloud = "";
let painting = false;

/** @param {string} whose */
async function shelfOf(whose) {
  const shelf = await openShelf(storage);
  await shelf.forgetOthers(whose);
  return shelf;
}

/** @param {import("./wire/connection.js").Known} next */
function onKnown(next) {
  const mine = /** @type {import("./types").Mine | undefined} */ (next.values.mine);
  if (isSomebodyElse) return; // it starts afresh already: to reload again would begin that anew, without end
  isSomebodyElse = mine !== undefined && mine.id !== owner;
  if (isSomebodyElse) {
    location.reload();
    return;
  }
  if (known?.wire === "on" && next.wire !== "on") away.leaves(phoneNow());
  if (!known?.version && next.version) setTimeout(loadTheRest, SETTLED_AFTER_MS);
  const isBack = next.wire === "on" && known?.wire !== "on";
  known = next;
  const phone = phoneNow();
  outbox.settle(phone?.paused);
  if (isBack) outbox.flush();
  if (phone) announcer.see(phone);
  look();
  paintSoon();
}

/** What the first minute does without; offline it is tried again when it is wanted. */
function loadTheRest() {
  for (const address of [pictureAddress, laterAddress]) load(address).catch(() => {});
}

/** Somebody looks at the page, or no longer does. */
function look() {
  const phone = phoneNow();
  if (document.visibilityState === "hidden") {
    away.leaves(phone);
  } else if (phone && phone.wire === "on") {
    away.returns(phone);
    awake.keep(phone.view.agenda.phase.kind !== "closed");
  }
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
    marks: view.family.roles,
    pictureAddress,
    laterAddress,
    paused: view.agenda.timer.paused === true,
    away,
    dismissAway: () => {
      away.dismiss();
      paintSoon();
    },
    staysAwake: awake.isPossible,
    now: () => connection.clock.now(),
    lookBack,
    send: (subject, wish, used = []) => {
      hasChanged();
      return outbox.put(subject, wish, drafts.standing(used));
    },
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
  health.see(known?.wire === "on", outbox.waitingOpenly);
  health.stepOut(phone !== undefined && isOut(phone));
  if (known?.wire === "refused") {
    render(html`<${Refused} code=${known.refusal} />`, root);
  } else if (phone) {
    render(html`<${Shell} phone=${phone} aloud=${aloud} />`, root);
  } else {
    render(html`<${Opening} isOffline=${known?.wire === "off"} waiting=${outbox.waiting} />`, root);
  }
}

/** Before the first snapshot, also of a page that was loaded anew. @param {{ isOffline: boolean, waiting: number }} props */
function Opening({ isOffline, waiting }) {
  return html`
    <main class="phone__main stack">
      <h1>${title}</h1>
      <p class="notice notice--waiting" role="status"><span>${isOffline ? offlineWords(waiting) : t("Opening your place at the table…")}</span></p>
    </main>
  `;
}

/** @param {{ code: string }} props */
function Refused({ code }) {
  const words = REFUSALS[/** @type {keyof typeof REFUSALS} */ (code)] ?? REFUSALS.not_signed_in;
  return html`
    <main class="phone__main stack">
      <h1>${t("You're not connected")}</h1>
      <p class="notice notice--alert" role="alert"><span>${words}</span></p>
      ${code === "removed" && html`<p>${t("When you're let back in, this page reconnects by itself.")}</p>`}
      <a class="button" href="/">${t("Go to the start page")}</a>
    </main>
  `;
}

root.textContent = "";
document.addEventListener("visibilitychange", () => {
  look();
  paintSoon();
});
window.addEventListener("pagehide", () => away.leaves(phoneNow()));
beCalm();
connection.start();
