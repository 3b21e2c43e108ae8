// The wire as the pages read it (docs/protocol.md). Objects keyed by id; absent instead of null.

export type ById<T> = { [id: string]: T };

export type PhaseKind =
  | "lobby" | "welcome" | "read" | "first_read" | "share" | "pulse" | "ask_and_link" | "second_read"
  | "reveal" | "replay" | "barriers" | "vote" | "meaning" | "commitments" | "check_out" | "closed";

export interface Timer { ends_at_ms?: number; left_ms?: number; paused?: boolean; reason?: string }

export interface Agenda {
  title: string;
  people: number;
  tables: number;
  phase: {
    id: string; kind: PhaseKind; part: "before" | "sharing" | "after"; title: string; aim: string; headline: string; minutes: number;
    visibility: "memory" | "open" | "labelled"; prompts: ById<string>;
  };
  steps: ById<{ id: string; title: string; kind: PhaseKind; minutes: number }>;
  step: number;
  timer: Timer;
  /** What the running step allows whom: types of commands, comma-joined. */
  allows: { participant: string; observer: string };
}

export interface Person {
  name: string; also_known_as?: string; symbol: string; x: number; y: number; household?: string;
  born?: string; age?: number; died?: string; child?: boolean; index?: boolean; intro?: string;
}

export interface Relation { kind: string; a: string; b: string; since?: string; until?: string }

/** `number` (1-12, for `data-agency`) and `letters` stand for the role on every page. */
export interface Role { name: string; agency: string; short: string; number: number; letters: string; core?: boolean }

export interface Family {
  language: string;
  fallback?: string;
  today: string;
  summary?: string;
  content_notes: ById<string>;
  support: string;
  people: ById<Person>;
  extent: { left: number; right: number; top: number; bottom: number };
  households: ById<{ name: string }>;
  relations: ById<Relation>;
  roles: ById<Role>;
  topics: ById<{ name: string }>;
  reads: {
    scale_ask: string; scale_low: string; scale_high: string; ask: string;
    options: ById<{ text: string; order: number }>;
  };
  glossary: ById<string>;
}

export type Column = "worry" | "strength" | "neutral";
export type Wording = "full" | "minimum";

export interface TableFact {
  text: string; about: string; topic: string; when?: string; first?: string; last?: string; column: Column;
  source: "seen" | "told" | "recorded"; seat: string; role: string; agency: string; order: number;
  wording: Wording; sensitive?: boolean; answers?: string; gap?: boolean; again?: number;
}

export interface Ask {
  by: string; role: string; text: string; order: number;
  reply?: "fact" | "nothing_held" | "held_back"; fact?: string;
}

/** `fit`: it came close to an insight, or it is enough for one and holds a fact too many. */
export interface Link { facts: string; line: string; order: number; seat: string; insight?: string; fit?: "close" | "too_many" }

export interface Insight {
  title: string; statement: string; next_step?: string; level: string; strength?: boolean; facts: string; order: number;
}

export interface MissedFact {
  text: string; about: string; topic: string; when?: string; first?: string; last?: string; column: Column;
  source: "seen" | "told" | "recorded"; role: string; agency: string; held_back: boolean; rightly?: boolean; note?: string;
  gap?: boolean;
  /** The other roles that held it, comma-joined. */
  others?: string;
}

export interface MissedInsight { title: string; statement: string; was: "not_pooled" | "not_linked" | "partly_linked"; why: string; next_step: string }

/** Two facts that somebody marked; `settled_by` facts: `explanation` is the author's, by the table: its own words. */
export interface Disputed {
  facts: string; line: string; order: number; seat: string; settled: boolean;
  settled_by?: "facts" | "table"; explanation?: string;
}

export interface MissedDispute { facts: string; explanation: string; was: "not_marked" | "not_settled" }

/** News that came in; on a seat, `facts` are those it brought there. */
export interface Inject { title: string; text: string; order: number; facts?: string }

export interface BigPicture { easy_story: string; statement: string; next_step: string; unknown: ById<string> }

export interface Table {
  id: string;
  number: number;
  seats: ById<{ roles: string; taken: boolean; read?: boolean }>;
  facts: ById<TableFact>;
  people?: ById<Person>;
  relations?: ById<Relation>;
  links: ById<Link>;
  insights: ById<Insight>;
  disputes: ById<Disputed>;
  injects?: ById<Inject>;
  asks: ById<Ask>;
  /** `alone`: the most facts that one seat holds. */
  counts: { facts: number; facts_of: number; alone: number; insights: number; insights_of: number; insights_left?: number };
  holds?: ById<ById<number>>;
  missed?: { facts: ById<MissedFact>; insights: ById<MissedInsight>; disputes?: ById<MissedDispute> };
  /** Why seats held facts back that told their table: the reason, by fact and role. */
  why?: ById<ById<string>>;
  big_picture?: BigPicture;
  /** What the table agreed on, from the reveal on. */
  answer?: { option: string; fits: boolean };
  /** How it grew, from the reveal on: seconds since sharing began, pauses not counted, by a fact's order and an insight's id. */
  growth?: { alone: number; facts: ById<number>; insights: ById<number> };
}

