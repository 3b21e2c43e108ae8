"""Whether the scenario works as a puzzle: the errors of docs/field.md 8, proved over all subsets of roles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from app.domain.puzzle.proof import TABLE_SIZES, Proof
from app.domain.puzzle.solvability import core_roles, joint_hand, reach
from app.domain.scenario import (
    Contradiction,
    Fact,
    FactId,
    FactKind,
    InsightId,
    RoleId,
    Scenario,
    Tier,
)
from app.scenarios.flaws import FlawList, Place
from app.scenarios.source import SourceFile

MOST_WORDS = 40  # of a fact; a longer one is refused
MOST_OF_A_PAIR = 0.4  # of the insights


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A scenario with the places of its parts: `at("facts", fact_id, "text")`."""

    scenario: Scenario
    source: SourceFile

    def at(self, section: str, part_id: str, *path: str | int) -> Place:
        return self.source.at(section, self._index(section, part_id), *path)

    def key(self, section: str, part_id: str, *path: str | int) -> Place:
        return self.source.key(section, self._index(section, part_id), *path)

    def _index(self, section: str, part_id: str) -> int:
        return next(index for index, part in enumerate(getattr(self.scenario, section)) if part.id == part_id)


def check_meaning(placed: Placed, proof: Proof, flaws: FlawList) -> None:
    """Every error of meaning. `proof` is the scenario's own."""
    checks: tuple[Callable[[Placed, FlawList], None], ...] = (
        _check_everyone_together,
        _check_single_roles,
        _check_pairs,
        _check_shared_facts,
        _check_roles_hold_keys,
        _check_contradictions,
        _check_sensitive_facts,
        _check_needs_full,
        _check_reads,
        _check_words,
        _check_merges,
    )
    for check in checks:
        check(placed, flaws)
    _check_tables(placed, proof, flaws)
    _check_roles_needed(placed, proof, flaws)


def _check_everyone_together(placed: Placed, flaws: FlawList) -> None:
    """Core roles and core facts only: what every table has, however small."""
    scenario = placed.scenario
    together = reach(scenario, joint_hand(scenario, core_roles(scenario), with_extra=False))
    for insight in scenario.insights:
        if insight.id not in together:
            place = placed.at("insights", insight.id, "solved_by")
            flaws.put(place, "insight_out_of_reach", f"all core roles together cannot reach `{insight.id}`")


def _sets_within(scenario: Scenario, insight_id: InsightId, facts: frozenset[FactId]) -> Iterable[int]:
    """Which of the insight's sets lie wholly in these facts, by index."""
    solved_by = scenario.insight_by_id[insight_id].solved_by
    return [index for index, solution in enumerate(solved_by) if solution <= facts]


