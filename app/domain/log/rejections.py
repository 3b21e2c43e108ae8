"""Why a wish was refused: one class per reason, a stable code, and the facts of the case; no prose."""


class Rejected(Exception):
    """A wish the rules do not allow. `code` never changes once released; `facts` fill the sentence."""

    code = "rejected"

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotInThisPhase(Rejected):
    """The phase does not allow this wish. Facts: `phase`, its title."""

    code = "not_in_this_phase"


class PhaseHasMoved(Rejected):
    """The facilitator was looking at another phase than the one that runs. Facts: `phase`."""

    code = "phase_has_moved"


class PhaseIsOver(Rejected):
    """A round is set before or while it runs. Facts: `phase`, its title."""

    code = "phase_is_over"


class TooLateToUndo(Rejected):
    """Facts: `seconds`, how long a move can be undone."""

    code = "too_late_to_undo"


class Paused(Rejected):
    code = "paused"


class NotYours(Rejected):
    """Only the other kind of actor may say this."""

    code = "not_yours"


class NotSeated(Rejected):
    code = "not_seated"


class NotTakingPart(Rejected):
    """The participant was removed or has left."""

    code = "not_taking_part"


class NoSuchThing(Rejected):
    """An id names nothing here. Facts: `kind`."""

    code = "no_such_thing"


class NotYourFact(Rejected):
    """The seat does not hold the fact."""

    code = "not_your_fact"


class AlreadyOnTheTable(Rejected):
    """A revealed fact cannot be held back."""

    code = "already_on_the_table"


class NotOnTheTable(Rejected):
    """Only revealed facts can be linked, disputed or mentioned again."""

    code = "not_on_the_table"


class NoReasonToTell(Rejected):
    """The fact is not held back by this seat, or was without a reason."""

    code = "no_reason_to_tell"


class TooFewFacts(Rejected):
    """A link or a dispute needs two facts."""

    code = "too_few_facts"


class TooManyFacts(Rejected):
    """A link of nearly everything says nothing; a dispute is of two. Facts: `most`."""

    code = "too_many_facts"


class NoMinimumWording(Rejected):
    code = "no_minimum_wording"


class NotAskedOfYou(Rejected):
    """The question was put to another role."""

    code = "not_asked_of_you"


class AskingYourself(Rejected):
    code = "asking_yourself"


class RoleNotAtThisTable(Rejected):
    code = "role_not_at_this_table"


class AnswerIncomplete(Rejected):
    """An answer with a fact names the fact; another names none."""

    code = "answer_incomplete"


class NotOnTheScale(Rejected):
    """Facts: `low`, `high`."""

    code = "not_on_the_scale"


class DueOutOfRange(Rejected):
    """A commitment's day lies before the workshop, or too far from it. Facts: `years`."""

    code = "due_out_of_range"


class NoVotesLeft(Rejected):
    """Facts: `votes`, how many each participant has."""

    code = "no_votes_left"


class TooManyBarriers(Rejected):
    """Facts: `most`, how many stand at a time."""

    code = "too_many_barriers"


class BarriersUsedUp(Rejected):
    """Facts: `most`, how many are ever raised, those hidden since included."""

    code = "barriers_used_up"


class TooManyCommitments(Rejected):
    """Facts: `most`."""

    code = "too_many_commitments"


class TooManyAsks(Rejected):
    """Facts: `most`, how many one table may have."""

    code = "too_many_asks"


class TooManyReasonsChanged(Rejected):
    """Facts: `most`, how often one seat may change a reason."""

    code = "too_many_reasons_changed"


class TooManyLinks(Rejected):
    """Facts: `most`, how many one table may have."""

    code = "too_many_links"


class TooManyDisputes(Rejected):
    """Facts: `most`, how many one table may have."""

    code = "too_many_disputes"


class TablesDoNotFit(Rejected):
    """A layout that plays a role twice at a table, has an empty table, or does not fit otherwise."""

    code = "tables_do_not_fit"


class RoleMissing(TablesDoNotFit):
    """A layout that leaves a role out at a table. Facts: `role`, its name; `table`, the number."""

    code = "role_missing"


class TablesInUse(Rejected):
    """Something lies on a table: laid anew, it would be gone."""

    code = "tables_in_use"


class WorkshopFull(Rejected):
    """As many take part as may. Facts: `most`."""

    code = "workshop_full"


class DoorLocked(Rejected):
    """Nobody new comes in for now."""

    code = "door_locked"


class WorkshopUsedUp(Rejected):
    """As many have joined, over time, as may. Facts: `most`."""

    code = "workshop_used_up"