/** In a round from memory there is no `text` and no `minimum`, but a `handle` and, where it has one, `sensitive`. */
export interface HandFact {
  text?: string; handle?: string; sensitive?: boolean; inject?: string; minimum?: string; about: string;
  topic: string; when?: string; first?: string; last?: string; column: Column;
  source: "seen" | "told" | "recorded"; order: number; only_you?: boolean; gap?: boolean;
}

export interface Seat {
  id: string;
  table: string;
  roles: ById<{ name: string; agency: string; does: string; holds: string; threshold: string; worry: string }>;
  hand?: ById<HandFact>;
  injects?: ById<Inject>;
  /** `told`: its table knows why. */
  held_back: ById<{ reason?: string; told?: boolean }>;
  read: boolean;
  partners: number;
  /** Its table's answer, also before the reveal. */
  table_answer?: string;
}

export interface Read { need: number; option: string; line: string; topic?: string }

export interface Mine {
  id: string;
  observer: boolean;
  late?: boolean;
  first_read?: Read;
  second_read?: Read;
  votes: ById<true>;
  votes_left: number;
  polled?: ById<{ standing: "rule" | "belief" | "unsure"; reach: "me" | "agency" | "partnership" | "national" }>;
  check_out?: { confidence_then: number; confidence_now: number; takeaway: string };
}

export interface Barrier {
  category: string; text: string; setting: "exercise" | "real_work"; votes?: number;
  standing?: "rule" | "belief" | "unsure"; reach?: "me" | "agency" | "partnership" | "national";
  /** The texts of those that were put together with it. */
  also?: ById<string>;
}

/** What a poll said of a barrier: `rule=4,belief=0-2`; `0-2` and `3+` where a number is withheld. */
export interface PollResult { standing: string; reach: string }

export interface Commitment {
  barrier?: string; situation: string; action: string; owner: string; due?: string; check: string; order: number;
}

export interface Spread { n: number; need: ById<number>; options: ById<number> }

export interface Debrief {
  barriers_n?: number;
  barriers?: ById<Barrier>;
  /** Ids, comma-joined: those talked about, and of them those without a commitment. */
  first?: string;
  open?: string;
  poll?: ById<PollResult>;
  commitments?: ById<Commitment>;
  categories: ById<{ name: string; meaning: string }>;
  spread?: Spread;
  second_spread?: Spread;
}

/** What a participant's or an observer's phone knows. An observer has no `seat`; with several tables, `tables`. */
export interface WhatIf {
  fact: string; text: string; minute: number; second: number; said: boolean;
  insights: ById<{ title: string; was_s?: number; would_s: number; order: number }>;
}

/** Which moment of which table is shown to everybody; empty while none is. */
export interface Led {
  table?: string; moment?: number; view?: "picture" | "sides" | "what_if"; since_ms?: number; what_if?: WhatIf;
}

export type MomentKind = "step" | "reveal" | "insight" | "link" | "ask" | "other";

/** `patch`: of the picture at the moment before. */
export interface Moment { kind: MomentKind; about: string; s: number; patch: unknown }

/** A table's hour again (docs/protocol.md, "Replay"). */
export interface Hour { table: string; number: number; seats: Table["seats"]; moments: Moment[] }

/** Three views of it. */
export interface Sides {
  table: string; number: number; seats: Table["seats"];
  alone: ById<Table>; there: Table; missed: ById<MissedFact>;
}

export interface PhoneView {
  agenda: Agenda;
  family: Family;
  table?: Table;
  tables?: ById<Partial<Table> & Pick<Table, "id" | "number" | "counts">>;
  seat?: Seat;
  mine: Mine;
  debrief: Debrief;
  replay?: Led;
}

/** A slice with the version it has. */
export interface Slice { version: number; value: unknown }

export interface Snapshot {
  protocol: number; audience: string; now: number; version: number; slices: ById<Slice>;
}

export interface Change { slice: string; since: number; version: number; patch: unknown }

export interface Ack { ok: boolean; code?: string; message?: string; now?: number; replay?: Hour | Sides }
