"""The format's documents say what the code does: every flaw, every key, and the schema for editors."""

import json
import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from app.cli import cli
from app.scenarios import CATALOGUE, json_schema, load
from app.scenarios.meanings import MEANINGS
from app.scenarios.reference import reference
from app.scenarios.schema import ScenarioFile
from tests.scenarios.likely_mutants import LIKELY_MUTANTS
from tests.scenarios.mutants import MUTANTS
from tests.scenarios.refused import FLAWED, REFUSED

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENT = (DOCS / "scenario-format.md").read_text(encoding="utf-8")
GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")

# raised by tests of their own: test_refusals.py, test_translations.py and below
ELSEWHERE = {
    "file_missing",
    "file_is_folder",
    "file_unreadable",
    "id_of_two_files",  # tests/shell/test_gate.py
    "translation_missing",
    "translation_without_base",
}


def test_the_reference_is_the_one_of_the_code() -> None:
    """Every key with its default and closed list, every flaw with its severity, meaning and mend."""
    assert (DOCS / "scenario-reference.md").read_text(encoding="utf-8") == reference()
    assert CliRunner().invoke(cli, ["scenario", "reference"]).output == reference()


def test_every_flaw_has_a_meaning_and_stands_in_the_reference_once() -> None:
    codes = re.findall(r"^\| `(\w+)` \| (?:error|warning|advice) \|", reference(), re.MULTILINE)
    assert sorted(codes) == sorted(CATALOGUE) == sorted(MEANINGS)


def test_every_flaw_is_raised_by_some_test() -> None:
    raised = (
        {mutant.code for mutant in [*MUTANTS, *LIKELY_MUTANTS]}
        | {code for code, _ in REFUSED}
        | {code for code, *_ in FLAWED}
    )
    assert raised | ELSEWHERE == set(CATALOGUE)


def _keys(part: dict[str, Any], parts: dict[str, Any]) -> set[str]:
    keys = set(part["properties"])
    for inner in part["properties"].values():
        name = (inner.get("$ref") or inner.get("items", {}).get("$ref") or "").rpartition("/")[2]
        keys |= _keys(parts[name], parts) if name else set()
    return keys


def test_every_key_is_documented() -> None:
    schema = json.loads(json_schema())
    undocumented = {key for key in _keys(schema, schema["$defs"]) if f"`{key}`" not in reference()}
    assert undocumented == set()


def test_the_schema_for_editors_is_the_one_of_the_code() -> None:
    assert (DOCS / "scenario.schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_schema_for_editors_requires_what_loading_requires() -> None:
    schema = json.loads(json_schema())
    assert set(schema["required"]) == {key for key, field in ScenarioFile().fields.items() if field.required}
    assert schema["additionalProperties"] is False
    assert schema["properties"]["today"]["type"] == ["string", "integer"]


def test_the_example_of_the_document_is_a_sound_scenario() -> None:
    """The pieces shown in the text, put together in their order, load."""
    pieces = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    whole = "".join(piece for piece in pieces if not piece.startswith("# aside"))
    assert load(whole).id == "two-bells"
