"""The codebook that goes with the log: every key, every event, what was left out and why."""

from collections.abc import Mapping

from app.domain.report.report import Report
from app.domain.scenario import Scenario
from app.domain.taxonomy import CATEGORIES
from app.exports.vocabulary import LIMITS

KEYS: Mapping[str, str] = {
    "seq": "Number of the line in this file, from 1. It is given after the private lines were moved.",
    "seconds": "Whole seconds since the workshop was opened, pauses included. Absent from private lines.",
    "phase": "Id of the phase that ran.",
    "event": "What happened; see the list of events.",
    "table": "Number of the table, from 1.",
    "role": "Ids of the roles the seat plays; several where roles were merged.",
    "participant": "P1, P2 … in the order of joining; the same device is the same number in every export.",
    "observes": "True: the participant took no seat.",
    "tables": "The layout: tables, their seats, the roles each seat plays.",
    "fact": "Id of the fact in the scenario.",
    "facts": "Ids of the facts that were linked or disputed.",
    "dispute": "Number of the dispute, from 1 in the order they were marked.",
    "inject": "Id of the inject in the scenario.",
    "round": "Id of the sharing phase that was changed.",
    "visibility": "memory, open or labelled: whether hands stay in sight while people share.",
    "insights_left": "Whether everybody sees how many insights are still to be found.",
    "kind": "What the fact is for in the puzzle, as its author marked it.",
    "method": "push: its holder offered it; pull: in answer to a question; facilitator: by the facilitator.",
    "wording": "full or minimum.",
    "ask": "Number of the question, from 1 in the order they were asked.",
    "asked_role": "Id of the role that was asked.",
    "reply": "fact, nothing_held or held_back.",
    "insights": "Ids of the insights that the linked facts are enough for; empty: the table's own reading.",
    "near_misses": "Whether a table was told that a link came close, from here on.",
    "lines_in_report": "Whether what people wrote beside links was left in the report.",
    "added_s": "Seconds the facilitator added to the phase; negative: took away.",
    "read": "first or second.",
    "answered": "How many people answered. Absent where that is one or two.",
    "need_mean": "Mean of the family's need, 0 to 10. Absent where fewer than 3 answered.",
    "need_spread": "Standard deviation of it.",
    "options": "How many chose each reading of what is going on; in bands where a number is withheld: 0-2, "
    "or 3+ for one that would give another away. Absent where fewer than 5 answered.",
    "topics": "How many named each topic as the one that worried most; in the same bands.",
    "tables_read": "How many answered at each table, where every table is large enough.",
    "fitting": "How many of the table chose the reading that fits the whole: few (fewer than a third), "
    "about_half, most (more than two thirds). Absent where fewer than fifty compositions of its answers "
    "would stay possible.",
    "votes_by_barrier": "Votes on phones, by barrier. Empty where fewer than 3 people voted.",
    "answer": "Id of the reading the table agreed on after sharing. It is the table's: no seat, nobody.",
    "then": "Between what the mean confidence before lies, 0 to 10, asked at the end: so closely that fifty "
    "compositions of the answers stay possible. Absent where fewer than 3 answered.",
    "now": "The same of the confidence after.",
    "barrier": "B1, B2 …: the number the report uses. It says nothing about when or by whom.",
    "votes": "Votes counted on paper.",
    "category": "Category of the barrier.",
    "setting": "exercise or real_work.",
    "polled": "Of each of the first barriers how many said what it is, and who could change it; "
    "in the same bands.",
    "into": "The barrier it was put together with; absent: it stands alone.",
    "standing": "rule, belief or unsure: what those present think the barrier is.",
    "reach": "Who could change it: me, agency, partnership or national.",
    "commitment": "Number of the commitment, from 1 in the order they were first made.",
    "has_owner": "Whether the commitment names an owner.",
    "has_date": "Whether it names a date.",
    "has_check": "Whether it says how we will know.",
}

