// The frame of the phone page: header with the time left, one view, tabs at the thumb, what is read aloud.

import { html, useEffect } from "../parts/markup.js";
import { minutesText } from "../wire/clock.js";
import { useLeft } from "../parts/countdown.js";
import { useLater } from "./lazy.js";
import { NotGiven } from "./not_given.js";
import { askedOfMe } from "./asked.js";
import { WhileAway } from "./away.js";
import { Hand, seatName } from "./hand.js";
import { Lobby, Reading, Welcome } from "./lobby.js";
import { News, NewsAbove } from "./news.js";
import { PictureTab } from "./picture_tab.js";
import { isOut, StepOut, SteppedOut } from "./step_out.js";
import { otherLanguage } from "../languages/tongue.js";
import { byOrder } from "../parts/order.js";
import { t, tn } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").PhaseKind} PhaseKind
 * @typedef {"now" | "hand" | "picture" | "asks"} Tab
 */

const WIRE_WORDS = { on: t("Connected"), connecting: t("Connecting…"), off: t("Offline"), refused: t("Not connected") };

/** A view of the second half, which comes when the phone has settled. @param {string} name */
const later = (name) => (/** @type {{ phone: Phone }} */ { phone }) => html`<${Later} phone=${phone} name=${name} />`;

/** The view a phase is about, and what its tab is called. */
/** @type {Partial<Record<PhaseKind, { name: string, part: (props: { phone: Phone }) => unknown }>>} */
const NOW = {
  lobby: { name: t("Lobby"), part: Lobby },
  welcome: { name: t("Welcome"), part: Welcome },
  read: { name: t("Hand"), part: Reading },
  first_read: { name: t("My view"), part: later("FirstRead") },
  pulse: { name: t("Pulse"), part: later("Pulse") },
  second_read: { name: t("My view"), part: later("SecondRead") },
  reveal: { name: t("The reveal"), part: later("Reveal") },
  replay: { name: t("Look back"), part: later("Reveal") },
  barriers: { name: t("Debrief"), part: later("Barriers") },
  vote: { name: t("Debrief"), part: later("Vote") },
  meaning: { name: t("Debrief"), part: later("Meaning") },
  commitments: { name: t("Debrief"), part: later("Commitments") },
  check_out: { name: t("Check-out"), part: later("CheckOut") },
  closed: { name: t("The end"), part: later("Closed") },
};

/** @type {Partial<Record<PhaseKind, readonly Tab[]>>} */
const TABS = {
  first_read: ["now", "hand"],
  share: ["hand", "picture"],
  pulse: ["now", "hand", "picture"],
  ask_and_link: ["hand", "picture", "asks"],
  second_read: ["now", "hand", "picture"],
  reveal: ["now", "picture"],
  replay: ["now", "picture"],
  barriers: ["now", "picture"],
  vote: ["now", "picture"],
  meaning: ["now", "picture"],
  commitments: ["now", "picture"],
  check_out: ["now", "picture"],
  closed: ["now", "picture"],
};

/** @param {{ phone: Phone, aloud: string }} props */
export function Shell({ phone, aloud }) {
  const { agenda, mine } = phone.view;
  const kind = agenda.phase.kind;
  const tabs = (TABS[kind] ?? ["now"]).filter((tab) => tab !== "hand" || !mine.observer);
  const shown = tabs.length > 0 ? tabs : /** @type {Tab[]} */ (["picture"]);
  const wanted = phone.drafts.get(`tab:${agenda.phase.id}`, shown[0]);
  const tab = shown.includes(wanted) ? wanted : shown[0];
  const choose = (/** @type {Tab} */ next) => {
    phone.drafts.set(`tab:${agenda.phase.id}`, next);
    window.scrollTo(0, 0);
  };
  useEffect(() => window.scrollTo(0, 0), [agenda.phase.id]);
  if (isOut(phone)) {
    return html`<${Header} phone=${phone} /><main class="phone__main" id="main"><${Banners} phone=${phone} /><${SteppedOut} phone=${phone} /></main>`;
  }
  return html`
    <${Header} phone=${phone} />
    <main class="phone__main" id="main">
      <${Banners} phone=${phone} />
      ${mine.late && html`<${Later} phone=${phone} name="CatchUp" />`}
      <${View} key=${tab === "now" ? agenda.phase.id : tab} phone=${phone} tab=${tab} />
      ${phone.view.mine.observer && html`<${Later} phone=${phone} name="ObserverSheet" />`}
      <${Foot} phone=${phone} kind=${kind} />
    </main>
    ${shown.length > 1 && html`<${Tabs} phone=${phone} tabs=${shown} tab=${tab} onChoose=${choose} />`}
    <p class="only-read" aria-live="polite">${aloud}</p>
  `;
}

/** @param {{ phone: Phone, tab: Tab }} props */
function View({ phone, tab }) {
  if (tab === "hand") return html`<${Hand} phone=${phone} />`;
  if (tab === "picture") return html`<${PictureTab} phone=${phone} />`;
  if (tab === "asks") return html`<${Later} phone=${phone} name="Asks" />`;
  const now = NOW[phone.view.agenda.phase.kind];
  return now ? html`<${now.part} phone=${phone} />` : html`<${PictureTab} phone=${phone} />`;
}

/** @param {{ phone: Phone, name: string }} props */
function Later({ phone, name }) {
  const views = useLater(phone.laterAddress, phone.wire);
  return views ? html`<${views[name]} phone=${phone} />` : html`<p class="quiet" role="status">${t("One moment…")}</p>`;
}

