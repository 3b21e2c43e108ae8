// Asking and answering: a question to a role is answered with a fact, with "nothing held", or held back.

import { useFocusAfter } from "../parts/dialog.js";
import { html, useLayoutEffect, useRef, useState } from "../parts/markup.js";
import { newId } from "../wire/ids.js";
import { askedOfMe } from "./asked.js";
import { byOrder } from "../parts/order.js";
import { roleName, Who } from "./facts.js";
import { Asking, Chips, Choices, isOnItsWay, Send, Standing, TextBox } from "./fields.js";
import { isSensitive, reasonField, reasons, WordingChoice, wordsOf } from "./hand.js";
import { SHOWN_NOTE } from "./pairs.js";
import { listed, marked, t } from "../languages/words.js";

/**
 * @typedef {import("./phone").Phone} Phone
 * @typedef {import("../types").Ask} Ask
 */

const QUESTION_LENGTH = 200;
const REPLY_WORDS = {
  fact: t("Answered with a fact"),
  nothing_held: t("Nothing held on that"),
  held_back: t("Held back"),
};

/** @param {{ phone: Phone }} props */
export function Asks({ phone }) {
  const open = askedOfMe(phone);
  const openIds = new Set(open.map(([id]) => id));
  const mine = phone.view.seat?.roles ?? {};
  const others = byOrder(phone.table?.asks ?? {}).filter(([id]) => !openIds.has(id)).reverse();
  return html`
    <div class="stack stack--far">
      ${open.length > 0 && html`
        <section class="stack" aria-labelledby="asked-title">
          <h2 id="asked-title" tabindex="-1">${t("Asked of you")}</h2>
          ${open.map(([id, ask]) => html`<${Asked} key=${id} phone=${phone} id=${id} ask=${ask} />`)}
        </section>`}
      ${phone.view.seat && html`<${AskForm} phone=${phone} />`}
      ${others.length > 0 && html`
        <section class="stack" aria-labelledby="asks-title">
          <h2 id="asks-title">${t("Questions at the table")}</h2>
          <ul class="stitch">${others.map(([id, ask]) => html`<li key=${id}><${AskLine} phone=${phone} ask=${ask} />
            ${ask.role in mine && ask.reply !== "fact" && html`<${AnswerAfterAll} phone=${phone} id=${id} />`}</li>`)}</ul>
        </section>`}
      <${Holds} phone=${phone} />
    </div>
  `;
}

/** @param {{ phone: Phone, ask: Ask }} props */
function AskLine({ phone, ask }) {
  const from = phone.table?.seats[ask.by]?.roles.split(",")[0] ?? "";
  const answer = ask.fact ? phone.table?.facts[ask.fact]?.text : undefined;
  return html`
    <p class="small quiet">${t("{who} asks {whom}", { who: roleName(phone, from), whom: roleName(phone, ask.role) })}</p>
    <p dir="auto">${ask.text}</p>
    <p class="small"><strong>${ask.reply ? REPLY_WORDS[ask.reply] : t("Not answered yet")}</strong>${answer && `: ${answer}`}</p>
  `;
}

/** Another answer may still become a fact. Rule: S8. @param {{ phone: Phone, id: string }} props */
function AnswerAfterAll({ phone, id }) {
  const [isAnswering, setAnswering] = useState(false);
  const subject = `answer:${id}`;
  return html`
    <${Standing} phone=${phone} subject=${subject} />
    <button type="button" class="button button--plain" disabled=${phone.paused || isOnItsWay(phone, subject)}
      onClick=${() => setAnswering(true)}>${t("Answer with a fact after all")}</button>
    ${isAnswering && html`<${FactAnswer} phone=${phone} id=${id} subject=${subject} onClose=${() => setAnswering(false)} />`}
  `;
}

/** @param {{ phone: Phone }} props */
function AskForm({ phone }) {
  const mine = phone.view.seat?.roles ?? {};
  const roles = Object.values(phone.table?.seats ?? {}).flatMap((seat) => seat.roles.split(",")).filter((id) => !(id in mine));
  const role = phone.drafts.get("ask:role", "");
  const text = phone.drafts.get("ask:text", "").trim();
  const missing = roles.includes(role) ? (text ? "" : t("Type your question.")) : t("Choose who to ask.");
  const ask = () => phone.send("ask", { type: "ask_role", ask_id: newId(), role_id: role, text }, ["ask:text", "ask:role"]);
  return html`
    <section class="sheet stack" aria-labelledby="ask-title">
      <h2 id="ask-title" tabindex="-1">${t("Ask a role")}</h2>
      <${Chips} phone=${phone} draft="ask:role" legend=${t("Who do you want to ask?")}
        options=${roles.map((id) => ({ id, name: roleName(phone, id), meaning: holdsWords(phone, id) }))} />
      <${TextBox} phone=${phone} draft="ask:text" label=${t("Your question")} most=${QUESTION_LENGTH} rows=${2} note=${SHOWN_NOTE} />
      <${Send} phone=${phone} subject="ask" label=${t("Ask")} missing=${missing} saved=${t("Asked. The answer appears below.")} onPress=${ask} />
    </section>
  `;
}

/** On which topics a role holds how many facts; nothing where that is not public. @param {Phone} phone @param {string} role */
function holdsWords(phone, role) {
  const topics = Object.entries(phone.table?.holds?.[role] ?? {}).map(([topic, n]) => `${phone.view.family.topics[topic]?.name} (${n})`);
  return topics.length > 0 ? t("Holds facts on: {topics}", { topics: listed(topics) }) : "";
}

