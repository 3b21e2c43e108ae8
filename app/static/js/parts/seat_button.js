// The button that stands for a seat: on the screen while people come, and on the phone of whoever sits there.

import { html } from "./markup.js";

/** A button as large as one likes, in the colour of whoever it stands in. @param {{ isTaken: boolean }} props */
export function SeatButton({ isTaken }) {
  return html`<svg class=${`seat-button${isTaken ? " seat-button--taken" : ""}`} viewBox="0 0 64 64" aria-hidden="true">
    <circle class="seat-button__edge" cx="32" cy="32" r="29" />
    <circle class="seat-button__rim" cx="32" cy="32" r="21" />
    ${[[25, 25], [39, 25], [25, 39], [39, 39]].map(([x, y]) => html`<circle class="seat-button__hole" cx=${x} cy=${y} r="4" />`)}</svg>`;
}
