# ruff: noqa: E501 - the table reads best with each text whole on its line
"""Mutants of good.yaml: each breaks one rule at one place.

`old`, which occurs once, is replaced by `new`, and so are the pairs of `more`. The flaw must stand in the
line where `at` begins; `also` names the codes that follow from the same break.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    code: str
    why: str
    old: str
    new: str
    at: str
    also: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()

    def apply(self, text: str) -> str:
        """The mutated text; a change that does not find its one place is a mistake in the table."""
        for old, new in ((self.old, self.new), *self.more):
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        return text


def mutant(
    code: str,
    why: str,
    old: str,
    new: str,
    at: str | None = None,
    also: tuple[str, ...] = (),
    more: tuple[tuple[str, str], ...] = (),
) -> Mutant:
    at = at or new.strip().splitlines()[0]
    return Mutant(code=code, why=why, old=old, new=new, at=at, also=also, more=more)


_JOE = """    intro: Mina's sister.
  - id: joe
    name: Joe
    symbol: square
    position: {x: 4, y: 0}
    intro: A friend."""

_LONG_FACTS = "".join(
    f"""  - id: long-{number}
    text: {"word " * 24}
    held_by: [food]
    about: [mina]
    topic: home
    column: strength
    source: seen
    kinds: [supporting]
    note: It is long.
