// The shared picture's pure modules. PURE names the folder they were put together in.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = process.env.PURE;
const { outline, added } = await import(`file://${folder}/outline.mjs`);
const { places, SCALES } = await import(`file://${folder}/places.mjs`);
const { lines, labelBox, apart } = await import(`file://${folder}/lines.mjs`);
const { cells, buttonAt, shownOf, shortName } = await import(`file://${folder}/cells.mjs`);
const { homes, nameBox } = await import(`file://${folder}/bands.mjs`);
const { shapePath } = await import(`file://${folder}/shapes.mjs`);
const { spansUpTo, stripPlaces } = await import(`file://${folder}/time_strip.mjs`);
const { threadPath } = await import(`file://${folder}/threads.mjs`);
const { stitchPath } = await import(`file://${folder}/stitches.mjs`);
const { together } = await import(`file://${folder}/together.mjs`);
const { begun, heard, turned, holdMs, HOLD_MS, MOST_WAITING } = await import(`file://${folder}/queue.mjs`);
const { chunked } = await import(`file://${folder}/chunks.mjs`);
const { within, viewBoxOf, moved, further, showing } = await import(`file://${folder}/zoom.mjs`);
const { dayWords } = await import(`file://${folder}/days.mjs`);
const { personWords } = await import(`file://${folder}/words.mjs`);

const person = (name, x, y, more = {}) => ({ name, symbol: "circle", x, y, ...more });
const FAMILY = {
  today: "2026-03-16",
  people: {
    child: person("Ivy", 1, 2, { household: "home", index: true, age: 7 }),
    mother: person("Kerry", 1, 1, { household: "home", age: 35 }),
    father: person("Lee", 2, 1, { symbol: "square" }),
    nan: person("Joan", 0, 0, { died: "2024-02-01", also_known_as: "Nan,Jo" }),
  },
  extent: { left: 0, right: 3, top: 0, bottom: 2 },
  households: { home: { name: "22 Tanner's Row" } },
  relations: {},
  roles: {
    school: { name: "Primary school", agency: "Oak Lane", number: 2, letters: "PS" },
    nurse: { name: "Practice nurse", agency: "Mill Road", number: 1, letters: "PN" },
  },
};
const fact = (order, more = {}) => ({ text: `Fact ${order}`, about: "child", column: "worry", source: "seen", role: "school", order, ...more });
const TABLE = {
  facts: {
    f1: fact(1, { when: "2026-01", first: "2026-01-01" }),
    f2: fact(2, { about: "mother,child", column: "strength", role: "nurse" }),
    f3: fact(3, { when: "2025-11-03", first: "2025-11-03", about: "stranger" }),
    f4: fact(4, { when: "2025-11-03", first: "2025-11-03", column: "neutral", gap: true }),
  },
  asks: {
    a2: { by: "s", role: "nurse", text: "Since when?", order: 2, reply: "nothing_held" },
    a1: { by: "s", role: "nurse", text: "Who rang?", order: 1 },
    a3: { by: "s", role: "nurse", text: "How often?", order: 3, reply: "fact", fact: "f2" },
  },
};
const ids = (entries) => entries.map((entry) => entry.id);

test("the one order: the day a fact begins, undated last, as revealed within a day", () => {
  const content = outline(FAMILY, TABLE);
  assert.deepEqual(ids(content.facts), ["f3", "f4", "f1", "f2"]);
  assert.deepEqual(ids(content.dated), ["f3", "f4", "f1"]);
  assert.deepEqual(ids(content.columns.worry), ["f3", "f1"]);
  assert.equal(content.newest.id, "f4");
});

test("people by generation, then from left to right; each fact once, with the first known person it is about", () => {
  const content = outline(FAMILY, TABLE);
  assert.deepEqual(ids(content.people), ["nan", "mother", "father", "child"]);
  const grouped = Object.fromEntries(content.byPerson.map((one) => [one.id, ids(one.facts)]));
  assert.deepEqual(grouped, { nan: [], mother: ["f2"], father: [], child: ["f4", "f1"], "": ["f3"] });
});

