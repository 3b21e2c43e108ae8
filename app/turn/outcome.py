"""What becomes of a turn: the steps that were committed, or why nothing was."""

from dataclasses import dataclass
from typing import NamedTuple

from app.domain.log.commands import WorkshopId
from app.domain.log.events import Event
from app.domain.log.state import Workshop


class NotSaved(Exception):
    """The store refused the commit; nothing happened. `said`: the code of the sentence that says why."""

    code = "not_saved"

    def __init__(self, said: str = code) -> None:
        super().__init__(said)
        self.said = said


class Broken(Exception):
    """A defect of ours, already logged; nothing happened."""

    code = "internal"


class Step(NamedTuple):
    """An event, and the workshop on either side of it."""

    before: Workshop
    event: Event
    after: Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What one commit did to one workshop: one step or more, from `before_version` to `version`."""

    workshop_id: WorkshopId
    before_version: int
    version: int
    steps: tuple[Step, ...]

    @property
    def before(self) -> Workshop:
        return self.steps[0].before

    @property
    def after(self) -> Workshop:
        return self.steps[-1].after
