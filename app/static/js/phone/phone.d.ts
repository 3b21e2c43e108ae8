// What every part of the phone page is given.

import type { Away } from "./away.js";
import type { Drafts } from "../kept/drafts.js";
import type { Outbox } from "../kept/outbox.js";
import type { Wire } from "../wire/connection.js";
import type { PhoneView, Role, Table } from "../types";

export interface Phone {
  view: PhoneView;
  /** The table this phone looks at; an observer of several tables has none until the reveal. */
  table: Table | undefined;
  outbox: Outbox;
  drafts: Drafts;
  wire: Wire;
  marks: Record<string, Role>;
  paused: boolean;
  away: Away;
  dismissAway: () => void;
  /** Whether the browser keeps the screen awake here, as far as is known. */
  staysAwake: boolean;
  /** Where the picture's script is. */
  pictureAddress: string;
  /** Where the views of the second half are. */
  laterAddress: string;
  /** The server's time in milliseconds. */
  now: () => number;
  /** Asks for a table's hour again. */
  lookBack: import("../replay/wanted.js").Ask;
  /** Send a wish; `drafts` are cleared once it is saved. */
  send: (subject: string, wish: { type: string } & Record<string, unknown>, drafts?: readonly string[]) => void;
}
