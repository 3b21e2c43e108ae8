// What the facilitator's pages know (docs/protocol.md, "Facilitator"), and what their shells tell them.

import type { Agenda, Barrier, ById, Commitment, Family, Led, PollResult, Spread, Table } from "./types";

export interface Step { id: string; title: string; kind: string; minutes: number }

export interface Round {
  title: string; visibility: "memory" | "open" | "labelled"; shows_insights_left: boolean; over: boolean; order: number;
}

export interface Inject {
  title: string; to: string; phase: string; minute: number; order: number; given: boolean; due_ms?: number;
}

export interface Lead {
  says: ById<string>;
  next?: Step;
  back?: Step;
  ready?: { n: number; of: number };
  undo_until_ms?: number;
  /** `debrief_step`: the place of the debrief's next step in `agenda.steps`, if one is still to come. */
  plan?: { debrief_ms: number; end_ms: number; in_debrief: boolean; debrief_step?: number };
  /** What the running step allows whom: types of commands, comma-joined. */
  allows: { facilitator: string; desk: string };
  given_away?: ById<{ roles: string; insights: number }>;
  out_of_reach?: ById<{ roles: string; insights: number }>;
  rounds?: ById<Round>;
  /** Whether tables are told that a link came close, and the report what people wrote beside links. */
  telling: { near_misses: boolean; lines_in_report: boolean };
  injects?: ById<Inject>;
  screen?: { table?: string; blank: boolean; frozen: boolean; threads?: boolean; code?: boolean };
  replay?: Led;
  code?: string;
  url?: string;
  here_only?: boolean;
  locked?: boolean;
  /** Who asks for the place they had, by the number on their page. */
  comebacks?: ById<{ number: number }>;
  closed: boolean;
}

export interface ConsoleSeat { roles: string; taken: boolean; read?: boolean }

/** Counts only: the console never shows what a hand holds. */
export interface SeatWork { hand_n: number; revealed_n: number; held_back_n: number; people: number }

export type ConsoleTable = Omit<Table, "seats"> & { seats: ById<ConsoleSeat>; work?: ById<SeatWork>; answered?: boolean };

export interface ConsolePerson {
  seat?: string; observer: boolean; removed: boolean; left: boolean;
  first_read: boolean; second_read: boolean; checked_out: boolean; joined_in: string;
}

export interface ModeratedBarrier extends Barrier { hidden: boolean; paper?: number; into?: string }

export interface Moderation {
  barriers: ById<ModeratedBarrier>;
  first?: string;
  open?: string;
  poll?: ById<PollResult>;
  commitments: ById<Commitment>;
  categories: ById<{ name: string; meaning?: string }>;
  spread?: Spread;
  second_spread?: Spread;
}

/** The slices, and who is connected. */
export interface ConsoleView {
  agenda: Agenda;
  family: Family;
  lead: Lead;
  tables: ById<ConsoleTable>;
  people: ById<ConsolePerson>;
  names: ById<string>;
  moderation: Moderation;
}

export interface Links {
  workshop: string; route: string; title: string; code: string; screen: string;
  report: string; proposal: string;
  desk: string; cards: string; plan: string; standby: string; screens: string; handover: string; addresses: string; back: string;
}

/** `tables`: for each table what its hands can and cannot do, in sentences. */
export interface Proposal { people: number; layout: string[][][]; tables: string[][]; is_flawed: boolean }

/** What every part of the console is given. */
export interface Console {
  view: ConsoleView;
  audience: "facilitator" | "desk";
  links: Links;
  presence: Record<string, string>;
  health: Record<string, Health>;
  stepped_out: number;
  csrf: string;
  sending: import("./wire/sending.js").Sending;
  drafts: import("./kept/drafts.js").Drafts;
  now: () => number;
  /** Asks for a table's hour again. */
  lookBack: import("./replay/wanted.js").Ask;
}