test("a link that is no insight stays as the table's own reading, oldest first", () => {
  const links = {
    l2: { facts: "f1,f2", line: "Later", order: 2, seat: "s" },
    l1: { facts: "f2,f3", line: "Sooner", order: 1, seat: "s" },
    l3: { facts: "f3,f4", line: "So", order: 3, seat: "s", insight: "found" },
  };
  const { readings } = outline(FAMILY, { ...TABLE, links });
  assert.deepEqual(readings.map((one) => [one.line, ids(one.facts)]), [["Sooner", ["f3", "f2"]], ["Later", ["f1", "f2"]]]);
  assert.deepEqual(outline(FAMILY, TABLE).readings, []);
});

test("an agency's thread to a person counts its facts about them", () => {
  const [school, nurse] = outline(FAMILY, TABLE).agencies;
  assert.deepEqual(school.known, { child: 2, stranger: 1 });
  assert.deepEqual(nurse.known, { mother: 1, child: 1 });
});

test("only roles played at the table stand in the ring, with the letters they have everywhere", () => {
  const [only, ...others] = outline(FAMILY, { ...TABLE, seats: { s1: { roles: "nurse" } } }).agencies;
  assert.deepEqual([only.id, only.letters, others.length], ["nurse", "PN", 0]);
});

test("what is not known yet: gaps, and questions without an answer that helped", () => {
  assert.deepEqual(outline(FAMILY, TABLE).unknown.map((one) => [one.id, one.why]), [
    ["f4", "unknown"], ["a1", "asked"], ["a2", "nothing_held"],
  ]);
});

test("what was added is said once, in the order it came", () => {
  const before = outline(FAMILY, { facts: { f1: TABLE.facts.f1 } });
  assert.deepEqual(ids(added(before, outline(FAMILY, TABLE)).facts), ["f2", "f3", "f4"]);
});

test("nothing moves as facts arrive", () => {
  for (const size of ["large", "small"]) {
    const [empty, full] = [outline(FAMILY, {}), outline(FAMILY, TABLE)];
    assert.deepEqual(places(FAMILY, full.people, full.agencies, size), places(FAMILY, empty.people, empty.agencies, size));
  }
});

test("what did not change is the same object, so that it is not drawn again", () => {
  const before = outline(FAMILY, TABLE);
  const now = outline(FAMILY, { ...TABLE, facts: { ...TABLE.facts, f5: fact(5) } });
  const known = new Set(before.facts);
  assert.deepEqual(ids(now.facts.filter((one) => !known.has(one))), ["f5"]);
  assert.ok(now.people.every((one, place) => one === before.people[place]));
});

test("who is counted where, and what is disputed until it is settled", () => {
  const disputes = { d1: { facts: "f1,f3", order: 5, settled: false }, d2: { facts: "f2,f4", order: 6, settled: true } };
  const content = outline(FAMILY, { ...TABLE, disputes });
  assert.deepEqual(content.tallies, {
    child: { worry: 1, strength: 1, neutral: 1 }, mother: { worry: 0, strength: 1, neutral: 0 }, stranger: { worry: 1, strength: 0, neutral: 0 },
  });
  assert.deepEqual([...content.disputed].sort(), ["child", "f1", "f3", "stranger"]);
});

test("a wide or old family has a larger drawing of the same shape, with room between neighbours", () => {
  const wide = { ...FAMILY, extent: { left: 0, right: 9, top: 0, bottom: 4 } };
  const content = outline(wide, {});
  for (const [size, scale] of [["large", SCALES.crowded], ["small", SCALES.small]]) {
    const placed = places(wide, content.people, content.agencies, size);
    assert.ok(placed.scale.width > scale.width && Math.abs(placed.scale.width / placed.scale.height - scale.width / scale.height) < 0.01);
    assert.ok(placed.people.father.x - placed.people.mother.x >= 118);
    const cell = cells(content.people, placed).mother;
    assert.ok(placed.people.child.y - placed.scale.symbol / 2 > cell.box.bottom);
  }
});

