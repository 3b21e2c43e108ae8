// Through a table's hour. PURE names the folder in which the modules were put together.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = process.env.PURE;
const { picturesOf, neighbour, playedTo, isPlaying, placeOf } = await import(`file://${folder}/hour.mjs`);
const { momentWords, wouldWords, supposedWords } = await import(`file://${folder}/words.mjs`);

const KINDS = ["step", "reveal", "reveal", "step", "ask", "insight", "reveal"];
const SECONDS = [0, 60, 180, 300, 360, 540, 600];
const moments = KINDS.map((kind, place) => ({ kind, about: `about-${place}`, s: SECONDS[place], patch: {} }));

test("each picture is the one before it, changed; what did not change is the same object", () => {
  const hour = { seats: { s1: { roles: "nurse" } }, moments: [
    { patch: { id: "t1", facts: {}, counts: { facts: 0 }, holds: { nurse: 1 } } },
    { patch: { facts: { a: { text: "one" } }, counts: { facts: 1 } } },
    { patch: { facts: { b: { text: "two" } }, counts: { facts: 2 }, holds: null } },
  ] };
  const pictures = picturesOf(hour);
  assert.deepEqual(pictures.map((one) => Object.keys(one.facts).join()), ["", "a", "a,b"]);
  assert.equal(pictures[1].facts.a, pictures[2].facts.a);
  assert.equal("holds" in pictures[2], false);
  assert.deepEqual(pictures[2].seats, hour.seats);
});

test("the reveal before and after, a step, and nothing beyond the ends", () => {
  assert.equal(neighbour(moments, 3, -1, ["reveal"]), 2);
  assert.equal(neighbour(moments, 3, 1, ["reveal"]), 6);
  assert.equal(neighbour(moments, 0, 1, ["step"]), 3);
  assert.equal(neighbour(moments, 6, 1, ["reveal"]), undefined);
  assert.equal(neighbour(moments, 1, -1, ["reveal"]), undefined);
});

test("the whole hour plays in one minute, from wherever it began", () => {
  const at = (ms, moment = 0) => playedTo(moments, { moment, since: 1_000 }, 1_000 + ms, false);
  assert.deepEqual([0, 5_999, 6_000, 18_000, 30_000, 59_999, 60_000, 90_000].map((ms) => at(ms)), [0, 0, 1, 2, 3, 5, 6, 6]);
  assert.equal(at(0, 4), 4);
  assert.equal(at(24_000, 4), 6);
  assert.equal(playedTo(moments, { moment: 2 }, 99_000, false), 2);
  assert.equal(playedTo(moments, { moment: 99 }, 0, false), 6);
  assert.equal(at(-5_000), 0);
});

test("without motion it goes on in steps of five seconds", () => {
  const at = (ms) => playedTo(moments, { moment: 0, since: 0 }, ms, true);
  assert.deepEqual([6_000, 9_999, 10_000, 19_000, 20_000, 60_000].map(at), [0, 0, 1, 1, 2, 6]);
});

test("an hour in which everything came at once plays, too", () => {
  const all = moments.map((one) => ({ ...one, s: 0 }));
  assert.deepEqual([0, 10_000, 30_000, 60_000].map((ms) => playedTo(all, { moment: 0, since: 0 }, ms, false)), [0, 1, 3, 6]);
  assert.equal(playedTo([], { moment: 0, since: 0 }, 60_000, false), 0);
});

test("it plays until its end", () => {
  assert.equal(isPlaying(moments, { moment: 0, since: 0 }, 3), true);
  assert.equal(isPlaying(moments, { moment: 0, since: 0 }, 6), false);
  assert.equal(isPlaying(moments, { moment: 0 }, 3), false);
  assert.deepEqual(placeOf({ moment: 2, since_ms: 7 }), { moment: 2, since: 7 });
  assert.deepEqual(placeOf({}), { moment: 0 });
});

const FAMILY = { roles: { nurse: { short: "Nurse" } } };
const AGENDA = { steps: { 0: { id: "share", title: "Sharing" } } };
const PICTURE = { facts: { f: { role: "nurse", text: "She was late." } }, asks: { q: { role: "nurse", text: "And?" } },
  insights: { i: { title: "The post" } } };

test("what a moment brought is said with its minute", () => {
  const said = (kind, about) => momentWords({ kind, about, s: 125 }, PICTURE, { family: FAMILY, agenda: AGENDA });
  assert.equal(said("reveal", "f"), "Minute 2. Nurse: She was late.");
  assert.equal(said("step", "share"), "Minute 2. The step “Sharing” began");
  assert.equal(said("insight", "i"), "Minute 2. Insight found: The post");
  assert.equal(said("ask", "q"), "Minute 2. Nurse was asked: And?");
});

test("a what-if says available, earlier or later, and never that it would have been found", () => {
  const all = [
    wouldWords({ title: "The post", was_s: 1860, would_s: 720 }),
    wouldWords({ title: "The post", was_s: 720, would_s: 1860 }),
    wouldWords({ title: "The post", was_s: 90, would_s: 60 }),
    wouldWords({ title: "The post", would_s: 720 }),
  ];
  assert.deepEqual(all, [
    "“The post” would have been available 19 minutes earlier: in minute 12 instead of 31.",
    "“The post” would have been available 19 minutes later: in minute 31 instead of 12.",
    "“The post” would have been available 30 seconds earlier: in minute 1 instead of 1.",
    "“The post” would have been available from minute 12 on. It never was.",
  ]);
  for (const words of all) assert.doesNotMatch(words, /found|recogni/i);
  assert.equal(supposedWords({ second: 60, said: true }), "What if this had been said in minute 1?");
  assert.equal(supposedWords({ second: 60, said: false }), "What if this had been said at all, in minute 1?");
});
