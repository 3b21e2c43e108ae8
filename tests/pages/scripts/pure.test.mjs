// The modules that know neither page nor socket. PURE names the folder they were put together in.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = process.env.PURE;
const { EMPTY_VIEW, fromSnapshot, merged, withChanges } = await import(`file://${folder}/view_store.mjs`);
const { leftOf, medianOffset, minutesText, ServerClock } = await import(`file://${folder}/clock.mjs`);
const { forgetOthers, PageMemory } = await import(`file://${folder}/device.mjs`);
const { Outbox } = await import(`file://${folder}/outbox.mjs`);
const { StorageShelf } = await import(`file://${folder}/shelf.mjs`);
const { linesOf, missedSince } = await import(`file://${folder}/missed.mjs`);
const { actionOf, situationOf } = await import(`file://${folder}/if_then.mjs`);
const { newId } = await import(`file://${folder}/ids.mjs`);
const { Announcer } = await import(`file://${folder}/announcer.mjs`);
const { Drafts } = await import(`file://${folder}/drafts.mjs`);
const { inItsTongue, learn, otherLanguage } = await import(`file://${folder}/tongue.mjs`);
const { HealthReport } = await import(`file://${folder}/health.mjs`);

// --- view store ---

const RFC_7396 = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [["a", "b"], ["c", "d"], ["c", "d"]],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test("a merge patch does what RFC 7396 says, and changes neither argument", () => {
  for (const [value, patch, result] of RFC_7396) {
    const before = structuredClone([value, patch]);
    assert.deepEqual(merged(value, patch), result);
    assert.deepEqual([value, patch], before);
  }
});

test("whatever a thing is called, it is kept under that name and read by nobody else's", () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    const patch = JSON.parse(`{"${name}": {"a": 1}}`);
    const once = merged({}, patch);
    assert.deepEqual(Object.entries(once), [[name, { a: 1 }]]);
    assert.deepEqual(Object.entries(merged(once, JSON.parse(`{"${name}": {"b": 2}}`))), [[name, { a: 1, b: 2 }]]);
    assert.deepEqual(Object.entries(merged(once, JSON.parse(`{"${name}": null}`))), []);
  }
});

const at = (version, value) => ({ version, value });
const view = fromSnapshot({ version: 5, slices: { table: at(5, { n: 1 }), seat: at(3, { hand: {} }) } });

test("a change applies when since ≤ mine < version", () => {
  const after = withChanges(view, [{ slice: "table", since: 4, version: 7, patch: { n: 2 } }]);
  assert.deepEqual(after, { view: { version: 7, slices: { table: at(7, { n: 2 }), seat: at(3, { hand: {} }) } }, gap: false });
});

test("a change that is already known is dropped, one after a gap asks for a snapshot", () => {
  assert.deepEqual(withChanges(view, [{ slice: "table", since: 3, version: 5, patch: { n: 9 } }]), { view, gap: false });
  assert.deepEqual(withChanges(view, [{ slice: "table", since: 6, version: 8, patch: { n: 9 } }]), { view, gap: true });
});

test("a slice that was not there begins with its first change", () => {
  const after = withChanges(EMPTY_VIEW, [{ slice: "debrief", since: 0, version: 2, patch: { barriers_n: 1 } }]);
  assert.deepEqual(after.view.slices, { debrief: at(2, { barriers_n: 1 }) });
});

// --- clock ---

test("the offset is the median, so that one slow answer does not count", () => {
  const sample = (sent, trip, ahead) => ({ sent, now: sent + trip / 2 + ahead, received: sent + trip });
  const slow = { sent: 300, now: 1300, received: 2300 };
  assert.equal(medianOffset([sample(0, 10, 500), sample(100, 20, 500), slow, sample(400, 6, 500), sample(500, 8, 500)]), 500);
  assert.equal(medianOffset([]), 0);
});

test("a measured clock no longer follows the snapshot's guess", async () => {
  const clock = new ServerClock(() => 1_000);
  clock.guess(3_000);
  assert.equal(clock.now(), 3_000);
  await clock.measure(async () => 2_000);
  clock.guess(9_000);
  assert.equal(clock.now(), 2_000);
});