test("everybody and every agency stands on the drawing", () => {
  for (const size of ["large", "small"]) {
    const content = outline(FAMILY, TABLE);
    const { people, slots, scale } = places(FAMILY, content.people, content.agencies, size);
    for (const at of Object.values(people)) {
      assert.ok(at.x > scale.symbol / 2 && at.x < scale.width - scale.symbol / 2);
      assert.ok(at.y > scale.ring && at.y < scale.height - scale.ring);
    }
    for (const slot of Object.values(slots)) assert.ok(slot.x >= 0 && slot.x + slot.width <= scale.width);
  }
});

const PEOPLE = { a: { x: 100, y: 100 }, b: { x: 300, y: 100 }, c: { x: 200, y: 300 }, d: { x: 100, y: 300 } };
const SIZE = { symbol: 60, text: 25 };
const line = (kind, more = {}) => lines([{ id: "r", kind, a: "a", b: "b", ...more }], PEOPLE, SIZE);

test("couples: a line between them, one slash when separated, two when divorced, with the years", () => {
  const slashes = (kind) => (line(kind).families[0].marks.match(/M/g) ?? []).length;
  assert.deepEqual(["married", "cohabiting", "separated", "divorced"].map(slashes), [0, 0, 1, 2]);
  assert.equal(line("married", { since: "1980-06" }).families[0].label, "m 1980");
  assert.equal(line("cohabiting", { since: "2015" }).families[0].label, "LT 2015");
  const { label, below } = line("divorced", { since: "2008", until: "2013" }).families[0];
  assert.deepEqual([label, below], ["m 2008", "d 2013"]);
});

test("bonds have their own strokes and words: double, dotted, zigzag, cut with bars, arrow", () => {
  const bond = (kind) => line(kind).bonds[0];
  const pieces = (path) => (path.match(/M/g) ?? []).length;
  assert.equal(pieces(bond("close").path), 2);
  assert.equal(pieces(bond("distant").path), 1);
  assert.equal(pieces(bond("cut_off").path), 2);
  assert.equal(pieces(bond("cut_off").marks), 2);
  assert.equal(pieces(bond("cares_for").marks), 1);
  assert.notEqual(bond("conflict").path, bond("distant").path);
  assert.deepEqual(["close", "cut_off", "cares_for"].map((kind) => bond(kind).label), ["close", "cut off", "cares for"]);
});

test("labels of bonds keep clear of each other and of people, and stay where they were", () => {
  const crowd = { a: { x: 100, y: 100 }, b: { x: 500, y: 100 }, c: { x: 120, y: 500 }, d: { x: 520, y: 500 } };
  const relations = [["close", "a", "d"], ["conflict", "b", "c"], ["cares_for", "a", "c"], ["distant", "c", "d"]]
    .map(([kind, a, b]) => ({ id: `${a}-${b}-${kind}`, kind, a, b }));
  const kept = new Map();
  const taken = Object.values(crowd).map((at) => ({ left: at.x - 40, right: at.x + 40, top: at.y - 30, bottom: at.y + 90 }));
  const first = lines(relations.slice(0, 3), crowd, SIZE, { kept, taken }).bonds;
  const all = lines(relations, crowd, SIZE, { kept, taken }).bonds;
  assert.deepEqual(all.slice(0, 3).map((one) => one.at), first.map((one) => one.at));
  const boxes = [...taken, ...all.map((one) => labelBox(one.at, one.label, SIZE.text))];
  for (const [place, one] of boxes.entries()) {
    for (const other of boxes.slice(Math.max(place + 1, taken.length))) assert.ok(apart(one, other) >= 0);
  }
});