EVENTS: Mapping[str, str] = {
    "workshop_opened": "The facilitator opened the workshop.",
    "tables_arranged": "The tables were laid anew, before sharing.",
    "participant_joined": "A device came in.",
    "participant_seated": "It took a seat, or observes.",
    "participant_left": "It left.",
    "participant_removed": "The facilitator took it out; what it had answered before counts on.",
    "participant_restored": "The facilitator let it back in.",
    "phase_entered": "The facilitator moved to a phase.",
    "move_undone": "The facilitator took the last move back: the phase before it ran on.",
    "door_set": "The facilitator locked the door for everybody new, or opened it.",
    "screen_set": "The facilitator chose what the projector shows.",
    "replay_shown": "The facilitator showed a table's picture again, as it was at a moment.",
    "workshop_paused": "The clock stood still from here …",
    "workshop_resumed": "… to here.",
    "phase_extended": "The phase was made longer or shorter.",
    "hand_read": "A seat said that its hand is read.",
    "reads_counted": "Private: what people judged before (first) or after (second) sharing, counted when the "
    "step was over. Where the step was gone back to, the last count stands.",
    "table_answer_given": "A table said what it agrees is going on. Each table's last answer counts.",
    "fact_revealed": "A fact came to the table.",
    "fact_held_back": "A seat decided not to say a fact. It may have been said later all the same.",
    "reason_told": "A seat told its table why it held a fact back; which seat, fact and reason is not told.",
    "role_asked": "A seat asked a role something.",
    "ask_answered": "The question was answered.",
    "facts_linked": "A seat said that facts belong together.",
    "fact_mentioned_again": "A seat noted that somebody spoke again of a fact on the table.",
    "facts_disputed": "A seat said that two facts do not fit each other.",
    "dispute_settled": "A seat said how the table settled it.",
    "telling_set": "The facilitator set what is told of links.",
    "round_set": "The facilitator changed how a sharing phase is played.",
    "inject_given": "News from the scenario came in; its facts came to the hands of those who hold them.",
    "barrier_raised": "Private: a barrier was named.",
    "barrier_edited": "Private: the facilitator corrected its words or category; only the last time is here.",
    "barrier_weighed": "Private: those present said what it is and who could change it; the last time.",
    "barrier_grouped": "Private: the facilitator put it together with another, or apart; the last time.",
    "poll_counted": "Private: what people said of the first barriers, counted when the step was over.",
    "votes_counted": "Private: the votes given on phones, counted when the step was over.",
    "paper_votes_counted": "Private: the votes it got on paper; only the last count is here.",
    "commitment_made": "A commitment was made or revised.",
    "commitment_dropped": "A commitment was taken back.",
    "check_outs_counted": "Private: the answers to the closing questions, counted when the step was over.",
}

PROMISES = (
    "There is no name in this file, and no text anybody wrote: the lines of reads, links and questions, the "
    "takeaways, the reasons for pauses, the words of barriers and commitments are left out.",
    "Private answers (reads, votes, check-outs) are counted when their step is over and then forgotten: one "
    "line says what they came to, as far as the report tells it. Why a fact was held back is not in this "
    "file; the report counts the reasons for the whole room.",
    "Lines about barriers stand at the end of the phase in which they happened, without a moment, a seat or "
    "a participant, sorted by what they say. Who wrote a barrier cannot be told from it.",
    "Barriers that the facilitator hid are not in this file, nor anything about them.",
    "A participant's number and role are in the file, so people who were there can tell who put which fact "
    "on the table. They could see that in the workshop too. Treat the file with the same care.",
)


def codebook(scenario: Scenario, report: Report) -> str:
    """The codebook as Markdown, with the scenario's own ids explained."""
    about = report.provenance
    parts = [
        "# Codebook of the event log",
        f"Scenario `{about.scenario_id}` version {_plain(about.scenario_version)}, SHA-256 "
        f"`{about.scenario_hash}`. App version {about.app_version}. One JSON object per line, UTF-8. "
        "A key that does not apply is absent.",
        *(["**A rehearsal**: bots played it, not people."] if about.is_rehearsal else ()),
        "## What is left out, and why\n" + "\n".join(f"- {line}" for line in PROMISES),
        _table("Keys", "key", KEYS),
        _table("Events", "event", EVENTS),
        _table("Phases", "id", {phase.id: phase.title for phase in scenario.agenda}),
        _table("Roles", "id", {role.id: f"{role.name}, {role.agency}" for role in scenario.roles}),
        _table("Insights", "id", {insight.id: insight.title for insight in scenario.insights}),
        _table("Readings to choose from", "id", {one.id: one.text for one in scenario.reads.options}),
        _table("Topics", "id", {topic.id: topic.name for topic in scenario.topics}),
        _table("Categories of barriers", "id", {one.value: CATEGORIES[one][0] for one in CATEGORIES}),
        "The facts' texts are in the scenario; `facts.csv` of the same report lists them, sensitive ones in "
        "their minimum wording.",
        "## Limits\n" + "\n".join(f"- {line}" for line in LIMITS),
    ]
    return "\n\n".join(parts) + "\n"


def _table(title: str, first: str, rows: Mapping[str, str]) -> str:
    lines = [f"## {title}", "", f"| {first} | meaning |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{_plain(key)}` | {_plain(meaning)} |" for key, meaning in rows.items())])


def _plain(text: str) -> str:
    """Text that cannot break out of a table's cell."""
    return " ".join(text.replace("|", "/").replace("`", "'").replace("<", "‹").split())
