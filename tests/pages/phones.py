"""A phone that joins, and what people do on theirs."""

from playwright.sync_api import Locator, Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import AskId, BarrierId, LinkId, ParticipantId
from app.domain.log.state import Seat
from app.domain.scenario import BarrierCategory, OptionId, PhaseKind, RoleId
from tests.pages.leaders import leading, path_of, said
from tests.pages.opened import OpenWorkshop

PHONE = {"width": 360, "height": 800}


NARROW = {"width": 320, "height": 640}


def join(page: Page, address: str, workshop: OpenWorkshop) -> ParticipantId:
    """From the QR's address to the role: one tap."""
    before = set(workshop.now.participants)
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/join/{workshop.code}")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    return (set(workshop.now.participants) - before).pop()


def people_the_table(workshop: OpenWorkshop) -> list[ParticipantId]:
    """The other seats, who have already judged, shared, asked, linked and written."""
    others = [workshop.stage.join(workshop.id, name) for name in ("bo", "cai", "dee")]
    return others


def says(workshop: OpenWorkshop, who: ParticipantId, wish: c.Wish) -> None:
    workshop.stage.handle(workshop.id, c.ParticipantActor(participant_id=who), wish)


def act(workshop: OpenWorkshop, kind: PhaseKind, me: ParticipantId, others: list[ParticipantId]) -> None:
    """What the others do in a phase, so that each page has something to show."""
    now = workshop.now
    if kind in (PhaseKind.FIRST_READ, PhaseKind.SECOND_READ):
        option = OptionId(now.scenario.reads.options[0].id)
        for need, one in enumerate(others):
            says(workshop, one, c.GiveRead(need=need, option_id=option, line="", topic_id=None))
    if kind is PhaseKind.SHARE:
        for one in others:
            seat = now.seat(now.participants[one].seat_id or c.SeatId(""))
            for fact_id in sorted(seat.hand)[:2]:
                says(workshop, one, c.RevealFact(fact_id=fact_id))
    if kind is PhaseKind.ASK_AND_LINK:
        mine = now.seat(now.participants[me].seat_id or c.SeatId(""))
        ask = c.AskRole(ask_id=AskId("ask-00000001"), role_id=mine.role_ids[0], text="Since when?")
        says(workshop, others[0], ask)
        facts = frozenset(list(now.tables[mine.table_id].revealed)[:2])
        says(workshop, others[0], c.LinkFacts(link_id=LinkId("link-0000001"), fact_ids=facts, line="Both"))
    if kind is PhaseKind.BARRIERS:
        for number, one in enumerate(others):
            wish = c.RaiseBarrier(
                barrier_id=BarrierId(f"barrier-{number}"),
                category=list(BarrierCategory)[number],
                text=f"What kept us, {number}",
                setting=c.Setting.EXERCISE,
            )
            says(workshop, one, wish)
        workshop.stage.app.settling.settle(workshop.id)  # they come in together (D11)
    if kind is PhaseKind.COMMITMENTS:
        wish = c.MakeCommitment(
            commitment_id=c.CommitmentId("commitment-1"),
            barrier_id=None,
            situation="a child is late",
            action="we ring",
            owner="School",
            due=None,
            check="",
        )
        says(workshop, others[0], wish)


def seat_of(workshop: OpenWorkshop, role_id: RoleId) -> Seat:
    seats = (seat for table in workshop.now.tables.values() for seat in table.seats.values())
    return next(seat for seat in seats if role_id in seat.role_ids)


def turn_to(page: Page, tab: str) -> None:
    page.get_by_role("navigation", name="Views").get_by_role("button", name=tab).click()


def form(page: Page, summary: str) -> Locator:
    return page.locator("details").filter(has=page.locator("summary", has_text=summary))


def way_to(workshop: OpenWorkshop, who: ParticipantId, address: str) -> str:
    """Where the QR of somebody's place leads."""
    return address + path_of(said(workshop, leading(workshop), f"handover/{who}")["url"])


def centre(button: Locator) -> tuple[float, float]:
    box = button.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tap_reveal(page: Page) -> None:
    page.get_by_role("button", name="Reveal", exact=True).first.click()
    page.get_by_role("button", name="Reveal to everyone").click()
