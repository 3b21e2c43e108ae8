"""The report's files: right in a spreadsheet, safe with any text, silent about who wrote what."""

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import fields, replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from app.domain.log import events as e
from app.domain.log.commands import (
    BarrierId,
    CommitmentId,
    Setting,
)
from app.domain.log.events import Event
from app.domain.report.fates import Who
from app.domain.report.report import Report, report
from app.domain.scenario import BarrierCategory, PhaseKind, Scenario
from app.exports.cells import Separator, plain, safe
from app.exports.changes import what_changed
from app.exports.codebook import EVENTS, KEYS, codebook
from app.exports.csv_files import archive, facts_sheet, sheets
from app.exports.file_names import file_name
from app.exports.grids import judgement_by_table
from app.exports.log_lines import log_lines
from app.exports.plain_words import in_short, missed, on_barriers, on_commitments
from app.exports.report_data import report_data
from app.exports.report_file import report_file
from app.exports.vocabulary import holders
from app.exports.workbook import workbook
from app.store.event_codec import EVENTS as WIRE_NAMES
from app.web.report.pages import FILES
from tests.domain.report_expected import EXPECTED
from tests.domain.report_story import (
    ABOUT,
    ASKING,
    CLOSING,
    DEBRIEF,
    FIRST_BARRIERS,
    JOINING,
    LOG,
    READING,
    SCENARIO,
    SECRET,
    SHARING,
    START,
    TWO_TABLES,
    agreed,
    at,
    checked_out,
    entered,
    held_back,
    joined,
    raised,
    retitled,
    voted,
)
from tests.given import with_counts
from tests.shell.exported import Elements, browser, early, stage
from tests.shell.stage import FACILITATOR, Stage

__all__ = ["stage"]

HOSTILE = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "]]></svg><!-- --!>",
    "<a href=//evil.test>x</a>",
)


def exported(log: tuple[Event, ...], scenario: Scenario = SCENARIO) -> Mapping[str, bytes]:
    """Every file of the report, by its address."""
    told = report(scenario, log, ABOUT)
    made: dict[str, str | bytes] = {
        "html": report_file(told),
        "csv": facts_sheet(told),
        "zip": archive(told),
        "xlsx": workbook(told),
        "json": report_data(told),
        "jsonl": log_lines(scenario, log),
        "md": codebook(scenario, told),
    }
    return {name: text if isinstance(text, bytes) else text.encode() for name, text in made.items()}


def all_text(log: tuple[Event, ...]) -> str:
    """Everything in every file, the archive unpacked."""
    files = dict(exported(log))
    archives = [zipfile.ZipFile(io.BytesIO(files.pop(name))) for name in ("zip", "xlsx")]
    inside = [packed.read(name) for packed in archives for name in packed.namelist()]
    texts = [*files.values(), *inside]
    return "\n".join(text.decode("utf-8-sig") for text in texts)


# --- sheets -----------------------------------------------------------------------------------------------


def unpacked(told: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive(told))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("name", sheets(EXPECTED))
def test_a_sheet_opens_right_in_a_spreadsheet(name: str) -> None:
    content = unpacked(EXPECTED)[f"{name}.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 1
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    head, body = sheets(EXPECTED)[name]
    assert rows == [list(head), *([str(safe(cell)) for cell in row] for row in body)]


@pytest.mark.parametrize("separator", Separator)
def test_columns_are_parted_by_the_sign_that_was_chosen(separator: Separator) -> None:
    """A sheet that is opened where semicolons part columns: no text is torn, and decimals are its own."""
    for name, (head, body) in sheets(EXPECTED).items():
        with zipfile.ZipFile(io.BytesIO(archive(EXPECTED, separator))) as packed:
            text = packed.read(f"{name}.csv").decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator.value))
        wanted = [[str(safe(cell)) for cell in row] for row in body]
        floats = [[isinstance(cell, float) for cell in row] for row in sheets(EXPECTED)[name][1]]
        for row, are_floats in zip(wanted, floats, strict=True):
            for place, is_float in enumerate(are_floats):
                row[place] = row[place].replace(".", separator.decimal) if is_float else row[place]
        assert rows == [list(head), *wanted]


