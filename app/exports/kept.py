"""What a workshop keeps: each item, who sees it, until when, and how it goes. The page, the files and a test
that compares it with what is stored all read this one table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.languages.speaking import gettext as _

Columns = frozenset[str]
"""Columns of the database as `table.column`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kind of thing that is kept; `columns` and the rest say where it lies, for the test."""

    item: str
    who: str
    until: str
    goes: str
    columns: Columns = frozenset()
    events: frozenset[str] = field(default=frozenset())
    cookies: frozenset[str] = field(default=frozenset())
    storage: frozenset[str] = field(default=frozenset())


def what_is_kept(names_until: str, deleted_after: str = "") -> tuple[Kept, ...]:
    """Every item, in the language that is being spoken. The days are words; empty where none is set."""
    for_ever = (
        _("{day}, then the workshop is deleted automatically", day=deleted_after)
        if deleted_after
        else _("the facilitator deletes the workshop")
    )
    with_it = _("With the workshop.")
    return (*_of_people(names_until), *_of_the_hour(for_ever, with_it), *_of_the_house(for_ever, with_it))


def _of_people(names_until: str) -> Iterator[Kept]:
    yield Kept(
        item=_("Your name, if you give one"),
        who=_("The facilitators, on the console. Nobody else, and no file."),
        until=_("{day} at the latest", day=names_until) if names_until else _("a set number of days"),
        goes=_(
            "At once when you choose “Forget me”, when you leave, or when a facilitator erases the names."
        ),
        columns=_all("names", "workshop_id participant_id name"),
    )
    yield Kept(
        item=_(
            "Your own answers: what you thought before and after, your votes, "
            "what you say of barriers, your check-out"
        ),
        who=_(
            "Nobody, on any page. While the step runs, they are on the computer that serves the workshop, "
            "so you can change them. Whoever runs that computer could read them there."
        ),
        until=_("the step is over and can no longer be undone, a few seconds later"),
        goes=_("Automatically. One count takes their place. Who said what is erased, from the file too."),
        columns=_all("running", "workshop_id kind whose data"),
        events=_names(
            "first_read_given second_read_given barrier_voted vote_withdrawn barrier_polled checked_out "
            "answer_kept answers_forgotten"
        ),
    )
    yield Kept(
        item=_("On your own device: its seat, its language, and what you typed but didn't send"),
        who=_("Whoever holds the device."),
        until=_("14 days for the seat; what you typed, until it's sent or you leave"),
        goes=_("When you leave, or when you clear your browser's data."),
        cookies=_names("seat language facilitator known"),
        storage=_names("device.js shelf.js"),
    )


def _of_the_hour(for_ever: str, with_it: str) -> Iterator[Kept]:
    yield Kept(
        item=_(
            "Everyone's answers together: counts, averages and take-aways, once three people have answered"
        ),
        who=_("Everybody, on the screen and phones, and readers of the report."),
        until=for_ever,
        goes=with_it,
        events=_names("reads_counted votes_counted poll_counted check_outs_counted"),
    )
    yield Kept(
        item=_("What each seat did: what it revealed, asked, answered, linked and doubted"),
        who=_(
            "Its table at once. The facilitators. From the reveal on, everybody. A seat is one role: if "
            "one person plays it, the table knows who it was. The report shows it by role only where "
            "nobody, or three or more people, played the role."
        ),
        until=for_ever,
        goes=with_it,
        events=_names(
            "hand_read fact_revealed role_asked ask_answered facts_linked fact_mentioned_again "
            "facts_disputed dispute_settled table_answer_given"
        ),
    )
    yield Kept(
        item=_("That your seat held a fact back, and the reason if you gave one"),
        who=_(
            "The seat itself. That the fact is held back: also whoever opens the duty desk and, from the "
            "reveal on, everybody. The reason is shown only as a count for the whole room, from three "
            "seats on. Your table sees it only if your own phone tells it at the reveal. The computer that "
            "serves the workshop keeps it beside your seat, and whoever runs that computer could read it "
            "there."
        ),
        until=for_ever,
        goes=with_it,
        events=_names("fact_held_back reason_told"),
    )
    yield Kept(
        item=_("Barriers"),
        who=_(
            "Everybody, from the vote on. The facilitators, as soon as three are waiting together. Kept "
            "without who wrote them and without the time. In a small group, others may guess from the "
            "words."
        ),
        until=for_ever,
        goes=_("With the workshop. When a facilitator edits one, its older words go at once."),
        events=_names(
            "barrier_kept barrier_raised barrier_edited barrier_hidden barrier_shown barrier_weighed "
            "barrier_grouped paper_votes_counted"
        ),
    )
    yield Kept(
        item=_("Commitments, and whoever they name as owner"),
        who=_("Everybody, and readers of the report."),
        until=for_ever,
        goes=_("With the workshop. When one is changed or removed, its older words go at once."),
        events=_names("commitment_made commitment_dropped"),
    )
    yield Kept(
        item=_("Who came, sat and left, as numbers without names; how the hour ran"),
        who=_("The facilitators. The event log shows it without names."),
        until=for_ever,
        goes=with_it,
        columns=_all("events", "workshop_id version command_id name data"),
        events=_names(
            "workshop_opened tables_arranged participant_joined participant_seated participant_left "
            "participant_removed participant_restored phase_entered move_undone door_set screen_set "
            "replay_shown workshop_paused workshop_resumed phase_extended round_set telling_set inject_given"
        ),
    )


def _of_the_house(for_ever: str, with_it: str) -> Iterator[Kept]:
    yield Kept(
        item=_("The workshop itself: its title, code and day, and the scenario as it was that day"),
        who=_("The facilitators. The title and the scenario: everybody who takes part."),
        until=for_ever,
        goes=_("With the workshop. The scenario too, unless another workshop uses it."),
        columns=_all(
            "workshops",
            "id code title scenario_id scenario_version scenario_hash facilitator_id created_at delete_on"
            " delete_zone is_rehearsal",
        )
        | _all("scenarios", "hash text"),
    )
    yield Kept(
        item=_("Links that open a seat or the console on another device"),
        who=_("Whoever made them and whoever was given them."),
        until=_("15 minutes for a seat; for the console, until a newer link is made"),
        goes=with_it,
        columns=_all("standbys", "workshop_id number")
        | _all("recoveries", "workshop_id participant_id code expires_at"),
    )
    yield Kept(
        item=_("The number shown to anyone who asks for their place back, and the place they were given"),
        who=_("The facilitators, on the console, and the person who asks."),
        until=_("15 minutes after they asked, then until somebody else asks"),
        goes=with_it,
        columns=_all("comebacks", "id workshop_id number participant_id expires_at"),
    )
    yield Kept(
        item=_("Facilitators: their name, a hash of their passphrase, links to sign in, browsers signed out"),
        who=_("Whoever runs the computer. The name: every facilitator who signs in there."),
        until=_("as long as the app is kept; a link to sign in, for 12 hours"),
        goes=_("With the app's database."),
        columns=_all("facilitators", "id name name_key passphrase_hash created_at")
        | _all("sign_ins", "token_hash expires_at")
        | _all("signed_out", "browser until"),
    )
    yield Kept(
        item=_("Families that facilitators write, with every version: who saved it, and when"),
        who=_("Whoever writes it. Every facilitator who signs in there, while it is shared."),
        until=_("until its owner deletes it"),
        goes=_("All versions at once. Workshops keep the text they were opened with."),
        columns=_all("drafts", "id facilitator_id title version is_shared changed_at")
        | _all("draft_versions", "draft_id version packed facilitator_id saved_at"),
    )
    yield Kept(
        item=_("The key the app uses to recognise its own links and cookies"),
        who=_("Whoever runs the computer."),
        until=_("as long as the app is kept"),
        goes=_("With the app's database."),
        columns=_all("secrets", "name value"),
    )
    yield Kept(
        item=_(
            "The receipt of a deleted workshop: its number, when and why it was deleted, and how much went"
        ),
        who=_("Whoever led it."),
        until=_("as long as the app is kept"),
        goes=_("With the app's database."),
        columns=_all("receipts", "workshop_id facilitator_id deleted_at why events names"),
    )
    yield Kept(
        item=_("Who is here now, whose connection is slow, how many have stepped out"),
        who=_("The facilitators, on the console. Nobody is told who stepped out."),
        until=_("in memory only, never stored"),
        goes=_("Automatically."),
    )


def told_as_text(rows: tuple[Kept, ...]) -> str:
    """The table as a plain text, for a file among others."""
    words = _("What this workshop keeps")
    who, until, goes = _("Who sees it"), _("Until"), _("How it is deleted")
    told = [f"{row.item}\n  {who}: {row.who}\n  {until}: {row.until}\n  {goes}: {row.goes}" for row in rows]
    return "\n\n".join((words, *told)) + "\n"


def _all(table: str, columns: str) -> Columns:
    return frozenset(f"{table}.{column}" for column in columns.split())


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())