"""
    for number in range(12)
)

_EVERY_PAIR = """- [fb-2, yw-2]
      - [all-1, all-2]
      - [sc-3, yw-3]
      - [sc-3, pr-3]
      - [yw-3, pr-3]
      - [ho-3, po-3]
      - [ho-3, fs-1]
      - [po-3, fs-1]"""

_NO_MERGES = (
    ("    merges_with: [school]\n", ""),
    ("    merges_with: [food, housing]\n", ""),
    ("    merges_with: [police, food]\n", ""),
    ("    merges_with: [housing]\n", ""),
    ("    merges_with: [practice]\n", ""),
)


SHAPE = [
    mutant("unknown_key", "a key misspelt", "summary: A boy", "sumary: A boy", also=("missing_key",)),
    mutant("unknown_key", "a key that is no part of a role", "    threshold: We have none.",
            "    threshold: We have none.\n    salary: none", at="salary"),
    mutant("missing_key", "no support", "support: Speak to the facilitator or your own line manager.\n", "",
            at="format: 1"),
    mutant("missing_key", "no content notes", "content_notes:\n  - Money worries and a parent's low mood.\n", "",
            at="format: 1"),
    mutant("missing_key", "no reveal note", "    note: He fetches medicine.\n", "", at="- id: yw-1"),
    mutant("missing_key", "no reference answer", "  statement: Ravi cares for his mother at night and nobody has"
            " asked him.\n", "", at="  easy_story"),
    mutant("empty_value", "a title without words", 'title: Canal Lane', 'title: ""'),
    mutant("empty_value", "a key without a value", "licence: CC0 1.0", "licence:"),
    mutant("wrong_type", "a number for a text", "author: Test fixture", "author: 42"),
    mutant("wrong_type", "a word for a list", "held_by: [food]\n    about: [leela]",
            "held_by: food\n    about: [leela]", at="held_by: food\n"),
    mutant("wrong_type", "a word for a group of keys", "position: {x: 2, y: 0}", "position: right"),
    mutant("wrong_type", "yes is not true", "child: true", "child: yes"),
    mutant("wrong_type", "a word for a number", "position: {x: 2, y: 0}", "position: {x: two, y: 0}"),
    mutant("unknown_value", "a shape misspelt", "symbol: square", "symbol: sqare"),
    mutant("unknown_value", "a barrier that is none", "barriers: [systems]", "barriers: [weather]"),
    mutant("bad_id", "capitals in an id", "id: canal-lane", "id: Canal Lane"),
    mutant("bad_id", "what every object of a browser has", "id: canal-lane", "id: constructor"),
    mutant("bad_number", "a phase of a day", "minutes: 12", "minutes: 999"),
    mutant("bad_number", "half a minute", "minutes: 12", "minutes: 12.5"),
    mutant("bad_date", "a season", "born: 1988-04", "born: spring 1988"),
    mutant("bad_date", "today is a month", "today: 2026-03-16", "today: 2026-03"),
    mutant("impossible_date", "30 February", "when: 2026-02-15", "when: 2026-02-30"),
    mutant("span_backwards", "a span that ends first", "when: 2023..2026", "when: 2026..2023"),
    mutant("hidden_character", "a title that turns about", "title: Canal Lane", "title: Canal \u202eenaL", at="title: Canal"),
    mutant("text_too_long", "a title of 90 letters", "title: Canal Lane", "title: " + "x" * 90, at="title: xxx"),
    mutant("too_few", "a fact nobody holds", "held_by: [food]\n    about: [leela]",
            "held_by: []\n    about: [leela]", at="held_by: []"),
    mutant("too_many", "six other names", "also_known_as: [Mina Hale]", "also_known_as: [A, B, C, D, E, F]"),
    mutant("unknown_format", "a later format", "format: 1", "format: 2"),
    mutant("duplicate_key", "a key twice", "version: 1.0.0", "version: 1.0.0\nversion: 2.0.0",
            at="version: 2.0.0"),
    mutant("duplicate_id", "two facts of one id", "- id: po-3", "- id: po-2", at="- id: po-2\n    text: A bicycle"),
    mutant("unknown_reference", "a role misspelt", "held_by: [food]\n    about: [leela]",
            "held_by: [foood]\n    about: [leela]", at="held_by: [foood]"),
    mutant("unknown_reference", "a person nobody knows", "about: [leela, mina]", "about: [uncle, mina]"),
    mutant("unknown_reference", "a topic that is not listed", "topic: health\n    when: 2016",
            "topic: money\n    when: 2016", at="topic: money"),
    mutant("unknown_reference", "a fact that is not there", "- [ho-1, pr-3]", "- [ho-1, pr-9]"),
    mutant("unknown_reference", "a household that is not there", "household: aunts", "household: aunt"),
    mutant("unknown_reference", "a merge with nobody", "merges_with: [practice]", "merges_with: [clinic]"),
    mutant("unknown_reference", "shown by no fact", "shown_by: [fs-1]", "shown_by: [fs-7]"),
    mutant("unknown_reference", "resolved by no fact", "resolved_by: [fs-1]", "resolved_by: [fs-7]"),
    mutant("unknown_reference", "a decoy from no fact", "decoy_from: [all-1, all-2]",
            "decoy_from: [all-1, all-7]"),
    mutant("repeated_reference", "a holder twice", "held_by: [food]\n    about: [leela]",
            "held_by: [food, food]\n    about: [leela]", at="held_by: [food, food]"),
    mutant("unknown_reference", "an inject in no phase", "phase: share\n    minute: 6", "phase: later\n    minute: 6",
            at="phase: later"),
    mutant("unknown_reference", "an inject to nobody", "to: [food]", "to: [baker]"),
    mutant("unknown_reference", "an inject with no fact", "facts: [fs-1]", "facts: [fs-7]"),
    mutant("duplicate_id", "two injects of one name", "- id: evening", "- id: shop-rings  # again",
            at="shop-rings  # again"),
    mutant("alias_refused", "an anchor", "title: Canal Lane", "title: &t Canal Lane"),
    mutant("tag_refused", "a tag", "title: Canal Lane", "title: !!str Canal Lane"),
    mutant("several_documents", "a second document", "glossary:\n", "---\nglossary:\n", at="---"),
    mutant("too_deep", "brackets in brackets", "title: Canal Lane", "title: " + "[" * 20 + "]" * 20),
    mutant("bad_yaml", "a bracket left open", "also_known_as: [Mina Hale]", "also_known_as: [Mina Hale"),
]  # fmt: skip

FAMILY = [
    mutant("older_than_parent", "the child is older than her mother", "born: 1988-04", "born: 2018-04",
            at="- kind: parent", also=("child_not_marked", "fact_before_birth")),
    mutant("parent_too_young", "a mother of nine", "born: 1988-04", "born: 2006-04", at="- kind: parent"),
    mutant("parent_circle", "mother of her mother", "people: [mina, ravi]",
            "people: [mina, ravi]\n  - kind: parent\n    people: [ravi, mina]",
            at="kind: parent\n    people: [ravi, mina]", also=("child_above_parent",)),
    mutant("died_before_born", "death before birth", "born: 1991", "born: 1991\n    died: 1990-05",
            at="died: 1990-05"),
    mutant("died_after_today", "death after today", "born: 1991", "born: 1991\n    died: 2026-05",
            at="died: 2026-05"),
    mutant("born_after_today", "born tomorrow", "born: 1991", "born: 2026-03-17", also=("relation_before_birth",)),
    mutant("impossible_age", "125 years old", "born: 1991", "born: 1901"),
    mutant("child_is_adult", "a child of twenty-five", "born: 2015-09-03", "born: 2001-01-03", at="child: true"),
    mutant("child_not_marked", "a boy of ten", "    child: true\n", "", at="- id: ravi", also=("index_not_child",)),
    mutant("relation_to_self", "close to herself", "people: [mina, leela]", "people: [mina, mina]"),
    mutant("relation_before_birth", "close before she was born", "since: 2020", "since: 1989"),
    mutant("relation_after_today", "close from next year", "since: 2020", "since: 2027"),
    mutant("relation_ends_before_start", "over before it began", "since: 2020", "since: 2020\n    until: 2018",
            at="until: 2018"),
    mutant("repeated_relation", "the same line twice", "people: [mina, ravi]",
            "people: [mina, ravi]\n  - kind: parent\n    people: [mina, ravi]  # again",
            at="kind: parent\n    people: [mina, ravi]  # again"),
    mutant("not_twins", "twins a generation apart", "kind: close\n    people: [mina, leela]\n    since: 2020",
            "kind: identical\n    people: [mina, ravi]", at="kind: identical", also=("shown_by_others",)),
    mutant("fact_after_today", "a fact of next month", "when: 2026-02-15", "when: 2026-04-15"),
    mutant("fact_before_birth", "the boy before he was born", "when: 2026-02-15", "when: 2014-02-15"),
    mutant("people_overlap", "two people on one spot", "position: {x: 2, y: 0}", "position: {x: 0.5, y: 0}"),
    mutant("index_person", "nobody is the child in question", "    index: true\n", "", at="people:\n  - id: mina"),
    mutant("index_person", "two children in question", "    known_at_start: false",
            "    known_at_start: false\n    index: true", at="index: true\n    intro: Ten", also=("index_not_child", "index_unseen")),
]  # fmt: skip

MEANING = [
    mutant("insight_out_of_reach", "a needed fact is only extra", "    kinds: [key, below_threshold]\n"
            "    note: It is Ravi", "    tier: extra\n    kinds: [key, below_threshold]\n    note: It is Ravi",
            at="- [sc-1, pr-1, po-1]"),
    mutant("insight_out_of_reach", "a needed role is only optional", "    merges_with: [practice]",
            "    merges_with: [practice]\n    core: false", at="- [fb-1, sc-2, ho-2]",
            also=("contradiction_unresolved",)),
    mutant("role_reaches_insight", "one role holds a whole set", "held_by: [housing]\n    about: [mina]\n"
            "    topic: home\n    when: 2025-10", "held_by: [housing, practice]\n    about: [mina]\n"
            "    topic: home\n    when: 2025-10", at="- [ho-1, pr-3]"),
    mutant("insight_in_one_role", "a set of one role's facts", "- [fb-2, yw-2]", "- [fb-2, yw-2]\n"
            "      - [fb-2, fs-1]", at="- [fb-2, fs-1]",
            also=("ingredient_not_key",)),
    mutant("merged_roles_reach_insight", "at a table of five, whoever is merged", "- [fb-2, yw-2]", _EVERY_PAIR,
            at="- [ho-3, po-3]", also=("shared_facts_reach", "ingredient_not_key", "hub_role")),
    mutant("pair_reaches_too_much", "two roles reach three of five", "- [pr-2, po-2, sc-2]",
            "- [pr-2, po-2, sc-2]\n      - [ho-1, pr-2]", at="- id: housing",
            more=(("- [fb-2, yw-2]", "- [fb-2, yw-2]\n      - [ho-2, pr-2]"),), also=("hub_role",)),
    mutant("role_without_key_fact", "a role of supporting facts only", "- [fb-2, yw-2]", "- [fb-2, ho-2]",
            at="- id: youth", more=(("      - [yw-1, pr-1, po-1]\n", ""),),
            also=("key_not_used", "role_not_needed")),
    mutant("role_not_needed", "another role always knows what it knows", "- [fb-2, yw-2]", "- [fb-2, ho-2]",
            at="- id: youth", more=(("      - [yw-1, pr-1, po-1]\n", ""), ("[fb-1, sc-2", "[fb-1, fb-2, sc-2"),
                                    ("held_by: [food]\n    about: [mina, ravi]",
                                     "held_by: [food, youth]\n    about: [mina, ravi]")),
            also=("key_not_used",)),
    mutant("contradiction_unresolved", "nothing settles it", "resolved_by: [fs-1]", "resolved_by: []"),
    mutant("contradiction_unresolved", "settled by a holder", "resolved_by: [fs-1]", "resolved_by: [po-1]"),
    mutant("contradiction_unresolved", "settled by itself", "resolved_by: [fs-1]", "resolved_by: [po-2]"),
    mutant("contradiction_of_one", "one fact against itself", "facts: [ho-3, po-2]", "facts: [po-2, po-2]"),
    mutant("insight_needs_full", "the diagnosis is needed", "- [pr-2, po-2, sc-2]",
            "- [pr-2, po-2, sc-2]\n    needs_full: [pr-2]", at="needs_full: [pr-2]"),
    mutant("shared_facts_reach", "shared facts solve it", "- [fb-2, yw-2]", "- [fb-2, yw-2]\n"
            "      - [all-1, all-2]", at="- [all-1, all-2]", also=("hub_role", "ingredient_not_key")),
    mutant("decoy_not_shared", "a decoy from one role", "decoy_from: [all-1, all-2]",
            "decoy_from: [all-1, all-2, sc-3]"),
    mutant("answer_count", "no answer", "      answer: true\n", "", at="  options:"),
    mutant("answer_count", "two answers", "text: Ravi is bullied.", "text: Ravi is bullied.\n      answer: true",
            at="  options:"),
    mutant("decoy_count", "no decoy", "      decoy: true\n", "", at="  options:"),
    mutant("decoy_count", "the answer is the decoy", "      answer: true", "      answer: true\n      decoy: true",
            at="  options:"),
    mutant("minimum_without_need_to_know", "nobody says who needs more", "    need_to_know: []\n", "",
            at="minimum: Mina has"),
    mutant("need_to_know_without_minimum", "no minimum wording", "    minimum: Mina has had low mood before and"
            " got better with help.\n", "", at="need_to_know: []"),
    mutant("text_cut_at_hash", "a flat's number", "    intro: Mina's sister.", "    intro: Mina's sister, in flat #4 and nobody rang."),
    mutant("minimum_says_all", "the minimum is the whole", "minimum: Mina has had low mood before and got better"
            " with help.", "minimum: Mina was treated for severe depression after the birth of her son"),
    mutant("fact_too_long", "fifty words", "text: A bicycle was stolen in Canal Lane.", "text: " + "word " * 50,
            at="text: word word"),
    mutant("role_merges_with_itself", "a role beside itself", "merges_with: [practice]", "merges_with: [food]",
            also=()),
    mutant("agenda_without_share", "an agenda without sharing", "kind: share", "kind: pulse", at="agenda:",
            also=("inject_outside_sharing",)),
    mutant("inject_outside_sharing", "news while barriers are named", "phase: share\n    minute: 6",
            "phase: barriers\n    minute: 5", at="phase: barriers"),
    mutant("inject_after_phase", "news after the phase", "minute: 9", "minute: 12"),
    mutant("inject_fact_untold", "a hand that grows without a word", "to: [food]", "to: [school]",
            at="facts: [fs-1]"),
    mutant("agenda_begins", "nowhere to arrive", "kind: lobby", "kind: welcome"),
    mutant("agenda_ends", "no end", "kind: closed", "kind: check_out"),
]  # fmt: skip

BALANCE = [
    mutant("long_fact", "thirty words", "text: A bicycle was stolen in Canal Lane.", "text: " + "word " * 30,
            at="text: word word"),
    mutant("much_shared", "everybody knows too much", "held_by: [school, youth, practice]",
            "held_by: [school, youth, practice, housing, police, food]",
            at="facts:\n  - id: all-1", more=(("held_by: [housing, police, food]\n    about: [mina]\n    topic: learning",
            "held_by: [housing, police, food, school, youth, practice]\n    about: [mina]\n    topic: learning"),
            ("held_by: [police]\n    about: [ravi]\n    topic: home\n    when: 2026-01-20",
             "held_by: [police, youth]\n    about: [ravi]\n    topic: home\n    when: 2026-01-20"))),
    mutant("few_strengths", "one strength less", "    column: strength\n    source: recorded\n    kinds: [key]\n"
            "    note: It speaks", "    column: neutral\n    source: recorded\n    kinds: [key]\n    note: It speaks",
            at="facts:\n  - id: all-1", more=(("column: strength\n    source: told\n    kinds: [supporting]",
                                              "column: neutral\n    source: told\n    kinds: [supporting]"),)),
    mutant("hub_role", "one role in four of five", "- [fb-2, yw-2]", "- [fb-2, yw-2, pr-3]",
            at="- id: practice"),
    mutant("uneven_hands", "a hand of six and a hand of four", "held_by: [police]\n    about: [ravi]\n"
            "    topic: home\n    when: 2026-01-20", "held_by: [practice, youth, school]\n    about: [ravi]\n"
            "    topic: home\n    when: 2026-01-20", at="- id: police"),
    mutant("person_without_facts", "a friend nobody speaks of", "    intro: Mina's sister.", _JOE,
            at="- id: joe"),
    mutant("only_worries", "nothing good about him", "    intro: Mina's sister.", _JOE, at="- id: joe",
            more=(("about: [ravi]\n    topic: home\n    when: 2025-12",
                   "about: [ravi, joe]\n    topic: home\n    when: 2025-12"),)),
    mutant("child_without_voice", "the boy is never heard", "kinds: [key, voice]\n    note: Later",
            "kinds: [key]\n    note: Later", at="- id: ravi",
            more=(("kinds: [key, voice]\n    note: He fetches", "kinds: [key]\n    note: He fetches"),)),
    mutant("no_red_herring", "every fact matters", "kinds: [red_herring]\n    note: He had",
            "kinds: [supporting]\n    note: He had", at="facts:\n  - id: all-1",
            more=(("kinds: [red_herring]\n    note: It has", "kinds: [supporting]\n    note: It has"),)),
    mutant("no_strength_insight", "only what is wrong", "    level: easy\n    strength: true\n    solved_by:\n"
            "      - [ho-1", "    level: easy\n    solved_by:\n      - [ho-1", at="insights:\n  - id: young-carer",
            more=(("    strength: true\n    solved_by:\n      - [fb-2", "    solved_by:\n      - [fb-2"),)),
    mutant("heavy_hand", "four minutes of reading", "contradictions:\n", _LONG_FACTS + "contradictions:\n",
            at="- id: food", also=("uneven_hands", "equal_texts")),
    mutant("unexplained_abbreviation", "letters nobody explains", "text: A bicycle was stolen in Canal Lane.",
            "text: The MARAC heard of a stolen bicycle."),
    mutant("no_gap", "nothing is unknown", "kinds: [gap]", "kinds: [supporting]", at="facts:\n  - id: all-1"),
    mutant("decoy_out_of_sight", "the police see no decoy", "held_by: [housing, police, food]",
            "held_by: [housing, food]", at="- id: police"),
    mutant("key_not_used", "a key that opens nothing", "kinds: [supporting]\n    note: The light",
            "kinds: [key]\n    note: The light", at="kinds: [key]\n    note: The light"),
    mutant("ingredient_not_key", "an ingredient without its tag", "kinds: [key]\n    note: The young man",
            "kinds: [detail]\n    note: The young man", at="kinds: [detail]"),
    mutant("set_not_needed", "a set that asks for more", "- [ho-1, pr-3]",
            "- [ho-1, pr-3]\n      - [ho-1, pr-3, yw-1]", at="- [ho-1, pr-3, yw-1]"),
    mutant("contradiction_in_one_role", "one role holds both", "facts: [ho-3, po-2]", "facts: [po-1, po-2]", also=("contradiction_about_nobody",)),
    mutant("unnamed_merge", "nobody plausibly sits together", "    merges_with: [youth]\n", "",
            at="- id: police", more=_NO_MERGES),
    mutant("agenda_order", "barriers before sharing", "  - id: share\n    kind: share", "  - id: early\n    kind: vote\n    title: Vote\n    minutes: 2\n    aim: Choose.\n    says: [Choose.]\n  - id: share\n    kind: share", at="kind: share", also=("agenda_repeats",)),
    mutant("agenda_without_linking", "nobody may link", "kind: ask_and_link", "kind: pulse", at="agenda:"),
    mutant("agenda_without_reveal", "what was missed stays hidden", "kind: reveal", "kind: pulse",
            at="agenda:", also=("agenda_order",)),
    mutant("level_missing", "nothing hard", "level: hard", "level: medium", at="insights:\n  - id: young-carer"),
    mutant("household_without_people", "a house nobody lives in", "    household: aunts\n", "",
            at="- id: aunts"),
    mutant("insight_needs_inject", "an insight that waits for a call", "facts: [fs-1]", "facts: [fs-1, fb-2]",
            at="- [fb-2, yw-2]"),
    mutant("no_core_role", "a table can do without everybody", "merges_with: [youth]", "merges_with: [youth]\n    core: false", at="roles:",
            more=tuple((f"merges_with: [{others}]\n", f"merges_with: [{others}]\n    core: false\n")
                       for others in ("school", "food, housing", "police, food", "housing", "practice"))),
    mutant("topic_without_facts", "a topic nobody speaks of", "  - id: health\n    name: Health",
            "  - id: health\n    name: Health\n  - id: pets\n    name: Pets", at="- id: pets"),
]  # fmt: skip

MUTANTS = [*SHAPE, *FAMILY, *MEANING, *BALANCE]