test("a refused or odd answer moves no clock", async () => {
  const clock = new ServerClock(() => 1_000);
  clock.guess(3_000);
  for (const odd of [undefined, NaN, null, Infinity, "2000"]) await clock.measure(async () => odd);
  assert.equal(clock.now(), 3_000);
  const answers = [2_000, 2_000, undefined];
  await clock.measure(async () => answers.shift());
  assert.equal(clock.now(), 2_000);
});

test("time left counts to the anchor, stands still in a pause, and says when it is over", () => {
  assert.equal(leftOf({ ends_at_ms: 61_000 }, 1_000), 60_000);
  assert.equal(leftOf({ left_ms: 5_000, paused: true }, 99), 5_000);
  assert.equal(leftOf({}, 1), undefined);
  assert.deepEqual([60_000, 59_001, 1, 0, -999, -12_500].map(minutesText), ["1:00", "1:00", "0:01", "0:00", "0:00", "+0:12"]);
});

// --- outbox ---

/** A server on paper: answers what `answers` says, and keeps each command it heard. */
function wire(...answers) {
  const heard = [];
  const send = async (command) => {
    heard.push(command);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === "silence") throw new Error("no answer");
    return answer;
  };
  return { heard, send };
}

function outbox(storage, send, more = {}) {
  const shelf = Promise.resolve(new StorageShelf(storage));
  return new Outbox({ shelf, owner: "p-1", send, onChange: () => {}, now: () => 1_000, later: () => {}, ...more });
}

