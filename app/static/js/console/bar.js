// The slim bar that stands at the top while Next has gone out of view above it.

import { Countdown } from "../parts/countdown.js";
import { html, useEffect, useState } from "../parts/markup.js";
import { EndDialog, MoveDialog, PauseDialog } from "./moving.js";
import { isPending } from "../parts/standing.js";
import { setScreen } from "./screens.js";
import { t } from "../languages/words.js";

/** @typedef {import("../facilitator").Console} Console */

/** @param {{ desk: Console }} props */
export function Bar({ desk }) {
  const [isOut, setOut] = useState(false);
  const [asked, ask] = useState(/** @type {"" | "next" | "pause" | "end"} */ (""));
  useEffect(() => {
    const row = document.querySelector(".lead-panel__next");
    if (!row) return undefined;
    const watching = new IntersectionObserver(([seen]) => setOut(seen !== undefined && !seen.isIntersecting && seen.boundingClientRect.top < 0));
    watching.observe(row);
    return () => watching.disconnect();
  }, []);
  const { agenda, lead } = desk.view;
  const { blank = false } = lead.screen ?? {};
  const end = Object.values(agenda.steps).find((step) => step.kind === "closed");
  const close = () => ask("");
  return html`<div class="leadbar" data-home="bar">
    ${isOut && html`<div class="leadbar__line" role="group" aria-label=${t("The current step")}>
      <p class="leadbar__step"><strong>${agenda.phase.title}</strong>${agenda.timer.paused && html` <span class="leadbar__paused">${t("Paused")}</span>`}</p>
      <${Countdown} timer=${agenda.timer} now=${desk.now} />
      ${lead.next && html`<button type="button" class="button button--primary" aria-disabled=${isPending({ desk, subject: "phase" })}
        onClick=${() => isPending({ desk, subject: "phase" }) || ask("next")}>${t("Next: {step}", { step: lead.next.title })}</button>`}
      ${agenda.timer.paused
        ? html`<button type="button" class="button" onClick=${() => desk.sending.send("timer", { type: "resume_workshop" })}>${t("Resume")}</button>`
        : !lead.closed && html`<button type="button" class="button" onClick=${() => ask("pause")}>${t("Pause…")}</button>`}
      <button type="button" class="button" aria-pressed=${blank} onClick=${() => setScreen(desk, { is_blank: !blank })}>${t("Blank")}</button>
      ${end && !lead.closed && html`<button type="button" class="button" onClick=${() => ask("end")}>${t("End…")}</button>`}
    </div>`}
    ${asked === "next" && lead.next && html`<${MoveDialog} desk=${desk} goal=${lead.next} onClose=${close} />`}
    ${asked === "pause" && html`<${PauseDialog} desk=${desk} onClose=${close} />`}
    ${asked === "end" && end && html`<${EndDialog} desk=${desk} end=${end} onClose=${close} />`}
  </div>`;
}