def _check_single_roles(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    for role in scenario.roles:
        hand = scenario.hand_by_role[role.id]
        for insight in scenario.insights:
            for index in _sets_within(scenario, insight.id, hand):
                place = placed.at("insights", insight.id, "solved_by", index)
                if _unspread(scenario, insight.solved_by[index]):
                    flaws.put(place, "insight_in_one_role", f"only `{role.id}` holds anything this set needs")
                else:
                    words = f"`{role.id}` alone holds every fact of this set"
                    flaws.put(place, "role_reaches_insight", words)


def _unspread(scenario: Scenario, solution: frozenset[FactId]) -> bool:
    """Whether all holders of all these facts are one and the same role."""
    holders = frozenset().union(*(scenario.fact_by_id[fact_id].held_by for fact_id in solution))
    return len(holders) == 1


def _check_tables(placed: Placed, proof: Proof, flaws: FlawList) -> None:
    scenario = placed.scenario
    for table in proof.tables:
        if table.size not in TABLE_SIZES:
            continue  # demonstration sizes may give insights away: docs/field.md 9
        for index, insights in table.given_away.items():
            hand = table.hands[index]
            if len(hand) == 1:
                continue  # already role_reaches_insight
            names = " + ".join(f"`{role.id}`" for role in scenario.roles if role.id in hand)
            for insight_id in sorted(insights):
                for at in _sets_within(scenario, insight_id, joint_hand(scenario, hand)):
                    place = placed.at("insights", insight_id, "solved_by", at)
                    words = f"at a table of {table.size}, {names} in one hand hold every fact of this set"
                    flaws.put(place, "merged_roles_reach_insight", words)


def _check_pairs(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    for one, other in combinations(scenario.roles, 2):
        reached = reach(scenario, joint_hand(scenario, (one.id, other.id)))
        if len(reached) > MOST_OF_A_PAIR * len(scenario.insights) and len(scenario.roles) > 2:
            words = (
                f"`{one.id}` and `{other.id}` alone reach {len(reached)} of {len(scenario.insights)} insights"
                f" ({', '.join(sorted(reached))}); at most 40 % are fair"
            )
            flaws.put(placed.at("roles", other.id, "id"), "pair_reaches_too_much", words)


def _check_shared_facts(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    shared = frozenset(fact.id for fact in scenario.facts if not fact.is_unique)
    for insight in scenario.insights:
        for index in _sets_within(scenario, insight.id, shared):
            place = placed.at("insights", insight.id, "solved_by", index)
            flaws.put(place, "shared_facts_reach", "shared facts alone solve it")


def _check_roles_hold_keys(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    used = frozenset().union(*(solution for insight in scenario.insights for solution in insight.solved_by))
    for role in scenario.roles:
        hand = (scenario.fact_by_id[fact_id] for fact_id in scenario.hand_by_role[role.id])
        if not any(FactKind.KEY in fact.kinds and fact.id in used for fact in hand):
            words = f"`{role.id}` holds no key fact that an insight needs"
            flaws.put(placed.at("roles", role.id, "id"), "role_without_key_fact", words)


def _check_roles_needed(placed: Placed, proof: Proof, flaws: FlawList) -> None:
    needed: frozenset[RoleId] = frozenset().union(
        *(coalition for insight in proof.insights for coalition in insight.coalitions)
    )
    for role in placed.scenario.roles:
        if role.id not in needed:
            words = f"no insight ever depends on `{role.id}`"
            flaws.put(placed.at("roles", role.id, "id"), "role_not_needed", words)


def _check_contradictions(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    for contradiction in scenario.contradictions:
        first, second = (scenario.fact_by_id[fact_id] for fact_id in contradiction.fact_ids)
        place = placed.at("contradictions", contradiction.id, "facts")
        if first.id == second.id:
            flaws.put(place, "contradiction_of_one", f"`{first.id}` cannot contradict itself")
            continue
        for role in sorted(first.held_by & second.held_by):
            flaws.put(place, "contradiction_in_one_role", f"`{role}` holds both facts")
        reason = _unresolved(scenario, contradiction, first, second)
        if reason:
            place = placed.key("contradictions", contradiction.id, "resolved_by")
            flaws.put(place, "contradiction_unresolved", reason)


def _unresolved(scenario: Scenario, contradiction: Contradiction, first: Fact, second: Fact) -> str | None:
    """Why nothing settles the contradiction; None if a third role's core fact or the two dates do."""
    if not contradiction.resolved_by:
        if (
            first.when
            and second.when
            and (first.when.first, first.when.last) != (second.when.first, second.when.last)
        ):
            return None
        return "nothing resolves it: no fact is named and the two facts have no different dates"
    core = frozenset(core_roles(scenario))
    for fact_id in sorted(contradiction.resolved_by):
        fact = scenario.fact_by_id[fact_id]
        if fact_id in contradiction.fact_ids:
            return f"`{fact_id}` is one of the two facts themselves"
        if fact.tier is not Tier.CORE or not fact.held_by & core:
            return f"`{fact_id}` is out of reach at small tables"
        if not fact.held_by - first.held_by - second.held_by:
            return f"`{fact_id}` is held by nobody but the holders of the two facts"
    return None


def _check_sensitive_facts(placed: Placed, flaws: FlawList) -> None:
    for index, fact in enumerate(placed.scenario.facts):
        has_list = ("facts", index, "need_to_know") in placed.source.keys
        if fact.is_sensitive and not has_list:
            place = placed.source.key("facts", index, "minimum")
            words = f"`{fact.id}` does not say who needs the full wording"
            flaws.put(place, "minimum_without_need_to_know", words)
        if has_list and not fact.is_sensitive:
            place = placed.source.key("facts", index, "need_to_know")
            flaws.put(place, "need_to_know_without_minimum", f"`{fact.id}` has no minimum wording")
        if fact.minimum is not None and _bare(fact.minimum) == _bare(fact.text):
            place = placed.source.at("facts", index, "minimum")
            flaws.put(place, "minimum_says_all", "the minimum wording is the full wording")


def _bare(text: str) -> str:
    return " ".join(text.lower().rstrip(".").split())


def _check_needs_full(placed: Placed, flaws: FlawList) -> None:
    """The author's own flag in the file; the domain never sees it, so the source is asked."""
    listed = placed.source.value["insights"] if isinstance(placed.source.value, dict) else []
    for index, insight in enumerate(listed):
        for item, fact_id in enumerate(insight.get("needs_full", [])):
            place = placed.source.at("insights", index, "needs_full", item)
            flaws.put(place, "insight_needs_full", f"the insight needs the full wording of `{fact_id}`")


def _check_reads(placed: Placed, flaws: FlawList) -> None:
    scenario, source = placed.scenario, placed.source
    answers = [option for option in scenario.reads.options if option.is_answer]
    decoys = [option for option in scenario.reads.options if option.is_decoy]
    place = source.key("reads", "options")
    if len(answers) != 1:
        flaws.put(place, "answer_count", f"{len(answers)} options are the answer")
    if len(decoys) != 1 or decoys[0].is_answer:
        flaws.put(place, "decoy_count", f"{len(decoys)} options are the decoy, or the answer is")
    listed = source.value["reads"]["decoy_from"] if isinstance(source.value, dict) else []
    for index, fact_id in enumerate(listed):
        if scenario.fact_by_id[FactId(fact_id)].is_unique:
            place = source.at("reads", "decoy_from", index)
            flaws.put(place, "decoy_not_shared", f"only one role holds `{fact_id}`")


def _check_words(placed: Placed, flaws: FlawList) -> None:
    for fact in placed.scenario.facts:
        for key, text in (("text", fact.text), ("minimum", fact.minimum or "")):
            words = len(text.split())
            if words > MOST_WORDS:
                place = placed.at("facts", fact.id, key)
                flaws.put(
                    place, "fact_too_long", f"`{fact.id}` has {words} words; at most {MOST_WORDS} are read"
                )


def _check_merges(placed: Placed, flaws: FlawList) -> None:
    for role in placed.scenario.roles:
        for index, partner in enumerate(role.merges_with):
            if partner == role.id:
                place = placed.at("roles", role.id, "merges_with", index)
                flaws.put(place, "role_merges_with_itself", f"`{role.id}` names itself")