/** Tabs of one phone, which hear each other at once. */
function tabs() {
  const heard = [];
  const one = () => {
    const mine = [];
    heard.push(mine);
    return { post: (news) => heard.filter((other) => other !== mine).flat().forEach((listen) => listen(news)), hear: (listen) => mine.push(listen) };
  };
  return [one(), one()];
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const OK = { ok: true };
const PAUSED = { ok: false, code: "paused", message: "Paused." };
const REFUSED = { ok: false, code: "not_your_fact", message: "Not yours." };

test("taps are sent in order, each with an id of its own", async () => {
  const { heard, send } = wire(OK);
  const box = outbox(new PageMemory(), send);
  box.put("fact:a", { type: "reveal_fact", fact_id: "a" });
  box.put("fact:b", { type: "reveal_fact", fact_id: "b" });
  await settled();
  assert.deepEqual(heard.map((command) => command.fact_id), ["a", "b"]);
  assert.equal(new Set(heard.map((command) => command.id)).size, 2);
  assert.match(heard[0].id, /^[A-Za-z0-9_-]{8,64}$/);
});

test("a tap without an answer waits, and goes again with the same id after a reload", async () => {
  const storage = new PageMemory();
  const first = wire("silence");
  const box = outbox(storage, first.send);
  box.put("fact:a", { type: "reveal_fact", fact_id: "a" });
  box.put("fact:b", { type: "reveal_fact", fact_id: "b" });
  await settled();
  assert.deepEqual([first.heard.length, box.waiting], [1, 2]);
  const second = wire(OK);
  const reloaded = outbox(storage, second.send);
  await settled();
  assert.equal(reloaded.about("fact:a").standing, "waiting");
  await reloaded.flush();
  assert.deepEqual(second.heard.map((command) => command.fact_id), ["a", "b"]);
  assert.equal(second.heard[0].id, first.heard[0].id);
  assert.deepEqual([reloaded.waiting, storage.length], [0, 0]);
});

test("without a wire nothing is tried and nothing planned; its return is enough", async () => {
  const storage = new PageMemory();
  const written = [];
  for (const write of ["setItem", "removeItem"]) {
    const before = storage[write].bind(storage);
    storage[write] = (...what) => written.push(write) && before(...what);
  }
  const again = [];
  const { heard, send } = wire(OK);
  let isOn = false;
  const box = outbox(storage, send, { isOn: () => isOn, later: (task) => again.push(task) });
  box.put("fact:a", { type: "reveal_fact" });
  await settled();
  const toKeepIt = written.length;
  await box.flush();
  assert.deepEqual([heard.length, again.length, box.waiting, written.length], [0, 0, 1, toKeepIt]);
  isOn = true;
  await box.flush();
  assert.deepEqual([heard.length, box.waiting], [1, 0]);
});

test("a tap whose answer was late is not tried again until the wire is back", async () => {
  const again = [];
  const { heard, send } = wire("silence", OK);
  let isOn = true;
  const box = outbox(new PageMemory(), send, { isOn: () => isOn, later: (task) => again.push(task) });
  box.put("fact:a", { type: "reveal_fact" });
  await settled();
  isOn = false;
  again[0]();
  await settled();
  assert.deepEqual([heard.length, again.length, box.waiting], [1, 1, 1]);
  isOn = true;
  await box.flush();
  assert.deepEqual([heard.length, box.waiting], [2, 0]);
});

test("a barrier that waited for the wire goes some seconds after its return, by chance; other taps go at once", async () => {
  const rests = [];
  const { heard, send } = wire(OK);
  let isOn = false;
  const shared = { isOn: () => isOn, later: (task, ms) => rests.push({ task, ms }) };
  const box = outbox(new PageMemory(), send, { ...shared, chance: () => 0.25 });
  box.put("barrier", { type: "raise_barrier", text: "fear" });
  box.put("fact:a", { type: "reveal_fact" });
  await settled();
  isOn = true;
  await box.flush();
  await box.flush();
  assert.deepEqual([heard.map((one) => one.type), box.waiting, rests.map(({ ms }) => ms)], [["reveal_fact"], 1, [4_000]]);
  isOn = false;
  rests[0].task(); // the wire has gone meanwhile: its next return draws anew
  await settled();
  assert.deepEqual([heard.length, rests.length], [1, 1]);
  isOn = true;
  await box.flush();
  assert.deepEqual([heard.length, rests.length], [1, 2]);
  rests[1].task();
  await settled();
  assert.deepEqual([heard.map((one) => one.type), box.waiting], [["reveal_fact", "raise_barrier"], 0]);
});

test("so does a barrier whose answer was lost, or that an earlier page has kept; one with a wire goes at once", async () => {
  const rests = [];
  const storage = new PageMemory();
  const first = wire("silence");
  const more = { later: (task, ms) => rests.push({ task, ms }), chance: () => 0 };
  const box = outbox(storage, first.send, more);
  box.put("barrier", { type: "raise_barrier", text: "fear" });
  await settled();
  await box.flush();
  assert.deepEqual([first.heard.length, rests.some(({ ms }) => ms === 2_000)], [1, true]);
  rests.length = 0;
  const second = wire(OK);
  const reloaded = outbox(storage, second.send, more);
  await reloaded.flush();
  assert.deepEqual([second.heard.length, rests.length], [0, 1]);
  rests[0].task();
  await settled();
  assert.deepEqual([second.heard.length, reloaded.waiting], [1, 0]);
  assert.equal(second.heard[0].id, first.heard[0].id);
});

test("a server that could not save is asked again; a refusal is final and says why", async () => {
  const again = [];
  const { heard, send } = wire({ ok: false, code: "not_saved" }, REFUSED);
  const box = outbox(new PageMemory(), send, { later: (task) => again.push(task) });
  box.put("read", { type: "give_read" });
  await settled();
  assert.deepEqual([box.about("read").standing, box.about("read").why, again.length], ["waiting", "not_saved", 1]);
  again[0]();
  await settled();
  assert.deepEqual([heard.length, box.about("read").standing, box.about("read").message], [2, "refused", "Not yours."]);
});

test("a tap that is malformed goes, with a sentence, and those behind it are sent", async () => {
  const malformed = { ok: false, code: "malformed", message: "Reload the page." };
  const storage = new PageMemory();
  const { heard, send } = wire(malformed, OK);
  const box = outbox(storage, send);
  box.put("barrier", { type: "raise_barrier", text: "half \ud83d" });
  box.put("read", { type: "give_read" });
  await settled();
  assert.deepEqual([box.about("barrier").standing, box.about("barrier").message], ["refused", "Reload the page."]);
  assert.deepEqual([heard.length, box.waiting, storage.length], [2, 0, 0]);
});

test("what a pause refused stays waiting, and goes once when the workshop goes on", async () => {
  const again = [];
  const { heard, send } = wire(PAUSED, OK);
  const box = outbox(new PageMemory(), send, { later: (task) => again.push(task) });
  box.put("read", { type: "give_read" });
  await settled();
  box.settle(true);
  again[0]();
  await settled();
  assert.deepEqual([heard.length, box.about("read").standing, box.about("read").why], [1, "waiting", "paused"]);
  box.settle(false);
  await settled();
  assert.deepEqual([heard.length, heard[0].id === heard[1].id, box.about("read"), box.wasSaved("read")], [2, true, undefined, true]);
});

test("a refused tap makes way for the next about the same thing", async () => {
  const { send } = wire(REFUSED, OK);
  const box = outbox(new PageMemory(), send);
  box.put("read", { type: "give_read" });
  await settled();
  box.put("read", { type: "give_read" });
  await settled();
  assert.deepEqual([box.entries, box.wasSaved("read")], [[], true]);
});

test("at its ack the entry goes, and that it was saved is known until the next about the same thing", async () => {
  let answer;
  const cleared = [];
  const send = () => new Promise((resolve) => { answer = resolve; });
  const box = outbox(new PageMemory(), send, { onSaved: (entry) => cleared.push(entry.drafts) });
  box.put("fact:a", { type: "reveal_fact" }, { text: "why" });
  await settled();
  assert.deepEqual([box.about("fact:a").standing, box.wasSaved("fact:a"), cleared], ["waiting", false, []]);
  answer(OK);
  await settled();
  assert.deepEqual([box.about("fact:a"), box.wasSaved("fact:a"), cleared], [undefined, true, [{ text: "why" }]]);
  box.put("fact:a", { type: "reveal_fact" });
  assert.equal(box.wasSaved("fact:a"), false);
});

test("of two tabs one sends, and the other learns what became of the tap", async () => {
  const storage = new PageMemory();
  const [left, right] = tabs();
  let answer;
  const first = { heard: [], send: (command) => { first.heard.push(command); return new Promise((resolve) => { answer = resolve; }); } };
  const second = wire(OK);
  const cleared = [];
  const sender = outbox(storage, first.send, { tabs: left });
  const other = outbox(storage, second.send, { tabs: right, onSaved: (entry) => cleared.push(entry.subject) });
  sender.put("fact:a", { type: "reveal_fact" });
  await settled();
  await other.flush();
  assert.deepEqual([other.about("fact:a").standing, first.heard.length, second.heard.length], ["waiting", 1, 0]);
  answer(OK);
  await settled();
  await other.flush();
  assert.deepEqual([other.about("fact:a"), cleared, second.heard.length], [undefined, ["fact:a"], 0]);
});

test("a page that is loaded anew in the middle of its turn goes on at once", async () => {
  const storage = new PageMemory();
  outbox(storage, () => new Promise(() => {}), { tab: "tab-1" }).put("fact:a", { type: "reveal_fact" });
  await settled();
  const { heard, send } = wire(OK);
  await outbox(storage, send, { tab: "tab-1" }).flush();
  assert.equal(heard.length, 1);
});

test("a tab that went away with the turn does not hold the others up for long", async () => {
  const storage = new PageMemory();
  let now = 1_000;
  const gone = outbox(storage, () => new Promise(() => {}));
  gone.put("fact:a", { type: "reveal_fact" });
  await settled();
  const { heard, send } = wire(OK);
  const other = outbox(storage, send, { now: () => now });
  await other.flush();
  assert.equal(heard.length, 0);
  now += 8_001;
  await other.flush();
  assert.equal(heard.length, 1);
});

test("nor does one whose clock was hours ahead", async () => {
  const storage = new PageMemory();
  const gone = outbox(storage, () => new Promise(() => {}), { now: () => 3 * 3_600_000 });
  gone.put("fact:a", { type: "reveal_fact" });
  await settled();
  const { heard, send } = wire(OK);
  await outbox(storage, send).flush();
  assert.equal(heard.length, 1);
});

test("another participant's taps on the same device are not sent", async () => {
  const storage = new PageMemory();
  outbox(storage, wire("silence").send, { owner: "p-2" }).put("fact:a", { type: "reveal_fact" });
  await settled();
  const { heard, send } = wire(OK);
  const mine = outbox(storage, send);
  await mine.flush();
  assert.deepEqual([heard.length, mine.entries.length], [0, 0]);
});

test("a device that changes hands keeps nothing of whoever held it before", async () => {
  const storage = new PageMemory();
  for (const key of ["draft:p-2:a", "away:p-2", "draft:p-1:a", "draft:console:w", "theme"]) storage.setItem(key, "1");
  for (const owner of ["p-2", "p-1"]) storage.setItem(`outbox:${owner === "p-1" ? 2 : 1}`, JSON.stringify({ owner }));
  forgetOthers(storage, "p-1");
  await new StorageShelf(storage).forgetOthers("p-1");
  const left = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  assert.deepEqual(left, ["draft:p-1:a", "draft:console:w", "theme", "outbox:2"]);
});

test("storage that is full or forbidden still sends, in order", async () => {
  const storage = new PageMemory();
  storage.setItem = () => { throw new Error("quota"); };
  const { heard, send } = wire(OK);
  const box = outbox(storage, send);
  box.put("fact:a", { type: "reveal_fact", fact_id: "a" });
  box.put("fact:b", { type: "reveal_fact", fact_id: "b" });
  await settled();
  assert.deepEqual(heard.map((command) => command.fact_id), ["a", "b"]);
});

// --- drafts, ids, marks, announcements ---

test("a draft survives a reload and is gone once cleared", () => {
  const storage = new PageMemory();
  new Drafts(storage, "p-1", () => {}).set("barrier:text", "half");
  const reloaded = new Drafts(storage, "p-1", () => {});
  assert.equal(reloaded.get("barrier:text", ""), "half");
  assert.equal(new Drafts(storage, "p-2", () => {}).get("barrier:text", ""), "");
  reloaded.clear(["barrier:text"]);
  assert.deepEqual([reloaded.get("barrier:text", ""), storage.length], ["", 0]);
});

test("what was sent goes once it is saved, but not what somebody has begun over it", () => {
  const drafts = new Drafts(new PageMemory(), "p-1", () => {});
  const typed = (text) => Object.entries({ "link:line": text, "link:facts": ["a", "b"] }).forEach(([key, value]) => drafts.set(key, value));
  typed("one");
  const sent = drafts.standing(["link:line", "link:facts", "link:never"]);
  typed("two");
  drafts.clearSent(sent);
  assert.deepEqual([drafts.get("link:line", ""), drafts.get("link:facts", [])], ["two", ["a", "b"]]);
  typed("one");
  drafts.clearSent(JSON.parse(JSON.stringify(sent))); // as it comes back from the device
  assert.deepEqual([drafts.get("link:line", ""), drafts.get("link:facts", [])], ["", []]);
});

test("ids are what the protocol asks for, without crypto.randomUUID", () => {
  const ids = new Set(Array.from({ length: 500 }, newId));
  assert.equal(ids.size, 500);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{21}$/);
});