test("children hang below the middle of their parents' line, siblings on one bar", () => {
  const relations = [
    { id: "1", kind: "married", a: "a", b: "b" },
    ...["c", "d"].flatMap((child) => ["a", "b"].map((parent) => ({ id: `${parent}${child}`, kind: "parent", a: parent, b: child }))),
  ];
  const [, descent, ...others] = lines(relations, PEOPLE, SIZE).families;
  assert.equal(others.length, 0);
  assert.match(descent.path, /^M200 100V/);
  assert.ok(descent.path.includes("L200 270"));
});

/** The horizontal pieces of a path, each [from, to, height]. @param {string} path */
const across = (path) => {
  const found = [];
  let at = { x: 0, y: 0 };
  for (const [, letter, rest] of path.matchAll(/([MLHV])([^MLHV]*)/g)) {
    const [one, two] = rest.trim().split(" ").map(Number);
    const to = letter === "H" ? { x: one, y: at.y } : letter === "V" ? { x: at.x, y: one } : { x: one, y: two };
    if (letter === "H") found.push([Math.min(at.x, to.x), Math.max(at.x, to.x), at.y]);
    at = to;
  }
  return found;
};
const parentsOf = (child, ...parents) => parents.map((parent) => ({ id: `${parent}${child}`, kind: "parent", a: parent, b: child }));

test("a third partner's line passes over the second, and the child hangs from no other couple", () => {
  for (const order of [["a", "b", "c", "d"], ["d", "c", "b", "a"]]) {
    const row = Object.fromEntries(order.map((id, place) => [id, { x: 100 + place * 150, y: 300 }]));
    const people = { ...row, kc: { x: row.c.x, y: 600 }, kd: { x: row.d.x, y: 600 } };
    const couples = ["d", "c", "b"].map((id) => ({ id: `a${id}`, kind: "married", a: "a", b: id }));
    const relations = [...couples, ...parentsOf("kc", "a", "c"), ...parentsOf("kd", "a", "d")];
    const drawn = Object.fromEntries(lines(relations, people, SIZE).families.map((one) => [one.id, one]));
    const middle = (one) => (people.a.x + people[one].x) / 2;
    assert.equal(across(drawn.ab.path)[0][2], 300);
    const heights = ["ac", "ad"].map((id) => across(drawn[id].path)[0][2]);
    assert.ok(heights.every((y) => y < 300 - SIZE.symbol / 2) && heights[0] !== heights[1], String(heights));
    const starts = ["a c", "a d"].map((key) => Number(drawn[`children-${key}`].path.match(/^M([\d.]+)/)[1]));
    for (const x of starts) {
      assert.ok(Object.values(row).every((at) => Math.abs(at.x - x) > SIZE.symbol / 2), "clear of everybody");
      assert.ok(Math.abs(x - middle("b")) > SIZE.symbol / 2, "not from the first couple");
    }
    assert.notEqual(starts[0], starts[1]);
  }
});

test("families whose lines meet in one row never share a height, however many they are", () => {
  const people = {};
  const relations = [];
  for (let n = 0; n < 12; n += 1) {
    people[`p${n}`] = { x: 100 + n * 90, y: 100 };
    people[`k${n}`] = { x: 100 + ((n * 5) % 12) * 90, y: 400 };
    relations.push(...parentsOf(`k${n}`, `p${n}`));
  }
  const bars = lines(relations, people, SIZE).families.flatMap((one) => across(one.path));
  for (const [place, [from, to, y]] of bars.entries()) {
    for (const [otherFrom, otherTo, otherY] of bars.slice(place + 1)) {
      assert.ok(y !== otherY || to < otherFrom || otherTo < from, `${from}-${to} and ${otherFrom}-${otherTo} at ${y}`);
    }
  }
});

