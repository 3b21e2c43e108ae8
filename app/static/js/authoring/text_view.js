// The same family as text, for who wants to see it: what is changed here is read into the fields, and the other way.

/** @import { Desk } from "./authoring" */
import { html, useEffect, useRef, useState } from "../parts/markup.js";
import { t } from "../languages/words.js";

/** @param {{ desk: Desk }} props */
export function TextView({ desk }) {
  const [typed, setTyped] = useState(/** @type {string | null} */ (null));
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useEffect(() => void desk.writing.savedText(), []);
  const { text, findings } = desk.writing;
  const use = async () => {
    await desk.writing.rewrite(typed ?? text);
    setTyped(null);
  };
  const goTo = (/** @type {number} */ line) => {
    const lines = (typed ?? text).split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    box.current?.focus();
    box.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    if (box.current) box.current.scrollTop = (box.current.scrollHeight / lines.length) * Math.max(line - 6, 0);
  };
  return html`<section class="stack" aria-labelledby="text-title"><h2 id="text-title">${t("The family as text")}</h2>
    <p>${t("The fields and this text are the same family. Comments stay. Write every text in the line after >-.")}</p>
    <textarea class="field__box authoring__text" ref=${box} spellcheck="false" dir="ltr" aria-labelledby="text-title" value=${typed ?? text}
      onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)}></textarea>
    <p class="cluster"><button type="button" class="button button--primary" disabled=${typed === null || typed === text}
      onClick=${use}>${t("Use this text")}</button>
      <button type="button" class="button" disabled=${typed === null} onClick=${() => setTyped(null)}>${t("Leave my changes out")}</button></p>
    <ul class="stack stack--close">${findings.map((one, at) => html`<li key=${`${one.code}${one.line}${at}`}>
      <button type="button" class="button button--plain" onClick=${() => goTo(one.line)}>
        ${t("line {number}", { number: one.line })}</button> ${one.what}</li>`)}</ul>
  </section>`;
}