const table = (...facts) => ({ facts: Object.fromEntries(facts.map(([id, role, seat]) => [id, { role, seat, agency: "" }])) });
const seen = (shown, title = "Share") => ({
  table: shown,
  view: { agenda: { phase: { title } }, seat: { id: "mine" }, family: { roles: { s: { name: "School", short: "School" }, p: { name: "Police", short: "Police" } } } },
});

test("new facts are announced in one batch; what lay there, and one's own, are not", () => {
  const said = [];
  const later = [];
  const announcer = new Announcer((text) => said.push(text), (task, ms) => later.push([task, ms]));
  announcer.see(seen(table(["a", "s", "t1"])));
  announcer.see(seen(table(["a", "s", "t1"], ["b", "s", "t1"], ["c", "s", "t1"])));
  announcer.see(seen(table(["a", "s", "t1"], ["b", "s", "t1"], ["c", "s", "t1"], ["d", "p", "t2"], ["e", "p", "mine"])));
  assert.deepEqual([said, later.length, later[0][1]], [[], 1, 10_000]);
  later[0][0]();
  assert.deepEqual(said, ["School put 2 facts on the table. Police put one fact on the table."]);
});

test("insights, and questions put to oneself, are announced in the same batch; what is over by then is not", () => {
  const said = [];
  const later = [];
  const announcer = new Announcer((text) => said.push(text), (task) => later.push(task));
  const phone = (insights, asks) => ({ table: { facts: {}, insights, asks }, view: { agenda: { phase: { id: "p", title: "Ask" } }, seat: { id: "mine", roles: { s: {} } }, family: { roles: {} } } });
  announcer.see(phone({}, {}));
  announcer.see(phone({ i: {} }, { q: { role: "s" }, r: { role: "p" } }));
  later.shift()();
  assert.deepEqual(said, ["One insight was found. You have one question to answer."]);
  announcer.see(phone({ i: {} }, { q: { role: "s" }, r: { role: "p" }, u: { role: "s" } }));
  announcer.see(phone({ i: {} }, { q: { role: "s" }, r: { role: "p" }, u: { role: "s", reply: "fact" } }));
  later.shift()();
  assert.equal(said.length, 1);
});

