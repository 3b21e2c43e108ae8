# ruff: noqa: E501 - a change and its sentence each whole on a line
"""`scenario new` gives a family that passes; `scenario diff` tells two versions apart by what they mean."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import cli
from app.domain.scenario import Scenario
from app.scenarios import check, check_text, load
from app.scenarios.difference import differences
from app.scenarios.skeleton import SIZES, skeleton
from tests.scenarios.refused import GOOD, GOOD_PATH


def typed(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["scenario", *arguments])


@pytest.mark.parametrize("roles", SIZES)
def test_a_new_family_passes_without_a_flaw(roles: int, tmp_path: Path) -> None:
    done = typed("new", "Meadow Lane", "--roles", str(roles), "--folder", str(tmp_path))
    assert done.exit_code == 0, done.output
    found = check(tmp_path / "meadow_lane.yaml")
    assert found.flaws == ()
    assert found.scenario is not None
    assert (found.scenario.id, found.scenario.title, len(found.scenario.roles)) == (
        "meadow-lane",
        "Meadow Lane",
        roles,
    )
    assert f"scenario check {tmp_path / 'meadow_lane.yaml'}" in done.output


def test_every_text_to_write_over_stands_after_its_sign_and_takes_any_words() -> None:
    """Colons, hashes and quotes do no harm there: nothing else has to be learnt."""
    lines = skeleton("Meadow Lane", 6).split("\n")
    texts = [number + 1 for number, line in enumerate(lines) if line.endswith(">-")]
    for number in texts[5:]:
        lead = len(lines[number]) - len(lines[number].lstrip())
        lines[number] = " " * lead + f'N{number}: a “text” with "quotes", # hashes, @ and - all'
    assert {flaw.code for flaw in check_text("\n".join(lines)).flaws} <= {
        "hidden_person_named",
        "text_too_long",
    }


def test_a_new_family_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "meadow_lane.yaml").write_text("mine", encoding="utf-8")
    done = typed("new", "Meadow Lane", "--folder", str(tmp_path))
    assert done.exit_code == 1
    assert "there already" in done.output
    assert (tmp_path / "meadow_lane.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["7 Lanes", "  ", "Ωμέγα", "../up"])
def test_a_name_that_names_no_file_is_refused_or_made_one(name: str, tmp_path: Path) -> None:
    done = typed("new", name, "--folder", str(tmp_path))
    written = [path.name for path in tmp_path.iterdir()]
    assert (done.exit_code, written) in [(1, []), (0, ["up.yaml"])]


def changed(*pairs: tuple[str, str]) -> Scenario:
    text = GOOD
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load(text)


HO_1 = "held_by: [housing]\n    about: [mina]\n    topic: home\n    when: 2025-10\n"

CHANGES = [
    ((HO_1, HO_1.replace("housing", "practice")),
     "fact ho-1 moved from Housing officer to Practice nurse: not-careless now needs one role"),
    ((HO_1, HO_1.replace("[housing]", "[housing, food]")), "fact ho-1 is also held by Food bank volunteer"),
    (("minutes: 12", "minutes: 15"), "phase share: minutes 12 is now 15"),
    (("title: Canal Lane", "title: Canal Road"), "title: “Canal Lane” is now “Canal Road”"),
    (("name: Mina Rao", "name: Mina Roy"), "person mina: name Mina Rao is now Mina Roy"),
    (("born: 1991", "born: 1992"), "person leela: born 1991 is now 1992"),
    (("- [fb-2, yw-2]", "- [fb-2, yw-2, sc-3]"), "insight help-nearby is now solved by fb-2+sc-3+yw-2: help-nearby now needs 3 roles"),
    (("kind: close\n", "kind: distant\n"), "line close of mina and leela is gone"),
    (("decoy_from: [all-1, all-2]", "decoy_from: [all-1]"), "the decoy now comes from all-1"),
    (("kinds: [gap]", "kinds: [supporting]"), "fact sc-3: kinds gap is now supporting"),
    (("tops up the meter.", "pays the meter."), "injects.shop-rings.text: “The shop on the corner says who tops up the meter.” is now “The shop on the corner says who pays the meter.”"),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "what"), CHANGES, ids=[change[1][:40] for change in CHANGES])
def test_a_change_is_told_by_what_it_means(pair: tuple[str, str], what: str) -> None:
    told = [change.what for change in differences(load(GOOD), changed(pair))]
    assert what in told
    assert len(told) <= 2


def test_a_fact_that_is_new_or_gone_is_told_once_with_what_follows() -> None:
    fact = GOOD[GOOD.index("  - id: yw-3") : GOOD.index("  - id: pr-1")]
    less = load(GOOD.replace(fact, ""))
    assert [change.what for change in differences(load(GOOD), less)] == ["fact yw-3 is gone"]
    assert [change.what for change in differences(less, load(GOOD))] == ["fact yw-3 is new"]


def test_the_same_file_and_one_in_another_layout_say_the_same(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(GOOD.replace("says: [Welcome.]", "says:\n      - Welcome.  # to all"), encoding="utf-8")
    done = typed("diff", str(GOOD_PATH), str(other))
    assert (done.exit_code, done.output.strip()) == (0, "Both say the same.")


def test_the_command_tells_differences_for_people_and_for_programs(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(GOOD.replace("minutes: 12", "minutes: 15"), encoding="utf-8")
    done = typed("diff", str(GOOD_PATH), str(other))
    assert (done.exit_code, done.output.strip()) == (1, "phase share: minutes 12 is now 15")
    plain = json.loads(typed("diff", str(GOOD_PATH), str(other), "--format", "json").output)
    assert plain == [{"about": "agenda.share", "what": "phase share: minutes 12 is now 15"}]
    assert typed("diff", str(GOOD_PATH), str(tmp_path / "none.yaml")).exit_code == 2
