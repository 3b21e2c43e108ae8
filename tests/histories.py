"""Random but legal histories: people come late, observe, leave, are removed; tables share, ask, debrief.

Everything is drawn from one seeded `random.Random`, so that a failing seed can be run again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.domain.log import commands as c
from app.domain.log.commands import (
    Actor,
    AskId,
    BarrierId,
    Command,
    CommandId,
    CommitmentId,
    DisputeId,
    FacilitatorActor,
    LinkId,
    ParticipantActor,
    ParticipantId,
    Reach,
    Reply,
    Setting,
    Standing,
    Wish,
    Wording,
)
from app.domain.log.events import Event
from app.domain.log.rejections import Rejected
from app.domain.log.state import Workshop
from app.domain.rules.debrief import first_three
from app.domain.rules.seating import propose
from app.domain.rules.steps import LOOKING_BACK
from app.domain.scenario import (
    BarrierCategory,
    FactId,
    HandVisibility,
    InjectId,
    PhaseId,
    PhaseKind,
    Scenario,
)
from app.domain.workshop.decision import decide, initial
from app.domain.workshop.evolution import evolve
from tests.chance import by_chance

START = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
FACILITATOR = FacilitatorActor()


@dataclass(frozen=True)
class Step:
    """One command that led to events, and the workshop before and after each of them."""

    command: Command
    before: Workshop
    events: tuple[Event, ...]
    after: Workshop


def history(scenario: Scenario, layout: c.Layout, rng: Random, *, steps: int = 200) -> Iterator[Step]:
    """Steps of a legal history, from the opening to the closing phase. Refused wishes are left out."""
    workshop = initial(scenario)
    wishes = Wishes(scenario, rng, steps)
    opening: list[tuple[Actor, Wish]] = [(FACILITATOR, c.OpenWorkshop(layout=layout))]
    for number in range(steps):
        actor, wish = opening.pop() if opening else wishes.next(workshop, number)
        command = Command(
            id=CommandId(f"command-{number:05}"),
            at=START + timedelta(seconds=7 * number),
            by=actor,
            wish=wish,
        )
        try:
            events = decide(workshop, command)
        except Rejected:
            continue
        before = workshop
        for event in events:
            workshop = evolve(workshop, event)
        if events:
            yield Step(command, before, events, workshop)


class Wishes:
    """Draws the next wish, mostly what the phase is for, sometimes what it forbids."""

    def __init__(self, scenario: Scenario, rng: Random, steps: int) -> None:
        self.scenario = scenario
        self.rng = rng
        self.per_phase = max(2, steps // len(scenario.agenda))

    def next(self, workshop: Workshop, number: int) -> tuple[Actor, Wish]:
        if number % self.per_phase == 0:
            return FACILITATOR, self._move(workshop)
        if workshop.clock is not None and workshop.clock.paused_at is not None:
            return FACILITATOR, c.ResumeWorkshop()  # A9: a pause goes along until it is ended
        if not workshop.participants or self.rng.random() < 0.15:
            return self._joins(number)
        if self.rng.random() < 0.2:
            return FACILITATOR, self._leads(workshop)
        few = 3 if workshop.phase.kind is PhaseKind.VOTE else None  # so that some vote, and think again
        who = self.rng.choice(list(workshop.participants)[:few])
        return ParticipantActor(participant_id=who), self._takes_part(workshop, who, number)

    def _move(self, workshop: Workshop) -> Wish:
        agenda = workshop.scenario.agenda
        step = next(place for place, phase in enumerate(agenda) if phase.id == workshop.phase_id)
        by = -1 if step and self.rng.random() < 0.1 else 1
        return c.MoveToPhase(
            from_phase_id=workshop.phase_id, phase_id=agenda[min(step + by, len(agenda) - 1)].id
        )

    def _joins(self, number: int) -> tuple[Actor, Wish]:
        who = ParticipantId(f"participant-{number:04}")
        observes = self.rng.random() < 0.2
        return ParticipantActor(participant_id=who), c.JoinWorkshop(participant_id=who, as_observer=observes)

    def _screen_or_door(self, chance: float) -> Wish:
        """One draw decides all three, so that the other histories stay what they were."""
        if chance > 0.75:
            return c.SetDoor(is_locked=chance > 0.9)
        if 0.5 < chance < 0.62:
            return c.SetTelling(near_misses=chance < 0.56, lines_in_report=chance > 0.53)
        blank = chance < 0.3
        return c.SetScreen(
            table_id=None, is_blank=blank, is_frozen=False, shows_threads=blank, shows_code=blank
        )

    def _edit_or_group(self, workshop: Workshop, barrier: BarrierId) -> Wish:
        """No draw of its own, so that the other histories stay what they were."""
        others = [one for one in sorted(workshop.barriers) if one != barrier]
        if others and len(workshop.barriers) % 3 == 0:
            into = None if workshop.barriers.get(barrier) and workshop.barriers[barrier].into else others[0]
            return c.GroupBarrier(barrier_id=barrier, into_id=into)
        return c.EditBarrier(barrier_id=barrier, category=BarrierCategory.TRUST, text="edited")

    def _leads(self, workshop: Workshop) -> Wish:
        rng = self.rng
        if workshop.phase.kind is PhaseKind.LOBBY and rng.random() < 0.5:
            return c.ArrangeTables(layout=propose(self.scenario, rng.randint(3, 12)))
        who = rng.choice(list(workshop.participants))
        seat = rng.choice(list(workshop.table_by_seat))
        hidden = [barrier.id for barrier in workshop.barriers.values() if barrier.is_hidden]
        barrier = rng.choice(hidden or [*workshop.barriers, BarrierId("barrier-none")])
        fact = rng.choice([fact.id for fact in self.scenario.facts])
        wish: Wish = rng.choice(
            [
                c.RemoveParticipant(participant_id=who),
                c.RestoreParticipant(participant_id=who),
                c.SeatParticipant(participant_id=who, seat_id=seat),
                c.PauseWorkshop(reason="a break"),
                c.UndoMove(phase_id=workshop.phase_id),
                self._screen_or_door(rng.random()),
                c.ResumeWorkshop(),
                c.ResumeWorkshop(),
                c.ExtendPhase(phase_id=workshop.phase_id, seconds=60),
                c.SetRound(
                    phase_id=rng.choice(self._rounds()),
                    visibility=rng.choice(list(HandVisibility)),
                    shows_insights_left=rng.random() < 0.5,
                ),
                c.GiveInject(inject_id=rng.choice([*self.scenario.inject_by_id, InjectId("inject-none")])),
                c.MentionAgain(fact_id=fact, seat_id=seat),
                c.RevealFact(fact_id=fact, seat_id=seat),
                c.HideBarrier(barrier_id=barrier),
                c.ShowBarrier(barrier_id=barrier),
                self._edit_or_group(workshop, barrier),
                c.WeighBarrier(barrier_id=barrier, standing=Standing.BELIEF, reach=Reach.AGENCY),
                c.CountVotes(barrier_id=barrier, votes=rng.randint(0, 9)),
            ]
        )
        return self._looks_back(workshop, seat, fact) or wish

    def _looks_back(self, workshop: Workshop, seat_id: c.SeatId, fact_id: FactId) -> Wish | None:
        """Instead of every third wish while all look back; drawn from nothing new."""
        number = list(self.scenario.fact_by_id).index(fact_id)
        if workshop.phase.kind not in LOOKING_BACK or number % 3 != 2:
            return None
        return c.ShowReplay(
            table_id=workshop.table_by_seat[seat_id],
            moment=number,
            is_playing=number % 4 == 0,
            view=list(c.ReplayView)[number // 2 % 3],
            fact_id=fact_id,
            minute=number,
        )

    def _rounds(self) -> list[PhaseId]:
        kinds = (PhaseKind.SHARE, PhaseKind.ASK_AND_LINK)
        return [phase.id for phase in self.scenario.agenda if phase.kind in kinds]

    def _takes_part(self, workshop: Workshop, who: ParticipantId, number: int) -> Wish:
        kind = workshop.phase.kind
        if self.rng.random() < 0.05:
            return self.rng.choice([c.LeaveWorkshop(), c.TakeSeat(seat_id=None), c.FinishReading()])
        if kind in (PhaseKind.SHARE, PhaseKind.ASK_AND_LINK):
            return self._shares(workshop, who, number)
        if kind in (PhaseKind.FIRST_READ, PhaseKind.SECOND_READ):
            option = self.rng.choice(self.scenario.reads.options)
            need = self.rng.randint(0, 10)
            if kind is PhaseKind.SECOND_READ and need < 4:
                return c.GiveTableAnswer(option_id=option.id)
            return c.GiveRead(need=need, option_id=option.id, line="", topic_id=None)
        if kind is PhaseKind.READ:
            return c.FinishReading()
        if kind in (PhaseKind.LOBBY, PhaseKind.WELCOME):
            return c.TakeSeat(seat_id=self.rng.choice(list(workshop.table_by_seat)))
        seat_id = workshop.participants[who].seat_id
        kept = sorted(workshop.seat(seat_id).held_back) if seat_id else []
        if kept and kind in LOOKING_BACK:
            return c.TellWhy(fact_id=self.rng.choice(kept))
        return self._debriefs(workshop, who, number)

    def _shares(self, workshop: Workshop, who: ParticipantId, number: int) -> Wish:
        rng = self.rng
        seat_id = workshop.participants[who].seat_id
        table = (
            workshop.tables[workshop.table_by_seat[seat_id]]
            if seat_id
            else next(iter(workshop.tables.values()))
        )
        hand = sorted(workshop.seat(seat_id).hand) if seat_id else [fact.id for fact in self.scenario.facts]
        fact = rng.choice(hand)
        out = list(table.revealed) or [fact]
        linked = frozenset(rng.sample(out, min(len(out), rng.randint(2, 4))))
        pair = frozenset(rng.sample(out, min(len(out), 2)))
        disputed = rng.choice([*table.disputes, DisputeId("dispute-none")])
        reason = rng.choice([None, *BarrierCategory])
        roles = workshop.seat(seat_id).role_ids if seat_id else ()
        mine = [ask.id for ask in table.asks.values() if ask.role_id in roles and ask.reply is None]
        asked = rng.choice(mine or [*table.asks, AskId("ask-none")])
        if mine and rng.random() < 0.3:
            return c.AnswerAsk(ask_id=asked, reply=Reply.NOTHING_HELD)
        if table.disputes and rng.random() < 0.3:
            return c.SettleDispute(dispute_id=disputed, line=f"settled {number}")
        return rng.choice(
            [
                c.RevealFact(fact_id=fact, wording=rng.choice(list(Wording))),
                c.RevealFact(fact_id=fact),
                c.RevealFact(fact_id=rng.choice(self.scenario.facts).id),
                c.HoldBack(fact_id=fact, reason=reason),
                c.AskRole(
                    ask_id=AskId(f"ask-{number:06}"), role_id=rng.choice(self.scenario.roles).id, text="And?"
                ),
                c.AnswerAsk(ask_id=asked, reply=Reply.FACT, fact_id=fact),
                c.AnswerAsk(ask_id=asked, reply=Reply.HELD_BACK, reason=reason),
                c.LinkFacts(link_id=LinkId(f"link-{number:06}"), fact_ids=linked, line="so"),
                c.MentionAgain(fact_id=rng.choice(out)),
                c.DisputeFacts(dispute_id=DisputeId(f"dispute-{number:06}"), fact_ids=pair, line="but"),
                c.SettleDispute(dispute_id=disputed, line=f"settled {number}"),
            ]
        )

    def _debriefs(self, workshop: Workshop, who: ParticipantId, number: int) -> Wish:
        rng = self.rng
        barrier = rng.choice([*workshop.barriers, BarrierId("barrier-none")])
        if workshop.phase.kind is PhaseKind.VOTE:
            given = [*sorted(workshop.participants[who].answers.votes), barrier]
            return rng.choice([c.VoteForBarrier(barrier_id=barrier), c.WithdrawVote(barrier_id=given[0])])
        first = first_three(workshop) if workshop.phase.kind is PhaseKind.MEANING else ()
        if first and number % 2:
            standing, reach = rng.choice(list(Standing)), rng.choice(list(Reach))
            return c.PollBarrier(barrier_id=rng.choice(first), standing=standing, reach=reach)
        return rng.choice(
            [
                c.RaiseBarrier(
                    barrier_id=BarrierId(by_chance(f"barrier-{rng.getrandbits(40):010x}")),
                    category=rng.choice(list(BarrierCategory)),
                    text=f"barrier-text-{number}",
                    setting=rng.choice(list(Setting)),
                ),
                c.MakeCommitment(
                    commitment_id=CommitmentId(f"commitment-{number:04}"),
                    barrier_id=barrier if barrier in workshop.barriers else None,
                    situation="if",
                    action="then",
                    owner="Housing",
                    due=date(2026, 5, 1),
                    check="look",
                ),
                c.DropCommitment(
                    commitment_id=rng.choice([*workshop.commitments, CommitmentId("commitment-0")])
                ),
                c.CheckOut(confidence_then=rng.randint(0, 10), confidence_now=5, takeaway=""),
            ]
        )