test("a new step is announced at once", () => {
  const said = [];
  const announcer = new Announcer((text) => said.push(text), () => {});
  announcer.see(seen(table()));
  announcer.see(seen(table(), "Pulse"));
  assert.deepEqual(said, ["New step: Pulse"]);
});

// --- what was missed ---

const before = { phase: "p-1", facts: ["a"], insights: [], asked: ["q"] };
const returned = (more) => ({
  table: { facts: { a: { role: "s", seat: "t1" } }, insights: {}, asks: { q: { role: "s" } }, ...more },
  view: {
    agenda: { phase: { id: "p-1", title: "Share" } }, seat: { id: "mine", roles: { s: {} } },
    family: { roles: { s: { name: "School", short: "School" }, p: { name: "Police", short: "Police" } } },
  },
});

test("on return: the facts of others, insights, questions still open, and nothing when nothing happened", () => {
  assert.equal(missedSince(before, returned({})), undefined);
  const facts = { a: { role: "s", seat: "t1" }, b: { role: "p", seat: "t2" }, c: { role: "s", seat: "mine" } };
  const asks = { q: { role: "s" }, r: { role: "s" }, t: { role: "s", reply: "fact" }, u: { role: "p" } };
  assert.deepEqual(missedSince(before, returned({ facts, asks, insights: { i: {} } })), { phase: "", roles: ["Police"], insights: 1, asked: 1 });
  assert.deepEqual(linesOf({ phase: "", roles: [], insights: 2, asked: 0 }), ["2 insights were found."]);
  assert.equal(missedSince({ ...before, phase: "p-0" }, returned({})).phase, "Share");
});

