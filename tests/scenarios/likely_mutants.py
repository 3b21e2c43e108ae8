# ruff: noqa: E501 - the table reads best with each text whole on its line
"""Mutants of good.yaml that break no rule of the puzzle: what no family, no hour and no text is like."""

from tests.scenarios.mutants import Mutant, mutant

_OTHER_PARENTS = """people: [mina, ravi]
  - kind: parent
    people: [leela, ravi]
    shown_by: [fb-2]
  - kind: parent
    people: [joe, ravi]"""
_JOE = """    intro: Mina's sister.
  - id: joe
    name: Joe
    symbol: square
    position: {x: 4, y: 0}
    intro: A friend of the house."""
_ABOUT_JOE = (
    "about: [ravi]\n    topic: home\n    when: 2026-01-20",
    "about: [ravi, joe]\n    topic: home\n    when: 2026-01-20",
)
_LATE_DECOY = ("facts: [fs-1]", "facts: [fs-1, all-1]")

KINSHIP = [
    mutant("fact_after_death", "a dead woman tops up the meter", "born: 1991", "born: 1991\n    died: 2025-12", at="when: 2026-02\n    column: strength\n    source: told\n    kinds: [supporting]", more=(("when: 2026-01\n    column: strength\n    source: told\n    kinds: [key]", "when: 2025-01\n    column: strength\n    source: told\n    kinds: [key]"),)),
    mutant("relation_after_death", "close to somebody who had died", "born: 1991", "born: 1991\n    died: 2019", at="since: 2020", also=("fact_after_death",)),
    mutant("couple_of_kin", "married to her son", "people: [mina, ravi]", "people: [mina, ravi]\n  - kind: married\n    people: [mina, ravi]  # so", at="kind: married"),
    mutant("index_not_child", "the child in question is grown", "    child: true\n    index: true", "    index: true", at="index: true", also=("child_not_marked",)),
    mutant("index_unborn", "the child in question is a pregnancy", "symbol: square", "symbol: triangle", at="index: true"),
    mutant("index_unseen", "the child in question is not drawn", "    index: true", "    index: true\n    known_at_start: false", at="index: true", also=("hidden_person_named", "relation_shows_hidden")),
    mutant("several_couples", "two husbands", "people: [mina, ravi]", "people: [mina, ravi]\n  - kind: married\n    people: [mina, joe]\n  - kind: cohabiting\n    people: [leela, mina]\n    shown_by: [fb-2]", at="kind: cohabiting", more=(("    intro: Mina's sister.", _JOE), _ABOUT_JOE), also=("stands_on_couple_line",)),
    mutant("three_parents", "mother, aunt and friend", "people: [mina, ravi]", _OTHER_PARENTS, at="kind: parent\n    people: [joe, ravi]", more=(("    intro: Mina's sister.", _JOE), _ABOUT_JOE)),
    mutant("child_above_parent", "the boy above his mother", "position: {x: 0.5, y: 1}", "position: {x: 0.5, y: -1}"),
    mutant("couple_twice", "married and divorced", "people: [mina, ravi]", "people: [mina, ravi]\n  - kind: married\n    people: [mina, joe]\n  - kind: divorced\n    people: [joe, mina]", at="kind: divorced", more=(("    intro: Mina's sister.", _JOE), _ABOUT_JOE), also=("stands_on_couple_line",)),
    mutant("stands_on_couple_line", "the aunt between the two", "people: [mina, ravi]", "people: [mina, ravi]\n  - kind: married\n    people: [mina, joe]", at="position: {x: 2, y: 0}", more=(("    intro: Mina's sister.", _JOE), _ABOUT_JOE)),
]  # fmt: skip

SECRETS = [
    mutant("minimum_not_shorter", "the minimum holds the whole", "minimum: Mina has had low mood before and got better with help.", "minimum: We know that Mina was treated for severe depression after the birth of her son.", at="minimum: We know"),
    mutant("minimum_not_shorter", "the minimum is longer", "minimum: Mina has had low mood before and got better with help.", "minimum: Mina has had low mood before, a long time ago, and then she got better with some help.", at="minimum: Mina"),
    mutant("need_to_know_of_holders", "its holder needs it", "need_to_know: []", "need_to_know: [practice]"),
    mutant("need_to_know_of_all", "everybody needs it", "need_to_know: []", "need_to_know: [school, youth, housing, police, food]"),
    mutant("hidden_person_named", "an intro names the aunt", "intro: Ravi's mother.", "intro: Ravi's mother, and Leela's sister.", at="intro: Ravi's mother,"),
    mutant("hidden_person_named", "a role names the aunt", "worry: Our records stay for years.", "worry: Leela would mind.", at="worry: Leela"),
    mutant("relation_shows_hidden", "a line nobody brings", "    shown_by: [fs-1]\n", "", at="- kind: close\n"),
    mutant("shown_by_others", "shown by the boy's tears", "shown_by: [fs-1]", "shown_by: [fs-1, yw-3]"),
    mutant("contradiction_about_nobody", "two people, two facts", "facts: [ho-3, po-2]", "facts: [po-1, ho-2]"),
    mutant("decoy_needs_inject", "the easy story comes by telephone", "decoy_from: [all-1, all-2]", "decoy_from: [all-1]", at="decoy_from: [all-1]", more=(_LATE_DECOY, ("to: [food]\n    phase: share\n    minute: 6", "phase: share\n    minute: 6")), also=("decoy_out_of_sight",)),
    mutant("decoy_after_inject", "half of the easy story comes by telephone", "facts: [fs-1]", "facts: [fs-1, all-1]", at="decoy_from: [all-1, all-2]", more=(("to: [food]\n    phase: share\n    minute: 6", "phase: share\n    minute: 6"),)),
]  # fmt: skip

