// What the projector knows (docs/protocol.md, "Screen").

import type { Agenda, ById, Debrief, Family, Table } from "../types";

/** With several tables, an entry has only its number and counts until the reveal. */
export type ShownTable = Pick<Table, "id" | "number" | "counts"> & Partial<Table>;

export interface ScreenView {
  agenda: Agenda;
  family: Family;
  tables: ById<ShownTable>;
  debrief: Debrief;
  welcome?: { code?: string; url?: string };
}