// --- how this phone is ---

test("a tap that was saved at once moves no report: nobody can tell when somebody tapped", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {number[]} */
  const said = [];
  const health = new HealthReport(async (now) => said.push(now.waiting));
  const settle = () => new Promise((done) => setImmediate(done));
  health.see(true, 0);
  for (let second = 0; second < 4; second += 1) { t.mock.timers.tick(1_000); await settle(); }
  const before = said.length;
  health.see(true, 1);
  health.see(true, 0);
  for (let second = 0; second < 15; second += 1) { t.mock.timers.tick(1_000); await settle(); }
  assert.equal(said.length, before);
  health.see(true, 1);
  t.mock.timers.tick(1_000);
  await settle();
  assert.equal(said.at(-1), 1);
});

test("who steps out is said with the next report, which comes when it would have come", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const begin = async (/** @type {number[]} */ outAt) => {
    /** @type {[number, boolean][]} */
    const said = [];
    let now = 0;
    const health = new HealthReport(async (word) => said.push([now, Boolean(word.stepped_out)]));
    health.see(true, 0);
    for (now = 1; now < 50; now += 1) {
      if (outAt.includes(now)) health.stepOut(true);
      t.mock.timers.tick(1_000);
      await new Promise((done) => setImmediate(done));
    }
    health.see(false, 0);
    return said;
  };
  const [calm, out] = [await begin([]), await begin([7])];
  assert.deepEqual(out.map(([at]) => at), calm.map(([at]) => at));
  assert.ok(!calm.some(([, isOut]) => isOut) && out.some(([, isOut]) => isOut));
});

