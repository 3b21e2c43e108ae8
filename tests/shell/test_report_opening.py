"""The report's first sentence, whole and true, for each way to hold a workshop; English and Spanish."""

from collections.abc import Iterator

import pytest

from app.domain.log import events as e
from app.domain.log.commands import Setting
from app.domain.log.events import Event
from app.domain.report.report import Report, report
from app.domain.scenario import BarrierCategory, PhaseKind
from app.exports.plain_words import in_short
from app.exports.report_file import report_file
from app.languages.speaking import speaking
from tests.domain.report_story import (
    ABOUT,
    ASKING,
    CLOSING,
    JOINING,
    ONE_TABLE,
    SCENARIO,
    SHARING,
    START,
    TWO_TABLES,
    agreed,
    at,
    entered,
    joined,
    raised,
    revealed,
)

AT_ONE = e.WorkshopOpened(at=START, layout=ONE_TABLE)
AT_TWO = e.WorkshopOpened(at=START, layout=TWO_TABLES)
IN_SHARE = (entered(PhaseKind.SHARE, 2),)
LED = revealed("f-1", at(3), by="f")
"""Put by the facilitator, for a seat with nobody in it."""
LED_AT_TWO = revealed("f-2", at(3), by="f", table=2)
OVER = (entered(PhaseKind.CLOSED, 22),)
WITH_PHONES = (*joined("p-a", "a"), *joined("p-b", "b"))
AT_BOTH = (*joined("p-a", "a"), *joined("p-b", "b", table=2))

FIRST_SENTENCES = {
    "phones, one table": (
        (AT_ONE, *WITH_PHONES, *IN_SHARE, *OVER),
        "2 people in 2 roles from 1 agency sat at one table and worked for 20 minutes on an invented case, "
        "“The Hill family”.",
        "2 personas en 2 roles de 1 servicio se sentaron a una mesa y trabajaron 20 minutos en un caso "
        "inventado, «The Hill family».",
    ),
    "phones, two tables": (
        (AT_TWO, *AT_BOTH, *IN_SHARE, *OVER),
        "2 people sat at 2 tables, each with the same 6 roles from 5 agencies, and worked for 20 minutes on "
        "an invented case, “The Hill family”.",
        "2 personas se sentaron a 2 mesas, cada una con los mismos 6 roles de 5 servicios, y trabajaron "
        "20 minutos en un caso inventado, «The Hill family».",
    ),
    "phones, two tables, hardly begun": (
        (AT_TWO, *AT_BOTH),
        "2 people sat at 2 tables, each with the same 6 roles from 5 agencies, and met to work on an "
        "invented case, “The Hill family”.",
        "2 personas se sentaron a 2 mesas, cada una con los mismos 6 roles de 5 servicios, y se reunieron "
        "para trabajar en un caso inventado, «The Hill family».",
    ),
    "two tables laid, one used": (
        (AT_TWO, *WITH_PHONES, *IN_SHARE, *OVER),
        "2 people in 2 roles from 1 agency sat at one table and worked for 20 minutes on an invented case, "
        "“The Hill family”.",
        "2 personas en 2 roles de 1 servicio se sentaron a una mesa y trabajaron 20 minutos en un caso "
        "inventado, «The Hill family».",
    ),
    "mixed, one table": (
        (AT_ONE, *WITH_PHONES, *IN_SHARE, LED, *OVER),
        "2 people with a phone sat at one table, and 1 role was run without one. Together, 3 roles from 2 "
        "agencies worked for 20 minutes on an invented case, “The Hill family”.",
        "2 personas con teléfono se sentaron a una mesa, y 1 rol se llevó sin teléfono. En total, 3 roles "
        "de 2 servicios trabajaron 20 minutos en un caso inventado, «The Hill family».",
    ),
    "mixed, two tables": (
        (AT_TWO, *AT_BOTH, *IN_SHARE, LED, LED_AT_TWO, *OVER),
        "2 people with a phone sat at 2 tables, each with the same 6 roles from 5 agencies. 2 seats were "
        "run without one. All worked for 20 minutes on an invented case, “The Hill family”.",
        "2 personas con teléfono se sentaron a 2 mesas, cada una con los mismos 6 roles de 5 servicios. "
        "2 puestos se llevaron sin teléfono. Todo el mundo trabajó 20 minutos en un caso inventado, "
        "«The Hill family».",
    ),
    "on paper, one table": (
        (AT_ONE, *IN_SHARE, LED, *OVER),
        "One table with 6 roles from 5 agencies, on paper and without phones, worked for 20 minutes on an "
        "invented case, “The Hill family”.",
        "Una mesa con 6 roles de 5 servicios, en papel y sin teléfonos, trabajó 20 minutos en un caso "
        "inventado, «The Hill family».",
    ),
    "on paper, hardly begun": (
        (AT_ONE, *IN_SHARE, revealed("f-1", at(2), by="f")),
        "One table with 6 roles from 5 agencies, on paper and without phones, worked for less than a minute "
        "on an invented case, “The Hill family”.",
        "Una mesa con 6 roles de 5 servicios, en papel y sin teléfonos, trabajó menos de un minuto en un "
        "caso inventado, «The Hill family».",
    ),
    "on paper, the debrief only": (
        (AT_ONE, *IN_SHARE, raised("bar-1", BarrierCategory.LAW, "May I?", Setting.EXERCISE), *OVER),
        "One table with 6 roles from 5 agencies, on paper and without phones, worked for 20 minutes on an "
        "invented case, “The Hill family”.",
        "Una mesa con 6 roles de 5 servicios, en papel y sin teléfonos, trabajó 20 minutos en un caso "
        "inventado, «The Hill family».",
    ),
    "on paper, two tables": (
        (AT_TWO, *IN_SHARE, LED, LED_AT_TWO, *OVER),
        "2 tables, each with the same 6 roles from 5 agencies, on paper and without phones, worked for 20 "
        "minutes on an invented case, “The Hill family”.",
        "2 mesas, cada una con los mismos 6 roles de 5 servicios, en papel y sin teléfonos, trabajaron "
        "20 minutos en un caso inventado, «The Hill family».",
    ),
    "nobody yet": (
        (AT_ONE,),
        "This workshop on an invented case, “The Hill family”, was opened; nobody has taken a seat yet.",
        "Se abrió este taller sobre un caso inventado, «The Hill family»; todavía nadie tiene puesto.",
    ),
    "nobody, and it is over": (
        (AT_ONE, *IN_SHARE, *OVER),
        "This workshop on an invented case, “The Hill family”, was opened, and nobody took a seat.",
        "Se abrió este taller sobre un caso inventado, «The Hill family», y nadie ocupó ningún puesto.",
    ),
}


