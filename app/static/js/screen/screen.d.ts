// What the projector knows (docs/protocol.md, "Screen").

import type { Agenda, ById, Debrief, Family, Led, Table } from "../types";

/** With several tables, an entry has only its number and counts until the reveal. */
export type ShownTable = Pick<Table, "id" | "number" | "counts"> & Partial<Table>;

/** What the facilitator chose to show. */
export interface Stage { table?: string; blank: boolean; frozen: boolean; threads: boolean; code: boolean }

export interface ScreenView {
  agenda: Agenda;
  family: Family;
  tables: ById<ShownTable>;
  debrief: Debrief;
  replay?: Led;
  welcome?: { code?: string; url?: string; here_only?: boolean };
  stage?: Stage;
  /** Whether it stands at one table. */
  isOfOneTable: boolean;
}