def test_no_sign_that_parts_columns_stands_between_the_parts_of_a_cell() -> None:
    listed = {"about", "kinds", "held_by", "agencies", "needed_for"}
    rows = list(csv.DictReader(io.StringIO(facts_sheet(EXPECTED).decode("utf-8-sig"), newline="")))
    assert any(" | " in row[column] for row in rows for column in listed)
    assert not any(sign in row[column] for row in rows for column in listed for sign in ";\t")


def test_the_workbook_holds_every_sheet_with_texts_as_texts_and_numbers_as_numbers() -> None:
    log = (*JOINING, raised("bar-1", BarrierCategory.LAW, '=cmd|"/c calc"!A1', Setting.EXERCISE))
    for told in (EXPECTED, report(SCENARIO, log, ABOUT)):
        held = read_workbook(workbook(told))
        assert list(held) == list(sheets(told))
        for name, (head, body) in sheets(told).items():
            wanted = [
                list(head),
                *([plain(cell) if isinstance(cell, str) else cell for cell in row] for row in body),
            ]
            assert held[name] == [["" if cell is None else cell for cell in row] for row in wanted], name
    assert workbook(EXPECTED) == workbook(EXPECTED)


NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def read_workbook(content: bytes) -> dict[str, list[list[str | float | None]]]:
    """Each sheet's cells, from the file's own parts; nothing in it is a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        strings = [
            "".join(part.text or "" for part in one.iter(f"{{{NAMESPACE['m']}}}t"))
            for one in ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
        ]
        names = [one.attrib["name"] for one in book.iterfind("m:sheets/m:sheet", NAMESPACE)]
        return {
            name: _cells(ElementTree.fromstring(packed.read(f"xl/worksheets/sheet{number}.xml")), strings)
            for number, name in enumerate(names, start=1)
        }


def _cells(sheet: ElementTree.Element, strings: list[str]) -> list[list[str | float | None]]:
    assert sheet.find(".//m:f", NAMESPACE) is None
    rows = []
    width = 0
    for row in sheet.iterfind(".//m:row", NAMESPACE):
        cells: dict[int, str | float] = {}
        for cell in row.iterfind("m:c", NAMESPACE):
            value = cell.findtext("m:v", namespaces=NAMESPACE)
            place = _column(cell.attrib["r"])
            if value is not None:
                cells[place] = strings[int(value)] if cell.get("t") == "s" else float(value)
        width = width or max(cells) + 1
        rows.append([cells.get(place, "") for place in range(width)])
    return rows


def _column(reference: str) -> int:
    letters = reference.rstrip("0123456789")
    return sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1


def test_the_sheet_of_facts_says_what_became_of_each() -> None:
    rows = list(csv.DictReader(io.StringIO(facts_sheet(EXPECTED).decode("utf-8-sig"), newline="")))
    by_id = {row["fact"]: row for row in rows}
    assert len(rows) == 19
    assert (by_id["b-1"]["fate"], by_id["b-1"]["seconds"], by_id["b-1"]["method"]) == ("said", "720", "pull")
    assert (by_id["e-2"]["text"], by_id["e-2"]["fate"]) == ("Least of e-2.", "held_back")
    assert "reasons" not in by_id["e-2"]  # beside a role at a table it would be one person's


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\x00=1",
        "＝1+1",
        "|calc",
        "%0A=1",
        "\ufeff=1",
        '=HYPERLINK("x")',
    ],
)
def test_no_text_becomes_a_formula(text: str) -> None:
    assert str(safe(text)).startswith("'")


@pytest.mark.parametrize("cell", ["a=b", "Ivy's", "", "7 + 1", 3, -0.25, 0])
def test_what_is_no_formula_stays_as_it_is(cell: str | int | float) -> None:
    assert safe(cell) == cell


def test_hostile_barriers_reach_the_sheet_as_text() -> None:
    log = (*JOINING, raised("bar-1", BarrierCategory.LAW, '=cmd|"/c calc"!A1', Setting.EXERCISE))
    content = unpacked(report(SCENARIO, log, ABOUT))["barriers.csv"].decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row["text"] == '\'=cmd|"/c calc"!A1'


# --- the page that opens offline --------------------------------------------------------------------------


LOADS = {
    "src",
    "href",
    "srcset",
    "data",
    "action",
    "poster",
    "background",
    "xlink:href",
    "formaction",
    "style",
}


def hostile_log() -> tuple[Event, ...]:
    one, two, three, four, five = HOSTILE
    made = e.CommitmentMade(
        at=at(41),
        commitment_id=CommitmentId("com-9"),
        barrier_id=BarrierId("bar-9"),
        situation=one,
        action=two,
        owner=three,
        due=None,
        check=four,
    )
    return (
        *JOINING,
        *READING,
        *SHARING,
        *ASKING,
        *(
            raised(f"bar-{n}", BarrierCategory.LAW, text, Setting.EXERCISE)
            for n, text in enumerate(HOSTILE, 5)
        ),
        made,
        *(checked_out(f"p-{who}", 1, 2, text) for who, text in zip("abc", (one, two, five), strict=True)),
    )


def hostile_scenario() -> Scenario:
    """Every text of the scenario that the report shows, turned against it."""
    return replace(
        SCENARIO,
        title=HOSTILE[0],
        version=HOSTILE[1],
        facts=tuple(
            replace(fact, text=HOSTILE[0], minimum=HOSTILE[1] if fact.minimum else None)
            for fact in SCENARIO.facts
        ),
        roles=tuple(
            replace(role, name=HOSTILE[n % 5], agency=HOSTILE[1]) for n, role in enumerate(SCENARIO.roles)
        ),
        insights=tuple(replace(one, title=HOSTILE[0], statement=HOSTILE[3]) for one in SCENARIO.insights),
        agenda=tuple(replace(phase, title=HOSTILE[0]) for phase in SCENARIO.agenda),
        topics=tuple(replace(topic, name=HOSTILE[1]) for topic in SCENARIO.topics),
    )


@pytest.mark.parametrize("log", [LOG, LOG[:1], hostile_log()], ids=["whole", "empty", "hostile"])
@pytest.mark.parametrize("scenario", [SCENARIO, hostile_scenario()], ids=["plain", "hostile"])
def test_the_file_asks_for_nothing_and_runs_nothing(log: tuple[Event, ...], scenario: Scenario) -> None:
    title = "".join(HOSTILE) if scenario is not SCENARIO else "Hill"
    page = report_file(report(scenario, log, retitled(title)))
    elements = Elements(page).found
    tags = [tag for tag, _ in elements]
    assert tags.count("style") == 1
    assert not {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "a",
        "form",
        "base",
        "image",
        "use",
    } & set(tags)
    for tag, attributes in elements:
        assert not LOADS & attributes.keys(), tag
        assert not [name for name in attributes if name.startswith("on")], tag
    style = page[page.index("<style>") : page.index("</style>")]
    assert not re.search(r"url\(|@import|https?:|//", style)
    assert re.search(r"Content-Security-Policy\" content=\"default-src 'none'", page)


def test_the_file_shows_hostile_text_as_it_was_written() -> None:
    shown: list[str] = []
    parser = HTMLParser()
    parser.handle_data = shown.append  # type: ignore[method-assign]
    parser.feed(report_file(report(SCENARIO, hostile_log(), ABOUT)))
    text = "".join(shown)
    assert all(hostile in text for hostile in HOSTILE)


def test_a_table_s_own_reading_is_told_by_the_facts_it_joined() -> None:
    [reading] = EXPECTED.tables[0].readings
    page = report_file(EXPECTED)
    told = html.unescape(page[page.index("Linked by the table") :].partition("</section>")[0])
    assert all(text in told for text in reading.facts)
    _, rows = sheets(EXPECTED)["readings"]
    assert list(rows) == [(1, " | ".join(reading.facts))]


def test_the_file_of_an_open_workshop_says_that_it_is_interim() -> None:
    assert "Interim report" in report_file(report(SCENARIO, LOG[:-1], ABOUT))
    assert "nterim report" not in report_file(EXPECTED)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "Nurse"),
        (4, "Nurse, Doctor, Teacher and Officer"),
        (5, "Nurse, Doctor, Teacher, Officer and 1 more"),
        (6, "Nurse, Doctor, Teacher, Officer and 2 more"),
    ],
)
def test_who_held_what_was_never_said_is_named_up_to_four(count: int, said: str) -> None:
    names = [role.name for role in SCENARIO.roles[:count]]
    assert holders([Who(role_ids=(), roles=(name,), agencies=()) for name in names]) == said


def test_empty_cells_of_a_commitment_say_so() -> None:
    page = report_file(EXPECTED)
    for gap in ("Nobody named yet", "No date yet", "No check yet"):
        assert page.count(gap) == 1


@pytest.mark.parametrize("banned", ["100 %", "100%", "score", "winner", "ranking", "complete picture"])
def test_the_file_ranks_nobody_and_claims_no_complete_picture(banned: str) -> None:
    page = report_file(EXPECTED)
    assert banned not in re.sub(r"<style>.*</style>", "", page, flags=re.DOTALL).lower()


def test_the_first_page_tells_a_manager_who_was_not_there_in_three_sentences() -> None:
    assert in_short(EXPECTED) == (
        "On 12 March 2026, 6 people with a phone sat at one table, and 1 role was run without one. "
        "Together, 6 roles from 5 agencies worked for 44 minutes on an invented case, “The Hill family”.",
        "No role held more than 5 of the 19 facts, or enough for any of the 3 insights you can find by "
        "linking facts. Together they put 7 on the table and found 1 of those insights.",
        "2 facts that would have changed the picture were known to somebody but not said. People named "
        "2 barriers to sharing and made 2 commitments.",
    )


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("need", "the table agreed on the one that fits the whole picture: “Reading need”"),
        ("easy", "the table agreed on the easy story: “Reading easy”"),
        ("other", "the table agreed on one that doesn't fit the whole picture: “Reading other”"),
    ],
)
def test_J5_one_tables_answer_is_told_beside_what_its_people_thought(option: str, said: str) -> None:
    changed = what_changed(report(SCENARIO, (*JOINING, *READING, agreed(option)), ABOUT).judgement)
    assert changed[1] == f"When asked for one answer, {said}"
    silent = what_changed(report(SCENARIO, (*JOINING, *READING), ABOUT).judgement)
    assert not [sentence for sentence in silent if "Asked" in sentence]


def test_J5_the_answers_of_several_tables_are_told_side_by_side() -> None:
    log = (
        e.WorkshopOpened(at=START, layout=TWO_TABLES),
        *(event for role_id in "abcdef" for event in joined(f"p-{role_id}", role_id)),
        agreed("easy"),
        agreed("need", table=2),
    )
    told = report(SCENARIO, log, ABOUT)
    assert what_changed(told.judgement)[-1] == (
        "When asked for one answer each, 1 of 2 tables agreed on the one that fits the whole picture."
    )
    grid = judgement_by_table(told)
    assert grid is not None
    assert [row[:3] for row in grid.rows] == [
        ("Table 1", "Reading easy", "–"),
        ("Table 2", "Reading need (fits the whole picture)", "–"),
    ]


def test_J5_the_tables_answer_is_in_the_sheet_and_in_the_log_without_whoever_set_it() -> None:
    rows = [row for row in sheets(EXPECTED)["judgement"][1] if row[0] == "table 1"]
    assert [row[4:] for row in rows] == [
        ("the table's answer", "Reading need"),
        ("the table's answer fits", "yes"),
    ]
    lines = [json.loads(line) for line in log_lines(SCENARIO, LOG).splitlines()]
    given = [line for line in lines if line["event"] == "table_answer_given"]
    assert [(line["table"], line["answer"]) for line in given] == [(1, "easy"), (1, "need")]
    assert all(line.keys() == {"seq", "seconds", "phase", "event", "table", "answer"} for line in given)


def test_the_sentences_of_a_workshop_that_has_hardly_begun_say_so() -> None:
    told = report(SCENARIO, (*JOINING[:3], entered(PhaseKind.SHARE, 2), raised_one()), ABOUT)
    assert in_short(told) == (
        "On 12 March 2026, 1 person in 1 role from 1 agency sat at one table and met to work on an "
        "invented case, “The Hill family”.",
        "No role held more than 5 of the 19 facts, or enough for any of the 3 insights you can find by "
        "linking facts. Nothing has been put on the table.",
        "5 facts that would have changed the picture were known to somebody but not said. So far, people "
        "have named 1 barrier to sharing and made no commitments.",
    )
    assert on_barriers(told) == "1 barrier was named: 1 met in the exercise."
    assert on_commitments(told) == "No commitment has been made yet."
    assert (
        missed(told.tables[0])
        == "No insights of 3 were found. The 3 missed lacked a fact that somebody held."
    )


def raised_one() -> Event:
    return raised("bar-1", BarrierCategory.LAW, "May I?", Setting.EXERCISE)


# --- data -------------------------------------------------------------------------------------------------


def test_the_data_is_the_report_field_by_field() -> None:
    data = json.loads(report_data(EXPECTED))
    assert list(data) == [field.name for field in fields(Report)]
    assert data["tables"][0]["coverage"]["all"] == {"n": 7, "of": 19, "share": 0.3684}
    assert data["commitments"][0]["due"] == "2026-04-12"
    assert data["tables"][0]["facts"][0]["held_by"][0]["agencies"] == ["Health trust"]


# --- the log ----------------------------------------------------------------------------------------------


def lines(*events: Event) -> list[dict[str, object]]:
    return [json.loads(line) for line in log_lines(SCENARIO, events).splitlines()]


def test_every_key_and_event_of_the_log_is_in_the_codebook() -> None:
    found = lines(*LOG)
    assert {key for line in found for key in line} <= set(KEYS)
    hidden = {"barrier_hidden", "barrier_shown", "answer_kept", "answers_forgotten"}
    private = {name for name, event_type in WIRE_NAMES.items() if event_type in e.PRIVATE}
    assert set(EVENTS) == set(WIRE_NAMES) - hidden - private
    book = codebook(SCENARIO, EXPECTED)
    assert all(f"| `{name}` |" in book for name in (*KEYS, *EVENTS))


def test_lines_are_numbered_and_their_moments_never_run_back_within_a_phase() -> None:
    found = lines(*JOINING, *READING, *SHARING)
    assert [line["seq"] for line in found] == list(range(1, len(found) + 1))
    moments = [line["seconds"] for line in found if "seconds" in line]
    assert moments == sorted(moments)  # type: ignore[type-var]


def test_a_reveal_has_its_seat_its_participant_and_its_method() -> None:
    (found,) = (
        line for line in lines(*LOG) if line.get("fact") == "b-1" and line["event"] == "fact_revealed"
    )
    assert found == {
        "seq": 38,
        "seconds": 1080,
        "phase": "ask_and_link",
        "event": "fact_revealed",
        "table": 1,
        "role": ["b"],
        "fact": "b-1",
        "kind": ["key"],
        "participant": "P2",
        "method": "pull",
        "wording": "full",
    }


COUNTED = {"reads_counted", "votes_counted", "check_outs_counted"}


def test_private_lines_have_no_moment_no_seat_and_nobody() -> None:
    found = [line for line in lines(*LOG) if line["event"] in COUNTED or "barrier_" in str(line["event"])]
    assert [line["event"] for line in found if line["event"] in COUNTED] == [
        *("reads_counted", "reads_counted", "votes_counted", "check_outs_counted")
    ]
    assert len(found) == 4 + 2 + 1  # the counts; two barriers that stand, one of them weighed
    assert not {"seconds", "participant", "table", "role"} & {key for line in found for key in line}


def _first_read(*reads: Event) -> Mapping[str, object]:
    told = lines(*with_counts(SCENARIO, *JOINING, *reads, entered(PhaseKind.SHARE, 4)))
    (found,) = (line for line in told if line["event"] == "reads_counted")
    return found


def test_the_log_tells_of_private_answers_what_the_report_tells_and_small_numbers_in_bands() -> None:
    assert _first_read(*READING) == {
        "seq": 20,
        "phase": "first_read",
        "event": "reads_counted",
        "answered": 5,
        "read": "first",
        "need_mean": 4.0,
        "need_spread": 1.6,
        "options": {"easy": 4, "need": "0-2", "other": "0-2"},
        "topics": {"home": "0-2", "care": "0-2"},
    }
    assert not {"need_mean", "options", "topics", "answered"} & _first_read(*READING[:2]).keys()


def test_nothing_is_told_of_answers_whose_step_is_not_over() -> None:
    running = (*JOINING, *READING)
    assert log_lines(SCENARIO, running) == log_lines(SCENARIO, JOINING)
    assert report(SCENARIO, running, ABOUT) == report(SCENARIO, JOINING, ABOUT)


def test_of_what_the_facilitator_says_about_a_barrier_only_the_last_word_counts() -> None:
    counts = [e.PaperVotesCounted(at=at(33), barrier_id=BarrierId("bar-1"), votes=votes) for votes in (9, 4)]
    found = [line["votes"] for line in lines(*JOINING, *FIRST_BARRIERS, *counts) if "votes" in line]
    assert found == [4]


def test_seats_are_told_as_they_were_laid_at_that_moment() -> None:
    swapped = ((JOINING[0].layout[0][::-1]),)  # type: ignore[union-attr]
    arranged = e.TablesArranged(at=at(1), layout=swapped)
    found = [
        line["role"]
        for line in lines(*JOINING[:3], arranged, e.HandRead(at=at(2), seat_id="t1s1"))
        if "role" in line
    ]
    assert found == [["a"], ["f"]]


# --- who wrote it ------------------------------------------------------------------------------------------


def test_two_authors_of_barriers_swapped_give_the_same_bytes() -> None:
    between = held_back("b-2", None)
    first, second = FIRST_BARRIERS
    head = (*JOINING, *READING, *SHARING, *ASKING)
    tail = (*DEBRIEF[3:], *CLOSING)
    before = exported((*head, DEBRIEF[0], first, between, second, *tail))
    after = exported((*head, DEBRIEF[0], second, between, first, *tail))
    assert before == after


def test_two_voters_swapped_give_the_same_bytes() -> None:
    head, tail = (*JOINING, *DEBRIEF[:5]), (entered(PhaseKind.MEANING, 36),)
    before = exported((*head, voted("p-a", "bar-1"), voted("p-b", "bar-2"), *tail))
    after = exported((*head, voted("p-a", "bar-2"), voted("p-b", "bar-1"), *tail))
    assert before == after


def test_two_people_who_swap_their_private_answers_give_the_same_bytes() -> None:
    swapped = (
        replace(READING[0], participant_id=READING[4].participant_id),  # type: ignore[union-attr]
        *READING[1:4],
        replace(READING[4], participant_id=READING[0].participant_id),  # type: ignore[union-attr]
    )
    assert exported((*JOINING, *READING)) == exported((*JOINING, *swapped))


def test_no_file_holds_an_id_of_a_device_or_words_said_in_private() -> None:
    text = all_text(LOG)
    assert "Least of a-2." in text
    forbidden = ("p-a", "p-observer", "thought by", SECRET, "spoken at", "at the door", "A silly word")
    assert [word for word in (*forbidden, "bar-1", "com-1", "q-1", "l-2") if word in text] == []


def test_the_same_log_gives_the_same_bytes() -> None:
    assert exported(LOG) == exported(LOG)


# --- names of files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Eastside: team day!", "eastside-team-day-2026-03-12-report.html"),
        ("Équipe Łódź", "equipe-odz-2026-03-12-report.html"),
        ("../../etc/passwd", "etc-passwd-2026-03-12-report.html"),
        ('x"\r\nSet-Cookie: a=b', "x-set-cookie-a-b-2026-03-12-report.html"),
        ("ワークショップ", "workshop-2026-03-12-report.html"),
        ("", "workshop-2026-03-12-report.html"),
        ("x" * 500, "x" * 60 + "-2026-03-12-report.html"),
    ],
)
def test_a_file_name_is_safe_whatever_the_title(title: str, name: str) -> None:
    assert file_name(report(SCENARIO, LOG, retitled(title)), "report", "html") == name


def test_a_file_of_an_open_workshop_is_called_interim() -> None:
    assert file_name(report(SCENARIO, LOG[:-1], ABOUT), "log", "jsonl").endswith("-log-interim.jsonl")


# --- the door ---------------------------------------------------------------------------------------------


ADDRESSES = ["report", *(file.address for file in FILES)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_who_leads_the_workshop_gets_its_report(stage: Stage, address: str) -> None:
    url = f"/workshops/w-1/{address}"
    stage.app.store.add_facilitator("facilitator-gil", "Gil", "hash", at(0))
    assert browser(stage, FACILITATOR).get(url).status_code == 200
    assert browser(stage, "facilitator-gil").get(url).status_code == 404
    asked = browser(stage, None).get(url)
    assert (asked.status_code, asked.location) == (303, f"/sign-in?next={url}")
    assert browser(stage, FACILITATOR).get(f"/workshops/no-such/{address}").status_code == 404


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.address)
def test_a_file_is_saved_under_a_useful_name_and_never_kept_by_the_browser(
    stage: Stage, file: object
) -> None:
    answer = browser(stage, FACILITATOR).get(f"/workshops/w-1/{file.address}")  # type: ignore[attr-defined]
    assert re.fullmatch(
        r'attachment; filename="[a-z0-9-]+-\d{4}-\d\d-\d\d-[a-z-]+\.[a-z]+"',
        answer.headers["Content-Disposition"],
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data


def test_the_page_works_without_a_script_and_offers_every_file(stage: Stage) -> None:
    page = browser(stage, FACILITATOR).get("/workshops/w-1/report?open=anyway").get_data(as_text=True)
    elements = Elements(page).found
    assert "script" not in [tag for tag, _ in elements]
    assert not [tag for tag, attributes in elements if "style" in attributes]
    hrefs = {attributes.get("href") for tag, attributes in elements if tag == "a"}
    assert {f"/workshops/w-1/{file.address}" for file in FILES} <= hrefs
    assert "6 people with a phone" in page
    primary = [
        attributes["href"] for _, attributes in elements if "button--primary" in attributes.get("class", "")
    ]
    assert primary == ["/workshops/w-1/report.html"]


def test_V9_before_the_reveal_the_page_asks_before_it_tells_what_lies_in_every_hand(stage: Stage) -> None:
    workshop_id = early(stage)
    reader = browser(stage, FACILITATOR)
    asked = reader.get(f"/workshops/{workshop_id}/report").get_data(as_text=True)
    told = reader.get(f"/workshops/{workshop_id}/report?open=anyway").get_data(as_text=True)
    fact = next(fact for fact in SCENARIO.facts if not fact.is_sensitive)
    assert (fact.text in asked, "open=anyway" in asked, fact.text in told) == (False, True, True)
