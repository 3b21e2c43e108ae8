// The console's pure modules. PURE names the folder they were put together in.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = process.env.PURE;
const { keyOf } = await import(`file://${folder}/keys.mjs`);
const { secondsToUndo } = await import(`file://${folder}/undo.mjs`);
const { eaten, offers, eatenWords } = await import(`file://${folder}/plan.mjs`);
const { layoutText, readLayout } = await import(`file://${folder}/layout.mjs`);
const { outOfReachWords, healthWords, wayWords } = await import(`file://${folder}/health.mjs`);
const { readiness } = await import(`file://${folder}/ready.mjs`);
const { Sending } = await import(`file://${folder}/sending.mjs`);

const FREE = { isTyping: false, isAsked: false };
const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, repeat: false, ...more });

test("a key means its button, capitals and unshifted plus as well", () => {
  assert.deepEqual(["n", "N", "u", "+", "=", "-", "/", "?"].map((key) => keyOf(press(key), FREE)), ["n", "n", "u", "+", "+", "-", "/", "?"]);
  for (const key of ["x", "Enter", "ArrowUp", "F5"]) assert.equal(keyOf(press(key), FREE), "");
});

test("no key does anything while somebody types, a dialog asks, or another key is held", () => {
  assert.equal(keyOf(press("n"), { ...FREE, isTyping: true }), "");
  assert.equal(keyOf(press("n"), { ...FREE, isAsked: true }), "");
  for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing", "repeat"]) assert.equal(keyOf(press("n", { [held]: true }), FREE), "");
});

test("a move can be taken back for ten seconds, two before the server stops", () => {
  assert.equal(secondsToUndo(undefined, 0), 0);
  assert.equal(secondsToUndo(12_000, 0), 10);
  assert.equal(secondsToUndo(12_000, 9_400), 1);
  assert.equal(secondsToUndo(12_000, 10_000), 0);
  assert.equal(secondsToUndo(12_000, 60_000), 0);
});

const MIN = 60_000;
const STEPS = ["lobby", "share", "pulse", "ask_and_link", "replay", "barriers", "closed"].map((kind, place) =>
  ({ id: kind, title: kind, kind, minutes: [0, 10, 1, 9, 4, 22, 0][place] }));
const PLAN = { debrief_ms: 20 * MIN, end_ms: 46 * MIN, in_debrief: false };
const view = (step, timer, plan = PLAN) => ({
  agenda: { steps: Object.fromEntries(STEPS.map((one, place) => [place, one])), step, timer },
  lead: { plan: plan && { debrief_step: Math.max(step + 1, 4), ...plan }, closed: false },
});

test("while every step keeps to its minutes, nothing is said", () => {
  assert.equal(eaten(view(1, { ends_at_ms: 10 * MIN }), 5 * MIN), undefined);
  assert.equal(eaten(view(1, { ends_at_ms: 10 * MIN }, null), 99 * MIN), undefined);
  assert.equal(eaten(view(4, { ends_at_ms: 99 * MIN }, { ...PLAN, in_debrief: true }), 50 * MIN), undefined);
});

test("before it is too late, it is said how much of the debrief would go, and what helps", () => {
  const late = view(1, { ends_at_ms: 14 * MIN });
  const found = eaten(late, 8 * MIN);
  assert.deepEqual(found, { late: 4, left: 22, of: 26, isBegun: false });
  assert.equal(eatenWords(found), "If every step takes its full time, the debrief starts 4 minutes late and keeps 22 of its 26 minutes.");
  assert.deepEqual(offers(late, found, 8 * MIN), [{ kind: "skip", goal: STEPS[3] }, { kind: "shorten", minutes: 4 }]);
});

test("a paused step is reckoned from the minutes it has left", () => {
  assert.equal(eaten(view(1, { left_ms: 4 * MIN, paused: true }), 8 * MIN)?.late, 2);
});

test("when its time has come, what is left is said and the debrief is offered", () => {
  const late = view(3, { ends_at_ms: 23 * MIN });
  const found = eaten(late, 24 * MIN);
  assert.equal(eatenWords(found), "The debrief should have started 4 minutes ago. It has 22 of its 26 minutes left.");
  assert.deepEqual(offers(late, found, 24 * MIN), [{ kind: "begin", goal: STEPS[4] }]);
  assert.equal(eatenWords(eaten(late, 50 * MIN)), "The debrief should have started 30 minutes ago, and its time is up.");
});

