"""The repository stands alone: what a document or a comment names is here, under that name."""

import re
import subprocess
from collections.abc import Iterator

from tests.places import PLACES, ROOT, is_there

WRITTEN_ONCE = ("CHANGELOG.md", "docs/decisions/", "docs/benchmarks.md")
"""What tells of a day that has been names what stood there on that day."""
TEXTS = {".py", ".js", ".mjs", ".ts", ".css", ".html", ".md", ".toml", ".yaml", ".yml", ".in", ""}
EXAMPLES = {
    "scenarios/my_family.yaml",
    "scenarios/my_family_2.yaml",
    "scenarios/meadow_lane.yaml",
    "scenarios/meadow_lane_2.yaml",
    "app/translations/cy/LC_MESSAGES",
    "app/translations/cy/LC_MESSAGES/messages.po",
}
"""What a reader is about to make."""
OTHERS = re.compile(r"\b(?:DESIGN|FIELD|PEERS|STYLE|BRIEF)(?:\.md\b| ?§?\d)|\b[Ii]ssue #?\d+\b")
SECTION = re.compile(r"(docs/field\.md) (\d+)(?: and (\d+))?")
RULE_LIKE = re.compile(
    r"\bS\d{1,2}\b|(?<=Rule )[A-Z]\d{1,2}\b|(?<=Rule: )[A-Z]\d{1,2}\b|(?<=# )[A-Z]\d{1,2}\b"
)


def texts() -> Iterator[tuple[str, str]]:
    """Every file of ours that is read by people, and what it says."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in listed:
        file = ROOT / name
        if file.suffix in TEXTS and "vendor" not in file.parts and file.is_file():
            yield name, file.read_text(encoding="utf-8")


def test_nothing_points_to_a_document_that_is_not_here() -> None:
    strays = [
        f"{name}: {found[0]}"
        for name, text in texts()
        if name != "tests/test_documents.py"
        for found in OTHERS.finditer(text)
    ]
    assert strays == []


def test_every_file_that_a_document_or_a_comment_names_is_there() -> None:
    lost = [
        f"{name}: {place}"
        for name, text in texts()
        if (name.endswith(".md") and not name.startswith(WRITTEN_ONCE)) or name.startswith("app/")
        for place in PLACES.findall(text)
        if place not in EXAMPLES and not is_there(place)
    ]
    assert lost == []


def test_every_section_that_is_named_as_a_source_is_there() -> None:
    field = (ROOT / "docs/field.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^## (\d+)\.", field, re.MULTILINE))
    named = [
        (name, number)
        for name, text in texts()
        for found in SECTION.finditer(text)
        for number in found.groups()[1:]
        if number
    ]
    assert named
    assert [(name, number) for name, number in named if number not in sections] == []


def test_every_rule_that_a_comment_names_is_written_down() -> None:
    rules = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    written = set(re.findall(r"^\| ([A-Z]\d+) \|", rules, re.MULTILINE))
    strays = [
        f"{name}: {found}"
        for name, text in texts()
        if (name.startswith("app/") and "/js/" not in name) or name.endswith((".js", ".css"))
        for found in RULE_LIKE.findall(text)
        if found not in written
    ]
    assert strays == []


def test_the_sources_are_numbered_as_they_are_cited() -> None:
    field = (ROOT / "docs/field.md").read_text(encoding="utf-8")
    body, sources = field.split("## Sources")
    cited = {int(number) for cite in re.findall(r"\[([\d, ]+)\]", body) for number in cite.split(",")}
    assert cited == {int(number) for number in re.findall(r"(?<!\d)(\d{1,2})\. (?=[A-ZT])", sources)}