test("a sibling who stands between twins is not drawn into their fork", () => {
  const people = { m: { x: 300, y: 100 }, t1: { x: 150, y: 400 }, s: { x: 300, y: 400 }, t2: { x: 450, y: 400 } };
  const relations = ["t1", "s", "t2"].flatMap((child) => parentsOf(child, "m"));
  const born = { t1: "2013-07-04", t2: "2013-07-04", s: "2015-01-01" };
  const [{ path }] = lines(relations, people, SIZE, { born }).families;
  const drops = [...path.matchAll(/M([\d.]+) [\d.]+L([\d.]+)/g)].map(([, from, to]) => [Number(from), Number(to)]);
  const fork = drops.filter(([, to]) => to !== 300).map(([from]) => from);
  assert.equal(fork[0], fork[1]);
  assert.ok(Math.abs(fork[0] - 300) >= SIZE.symbol / 2);
  assert.deepEqual(drops.filter(([, to]) => to === 300), [[300, 300]]);
});

test("a bond with somebody who is not on the picture is not drawn", () => {
  assert.deepEqual(lines([{ id: "r", kind: "close", a: "a", b: "ghost" }], PEOPLE, SIZE), { families: [], bonds: [] });
});

test("every symbol and every kind of fact has a shape of its own", () => {
  const shapes = ["square", "circle", "diamond", "triangle"].map((shape) => shapePath(shape, 60));
  assert.equal(new Set(shapes).size, 4);
  assert.equal(new Set(["worry", "strength", "neutral"].map((shape) => shapePath(shape, 20))).size, 3);
  assert.equal(shapePath("question", 60), shapePath("circle", 60));
});

const SHARED = {
  ...FAMILY,
  relations: { r1: { kind: "parent", a: "nan", b: "mother" }, r2: { kind: "parent", a: "mother", b: "child" } },
};
const overlaps = (one, other) => Math.min(one.right, other.right) > Math.max(one.left, other.left) && Math.min(one.bottom, other.bottom) > Math.max(one.top, other.top);

/** What the drawing works out before it is drawn. @param {any} family @param {string} [size] */
function laid(family, size = "large") {
  const { people, agencies, households } = outline(family, {});
  const at = places(family, people, agencies, size);
  const cellOf = cells(people, at);
  return { at, cellOf, around: homes(households, cellOf, at) };
}

test("names and rows of buttons keep clear of each other, of the next person and of the edge", () => {
  const wide = { ...SHARED, extent: { left: 0, right: 9, top: 0, bottom: 4 } };
  for (const { at, cellOf } of [laid(SHARED), laid(SHARED, "small"), laid(wide)]) {
    const all = Object.values(cellOf);
    for (const [place, one] of all.entries()) {
      assert.ok(one.box.left >= 0 && one.box.right <= at.scale.width, one.text);
      for (const other of all.slice(place + 1)) assert.ok(!overlaps(one.box, other.box), `${one.text} ${other.text}`);
      const last = buttonAt(one, one.columns * one.rows - 1);
      assert.ok(last.x + one.pitch / 2 <= one.box.right + 0.01 && last.y + one.pitch / 2 <= one.box.bottom + 0.01);
    }
  }
});

test("a button stays where it is when others come; beyond the last place they are counted", () => {
  const { mother } = laid(SHARED).cellOf;
  const all = mother.columns * mother.rows;
  assert.equal(new Set(Array.from({ length: all }, (_, place) => JSON.stringify(buttonAt(mother, place)))).size, all);
  assert.deepEqual([shownOf(mother, 0), shownOf(mother, all), shownOf(mother, all + 1), shownOf(mother, all + 9)], [0, all, all - 1, all - 1]);
  assert.deepEqual(buttonAt(mother, all + 5), buttonAt(mother, all - 1));
});

test("people are called by their first name where it is nobody else's", () => {
  const people = [{ name: "Kerry Button" }, { name: "Joan Button" }, { name: "Joan Fenn" }, { name: "The baby" }];
  assert.deepEqual(people.map((one) => shortName(one, people)), ["Kerry", "Joan Button", "Joan Fenn", "The baby"]);
});