def told_of(*log: Event) -> Report:
    return report(SCENARIO, log, ABOUT)


def in_a_sentence(clause: str, lead: str) -> str:
    """The clause after its date: a name or a number keeps its letter, a word loses its capital."""
    return lead + clause[:1].lower() + clause[1:]


@pytest.mark.parametrize("case", FIRST_SENTENCES)
def test_the_first_sentence_is_whole_and_true(case: str) -> None:
    log, english, _spanish = FIRST_SENTENCES[case]
    assert in_short(told_of(*log))[0] == in_a_sentence(english, "On 12 March 2026, ")


@pytest.mark.parametrize("case", FIRST_SENTENCES)
def test_the_first_sentence_is_whole_in_spanish(case: str) -> None:
    log, _english, spanish = FIRST_SENTENCES[case]
    with speaking("es"):
        assert in_short(told_of(*log))[0] == in_a_sentence(spanish, "El 12 de marzo de 2026, ")


def test_a_table_s_one_answer_set_at_the_desk_is_a_workshop_on_paper() -> None:
    assert "nobody" not in in_short(told_of(AT_ONE, *IN_SHARE, agreed("need")))[0]


def stories() -> Iterator[tuple[Event, ...]]:
    yield (*JOINING, *SHARING, *ASKING, *CLOSING)
    yield from (log for log, _english, _spanish in FIRST_SENTENCES.values())


def test_the_report_of_a_workshop_without_anybody_claims_nothing_of_anybody() -> None:
    told = told_of(*FIRST_SENTENCES["nobody, and it is over"][0])
    assert in_short(told)[1:] == ("Nothing was put on the table, so there is nothing to measure.",)
    page = report_file(told)
    assert "What stopped things being shared" not in page
    assert not [fact.text for fact in SCENARIO.facts if fact.text in page]
    assert "Where the figures come from" in page
    interim = in_short(told_of(AT_ONE))[1]
    assert interim == "Nothing is on the table yet, so there is nothing to measure."


def test_no_sentence_of_the_report_lacks_its_words() -> None:
    for log in stories():
        page = report_file(told_of(*log)).split("</style>")[1]
        assert ("…" in page, " ," in page, " ." in page) == (False, False, False)