/** @param {{ phone: Phone }} props */
function Header({ phone }) {
  const { agenda, mine } = phone.view;
  const who = mine.observer ? t("Observer") : seatName(phone);
  const table = agenda.tables > 1 ? phone.table : undefined;
  return html`
    <header class="phone__head">
      <div class="phone__title"><h1>${agenda.phase.title}</h1><${TimeLeft} phone=${phone} /></div>
      <div class="phone__who">
        <span class="phone__role">${who}</span>${table && html`<span>, ${t("table {number}", { number: table.number })}</span>`}
        <span class="wire ${phone.wire === "on" ? "wire--on" : ""} ${phone.wire === "off" ? "wire--off" : ""}"><span
          class=${phone.wire === "on" ? "only-read" : ""}>${WIRE_WORDS[phone.wire]}</span></span>
      </div>
      ${!isOut(phone) && html`<${NewsAbove} phone=${phone} />`}
    </header>
  `;
}

/** @param {{ phone: Phone }} props */
function TimeLeft({ phone }) {
  const { timer } = phone.view.agenda;
  const left = useLeft(timer, phone.now);
  if (left === undefined) return timer.paused ? html`<span class="time-left">${t("Paused")}</span>` : null;
  return html`<span class="time-left ${left < 0 ? "time-left--over" : ""}" role="timer">
    ${timer.paused && html`<span class="small quiet">${t("paused at")} </span>`}${minutesText(left)}${!timer.paused
      && html`<span class="small quiet"> ${left < 0 ? t("over time") : t("left")}</span>`}</span>`;
}

/** @param {{ phone: Phone }} props */
function Banners({ phone }) {
  const { timer } = phone.view.agenda;
  const waiting = phone.outbox.waiting;
  return html`
    ${phone.wire === "off" && html`<p class="notice notice--waiting banner" role="status"><span>${offlineWords(waiting)}</span></p>`}
    ${timer.paused && html`<p class="notice notice--waiting banner" role="status"><span>
      ${t("Paused by the facilitator")}${timer.reason ? `: ${timer.reason}` : ""}. ${t("What you entered is kept.")}</span></p>`}
    <${NotGiven} phone=${phone} />
    ${phone.outbox.tooLate.length > 0 && html`<${Later} phone=${phone} name="TooLate" />`}
    <${WhileAway} phone=${phone} />
    ${!isOut(phone) && html`<${News} phone=${phone} /><${FoundInsight} phone=${phone} /><${AwakeHint} phone=${phone} />`}
  `;
}

/** The insight that the table found last, on every phone of it whatever is open, until it is read. @param {{ phone: Phone }} props */
function FoundInsight({ phone }) {
  const [id, insight] = byOrder(phone.table?.insights ?? {}).slice(-1)[0] ?? [];
  if (!id || !insight || phone.view.agenda.phase.part !== "sharing" || phone.drafts.get(`found:${id}`, false)) return null;
  const isMine = phone.table?.links[phone.drafts.get("link:last", "")]?.insight?.split(",").includes(id);
  return html`
    <section class="notice notice--insight banner" role="status" key=${id}>
      <div class="stack stack--close">
        <p class="small quiet">✦ ${isMine ? t("You found an insight for your table") : t("Your table found an insight")}</p>
        <h2>${insight.title}</h2>
        <p>${insight.statement}</p>
        <button type="button" class="button" onClick=${() => phone.drafts.set(`found:${id}`, true)}>${t("I've read it")}</button>
      </div>
    </section>
  `;
}

/** A screen that nothing keeps awake: said once, in whatever step somebody comes. @param {{ phone: Phone }} props */
function AwakeHint({ phone }) {
  if (phone.staysAwake || phone.view.agenda.phase.kind === "closed" || phone.drafts.get("awake:told", false)) return null;
  return html`
    <div class="notice banner">
      <div class="stack stack--close">
        <p class="small">${t("Your screen may go dark by itself. You won't lose anything, but set it to stay on for longer if you can.")}</p>
        <button type="button" class="button button--plain" onClick=${() => phone.drafts.set("awake:told", true)}>${t("OK")}</button>
      </div>
    </div>
  `;
}

/** @param {number} waiting */
export function offlineWords(waiting) {
  if (waiting === 0) return t("Offline. Nothing is lost. This page reconnects by itself.");
  return tn("Offline. One tap is waiting and will be sent. This page reconnects by itself.",
    "Offline. {n} taps are waiting and will be sent. This page reconnects by itself.", waiting);
}

/** @param {{ phone: Phone, kind: PhaseKind }} props */
function Foot({ phone, kind }) {
  const other = otherLanguage(phone.view.family);
  return html`${other && html`<p class="quiet small">${other}</p>`}${kind !== "closed" && html`<${StepOut} phone=${phone} />`}`;
}

/** @param {{ phone: Phone, tabs: readonly Tab[], tab: Tab, onChoose: (tab: Tab) => void }} props */
function Tabs({ phone, tabs, tab, onChoose }) {
  const names = { now: NOW[phone.view.agenda.phase.kind]?.name ?? t("Now"), hand: t("Hand"), picture: t("Picture"), asks: t("Asks") };
  const asked = askedOfMe(phone).length;
  return html`
    <nav class="phone__tabs" aria-label=${t("Views")}><div class="tabs">
      ${tabs.map((one) => html`
        <button type="button" class="tabs__tab" key=${one} aria-current=${one === tab ? "true" : undefined} onClick=${() => onChoose(one)}>
          <span>${names[one]}${one === "asks" && asked > 0 && html` <span class="tabs__count">${asked}<span
            class="only-read"> ${t("asked of you")}</span></span>`}</span>
        </button>`)}
    </div></nav>
  `;
}
