"""What the projector shows, as the facilitator sets it: blank, still, one table or all; news; the code."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.access.tokens import screen_token
from app.domain.log import commands as c
from app.domain.log.commands import DisputeId, LinkId, TableId
from app.domain.rules import sharing
from app.wire import peers
from tests.family import CALL, IN_THE_NEWS
from tests.pages.conftest import OpenWorkshop, opened
from tests.pages.networks import break_sockets
from tests.pages.screens import FITS, PROJECTOR, hands, open_screen, reveal
from tests.patience import becomes
from tests.people import TWO_TABLES
from tests.shell.stage import Stage

MORE_THAN_ONE = "You now know more than any one of you."

KEEP_WHAT_STANDS_TOGETHER = """() => {
  window.together = new Set();
  const words = (name) => document.querySelector(name)?.textContent.trim() ?? null;
  new MutationObserver(() =>
    window.together.add(JSON.stringify([".screen__table", ".newest__text"].map(words))))
    .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}"""


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    """Two tables, and news that may come in."""
    stage = Stage(tmp_path, IN_THE_NEWS)
    yield from opened(stage, TWO_TABLES)


def sets(
    workshop: OpenWorkshop, *, table: str | None = None, blank: bool = False, still: bool = False
) -> None:
    table_id = TableId(table) if table else None
    workshop.stage.leads(workshop.id, c.SetScreen(table_id=table_id, is_blank=blank, is_frozen=still))


def reveal_at(workshop: OpenWorkshop, table: int, count: int = 1) -> list[str]:
    """So many facts go on a table, others on each; their texts."""
    seats = list(workshop.now.tables.values())[table].seats.values()
    holders = {fact_id: seat.id for seat in seats for fact_id in seat.hand}
    told = sorted(holders, reverse=table > 0)[:count]
    reveal(workshop, [(holders[fact_id], fact_id) for fact_id in told])
    return [workshop.now.scenario.fact_by_id[fact_id].text for fact_id in told]


def test_V10_a_blank_screen_shows_nothing_until_it_is_lit_again(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    expect(page.locator(".wall__table")).to_have_count(2)
    sets(workshop, blank=True)
    expect(page.locator(".wall__table")).to_have_count(0)
    expect(page.locator("#screen")).to_have_text("The facilitator has blanked the screen.")
    expect(page.locator(".screen__button")).to_be_visible()
    page.reload()
    expect(page.locator("#screen")).to_have_text("The facilitator has blanked the screen.")
    sets(workshop)
    expect(page.locator(".wall__table")).to_have_count(2)


def test_a_screen_that_is_held_still_keeps_its_picture_and_its_clock_runs(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal_at(workshop, 0)
    open_screen(page, address, workshop)
    count = page.locator(".wall__table").first.locator(".wall__count").first
    expect(count).to_contain_text("1 of")
    sets(workshop, still=True)
    expect(page.get_by_text("Frozen")).to_be_visible()
    reveal_at(workshop, 0, count=2)
    workshop.stage.go_to(workshop.id, "ask_and_link")
    expect(page.get_by_role("heading", level=1)).to_have_text(workshop.now.phase.title)
    expect(count).to_contain_text("1 of")
    page.reload()  # it has nothing to keep, and is told nothing new
    expect(page.get_by_role("status")).to_contain_text("Frozen")
    expect(page.locator(".wall__table")).to_have_count(0)
    sets(workshop)
    expect(count).to_contain_text("2 of")


def test_a_screen_whose_link_holds_no_more_says_so_over_its_last_picture(
    page: Page, workshop: OpenWorkshop, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    expect(page.locator("h1")).to_have_text(workshop.now.phase.title)
    monkeypatch.setattr(
        peers, "read_screen_token", lambda _key, _token: None
    )  # as after a restart with another key
    break_sockets(workshop)
    said = "This link no longer works. Open the screen from the console."
    expect(page.locator(".screen__off")).to_have_text(said)


def test_V6_tables_are_a_wall_of_counts_until_the_reveal_and_one_can_be_chosen_after_it(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    [first] = reveal_at(workshop, 0)
    [second] = reveal_at(workshop, 1)
    sets(workshop, table="t2")
    open_screen(page, address, workshop)
    expect(page.locator(".wall__table")).to_have_count(2)
    expect(page.locator("body")).not_to_contain_text(second)
    sets(workshop)
    workshop.stage.go_to(workshop.id, "reveal")
    expect(page.locator(".by-table")).to_be_visible()
    sets(workshop, table="t2")
    expect(page.locator(".by-table")).to_have_count(0)
    expect(page.get_by_role("heading", name="Never reached the table")).to_be_visible()
    workshop.stage.go_to(workshop.id, "replay")
    expect(page.locator(".newest__text")).to_contain_text(second)
    sets(workshop)
    expect(page.locator(".curve__line")).to_have_count(2)
    expect(page.locator(".curve__label")).to_have_text(
        [re.compile(rf"Table {number}: 1 of \d+") for number in (1, 2)]
    )
    expect(page.locator("body")).not_to_contain_text(first)


def test_V6_another_table_s_picture_comes_at_once_with_its_name(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    [first] = reveal_at(workshop, 0)
    [second] = reveal_at(workshop, 1)
    workshop.stage.go_to(workshop.id, "replay")
    sets(workshop, table="t1")
    open_screen(page, address, workshop)
    expect(page.locator(".newest__text")).to_contain_text(first)
    page.evaluate(KEEP_WHAT_STANDS_TOGETHER)
    sets(workshop, table="t2")
    expect(page.locator(".newest__text")).to_contain_text(second)
    together = [tuple(json.loads(one)) for one in page.evaluate("[...window.together]")]
    assert ("Table 2", second) in together
    assert ("Table 2", first) not in together


def test_V6_from_the_reveal_on_the_wall_shows_each_table_s_picture(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal_at(workshop, 0, 2)
    reveal_at(workshop, 1)
    workshop.stage.go_to(workshop.id, "reveal")
    open_screen(page, address, workshop)
    page.locator(".play").hover()
    page.get_by_role("button", name="Small pictures").click()
    tables = page.locator(".wall--pictures .wall__table")
    expect(tables).to_have_count(2)
    for table, facts in zip(tables.all(), (2, 1), strict=True):
        expect(table.locator(".wall__figures")).to_contain_text(f"{facts} of ")
        expect(table.locator("svg.genogram")).to_be_in_viewport(ratio=0.99)
        expect(table.get_by_role("img")).to_have_attribute("aria-label", re.compile(r"\w"))
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator(".by-table")).to_be_visible()


def test_V6_the_wall_sews_on_one_button_for_each_fact(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal_at(workshop, 0, 3)
    open_screen(page, address, workshop)
    first, second = (page.locator(".wall__table").nth(place) for place in (0, 1))
    expect(first.locator("g.buttons__seen")).to_have_count(3)
    expect(second.locator("g.buttons__seen")).to_have_count(0)
    reveal_at(workshop, 1, 2)
    expect(second.locator("g.buttons__seen")).to_have_count(2)
    in_play = sharing.in_play(workshop.now.tables[TableId("t2")])
    expect(second.locator("g.buttons__unseen")).to_have_count(len(in_play) - 2)


def test_V5_the_look_back_shows_what_one_seat_saw_and_how_all_of_them_saw_more(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal_at(workshop, 1, 3)
    workshop.stage.go_to(workshop.id, "replay")
    token = screen_token(workshop.stage.app.key, workshop.id, TableId("t2"))
    page.goto(f"{address}/screen/{token}")
    table = workshop.now.tables[TableId("t2")]
    held = max(len(seat.hand) for seat in table.seats.values())
    rows = page.locator(".sewn-rows .buttons")
    expect(rows.nth(0).locator("g.buttons__seen")).to_have_count(held)
    expect(rows.nth(1).locator("g.buttons__seen")).to_have_count(3)
    expect(page.locator(".curve__line")).to_have_count(1)
    of = len(sharing.in_play(table))
    expect(page.locator(".curve tbody th")).to_have_text(["0", "1"])
    expect(page.locator(".curve tbody td").last).to_have_text(f"3 of {of}")


def test_V6_a_screen_at_a_table_shows_its_picture_while_people_share(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    [theirs] = reveal_at(workshop, 0)
    [ours] = reveal_at(workshop, 1)
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    token = screen_token(workshop.stage.app.key, workshop.id, TableId("t2"))
    page.goto(f"{address}/screen/{token}")
    expect(page.locator(".newest__text")).to_contain_text(ours)
    expect(page.locator(".screen__table")).to_have_text("Table 2")
    expect(page.locator("body")).not_to_contain_text(theirs)
    sets(workshop, blank=True)
    expect(page.locator(".newest__text")).to_have_count(0)


def test_the_code_leaves_the_screen_with_the_lobby_and_is_one_key_away_for_latecomers(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    open_screen(page, address, workshop)
    shown = f"{workshop.code[:3]} {workshop.code[3:]}"
    expect(page.locator(".lobby__code")).to_have_text(shown)
    for kind in ("share", "vote"):
        workshop.stage.go_to(workshop.id, kind)
        expect(page.locator("h1")).to_have_text(workshop.now.phase.title)
        expect(page.locator(".code")).to_have_count(0)
        page.keyboard.press("c")
        expect(page.locator(".joining__code")).to_have_text(shown)
        expect(page.locator(".joining__qr")).to_be_visible()
        page.keyboard.press("c")
        expect(page.locator(".code")).to_have_count(0)
    with_code = c.SetScreen(table_id=None, is_blank=False, is_frozen=False, shows_code=True)
    workshop.stage.leads(workshop.id, with_code)
    expect(page.locator(".joining__code")).to_have_text(shown)
    workshop.stage.go_to(workshop.id, "closed")
    expect(page.locator(".code")).to_have_count(0)


def test_a_table_that_knows_more_than_any_one_of_it_is_told_so_once(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    """On the screen at the table; on the wall it stays. Nowhere is it said whose hand was largest."""
    workshop.stage.go_to(workshop.id, "share")
    alone = max(len(seat.hand) for seat in workshop.now.tables[TableId("t1")].seats.values())
    reveal_at(workshop, 0, alone)
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id, TableId('t1'))}")
    expect(page.locator(f".counter[data-facts='{alone}']")).to_be_attached()
    expect(page.locator("body")).not_to_contain_text(MORE_THAN_ONE)
    reveal_at(workshop, 0, alone + 1)
    expect(page.locator(".screen__cue")).to_have_text(MORE_THAN_ONE)
    page.reload()
    expect(page.locator(f".counter[data-facts='{alone + 1}']")).to_be_attached()
    expect(page.locator("body")).not_to_contain_text(MORE_THAN_ONE)
    open_screen(page, address, workshop)
    expect(page.locator(".wall__table").filter(has_text=MORE_THAN_ONE)).to_have_count(1)


def test_V13_news_for_everyone_is_announced_and_stays_in_the_list(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal_at(workshop, 0)
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    token = screen_token(workshop.stage.app.key, workshop.id, TableId("t1"))
    page.goto(f"{address}/screen/{token}")
    expect(page.locator(".newest__text")).to_be_visible()
    workshop.stage.leads(workshop.id, c.GiveInject(inject_id=CALL))
    news = workshop.now.scenario.inject_by_id[CALL]
    expect(page.locator(".screen__news")).to_contain_text(news.text)
    expect(page.locator(".side--news")).to_contain_text(news.title)
    page.reload()
    expect(page.locator(".side--news")).to_contain_text(news.title)
    expect(page.locator(".screen__news")).to_have_count(0)
    page.locator(".play").hover()
    page.get_by_role("button", name="List", exact=True).click()
    expect(page.locator(".picture-list")).to_contain_text(news.text)


def test_V13_news_stays_where_no_fact_lies_yet(page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.go_to(workshop.id, "share")
    workshop.stage.leads(workshop.id, c.GiveInject(inject_id=CALL))
    news = workshop.now.scenario.inject_by_id[CALL]
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id, TableId('t1'))}")
    expect(page.get_by_role("heading", name="Who is who")).to_be_visible()
    expect(page.locator(".screen__news")).to_have_count(
        0
    )  # it announces only what comes in while it looks on
    for words in (news.title, news.text):
        expect(page.locator(".side--news")).to_contain_text(words)


def test_V13_news_stays_over_the_wall_of_several_tables(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    workshop.stage.leads(workshop.id, c.GiveInject(inject_id=CALL))
    news = workshop.now.scenario.inject_by_id[CALL]
    open_screen(page, address, workshop)
    expect(page.locator(".wall__table")).to_have_count(2)
    expect(page.locator(".screen__news")).to_have_count(0)
    told = page.get_by_role("listitem").filter(has_text=news.title)
    expect(told).to_contain_text(news.text)
    expect(told).to_be_in_viewport(ratio=1)
    becomes(lambda: page.locator(".screen__body").evaluate(FITS), True, "whether all of it fits")
    workshop.stage.go_to(workshop.id, "ask_and_link")
    expect(told).to_contain_text(news.text)


def test_S13_what_does_not_fit_stands_side_by_side_until_it_is_settled(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    told = hands(workshop)[:2]
    reveal(workshop, told)
    seat_id, facts = told[0][0], frozenset(fact_id for _, fact_id in told)
    dispute_id = DisputeId("dispute-0001")
    said = c.DisputeFacts(dispute_id=dispute_id, fact_ids=facts, line="Not on one evening", seat_id=seat_id)
    workshop.stage.leads(workshop.id, said)
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id, TableId('t1'))}")
    open_one = page.locator(".dispute--open")
    expect(open_one).to_contain_text("Still to settle")
    expect(open_one).to_contain_text("Not on one evening")
    expect(open_one.locator(".dispute__sides > div")).to_have_count(2)
    settled = c.SettleDispute(dispute_id=dispute_id, line="Two evenings", seat_id=seat_id)
    workshop.stage.leads(workshop.id, settled)
    expect(open_one).to_have_count(0)
    expect(page.locator(".side--settled")).to_contain_text("Two evenings")


def test_a_found_connection_says_what_needs_to_happen(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    holders = {fact_id: seat_id for seat_id, fact_id in hands(workshop)}
    insight = workshop.now.scenario.insights[0]
    facts = insight.solved_by[0]
    reveal(workshop, [(holders[fact_id], fact_id) for fact_id in facts])
    linked = c.LinkFacts(link_id=LinkId("link-00001"), fact_ids=facts, line="so", seat_id=holders[min(facts)])
    workshop.stage.leads(workshop.id, linked)
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id, TableId('t1'))}")
    found = page.locator(".side--insights")
    expect(found).to_contain_text(insight.title)
    page.locator(".play").hover()
    page.get_by_role("button", name="List", exact=True).click()
    expect(page.locator(".picture-list")).to_contain_text(f"What needs to happen: {insight.next_step}")


def test_S11_what_a_table_linked_of_its_own_shows_on_its_screen_alone(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    joined = hands(workshop)[:2]
    reveal(workshop, joined)
    for number, line in enumerate(("Nobody asked the neighbour", "Two evenings, one car")):
        of_its_own = c.LinkFacts(
            link_id=LinkId(f"link-0000{number}"),
            fact_ids=frozenset(fact_id for _, fact_id in joined),
            line=line,
            seat_id=joined[0][0],
        )
        workshop.stage.leads(workshop.id, of_its_own)
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id, TableId('t1'))}")
    linked = page.locator(".side--readings")
    expect(linked.get_by_role("heading")).to_have_text("Linked by the table 2")
    expect(linked).to_contain_text("“Two evenings, one car”")
    page.locator(".play").hover()
    page.get_by_role("button", name="List", exact=True).click()
    told = page.locator(".picture-list__part").filter(has_text="Linked by the table")
    for line in ("Nobody asked the neighbour", "Two evenings, one car"):
        expect(told).to_contain_text(line)
    for _, fact_id in joined:
        expect(told).to_contain_text(workshop.now.scenario.fact_by_id[fact_id].text)
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id, TableId('t2'))}")
    expect(page.locator(".screen__table")).to_have_text("Table 2")
    expect(page.locator("body")).not_to_contain_text("Two evenings")
