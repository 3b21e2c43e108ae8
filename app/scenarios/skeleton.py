"""A family that passes the check before a word of it is one's own: four to ten roles, to be written over."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.scenarios.skeleton_parts import AGENDA, PEOPLE, ROLES, RoleParts

SIZES = (4, 6, 8, 10)

# which roles (by number) an insight needs, how hard it is, and whether it is about a strength
_INSIGHTS: Mapping[int, Sequence[tuple[str, tuple[int, ...], bool]]] = {
    4: (
        ("easy", (0, 2), False),
        ("easy", (1, 3), True),
        ("easy", (0, 3), False),
        ("easy", (1, 2), False),
        ("easy", (0, 1), False),
        ("medium", (0, 2, 3), False),
        ("hard", (1, 2, 3), False),
    ),
    6: (
        ("easy", (0, 2), False),
        ("easy", (1, 4), True),
        ("medium", (0, 3, 5), False),
        ("medium", (1, 2, 4), False),
        ("hard", (2, 3, 5), False),
        ("hard", (0, 4, 5), False),
    ),
    8: (
        ("easy", (0, 2), False),
        ("easy", (1, 4), True),
        ("easy", (5, 7), False),
        ("medium", (0, 3, 5), False),
        ("medium", (1, 2, 4), False),
        ("medium", (1, 3, 6), True),
        ("hard", (2, 3, 7), False),
        ("hard", (0, 4, 6), False),
    ),
    10: (
        ("easy", (0, 2), False),
        ("easy", (1, 4), True),
        ("easy", (5, 7), False),
        ("easy", (3, 8), True),
        ("medium", (0, 3, 5), False),
        ("medium", (1, 2, 4), False),
        ("medium", (1, 3, 6), False),
        ("medium", (6, 8, 9), False),
        ("hard", (2, 7, 9), False),
        ("hard", (0, 4, 6), False),
    ),
}


def file_name(name: str) -> str:
    """The file of a family of this name: `meadow_lane.yaml`."""
    return f"{id_of(name).replace('-', '_')}.yaml"


def id_of(name: str) -> str:
    """The id of a family of this name; ValueError where no letter is in it that an id may have."""
    found = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    if not re.match(r"[a-z]", found):
        raise ValueError("The name must begin with a letter from a to z, for it names the file, too.")
    return found[:40].rstrip("-")


def skeleton(name: str, roles: int, first: Sequence[str] = ()) -> str:
    """The text of a scenario file with this many roles, as an author would write it: each text after `>-`.

    `first`: the ids of roles that take part before others.
    """
    chosen = sorted(ROLES, key=lambda role: role.id not in first)[:roles]
    return "\n".join(
        [
            *_head(name),
            *PEOPLE,
            *_roles(chosen),
            *_facts(chosen),
            *_insights(chosen),
            *AGENDA,
        ]
    )


def _head(name: str) -> Iterator[str]:
    yield from (
        "# yaml-language-server: $schema=../docs/scenario.schema.json",
        "# Write over every text after `>-`; keep the two spaces it stands in. Then let the check read it:",
        f"#   python3 run.py scenario check scenarios/{file_name(name)}",
        "format: 1",
        f"id: {id_of(name)}",
        "version: 0.1.0",
        "language: en",
        *_text("title", name),
    )
    yield from _text(
        "summary", "Two sentences for whoever chooses this family: what is seen, and what is asked."
    )
    yield from ("author: Your name", "licence: CC BY-SA 4.0", "today: 2026-03-16", "content_notes:")
    yield from ("  - >-", "    Say what may be hard to read, without telling the story.")
    yield from _text("support", "Say where people find help afterwards.")
    yield "big_picture:"
    for key, words in (
        ("easy_story", "The easy wrong story, as the shared facts tell it."),
        ("statement", "The need beneath it, which nobody sees alone. Never a culprit."),
        ("next_step", "What would help next, and who would do it."),
    ):
        yield from _text(key, words, 2)
    yield from ("  unknown:", "    - >-", "      What nobody knows yet, even with every fact.")


def _text(key: str, words: str, depth: int = 0) -> tuple[str, str]:
    space = " " * depth
    return f"{space}{key}: >-", f"{space}  {words}"


def _roles(roles: Sequence[RoleParts]) -> Iterator[str]:
    yield "roles:"
    for number, role in enumerate(roles):
        yield f"  - id: {role.id}"
        for key, words in (
            ("name", role.name),
            ("agency", role.agency),
            ("short", role.short),
            ("does", f"What we at {role.short} do, in one line."),
            ("holds", f"What we at {role.short} typically know."),
            ("threshold", f"When we at {role.short} act."),
            ("worry", f"What we at {role.short} fear about sharing."),
            ("alone", f"With the facts of {role.short} only, you would think this."),
        ):
            yield from _text(key, words, 4)
        yield f"    merges_with: [{roles[number ^ 1].id}]"


def _facts(roles: Sequence[RoleParts]) -> Iterator[str]:
    yield from (
        "topics:",
        "  - id: home",
        "    name: Home",
        "  - id: school-life",
        "    name: School life",
        "facts:",
    )
    for number, half in enumerate((roles[::2], roles[1::2]), 1):
        words = f"Shared fact {number}: true, and it tells the easy story."
        yield from _fact(f"all-{number}", words, [role.id for role in half], "child", "common", "worry")
    for number, (level, needed, is_strength) in enumerate(_INSIGHTS[len(roles)], 1):
        for at in needed:
            role, column = roles[at], "strength" if is_strength else "neutral"
            words = f"What {role.short} knows towards insight {number} ({level})."
            kinds = "key, gap" if (number, at) == (1, 0) else "key, voice" if at == 2 else "key"
            about = "neighbour, father" if is_strength else "child, mother"
            yield from _fact(f"{role.letters}-{number}", words, [role.id], about, kinds, column)
    for number, role in enumerate(roles):
        kinds = "red_herring" if number == 1 else "supporting"
        words = f"What else {role.short} has seen: something that goes well."
        yield from _fact(f"{role.letters}-also", words, [role.id], "child", kinds, "strength")


def _fact(
    fact_id: str, words: str, holders: Sequence[str], about: str, kinds: str, column: str
) -> Iterator[str]:
    yield f"  - id: {fact_id}"
    yield from _text("text", words, 4)
    yield f"    held_by: [{', '.join(holders)}]"
    yield f"    about: [{about}]"
    yield f"    topic: {'school-life' if kinds == 'common' else 'home'}"
    yield "    when: 2026-02"
    yield f"    column: {column}"
    yield "    source: seen"
    yield f"    kinds: [{kinds}]"
    yield from _text("note", f"What you say of {fact_id} at the reveal.", 4)


def _insights(roles: Sequence[RoleParts]) -> Iterator[str]:
    yield "insights:"
    for number, (level, needed, is_strength) in enumerate(_INSIGHTS[len(roles)], 1):
        yield f"  - id: insight-{number}"
        yield from _text("title", f"Insight {number}, in five words", 4)
        yield from _text("statement", f"What follows once the facts of insight {number} lie together.", 4)
        yield f"    level: {level}"
        if is_strength:
            yield "    strength: true"
        ids = ", ".join(f"{roles[at].letters}-{number}" for at in needed)
        yield from ("    solved_by:", f"      - [{ids}]")
        for key, words in (
            ("why", "Why it matters."),
            ("next_step", "What it changes."),
            ("ask", "What do you ask?"),
        ):
            yield from _text(key, words, 4)
        yield "    barriers: [relevance, trust]"
    yield "reads:"
    for key, words in (
        ("scale_ask", "How worried are you about this family?"),
        ("scale_low", "Not at all"),
        ("scale_high", "Very"),
        ("ask", "What is going on?"),
    ):
        yield from _text(key, words, 2)
    yield "  options:"
    for option, words, mark in (
        ("easy", "The easy wrong story in one line.", "decoy"),
        ("truer", "The truer need in one line.", "answer"),
        ("other", "Another honest guess.", ""),
    ):
        yield f"    - id: {option}"
        yield from _text("text", words, 6)
        if mark:
            yield f"      {mark}: true"
    yield "  decoy_from: [all-1, all-2]"