test("a home's band takes in its members with their rows and nobody else, and its name stands inside", () => {
  const { cellOf, around: [home] } = laid(SHARED);
  const inside = ({ box }) => home.bands.some((band) => band.left <= box.left && band.right >= box.right && band.top <= box.top && band.bottom >= box.bottom);
  assert.deepEqual(Object.keys(cellOf).filter((id) => inside(cellOf[id])).sort(), ["child", "mother"]);
  assert.ok(!home.bands.some((band) => overlaps(band, cellOf.father.written)));
  assert.ok(home.bands.some((band) => band.left <= nameBox(home).left && band.right >= nameBox(home).right && band.bottom >= nameBox(home).bottom));
});

test("members with somebody else between them have a band each, and a line between the bands", () => {
  const parted = { ...FAMILY, people: { ...FAMILY.people, guest: person("Ann", 3, 1, { household: "home" }) } };
  const { around: [home] } = laid(parted);
  assert.ok(home.join.startsWith("M"));
  assert.deepEqual([...home.people].sort(), ["child", "guest", "mother"]);
});

test("a couple's line says in words since when, where there is room, and beside the name", () => {
  const { at, cellOf } = laid(SHARED);
  const couple = { id: "c", kind: "cohabiting", a: "mother", b: "father", since: "2025" };
  const { families } = lines([couple], at.people, at.scale);
  const [told] = together(families, [couple], cellOf, at);
  assert.ok(told.at.x > cellOf.mother.written.right);
  assert.ok(["together since 2025", "LT 2025"].includes(told.label));
  const apart = { ...at, people: { ...at.people, father: { ...at.people.father, x: at.people.mother.x + 600 } } };
  assert.equal(together(lines([couple], apart.people, at.scale).families, [couple], cellOf, apart)[0].label, "together since 2025");
});

test("an insight's stitch goes through all its buttons, from left to right", () => {
  const path = stitchPath([{ x: 300, y: 10 }, { x: 100, y: 50 }, { x: 200, y: 90 }]);
  assert.match(path, /^M100 50Q-?\d+ -?\d+ 200 90Q-?\d+ -?\d+ 300 10$/);
  assert.equal(stitchPath([{ x: 1, y: 1 }]), "");
});

test("the time strip ends with today's month, and a mark keeps its place when others come", () => {
  const spans = spansUpTo(FAMILY.today);
  assert.deepEqual(spans.map((span) => span.label), [
    "earlier", "Sep", "Oct", "Nov", "Dec", "Jan 2026", "Feb", "Mar", "no date",
  ]);
  const content = outline(FAMILY, TABLE);
  const few = stripPlaces(content.facts.filter((one) => one.order < 4), spans);
  const all = stripPlaces(content.facts, spans);
  for (const [id, place] of few) assert.deepEqual(all.get(id), place);
  assert.deepEqual([...all.values()].map((place) => spans[place.span].label).sort(), ["Jan 2026", "Nov", "Nov", "no date"]);
});

test("a dated fact beyond the strip's room is counted, not lost", () => {
  const many = Array.from({ length: 14 }, (_, order) => ({ id: `m${order}`, first: "2026-02-01", order }));
  const places = [...stripPlaces(many, spansUpTo(FAMILY.today)).values()];
  assert.equal(places.filter((place) => !place.isShown).length, 4); // two places say so
});

const told = (facts, insights = []) => ({ arrived: facts.map((id) => ({ id, text: "four words of text" })), insights: insights.map((id) => ({ id })), newest: facts.length ? { id: facts.at(-1) } : undefined });
const waitingIn = (telling) => telling.queue.map(({ id }) => id);

test("facts are told one after another; what lay there when the page opened is not told anew", () => {
  let telling = heard(begun(told(["f1", "f2"])), told(["f1", "f2", "f3", "f4"]));
  assert.deepEqual([telling.fact, waitingIn(telling)], ["f2", ["f3", "f4"]]);
  telling = turned(telling);
  assert.deepEqual([telling.fact, waitingIn(telling)], ["f3", ["f4"]]);
  assert.equal(heard(telling, told(["f1", "f2", "f3", "f4"])), telling);
});