HOUR = [
    mutant("agenda_after_closed", "votes after the end", "kind: vote", "kind: closed", at="kind: closed\n    title: What matters", also=("agenda_without_vote", "agenda_order")),
    mutant("agenda_without_reads", "nobody judges first", "kind: first_read", "kind: welcome", at="agenda:"),
    mutant("agenda_without_reads", "nobody judges again", "kind: second_read", "kind: pulse", at="agenda:"),
    mutant("agenda_without_barriers", "nobody says why", "kind: barriers", "kind: replay", at="agenda:"),
    mutant("agenda_without_vote", "nothing is chosen", "kind: vote", "kind: meaning", at="agenda:"),
    mutant("agenda_without_commitments", "nothing follows", "kind: commitments", "kind: meaning", at="agenda:"),
    mutant("agenda_repeats", "two votes", "kind: commitments", "kind: vote", at="kind: vote\n    title: What we will do", also=("agenda_without_commitments",)),
    mutant("hour_length", "a day", "minutes: 12", "minutes: 170", at="agenda:"),
    mutant("hour_length", "a moment", "minutes: 6\n    aim: Name", "minutes: 0\n    aim: Name", at="agenda:", more=(("minutes: 12", "minutes: 0"), ("minutes: 8", "minutes: 0"))),
    mutant("hurried_sharing", "twenty facts in four minutes", "minutes: 12", "minutes: 3", at="agenda:", more=(("minutes: 8", "minutes: 1"), ("minute: 6", "minute: 1"), ("minute: 9", "minute: 2"))),
]  # fmt: skip

WORDING = [
    mutant("unknown_language", "a language by its name", "language: en", "language: English"),
    mutant("unknown_language", "no language at all", "language: en", "language: xx-klingon"),
    mutant("equal_texts", "two facts of one text", "text: A bicycle was stolen in Canal Lane.", "text: Ravi left the club in tears once", at="text: Ravi left the club in tears once\n"),
    mutant("equal_texts", "two options of one text", "text: Ravi is bullied.", "text: Ravi looks after his mother!"),
    mutant("equal_texts", "two insights of one title", "title: Help is near", "title: Mum tries", at="title: Mum tries\n    statement: Leela"),
    mutant("equal_texts", "two roles of one name", "name: Youth worker", "name: Class teacher", at="name: Class teacher\n    agency: The Boathouse"),
    mutant("equal_texts", "two topics of one name", "name: Home and money", "name: Health", at="name: Health\nfacts"),
    mutant("unseen_sign", "a space without width", "title: Canal Lane", "title: Canal\u200b Lane"),
    mutant("weekday_differs", "a Monday that was a Sunday", "text: A boy of about ten", "text: Monday 15 February, a boy of about ten"),
    mutant("weekday_differs", "the weekday alone", "text: A woman waved", "text: Friday, nine in the evening, a woman waved"),
    mutant("date_differs", "another day than its date", "text: A boy of about ten", "text: On 3 January a boy of about ten"),
    mutant("date_differs", "another year than its date", "text: A boy of about ten", "text: In March 2019 a boy of about ten"),
    mutant("name_of_other_family", "a name of the copied file", "note: He had lost a match.", "note: Kerry had lost a match."),
    mutant("long_fact", "few words, many signs", "text: A bicycle was stolen in Canal Lane.", "text: " + "Fahrraddiebstahlsversicherungsbedingungen " * 5, at="text: Fahrrad"),
    mutant("fact_too_long", "few words, very many signs", "text: A bicycle was stolen in Canal Lane.", "text: " + "Fahrraddiebstahlsversicherungsbedingungen " * 8, at="text: Fahrrad"),
    mutant("unexplained_abbreviation", "in a note that is read out", "note: He had lost a match.", "note: The MARAC had heard."),
    mutant("unexplained_abbreviation", "in what the facilitator says", "says: [Nobody held it all.]", "says: [Ask the MARAC.]"),
]  # fmt: skip

LIKELY_MUTANTS: list[Mutant] = [*KINSHIP, *SECRETS, *HOUR, *WORDING]
