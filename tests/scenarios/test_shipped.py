"""The shipped scenarios are clean, quick to check, and no rule can be broken in them unseen."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.domain.puzzle.proof import TABLE_SIZES
from app.domain.puzzle.simulation import Style, closes, of_one_way
from app.domain.scenario import Scenario
from app.scenarios import Severity, check, check_text, load, shipped, simulate_report
from app.scenarios.flaws import FlawList, Place
from app.scenarios.source import SourceFile, parse

SCHEMA_LINE = "# yaml-language-server: $schema=../docs/scenario.schema.json"


@pytest.fixture(params=shipped(), ids=lambda path: path.name, scope="module")
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture(scope="module")
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def scenario(path: Path) -> Scenario:
    return load(path)


@pytest.fixture(scope="module")
def source(text: str) -> SourceFile:
    parsed = parse(text, FlawList(file="shipped"))
    assert parsed is not None
    return parsed


def edited(text: str, values: Mapping[Place, str]) -> str:
    """The text with the value at each of these places replaced; further lines of it become empty."""
    lines = text.split("\n")
    for place, value in values.items():
        line = lines[place.line - 1]
        lines[place.line - 1] = line[: place.column - 1] + value
        depth = len(line) - len(line.lstrip())
        for number in range(place.line, len(lines)):
            if lines[number].strip() and len(lines[number]) - len(lines[number].lstrip()) <= depth:
                break
            lines[number] = ""
    return "\n".join(lines)


def lines_of(text: str, code: str) -> set[int]:
    return {flaw.place.line for flaw in check_text(text).flaws if flaw.code == code}


def test_the_button_family_is_shipped() -> None:
    assert "button_family.yaml" in {path.name for path in shipped()}


def test_a_shipped_scenario_has_no_error_and_no_warning(path: Path) -> None:
    assert [flaw for flaw in check(path).flaws if flaw.severity is not Severity.ADVICE] == []


def test_a_shipped_scenario_offers_its_schema_to_editors(text: str) -> None:
    assert text.split("\n")[0] == SCHEMA_LINE


def test_no_topic_can_dangle_unseen(text: str, scenario: Scenario, source: SourceFile) -> None:
    places = [source.at("facts", index, "topic") for index in range(len(scenario.facts))]
    broken = edited(text, dict.fromkeys(places, "nowhere"))
    assert lines_of(broken, "unknown_reference") == {place.line for place in places}


def test_no_fact_can_be_later_than_today_unseen(text: str, scenario: Scenario, source: SourceFile) -> None:
    dated = [index for index, fact in enumerate(scenario.facts) if fact.when]
    places = [source.at("facts", index, "when") for index in dated]
    broken = edited(text, dict.fromkeys(places, "2099-01-01"))
    assert dated
    assert lines_of(broken, "fact_after_today") == {place.line for place in places}


def test_no_fact_can_lose_its_reveal_note_unseen(text: str, scenario: Scenario, source: SourceFile) -> None:
    keys = [source.key("facts", index, "note") for index in range(len(scenario.facts))]
    starts = {source.at("facts", index).line for index in range(len(scenario.facts))}
    broken = edited(text, dict.fromkeys(keys, "remark: x"))
    assert lines_of(broken, "missing_key") == starts


def test_no_role_can_be_given_a_whole_set_unseen(text: str, scenario: Scenario, source: SourceFile) -> None:
    """Each set of each insight in turn is put into the hand of one role that holds a part of it."""
    index_by_fact = {fact.id: index for index, fact in enumerate(scenario.facts)}
    for number, insight in enumerate(scenario.insights):
        for at, solution in enumerate(insight.solved_by):
            holder = min(scenario.fact_by_id[min(solution)].held_by)
            places = [source.at("facts", index_by_fact[fact_id], "held_by") for fact_id in solution]
            broken = edited(text, dict.fromkeys(places, f"[{holder}]"))
            line = source.at("insights", number, "solved_by", at).line
            assert line in lines_of(broken, "insight_in_one_role")


def test_no_minimum_wording_can_say_all_unseen(text: str, scenario: Scenario, source: SourceFile) -> None:
    sensitive = [index for index, fact in enumerate(scenario.facts) if fact.is_sensitive]
    places = {source.at("facts", index, "minimum"): scenario.facts[index].text for index in sensitive}
    broken = edited(text, {place: json.dumps(words) for place, words in places.items()})
    assert sensitive
    assert lines_of(broken, "minimum_says_all") == {place.line for place in places}


def test_no_contradiction_can_stay_open_unseen(text: str, scenario: Scenario, source: SourceFile) -> None:
    for index, contradiction in enumerate(scenario.contradictions):
        place = source.at("contradictions", index, "resolved_by")
        broken = edited(text, {place: f"[{contradiction.fact_ids[0]}]"})
        assert place.line in lines_of(broken, "contradiction_unresolved")


def test_no_role_can_fall_silent_unseen(text: str, scenario: Scenario, source: SourceFile) -> None:
    """Whoever loses every key tag is named at the role."""
    for number, role in enumerate(scenario.roles):
        hand = scenario.hand_by_role[role.id]
        places = [
            source.at("facts", index, "kinds") for index, fact in enumerate(scenario.facts) if fact.id in hand
        ]
        broken = edited(text, dict.fromkeys(places, "[supporting]"))
        assert source.at("roles", number, "id").line in lines_of(broken, "role_without_key_fact")


def test_the_family_is_tuned_by_playing_it(scenario: Scenario) -> None:
    """Unaided talk finds next to nothing, good sharing three to six insights; no fact closes two of them."""
    played = {(one.style, one.size): one for one in simulate_report.played(scenario, meetings=300, seed=3)}
    for size in TABLE_SIZES:
        assert played[Style.UNAIDED, size].available.mean < 1
        for style in (Style.GOOD, Style.THOROUGH):
            assert 3 <= played[style, size].recognised.mean <= 6
            assert played[style, size].partly.mean < 1  # somebody who links in part is the exception
    assert all(len(insights) == 1 for insights in closes(scenario).values())
    assert len(scenario.insights) - len(of_one_way(scenario)) >= 5