test("of many that come at once the last few are told; an insight waits for its facts and is never left out", () => {
  const many = ["f1", "f2", "f3", "f4", "f5", "f6"];
  const telling = heard(begun(told([])), told(many, ["found"]));
  assert.deepEqual(waitingIn(telling), [...many.slice(-MOST_WAITING), "insight found"]);
  const last = [1, 2, 3, 4].reduce(turned, telling);
  assert.deepEqual([last.fact, last.insight, turned(last).insight], ["f6", "found", ""]);
});

test("a fact stands for as long as it is read aloud, less while others wait; an insight its six seconds", () => {
  const fact = { text: Array.from({ length: 20 }, () => "word").join(" ") };
  const [quiet, busy] = [begun(told([])), heard(begun(told([])), told(["f1", "f2", "f3"]))];
  assert.ok(holdMs(quiet, fact) > 8_000);
  assert.ok(holdMs(busy, fact) < holdMs(quiet, fact) && holdMs(busy, fact) >= HOLD_MS.least);
  assert.equal(holdMs({ ...quiet, insight: "found" }, fact), 6_000);
  assert.equal(holdMs(heard(begun(told(["f1"])), told(["f1"], ["found"])), fact), HOLD_MS.least);
});

test("a table that is laid anew tells nothing of the one before", () => {
  const telling = heard(begun(told(["f1", "f2"])), told(["g1"]));
  assert.deepEqual([telling.fact, waitingIn(telling)], ["g1", []]);
});

test("looking closer stays on the drawing", () => {
  assert.deepEqual(within({ factor: 9, x: 0, y: 2 }), { factor: 4, x: 0.125, y: 0.875 });
  assert.equal(viewBoxOf({ factor: 2, x: 0.5, y: 0.5 }, { width: 400, height: 200 }), "100 50 200 100");
  const wider = moved({ factor: 1, x: 0.5, y: 0.5 }, { x: 10, y: 0 }, { x: 20, y: 0 }, { x: 0, y: 0 }, { left: 0, top: 0, width: 100, height: 100 });
  assert.equal(wider.factor, 2);
});

test("two fingers hold the point between them", () => {
  const box = { left: 0, top: 0, width: 100, height: 100 };
  const look = moved({ factor: 1, x: 0.5, y: 0.5 }, { x: 30, y: 30 }, { x: 40, y: 40 }, { x: 20, y: 20 }, box);
  const seen = (place) => look.x + (place / 100 - 0.5) / look.factor;
  assert.equal(look.factor, 2);
  assert.ok(Math.abs(seen(30) - 0.25) < 0.001);
});

test("a button's step is half of what is seen, and ends with the drawing", () => {
  const look = { factor: 4, x: 0.5, y: 0.5 };
  assert.deepEqual(further(look, 1, 0), { factor: 4, x: 0.625, y: 0.5 });
  assert.deepEqual(further(look, 0, -1), { factor: 4, x: 0.5, y: 0.375 });
  assert.deepEqual(further({ ...look, x: 0.875 }, 1, 0), { factor: 4, x: 0.875, y: 0.5 });
});

test("whoever is partly out of sight, or at its edge, is brought to its middle; whoever is in sight moves nothing", () => {
  const look = { factor: 2, x: 0.5, y: 0.5 };
  const round = (x, y) => ({ left: x - 0.125, right: x + 0.125, top: y - 0.0625, bottom: y + 0.0625 });
  assert.equal(showing(look, round(0.6, 0.4)), look);
  assert.deepEqual(showing(look, round(0.625, 0.5)), { factor: 2, x: 0.625, y: 0.5 });
  assert.deepEqual(showing(look, round(0.875, 0.5)), { factor: 2, x: 0.75, y: 0.5 });
  const whole = { factor: 1, x: 0.5, y: 0.5 };
  assert.equal(showing(whole, round(0.875, 0.5)), whole);
});

