"""One workshop as people live it: from the printed link and the QR to the files of the report."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.driving import LAPTOP, LEAST_WORDING, PROJECTOR, Facilitator, Phone, Screen
from tests.journeys.hour import (
    ANSWER,
    BARRIERS,
    COMMITMENTS,
    FOUND,
    HELD_BACK,
    LEAST,
    LINKS,
    NAMES,
    SETTINGS,
    TITLE,
    TOLD,
    VOTES,
    Hour,
    due_day,
)
from tests.journeys.venue import Venue, venue

ON_THE_TABLE = sorted({fact for told in TOLD.values() for fact in told} | {LEAST, ANSWER})
FACTS = f"{len(ON_THE_TABLE)} of 46"
LATE = "family-centre"
FIRST_THOUGHTS = ["given-up", "drifting", "given-up", "low-mood", "given-up", "money", "given-up"]


@pytest.mark.slow
def test_a_whole_workshop_from_the_printed_link_to_the_saved_report(browser: Browser, tmp_path: Path) -> None:
    """Every other device is on a network without websockets: of two consoles, two screens and the phones."""
    with venue(browser, tmp_path / "workshops.sqlite3", refuses_every_other=True) as place:
        hour = the_doors_open(place)
        seven_arrive(place, hour)
        they_read_and_judge(place, hour)
        they_share(place, hour)
        they_ask_and_link(place, hour)
        they_look_at_what_lay_hidden(place, hour)
        they_name_what_got_in_the_way(place, hour)
        they_commit_and_check_out(place, hour)
        files = the_report_is_saved(place, hour, tmp_path)
    assert place.flaws == []
    assert (place.refused, sorted(place.upgraded)) == (place.devices[0::2], sorted(place.devices[1::2]))
    the_files_tell_what_was_done(files)
    nobody_is_named_in(files)


def the_doors_open(place: Venue) -> Hour:
    facilitator = Facilitator(place)
    facilitator.sign_in()
    place.check(facilitator.page, "list of workshops")
    facilitator.open_workshop(TITLE, people=8)
    screen = Screen(place, facilitator.screen_address)
    screen.is_shown_on(place.device("screen, second", viewport=PROJECTOR))
    facilitator.stands_by_on(place.device("console, standby", viewport=LAPTOP))
    screen.shows("Join with your phone", "0 people are here")
    place.check(facilitator.page, "console, lobby")
    place.check(screen.page, "screen, lobby")
    return Hour(facilitator=facilitator, screen=screen)


def seven_arrive(place: Venue, hour: Hour) -> None:
    for name in NAMES[:7]:
        hour.arrives(Phone(place, name))
    hour.screen.shows("7 people are here")
    hour.facilitator.sees("7 of 8 seats are taken")
    place.check(hour.phones["police"].page, "phone, lobby")
    hour.go_on()
    place.check(hour.screen.page, "screen, welcome")


def they_read_and_judge(place: Venue, hour: Hour) -> None:
    hour.go_on()
    hour.all_read()
    hour.facilitator.sees("7 of 7 have read their facts")
    place.check(hour.phones["gp-practice"].page, "phone, read")
    hour.go_on()
    hour.all_judge((7, 5, 6, 3, 8, 7, 4), FIRST_THOUGHTS)
    place.check(hour.phones["housing"].page, "phone, first read")


def they_share(place: Venue, hour: Hour) -> None:
    hour.go_on()
    _, kept, reason = HELD_BACK
    gp, police = hour.phones["gp-practice"], hour.phones["police"]
    hour.tell("police", TOLD["police"])
    the_phone_reloads(hour, police)
    for role in ("primary-school", "health-visitor", "gp-practice", "housing"):
        hour.tell(role, TOLD[role])
    gp.hold_back(hour.text(kept), reason)
    hour.phones["early-help"].reveal(hour.text(LEAST), wording=LEAST_WORDING)
    the_network_goes(hour, hour.phones["secondary-school"])
    somebody_comes_late(place, hour)
    hour.tell(LATE, TOLD[LATE])
    in_the_first_round = f"{len(ON_THE_TABLE) - 1} of 46"
    hour.screen.shows(in_the_first_round)
    hour.screen.does_not_show(hour.text(LEAST))
    hour.facilitator.sees(f"{in_the_first_round} facts on the table, 0 of 8 insights found")
    for page, where in (
        (police.page, "phone, share"),
        (hour.facilitator.page, "console, share"),
        (hour.screen.page, "screen, share"),
    ):
        place.check(page, where)


def the_phone_reloads(hour: Hour, phone: Phone) -> None:
    """What was revealed shows its tick again, and nothing is sent twice."""
    phone.page.reload()
    phone.is_connected()
    for fact_id in TOLD["police"]:
        expect(phone.fact(hour.text(fact_id))).to_contain_text("✓ On the table")


def the_network_goes(hour: Hour, phone: Phone) -> None:
    """Taps made without network wait on the phone, and arrive by themselves when it is back."""
    with phone.without_network():
        for fact_id in TOLD["secondary-school"]:
            phone.tap_reveal(hour.text(fact_id))
        phone.sees("2 taps are waiting and will be sent")
        hour.screen.does_not_show(hour.text("ss-1"))
    for fact_id in TOLD["secondary-school"]:
        expect(phone.fact(hour.text(fact_id))).to_contain_text("✓ On the table")


def somebody_comes_late(place: Venue, hour: Hour) -> None:
    """The eighth phone is given the one free seat, and sees what lies on the table."""
    late = Phone(place, NAMES[7])
    late.join(hour.facilitator.join_address)
    late.is_in("Tell each other")
    hour.phones[LATE] = late
    late.turn_to("Picture")
    late.press("List")
    late.sees(hour.text("p-1"))
    late.turn_to("Hand")


def they_ask_and_link(place: Venue, hour: Hour) -> None:
    hour.go_on()
    hour.screen.shows("What we thought at first")
    place.check(hour.screen.page, "screen, pulse")
    hour.go_on()
    asking, asked = hour.phones[LATE], hour.phones["early-help"]
    asking.ask("Early help", "Has anybody rung you about them?")
    asked.answer_with(hour.text(ANSWER))
    asking.sees(hour.text(ANSWER))
    hour.phones["police"].ask("Housing", "Does anybody visit at night?")
    hour.phones["housing"].answer_nothing_held()
    for role, fact_ids, line in LINKS:
        hour.phones[role].link([hour.text(fact_id) for fact_id in fact_ids], line)
    for insight in hour.scenario.insights:
        if insight.id in FOUND:
            hour.screen.tells(insight.title)
        else:
            hour.screen.does_not_show(insight.title)
    hour.facilitator.sees(f"{FACTS} facts on the table, 3 of 8 insights found")
    place.check(asking.page, "phone, asks")
    place.check(hour.phones["police"].page, "phone, links")
    place.check(hour.screen.page, "screen, ask and link")


def they_look_at_what_lay_hidden(place: Venue, hour: Hour) -> None:
    hour.go_on()
    hour.all_judge((6, 5, 5, 5, 6, 5, 5, 6), ["stretched"] * 7 + ["money"])
    hour.facilitator.sees("8 of 8 have given their second read")
    hour.agree("police", "stretched")
    hour.facilitator.sees("✓ the table's answer is given")
    place.check(hour.phones["police"].page, "phone, the table's answer")
    hour.go_on()
    for page, where in (
        (hour.screen.page, "screen, reveal"),
        (hour.phones["police"].page, "phone, reveal"),
    ):
        expect(page.locator("body")).to_contain_text("Sam works a second shift")
        place.check(page, where)
    hour.screen.does_not_show(hour.text(HELD_BACK[1]))
    hour.go_on()


def they_name_what_got_in_the_way(place: Venue, hour: Hour) -> None:
    hour.go_on()
    for role, kind, setting, text in BARRIERS:
        hour.phones[role].raise_barrier(kind, SETTINGS[setting], text)
    first = BARRIERS[0][3]
    # Three or more have come in together; who came after them may wait until the step is left.
    expect(hour.screen.page.locator("#screen")).to_contain_text(re.compile(r"[345]\s+barriers written"))
    hour.screen.does_not_show(first)
    for phone in hour.phones.values():
        phone.does_not_see(first)
    place.check(hour.phones["police"].page, "phone, barriers")
    place.check(hour.facilitator.page, "console, barriers")
    hour.go_on()
    hour.screen.shows(*(text for *_, text in BARRIERS))
    for role, choices in VOTES.items():
        for choice in choices:
            hour.phones[role].vote_for(BARRIERS[choice][3])
    place.check(hour.phones["housing"].page, "phone, vote")
    place.check(hour.screen.page, "screen, vote")
    hour.go_on()
    hour.facilitator.weigh(BARRIERS[2][3], "A belief", "The partnership")
    hour.screen.shows("a belief")
    place.check(hour.facilitator.page, "console, meaning")


def they_commit_and_check_out(place: Venue, hour: Hour) -> None:
    hour.go_on()
    for weeks, (role, barrier, situation, action, owner, check) in enumerate(COMMITMENTS, start=2):
        hour.phones[role].commit(
            situation=situation,
            action=action,
            owner=owner,
            due=due_day(weeks),
            check=check,
            barrier=BARRIERS[barrier][3],
        )
    hour.screen.shows(COMMITMENTS[0][3], COMMITMENTS[1][3])
    place.check(hour.phones["housing"].page, "phone, commitments")
    place.check(hour.screen.page, "screen, commitments")
    hour.go_on()
    hour.all_check_out()
    hour.facilitator.sees("8 of 8 have checked out")
    place.check(hour.phones["police"].page, "phone, check-out")
    hour.go_on()
    hour.screen.shows("Thank you")
    place.check(hour.phones["police"].page, "phone, closed")


def the_report_is_saved(place: Venue, hour: Hour, folder: Path) -> dict[str, Path]:
    hour.facilitator.open_report()
    place.check(hour.facilitator.page, "report")
    return hour.facilitator.save_files(folder)


def the_files_tell_what_was_done(files: dict[str, Path]) -> None:
    report = json.loads(ending(files, "json").read_text(encoding="utf-8"))
    [table] = report["tables"]
    coverage = table["coverage"]["all"]
    assert (coverage["n"], coverage["of"]) == (len(ON_THE_TABLE), 46)
    found = {one["insight_id"] for one in table["insights"] if one["outcome"] == "recognised"}
    assert (found, len(table["insights"])) == (set(FOUND), 8)
    assert len(report["barriers"]["lines"]) == len(BARRIERS)
    assert [one["is_answer"] for one in report["judgement"]["answers"]] == [True]
    assert [one["action"] for one in report["commitments"]] == [one[3] for one in COMMITMENTS]

    facts = rows(ending(files, "csv").read_bytes())
    assert len(facts) == 46
    assert sorted(row["fact"] for row in facts if row["order"]) == ON_THE_TABLE
    assert [row["wording"] for row in facts if row["fact"] == LEAST] == ["minimum"]
    assert [row["order"] for row in facts if row["fact"] == HELD_BACK[1]] == [""]
    assert HELD_BACK[2].lower() not in json.dumps(facts).lower()  # a reason stands beside no fact

    with zipfile.ZipFile(ending(files, "zip")) as packed:
        barriers = rows(packed.read("barriers.csv"))
    votes = {row["text"]: row["votes"] for row in barriers}
    cast = Counter(choice for choices in VOTES.values() for choice in choices)
    assert votes == {text: str(cast[place]) for place, (*_, text) in enumerate(BARRIERS)}

    log = [json.loads(line) for line in ending(files, "jsonl").read_text(encoding="utf-8").splitlines()]
    assert len([line for line in log if line["event"] == "fact_revealed"]) == len(ON_THE_TABLE)
    page = ending(files, "html").read_text(encoding="utf-8")
    assert TITLE in page
    assert f"{len(ON_THE_TABLE)} of" in page
    assert COMMITMENTS[0][3] in page


def rows(sheet: bytes) -> list[dict[str, str]]:
    assert sheet.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"), newline="")))


def ending(files: dict[str, Path], suffix: str) -> Path:
    """The file of this sort; with columns parted by a comma, which the page offers first."""
    return next(path for path in files.values() if path.suffix == f".{suffix}")


def nobody_is_named_in(files: dict[str, Path]) -> None:
    for path in files.values():
        parts = {path.name: path.read_bytes()}
        if path.suffix in (".zip", ".xlsx"):
            with zipfile.ZipFile(path) as packed:
                parts = {name: packed.read(name) for name in packed.namelist()}
        for name, content in parts.items():
            text = content.decode("utf-8")
            assert [one for one in NAMES if one.lower() in text.lower()] == [], name
