"""Rules S12-S14, V5: what a table's picture says of what was said again, and of what does not fit."""

from dataclasses import replace

from app.domain.log import events as e
from app.domain.log.commands import DisputeId, LinkId
from app.domain.scenario import FactId, PhaseKind
from app.domain.views import slices
from app.domain.views.families import Value
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from tests.family import HO1, NU1, NU2, PO1, SC2, SMALL
from tests.people import AMA, AMAS, BO, BOS, CAIS, DEES, NOON, T1, around_the_table, entered, revealed

OUT = (*around_the_table(PhaseKind.ASK_AND_LINK), revealed(NU2, AMAS, AMA), revealed(SC2, BOS, BO))
DISPUTE = DisputeId("dispute-1")


def _marked(*facts: FactId) -> e.FactsDisputed:
    return e.FactsDisputed(
        at=NOON, table_id=T1, dispute_id=DISPUTE, seat_id=AMAS, fact_ids=frozenset(facts), line="Which day?"
    )


MARKED = _marked(NU2, SC2)
IN_WORDS = e.DisputeSettled(at=NOON, table_id=T1, dispute_id=DISPUTE, seat_id=BOS, line="Both days")
RESOLVER = revealed(PO1, CAIS, None)
REVEAL = entered(PhaseKind.REVEAL)


def _picture(*more: e.Event) -> Value:
    return slices.value(fold(SMALL, (*OUT, *more)), Scope(Slice.TABLE, T1))


def test_S12_the_picture_says_how_often_a_fact_was_said_again() -> None:
    again = e.FactMentionedAgain(at=NOON, table_id=T1, seat_id=BOS, fact_id=NU2)
    facts = _picture(again, again)["facts"]
    assert facts["nu-2"]["again"] == 2
    assert "again" not in facts["sc-2"]


def test_S13_the_picture_shows_what_people_marked_and_nothing_they_did_not() -> None:
    assert _picture()["disputes"] == {}
    assert _picture(MARKED)["disputes"] == {
        "dispute-1": {
            "facts": "nu-2,sc-2",
            "line": "Which day?",
            "order": 1,
            "seat": "t1s1",
            "settled": False,
        }
    }


def test_S14_facts_that_resolve_a_contradiction_settle_it_as_the_author_says() -> None:
    for events in ((MARKED, RESOLVER), (RESOLVER, MARKED), (MARKED, IN_WORDS, RESOLVER)):
        dispute = _picture(*events)["disputes"]["dispute-1"]
        assert (dispute["settled"], dispute["settled_by"]) == (True, "facts")
        assert dispute["explanation"] == "explains-which-day"


def test_S14_two_facts_that_settle_it_together_do_so_only_together() -> None:
    both = replace(SMALL.contradictions[0], resolved_by=frozenset({PO1, HO1}))
    wide = replace(SMALL, contradictions=(both,))
    for events, is_settled in (((RESOLVER,), False), ((RESOLVER, revealed(HO1, DEES, None)), True)):
        picture = slices.value(fold(wide, (*OUT, MARKED, *events)), Scope(Slice.TABLE, T1))
        assert picture["disputes"]["dispute-1"]["settled"] is is_settled


def test_S14_the_tables_own_words_settle_any_dispute_and_betray_nothing_of_the_author() -> None:
    """Two pairs, one of them the author's contradiction: until facts settle it, they look alike."""
    nu1 = revealed(NU1, AMAS, AMA)
    for pair in ((NU2, SC2), (NU1, SC2)):
        dispute = _picture(nu1, _marked(*pair), IN_WORDS)["disputes"]["dispute-1"]
        assert dispute["settled_by"] == "table"
        assert (dispute["settled"], dispute["explanation"]) == (True, "Both days")


def test_S14_where_dates_settle_it_linking_the_two_does() -> None:
    dated = replace(SMALL, contradictions=(replace(SMALL.contradictions[0], resolved_by=frozenset()),))
    linked = e.FactsLinked(
        at=NOON,
        table_id=T1,
        link_id=LinkId("link-1"),
        seat_id=AMAS,
        fact_ids=frozenset({NU2, SC2}),
        line="A week apart",
    )
    for events, settled in (((MARKED,), False), ((MARKED, linked), True)):
        picture = slices.value(fold(dated, (*OUT, *events)), Scope(Slice.TABLE, T1))
        assert picture["disputes"]["dispute-1"]["settled"] is settled


def test_V5_contradictions_that_were_not_marked_or_not_settled_by_facts_show_from_the_reveal_on() -> None:
    told = {"facts": "nu-2,sc-2", "explanation": "explains-which-day"}
    assert "missed" not in _picture()
    assert _picture(REVEAL)["missed"]["disputes"] == {"which-day": {**told, "was": "not_marked"}}
    assert _picture(MARKED, IN_WORDS, REVEAL)["missed"]["disputes"] == {
        "which-day": {**told, "was": "not_settled"}
    }
    assert _picture(MARKED, RESOLVER, REVEAL)["missed"]["disputes"] == {}