test("nobody is shown so close that a part of them is cut off", () => {
  const { factor, x, y } = showing({ factor: 4, x: 0.5, y: 0.5 }, { left: 0.3, right: 0.7, top: 0.4, bottom: 0.6 });
  assert.ok(0.4 * factor < 1 && factor > 2);
  assert.deepEqual([x, y], [0.5, 0.5]);
});

test("days and people are said in words", () => {
  assert.equal(dayWords("2025-11-03"), "3 Nov 2025");
  assert.equal(dayWords("2025-09..2026-01"), "Sep 2025 – Jan 2026");
  const [nan] = outline(FAMILY, {}).people;
  assert.equal(personWords(nan), "Joan (also Nan, Jo), died 1 Feb 2024");
});

test("a thread goes round whoever it is not about, and straight where the way is clear", () => {
  const slot = { x: 0, y: 700, width: 200, height: 60, above: false };
  const people = { ivy: { x: 110, y: 500 }, kerry: { x: 130, y: 200 }, rita: { x: 600, y: 200 }, late: { x: 350, y: 450 } };
  const places = /** @type {any} */ ({ scale: SCALES.large, people, slots: {}, step: 200, settled: ["ivy", "kerry", "rita"] });
  const path = threadPath(slot, people.kerry, places, { about: ["kerry"], gap: 52 });
  const [fromX, fromY, throughX, throughY, toX, toY] = path.match(/-?[\d.]+/g).map(Number);
  assert.ok(path.includes("Q"));
  const nearest = Math.min(...Array.from({ length: 101 }, (_, step) => {
    const share = step / 100;
    const at = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c) => (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share ** 2 * c;
    return Math.hypot(at(fromX, throughX, toX) - people.ivy.x, at(fromY, throughY, toY) - people.ivy.y);
  }));
  assert.ok(nearest > SCALES.large.symbol * 0.7, `${nearest}`);
  assert.match(threadPath(slot, people.rita, places, { about: ["rita"], gap: 52 }), /^M100 700L/); // who came late is not gone round: nothing moves
});

const listed = (n) => Array.from({ length: n }, (_, place) => ({ id: `i${place}` }));
const headsOf = (chunks) => new Set(chunks.map((chunk) => chunk.id));

test("a list is cut into chunks of 12 to 24, and all of it is in them in its order", () => {
  for (const n of [0, 1, 24, 25, 46, 300]) {
    const chunks = chunked(listed(n), new Set());
    assert.deepEqual(chunks.flatMap((chunk) => chunk.items), listed(n));
    assert.equal(headsOf(chunks).size, chunks.length);
    assert.ok(chunks.every(({ items }) => items.length <= 24 && (chunks.length === 1 || items.length >= 12)));
  }
});

test("who comes into a list moves nobody to another chunk, until a chunk is full and is cut in two", () => {
  let items = listed(40);
  let chunks = chunked(items, new Set());
  for (let come = 0; come < 200; come += 1) {
    const at = (come * 7) % (items.length + 1);
    items = [...items.slice(0, at), { id: `new${come}` }, ...items.slice(at)];
    const now = chunked(items, headsOf(chunks));
    const kept = chunks.filter(({ id, items }) => now.some((one) => one.id === id && items.every((item) => one.items.includes(item))));
    assert.ok(kept.length >= chunks.length - 1);
    assert.deepEqual(now.flatMap((chunk) => chunk.items), items);
    assert.ok(now.every((chunk) => chunk.items.length <= 24));
    chunks = now;
  }
  assert.ok(chunks.length > 10);
});

test("a wide family of many generations is drawn on a sheet that has an end", () => {
  const extent = { left: 0, right: 8, top: 0, bottom: 16 };
  const { scale } = places({ ...FAMILY, extent }, [], [], "large");
  assert.ok(scale.width < 12 * SCALES.crowded.width, `${scale.width} wide`);
  assert.ok(scale.text <= 3 * SCALES.crowded.text);
});
