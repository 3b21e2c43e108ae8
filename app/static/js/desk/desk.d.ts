// What the duty desk knows: what the console does, and every hand (docs/protocol.md, "Duty desk").

import type { Console, ConsoleTable, ConsoleView, Links } from "../facilitator";
import type { ById, Column } from "../types";

export interface DeskFact {
  number: number; text: string; inject?: string; minimum?: string; about: string; topic: string; when?: string;
  first?: string; last?: string;
  column: Column; source: "seen" | "told" | "recorded";
}

export interface DeskSeat { table: string; hand: string; held_back: ById<{ reason?: string }> }

export interface DeskView extends ConsoleView {
  desk: { facts: ById<DeskFact>; seats: ById<DeskSeat>; answers?: ById<string> };
}

/** What every part of the desk is given. */
export interface DutyDesk extends Omit<Console, "view" | "links" | "lookBack"> {
  view: DeskView;
  links: Links & { console: string; cards: string };
}

/** The seat that is being worked, at its table. */
export interface Working { table: ConsoleTable; id: string; seat: DeskSeat }