/** @param {{ phone: Phone }} props */
function Holds({ phone }) {
  const holds = Object.entries(phone.table?.holds ?? {});
  if (holds.length === 0) return null;
  return html`
    <section aria-labelledby="holds-title">
      <details class="fold" open>
        <summary><span id="holds-title">${t("Who holds what kind of thing")}</span></summary>
        <div class="stack stack--close">
          <p class="quiet small">${t("How many facts on each topic, not what they say. Everybody sees this.")}</p>
          <ul class="stack" role="list">
            ${holds.map(([role, topics]) => html`
              <li class="stack stack--close" key=${role}><${Who} phone=${phone} role=${role} />
                <span class="chips">${Object.entries(topics).map(([topic, n]) =>
                  html`<span class="chip chip--said">${phone.view.family.topics[topic]?.name} <strong>${n}</strong></span>`)}</span>
              </li>`)}
          </ul>
        </div>
      </details>
    </section>
  `;
}

/** @param {{ phone: Phone, id: string, ask: Ask }} props */
function Asked({ phone, id, ask }) {
  const [answering, setAnswering] = useState(/** @type {"" | "fact" | "held_back"} */ (""));
  const subject = `answer:${id}`;
  const from = phone.table?.seats[ask.by]?.roles.split(",")[0] ?? "";
  const blocked = phone.paused || isOnItsWay(phone, subject);
  const close = () => setAnswering("");
  const question = useFocusAfter(answering !== "");
  const card = useFocusOnward("#asked-title, #ask-title");
  const holdNothing = () => {
    phone.send(subject, { type: "answer_ask", ask_id: id, reply: "nothing_held" });
    question.current?.focus();
  };
  return html`
    <div class="sheet sheet--thread stack stack--close" ref=${card}>
      <p class="cluster">${marked(t("{who} asks {whom}"), { who: html`<${Who} phone=${phone} role=${from} />`, whom: roleName(phone, ask.role) })}</p>
      <p class="lead" dir="auto" ref=${question} tabindex="-1">${ask.text}</p>
      <${Standing} phone=${phone} subject=${subject} />
      <button type="button" class="button button--primary" disabled=${blocked} onClick=${() => setAnswering("fact")}>${t("Answer with a fact")}</button>
      <div class="fact__actions">
        <button type="button" class="button grow" disabled=${blocked} onClick=${holdNothing}>${t("We hold nothing on that")}</button>
        <button type="button" class="button grow" disabled=${blocked} onClick=${() => setAnswering("held_back")}>${t("Hold back")}</button>
      </div>
      ${answering === "fact" && html`<${FactAnswer} phone=${phone} id=${id} subject=${subject} onClose=${close} />`}
      ${answering === "held_back" && html`<${HeldBackAnswer} phone=${phone} id=${id} subject=${subject} onClose=${close} />`}
    </div>
  `;
}

/**
 * A part that goes with the focus in it hands the focus on.
 * @param {string} next where to; the first that is there
 * @returns {{ current: HTMLElement | null }} the ref of the part
 */
function useFocusOnward(next) {
  const part = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => () => {
    if (!part.current?.contains(document.activeElement)) return;
    setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector(next))?.focus());
  }, []);
  return part;
}

/** @param {{ phone: Phone, id: string, subject: string, onClose: () => void }} props */
function FactAnswer({ phone, id, subject, onClose }) {
  const draft = `answer-fact:${id}`;
  const [wording, setWording] = useState(/** @type {import("../types").Wording} */ ("minimum"));
  const hand = phone.view.seat?.hand ?? {};
  const chosen = phone.drafts.get(draft, "");
  const fact = hand[chosen];
  const isOut = chosen in (phone.table?.facts ?? {});
  const answer = () => {
    phone.send(subject, {
      type: "answer_ask", ask_id: id, reply: "fact", fact_id: chosen, wording: fact && isSensitive(fact) ? wording : "full",
    }, [draft]);
    onClose();
  };
  return html`
    <${Asking} title=${t("Answer with which fact?")} onClose=${onClose}>
      <${Choices} phone=${phone} draft=${draft} legend=${t("From your hand")} options=${byOrder(hand).map(([factId, one]) => ({
        id: factId, name: wordsOf(one), meaning: factId in (phone.table?.facts ?? {}) ? t("Already on the table") : "",
      }))} />
      ${fact && isSensitive(fact) && !isOut && html`<${WordingChoice} fact=${fact} wording=${wording} onChoose=${setWording} />`}
      <${Send} phone=${phone} subject=${`pick:${id}`} label=${t("Answer, to everyone at the table")}
        missing=${fact ? "" : t("Choose a fact.")} onPress=${answer} />
    <//>
  `;
}

/** @param {{ phone: Phone, id: string, subject: string, onClose: () => void }} props */
function HeldBackAnswer({ phone, id, subject, onClose }) {
  const draft = `answer-reason:${id}`;
  const chosen = phone.drafts.get(draft, "");
  const answer = () => {
    phone.send(subject, { type: "answer_ask", ask_id: id, reply: "held_back", ...reasonField(chosen) }, [draft]);
    onClose();
  };
  return html`
    <${Asking} title=${t("Hold the answer back?")} onClose=${onClose}>
      <p>${t("Your table sees that you hold something back, not why.")}</p>
      <${Chips} phone=${phone} draft=${draft} legend=${t("Reason")} options=${reasons(phone)} />
      <${Send} phone=${phone} subject=${`pick:${id}`} label=${t("Hold back")}
        missing=${chosen ? "" : t("Choose a reason, or “I prefer not to say”.")} onPress=${answer} />
    <//>
  `;
}
