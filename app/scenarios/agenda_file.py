"""An agenda in a file of its own: how long each step lasts, and what it says otherwise than the family's own.

May come in: the plain values of one YAML file. Goes out: `Plan`, and its texts in other languages. A step
without texts has those of the step of its kind in the family's own agenda: docs/scenario-format.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import post_load

from app.domain.scenario import HandVisibility, Inject, InjectId, PhaseId, PhaseKind
from app.scenarios.fields import Choice, Flag, FormatNumber, Ident, Number, Several, Text
from app.scenarios.groups import Each, Part, Wordings
from app.scenarios.schema import LINE, PARAGRAPH, SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of an agenda; None and empty: as the step that the family lends has it."""

    id: PhaseId
    kind: PhaseKind
    minutes: int
    title: str | None = None
    aim: str | None = None
    headline: str | None = None
    says: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    visibility: HandVisibility | None = None
    shows_insights_left: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An agenda as its file has it. `near_misses`: a table is told that a link came close."""

    id: str
    language: str
    title: str
    summary: str
    near_misses: bool
    steps: tuple[Step, ...]
    injects: tuple[Inject, ...]

    @property
    def minutes(self) -> int:
        """How long it takes by the clock."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRead:
    """A plan, and its texts in other languages by their keys: `title`, `steps.meaning.says.0`."""

    plan: Plan
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class AgendaStep(Part):
    id = Ident(about="Names it for other parts of the file.")
    kind = Choice(
        PhaseKind, about="What people can do in it; the family's step of this kind lends its texts."
    )
    minutes = Number(0, 180, about="0 means untimed.")
    title = Text(most=SHORT, translated=True, required=False, about="Shown to everybody.")
    aim = Text(most=LINE, translated=True, required=False, about="What the step is for.")
    headline = Text(most=SHORT, translated=True, required=False, about="What everybody reads, large.")
    says = Several(
        Text(most=PARAGRAPH, translated=True), most=12, load_default=list, about="What the facilitator says."
    )
    prompts = Several(
        Text(most=LINE, translated=True), most=12, load_default=list, about="Questions shown to everybody."
    )
    visibility = Choice(HandVisibility, load_default=None, about="Whether hands stay in sight.")
    shows_insights_left = Flag(default=None, about="Show how many insights are still to be found.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> Step:
        return Step(**data | {"says": tuple(data["says"]), "prompts": tuple(data["prompts"])})


class AgendaInject(Part):
    id = Ident(about="Names it for other parts of the file.")
    title = Text(most=SHORT, translated=True, about="Shown to everybody, and on the console.")
    text = Text(most=PARAGRAPH, translated=True, about="The news itself: for everyone, whatever the family.")
    step = Ident(about="The sharing step it belongs to.")
    minute = Number(0, 180, about="When it is due, from the start of the step.")

    @post_load
    def _make(self, data: Any, **kwargs: Any) -> Inject:
        return Inject(
            id=InjectId(data["id"]),
            title=data["title"],
            text=data["text"],
            to=(),
            phase_id=PhaseId(data["step"]),
            minute=data["minute"],
            fact_ids=frozenset(),
        )


class AgendaLanguage(Part):
    language = Text(most=35, about="The language of these texts: es, cy, pt-BR.")
    texts = Wordings(most=PARAGRAPH, about="Each text by its key, such as `steps.meaning.title`.")


class AgendaFile(Part):
    """The whole file. Loading gives a mapping of sound parts."""

    format = FormatNumber()
    id = Ident(about="Names the agenda; the file is called the same.")
    language = Text(most=35, about="The language of the texts in `steps`.")
    title = Text(most=SHORT, translated=True, about="What the page for a new workshop calls it.")
    summary = Text(most=LINE, translated=True, about="For whom it is.")
    near_misses = Flag(default=True, about="Tell a table that a link came close.")
    steps = Each(AgendaStep, least=3, most=40, about="The hour, step by step.")
    injects = Each(AgendaInject, load_default=dict, most=20, about="News that comes in while people share.")
    languages = Each(AgendaLanguage, load_default=dict, most=20, about="The same texts in other languages.")


def plan_of(parts: Mapping[str, Any]) -> PlanRead:
    """The plan of a file whose shape is sound."""
    named = {name: parts[name] for name in ("id", "language", "title", "summary", "near_misses")}
    steps, injects = (tuple(parts[name].values()) for name in ("steps", "injects"))
    texts = {one["language"]: one["texts"] for one in parts["languages"].values()}
    return PlanRead(plan=Plan(**named, steps=steps, injects=injects), texts=texts)
