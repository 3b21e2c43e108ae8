"""Workshops told in the languages that their scenario has. Texts differ, who may know them never does."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import Scenario

OWN = ""
"""The scenario's own language."""


class Tongues:
    """`read`: a workshop's scenario in each other language that was kept with it, by language."""

    def __init__(self, read: Callable[[WorkshopId], Mapping[str, Scenario]]) -> None:
        self._read = read
        self._scenarios: dict[WorkshopId, Mapping[str, Scenario]] = {}

    def others(self, workshop_id: WorkshopId) -> Mapping[str, Scenario]:
        """The languages besides its own in which this workshop can be told."""
        if workshop_id not in self._scenarios:
            self._scenarios[workshop_id] = self._read(workshop_id)
        return self._scenarios[workshop_id]

    def tongue(self, workshop_id: WorkshopId, language: str) -> str:
        """The language itself where this workshop can be told in it, else OWN."""
        return language if language in self.others(workshop_id) else OWN

    def in_tongue(self, workshop_id: WorkshopId, workshop: Workshop, language: str) -> Workshop:
        """The workshop with its scenario's texts in a language; as it is where there is none."""
        scenario = self.others(workshop_id).get(language)
        return workshop if scenario is None else replace(workshop, scenario=scenario)

    def facts_in_tongue(
        self, workshop_id: WorkshopId, own: Scenario, language: str, facts: Mapping[str, str | int]
    ) -> Mapping[str, str | int]:
        """The facts of a refusal, with the step or the role they name called as in a language."""
        there = self.others(workshop_id).get(language)
        if there is None or not facts.keys() & {"phase", "role"}:
            return facts
        named: dict[str | int, str] = {one.title: there.phase_by_id[one.id].title for one in own.agenda}
        if "role" in facts:
            named = {one.name: there.role_by_id[one.id].name for one in own.roles}
        return {
            key: named.get(fact, fact) if key in ("phase", "role") else fact for key, fact in facts.items()
        }

    def forget(self, workshop_id: WorkshopId) -> None:
        self._scenarios.pop(workshop_id, None)
