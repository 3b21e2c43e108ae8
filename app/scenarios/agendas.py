"""Agendas in files of their own: read, checked, and laid over a family. No code is needed for a new one.

Each file of scenarios/agendas serves every family; one that names its own in `agendas` is offered those.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from app.domain.rules.steps import SHARING
from app.domain.scenario import HandVisibility, Inject, Phase, PhaseKind, Scenario
from app.scenarios.agenda_checks import check_agenda
from app.scenarios.agenda_file import AgendaFile, Plan, PlanRead, Step, plan_of
from app.scenarios.draft import read_parts
from app.scenarios.fields import nearest
from app.scenarios.flaws import FlawList
from app.scenarios.source import SourceFile
from app.scenarios.texts import replaced, texts_of

AGENDAS = FilePath(__file__).parents[2] / "scenarios" / "agendas"


class AgendaDoesNotFit(ValueError):
    """A family lacks what an agenda takes from it: a step of a kind that has no texts of its own here."""


def is_agenda(source: SourceFile) -> bool:
    """Whether a file is an agenda, however flawed."""
    return isinstance(source.value, dict) and "steps" in source.value


def agenda_files(scenario: Scenario) -> tuple[FilePath, ...]:
    """The agendas a family may be played by besides its own: those it names, or all that are there."""
    if scenario.agendas:
        named = (AGENDAS / f"{name}.yaml" for name in scenario.agendas)
        return tuple(path for path in named if path.exists())
    return tuple(sorted(AGENDAS.glob("*.yaml")))


def read_plan(source: SourceFile, flaws: FlawList) -> PlanRead | None:
    """The agenda of a parsed file; None where its shape is wrong. Flaws say the rest."""
    parts = read_parts(AgendaFile(), source, flaws)
    if parts is None or flaws.has_errors:
        return None
    read = plan_of(parts)
    _check_ids(read.plan, source, flaws)
    check_agenda([step.kind for step in read.plan.steps], source, "steps", flaws)
    _check_texts(read, source, flaws)
    return read


def _check_ids(plan: Plan, source: SourceFile, flaws: FlawList) -> None:
    seen: set[str] = set()
    for index, step in enumerate(plan.steps):
        if step.id in seen:
            flaws.put(source.at("steps", index, "id"), "duplicate_id", f"two steps are called `{step.id}`")
        seen.add(step.id)
    sharing = {step.id: step for step in plan.steps if step.kind in SHARING}
    for index, inject in enumerate(plan.injects):
        step_at = source.at("injects", index, "step")
        if inject.phase_id not in seen:
            flaws.put(step_at, "unknown_reference", f"there is no step `{inject.phase_id}`")
        elif inject.phase_id not in sharing:
            flaws.put(step_at, "inject_outside_sharing", f"nobody shares in `{inject.phase_id}`")
        elif inject.minute >= sharing[inject.phase_id].minutes:
            minute_at = source.at("injects", index, "minute")
            flaws.put(minute_at, "inject_after_phase", f"`{inject.phase_id}` is over by then")


def _check_texts(read: PlanRead, source: SourceFile, flaws: FlawList) -> None:
    wanted = texts_of(AgendaFile, read.plan)
    for index, given in enumerate(read.texts.values()):
        for key in given:
            if key not in wanted:
                near = nearest(key, list(wanted))
                place = source.key("languages", index, "texts", key)
                mend = f"Write `{near}`." if near else None
                flaws.put(place, "translation_unknown_text", f"the agenda has no text `{key}`", mend)
        place = source.key("languages", index, "texts")
        for key in (key for key in wanted if key not in given):
            flaws.put(place, "translation_missing", f"`{key}` is not translated")


def told_in(read: PlanRead, language: str) -> Plan:
    """The agenda in a language; what has no text in it stays in the file's own, held apart as such."""
    if language == read.plan.language:
        return read.plan
    return replaced(AgendaFile, read.plan, read.texts.get(language, {}))


def played_by(scenario: Scenario, read: PlanRead) -> Scenario:
    """The family, told in whatever language it is, played by the agenda. Raises AgendaDoesNotFit."""
    plan = told_in(read, scenario.language)
    given = read.texts.get(scenario.language, {})
    is_whole = scenario.language == plan.language or texts_of(AgendaFile, plan).keys() <= given.keys()
    agenda = tuple(_phases(scenario, plan))
    return replace(
        scenario,
        agenda=agenda,
        injects=(*_kept(scenario, agenda), *plan.injects),
        tells_near_misses=scenario.tells_near_misses and plan.near_misses,
        fallback=scenario.fallback or ("" if is_whole else plan.language),
    )


def _phases(scenario: Scenario, plan: Plan) -> Iterator[Phase]:
    """Each step with the texts that the family's own step of its kind lends; the second, the second."""
    lenders: dict[PhaseKind, list[Phase]] = {}
    for phase in scenario.agenda:
        lenders.setdefault(phase.kind, []).append(phase)
    used: dict[PhaseKind, int] = {}
    for step in plan.steps:
        own = lenders.get(step.kind, [])
        nth = used.get(step.kind, 0)
        used[step.kind] = nth + 1
        yield _phase(step, own[min(nth, len(own) - 1)] if own else None)


def _phase(step: Step, lender: Phase | None) -> Phase:
    title, aim = step.title or (lender and lender.title), step.aim or (lender and lender.aim)
    says = step.says or (lender.says if lender else ())
    if not (title and aim and says):
        raise AgendaDoesNotFit(f"{step.id}: the family has no step of kind {step.kind.value} to lend texts")
    has_own = step.title is not None
    left = step.shows_insights_left
    return Phase(
        id=step.id,
        kind=step.kind,
        title=title,
        minutes=step.minutes,
        aim=aim,
        says=says,
        prompts=step.prompts or (lender.prompts if lender and not has_own else ()),
        visibility=step.visibility or (lender.visibility if lender else HandVisibility.OPEN),
        shows_insights_left=left if left is not None else bool(lender and lender.shows_insights_left),
        headline=step.headline or (lender.headline if lender and not has_own else None),
    )


def _kept(scenario: Scenario, agenda: Sequence[Phase]) -> tuple[Inject, ...]:
    """The family's own news. Raises AgendaDoesNotFit where its step is missing or over by then."""
    minutes: Mapping[str, int] = {phase.id: phase.minutes for phase in agenda if phase.kind in SHARING}
    for inject in scenario.injects:
        if inject.minute >= minutes.get(inject.phase_id, 0):
            raise AgendaDoesNotFit(f"{inject.id}: its step {inject.phase_id} is missing, or over by then")
    return scenario.injects