test("a barrier that waits is nobody else's to know", () => {
  const taps = outbox(new PageMemory(), wire("silence").send);
  taps.put("barrier", { type: "raise_barrier" });
  assert.deepEqual([taps.waiting, taps.waitingOpenly], [1, 0]);
  taps.put("fact", { type: "reveal_fact" });
  assert.deepEqual([taps.waiting, taps.waitingOpenly], [2, 1]);
});

// --- what people commit to ---

test("what people write of the frame of a commitment themselves is taken off", () => {
  for (const typed of ["a child is late", "If a child is late,", " if, a child is late …", "Si a child is late"]) {
    assert.equal(situationOf(typed), "a child is late");
  }
  for (const typed of ["we ring", "then we ring.", "Then, we ring", "entonces we ring;"]) assert.equal(actionOf(typed), "we ring");
});

test("words that only begin like the frame stay", () => {
  assert.equal(situationOf("Iffy news comes"), "Iffy news comes");
  assert.equal(situationOf("sí, they answer"), "sí, they answer");
  assert.equal(actionOf("thenceforth we ring"), "thenceforth we ring");
  assert.equal(situationOf("If"), "");
});

// --- texts without a translation ---

const made = inItsTongue((type, props, ...children) => ({ type, props, children }));
const HELD = "\u2068Ruby has slept\u2069";

test("a text without a translation is in its language with its mark, and what stands beside it is not", () => {
  learn({ family: { language: "en", fallback: "es" } });
  const own = { lang: "es", dir: "auto" };
  const small = { type: "small", props: { lang: "en", dir: "auto" }, children: ["Spanish"] };
  const span = { type: "span", props: { ...own, class: "fallback" }, children: ["Ruby has slept", " ", small] };
  assert.deepEqual(made("p", null, HELD).children, [["", span, ""]]);
  assert.deepEqual(made("p", null, `Mia · ${HELD} · 2025`).children, [["Mia · ", span, " · 2025"]]);
  assert.deepEqual(made("p", null, ["Ruby was", 3]).children, [["Ruby was", 3]]);
});

test("where the first words stand for a text without a translation, they are marked as it is", () => {
  const [[, span]] = made("p", null, "\u2068Ruby has…").children;
  assert.equal(span.children[0], "Ruby has…");
});

test("what can hold no mark names the language, or only speaks it; attributes hold the bare text", () => {
  assert.deepEqual(made("option", { value: "a" }, HELD).children, ["Ruby has slept (Spanish)"]);
  assert.deepEqual(made("text", null, HELD).children, [["", { type: "tspan", props: { lang: "es", dir: "auto" }, children: ["Ruby has slept"] }, ""]]);
  assert.deepEqual(made("p", { "aria-label": `About ${HELD}`, hidden: true }).props, { "aria-label": "About Ruby has slept", hidden: true });
});

test("a page that speaks the fallback needs no marks, and says nothing", () => {
  learn({ family: { language: "en", fallback: "en-GB" } });
  assert.deepEqual(made("p", null, "Ruby").children, ["Ruby"]);
  assert.equal(otherLanguage({ language: "en", fallback: "en-GB" }), "");
  assert.equal(otherLanguage({ language: "en", fallback: "es" }), "Texts marked “Spanish” aren't translated yet.");
  learn({});
});