test("a step is never shortened to less than a minute", () => {
  const late = view(3, { ends_at_ms: 25 * MIN });
  assert.deepEqual(offers(late, eaten(late, 20 * MIN), 20 * MIN), [{ kind: "shorten", minutes: 4 }]);
  assert.deepEqual(offers(late, eaten(late, 23.5 * MIN), 23.5 * MIN).map(({ kind }) => kind), ["begin"]);
});

const ROLES = { police: { name: "Neighbourhood officer" }, housing: { name: "Housing officer" }, "gp": { name: "Practice nurse" } };

test("a layout is written as text and read again", () => {
  const layout = [[["police", "housing"], ["gp"]], [["police"], ["housing"], ["gp"]]];
  const text = layoutText(layout, ROLES);
  assert.equal(text.split("\n")[0], "Neighbourhood officer + Housing officer");
  assert.deepEqual(readLayout(text, ROLES), { layout, unknown: "" });
});

test("roles are known by name, id or beginning, in any case; other words are told", () => {
  assert.deepEqual(readLayout("  neighb , HOUSING OFFICER\n\n \n gp ", ROLES).layout, [[["police", "housing"]], [["gp"]]]);
  assert.equal(readLayout("police + butler", ROLES).unknown, "butler");
  assert.equal(readLayout("p", ROLES).unknown, "p", "two begin with it");
});

test("who nobody sits for, and what is lost without them", () => {
  assert.equal(outOfReachWords("Housing", 3, 2), "No one is playing Housing yet: three insights can't be found at table 2.");
  assert.equal(outOfReachWords("Housing", 1, 0), "No one is playing Housing yet: one insight can't be found.");
  assert.equal(outOfReachWords("Housing", 0, 0), "No one is playing Housing yet. Every insight can still be found.");
});

test("a phone's way and its waiting taps, in words", () => {
  const desk = (health, state = "online") => ({ health: { ama: health }, presence: { ama: state } });
  assert.equal(healthWords(desk({ rtt_ms: 48, waiting: 0 }), "ama"), "");
  assert.equal(wayWords(desk({ rtt_ms: 48, waiting: 0 }), "ama"), "There and back: 48 ms");
  assert.equal(healthWords(desk({ rtt_ms: 2048, waiting: 1 }), "ama"), "slow, 2048 ms, 1 tap waiting");
  assert.equal(healthWords(desk({ rtt_ms: 48, waiting: 2 }, "away"), "ama"), "2 taps waiting");
  assert.equal(healthWords({ health: {}, presence: {} }, "ama"), "");
});

test("what is counted in each step, and nothing where it asks nothing of anybody", () => {
  const seats = { a: { taken: true }, b: { taken: true }, c: { taken: false } };
  const tables = { t1: { seats, work: { a: { revealed_n: 2 }, b: { revealed_n: 0 }, c: { revealed_n: 1 } }, counts: { insights: 1 } } };
  const barriers = { one: { hidden: false, standing: "belief" }, two: { hidden: false }, three: { hidden: true } };
  const counted = (kind, lead = {}, moderation = { barriers, commitments: { x: {} } }) => {
    const { n, of } = readiness({ agenda: { phase: { kind } }, lead, tables, moderation }) ?? {};
    return [n, of];
  };
  assert.deepEqual(counted("vote", { ready: { n: 3, of: 8 } }), [3, 8]);
  assert.deepEqual(counted("share"), [1, 2]);
  assert.deepEqual(counted("ask_and_link"), [1, 1]);
  assert.deepEqual(counted("barriers"), [3, undefined]);
  assert.deepEqual(counted("meaning"), [1, 2]);
  assert.deepEqual(counted("meaning", {}, {}), [0, undefined]);
  assert.deepEqual(counted("commitments"), [1, undefined]);
  for (const kind of ["welcome", "pulse", "reveal", "replay"]) assert.deepEqual(counted(kind), [undefined, undefined]);
});

test("a command goes once however often it is pressed, save where each press asks for more", async () => {
  const sent = [];
  const wire = { send: async (command) => { sent.push(command.type); return { ok: true }; } };
  const sending = new Sending(wire, () => {});
  await Promise.all([1, 2].map(() => sending.send("phase", { type: "move_to_phase", phase_id: "share" })));
  await Promise.all([1, 2, 3].map(() => sending.send("timer", { type: "extend_phase", seconds: 60 }, { counts: true })));
  assert.deepEqual(sent, ["move_to_phase", "extend_phase", "extend_phase", "extend_phase"]);
  assert.equal(sending.hasMovedTo("share"), true);
  assert.equal(sending.hasMovedTo("pulse"), false);
});
