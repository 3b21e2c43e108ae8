/** What the editor's page is told, and what its parts hand to each other. */

import type { Writing } from "./writing.js";

export type Step = string | number;
export interface Edit { kind: "set" | "add" | "remove" | "move"; path: Step[]; value?: unknown; at?: number }

/** A field as app/scenarios/editing/forms.py tells it. */
export interface Field {
  kind: string; optional?: boolean; most?: number; least?: number; rows?: number; words?: string[]; default?: any;
  from?: string; fields?: Record<string, Field>; halves?: boolean; most_signs?: number;
}

export interface Mend { what: string; edit: Edit }
export interface Finding {
  severity: "error" | "warning" | "advice"; code: string; line: number; path: Step[]; what: string; mend: string;
  is_first: boolean; mends: Mend[];
}

export interface HandLine { facts: number; words: number; minutes: number; key: number; strengths: number; sensitive: number }
export interface Panel {
  insights: Record<string, { ways: string[][]; alone: string[]; is_reached: boolean }>;
  lost: Record<string, string[]>;
  merged: { size: number; hand: string[]; insights: string[] }[];
  demonstration: number[];
  passengers: string[];
  hubs: string[];
  hands: Record<string, HandLine>;
  in_nothing: string[];
  minutes: number;
  sharing_minutes: number;
}

export interface Meetings { meetings: number; size: number; styles: Record<string, { mean: number; facts: number }> }

export interface Preview { family: import("../types").Family; end: { people: object; relations: object } }

export interface Told {
  id: string; form: Record<string, Field>; fields: Record<string, string>; words: Record<string, string>;
  languages: Record<string, string>; mine: boolean; shared: boolean;
}

export interface State { version: number; value: any; text: string; panel: Panel | null }
export interface Conflict extends State { who: string; differences: string[] }

/** `open`: which item of a part is shown; `go`: to the field at a path. */
export interface Desk {
  told: Told; writing: Writing; tab: string; open: Record<string, number>;
  show: (tab: string) => void; openItem: (section: string, index: number) => void; go: (path: Step[]) => void;
}
