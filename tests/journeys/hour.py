"""One hour on the Button family: who does what, so that a test and the screenshots play the same story.

The parts follow the scenario's own plan: six insights become possible, three are linked in time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.config import ROOT
from app.domain.scenario import Fact, FactId, Scenario
from app.scenarios import load
from tests.journeys.driving import FULL_WORDING, Facilitator, Phone, Screen

TITLE = "Safeguarding partners, spring"
NAMES = ("Bronwyn", "Xochitl", "Oluwaseun", "Marguerite", "Szymon", "Thandiwe", "Kwabena", "Yevgenia")
"""No name is part of another word, so that it can be looked for in every file."""
TOLD = {
    "police": ("p-1", "p-3"),
    "primary-school": ("ps-1", "ps-2", "ps-3"),
    "secondary-school": ("ss-1", "all-3"),
    "health-visitor": ("hv-1", "hv-3"),
    "gp-practice": ("gp-1", "gp-3"),
    "housing": ("ho-1", "ho-3"),
    "family-centre": ("fc-1", "fc-2"),
}
"""What each role says aloud in the first round, and then reveals."""
LEAST = "eh-2"
"""The early help worker's sensitive fact, told in its minimum wording."""
HELD_BACK = ("gp-practice", "gp-5", "Law unclear or misread")
ANSWER = "eh-1"
LINKS = (
    ("family-centre", ("ps-2", "fc-1"), "The help is next door"),
    ("police", ("p-1", "ps-1"), "The man at dawn is Bear"),
    ("primary-school", ("gp-1", "ps-3", "ho-1"), "It all began in October"),
    ("housing", ("all-3", "ps-3"), "Ivy misses her nan in the morning"),
)
"""Three that the scenario knows, and one reading of the table's own."""
FOUND = ("next-door", "dawn", "october")
BARRIERS = (
    ("police", "Fear of blame", "real work", "I feared the complaint more than the silence."),
    ("primary-school", "Nobody's job", "exercise", "I thought somebody else had already told the others."),
    (
        "housing",
        "Law unclear or misread",
        "real work",
        "We say data protection and mean that we are not sure.",
    ),
    (
        "gp-practice",
        "Consent and the family's trust",
        "exercise",
        "She told me because I do not pass things on.",
    ),
    (
        "family-centre",
        "Culture, status and voice",
        "real work",
        "Nobody asks the charity at the end of the table.",
    ),
)
SETTINGS = {"exercise": "In the exercise today", "real work": "In my real work"}
VOTES: Mapping[str, Sequence[int]] = {
    "police": (0, 2),
    "primary-school": (2, 4),
    "secondary-school": (2,),
    "health-visitor": (3, 2),
    "gp-practice": (2, 3),
    "housing": (2, 0),
    "early-help": (4, 0),
    "family-centre": (4, 1),
}
"""Which barriers each votes for, by their place in `BARRIERS`."""
COMMITMENTS = (
    (
        "housing",
        2,
        "we are about to send a third letter",
        "we ring first, and ask who else calls at the house",
        "Housing association, lettings team",
        "No third letter without a noted call",
    ),
    (
        "early-help",
        4,
        "we call a meeting about a family",
        "the family centre is asked first and told what came of it",
        "Early help coordinator",
        "The minutes name them",
    ),
)


def due_day(weeks: int) -> str:
    """A day after the workshop."""
    return (datetime.now(UTC) + timedelta(weeks=weeks)).date().isoformat()


def button_family() -> Scenario:
    return load(ROOT / "scenarios" / "button_family.yaml")


@dataclass
class Hour:
    """A workshop that runs; `phones` by role id, as people arrive."""

    facilitator: Facilitator
    screen: Screen
    scenario: Scenario = field(default_factory=button_family)
    phones: dict[str, Phone] = field(default_factory=dict)

    def arrives(self, phone: Phone) -> None:
        """Somebody follows the QR and is given a role."""
        phone.join(self.facilitator.join_address)
        roles = {role.name: role.id for role in self.scenario.roles}
        self.phones[roles[phone.role]] = phone

    def go_on(self) -> None:
        """The facilitator leads one step on; everybody's page follows."""
        titles = [phase.title for phase in self.scenario.agenda]
        following = titles[titles.index(self.facilitator.phase) + 1]
        self.facilitator.go_on_to(following)
        for phone in self.phones.values():
            phone.is_in(following)

    def fact(self, fact_id: str) -> Fact:
        return next(fact for fact in self.scenario.facts if fact.id == fact_id)

    def text(self, fact_id: str) -> str:
        return self.fact(fact_id).text

    def minimum(self, fact_id: str) -> str:
        return self.fact(fact_id).minimum or ""

    def all_read(self) -> None:
        for phone in self.phones.values():
            phone.read_hand()

    def all_judge(self, needs: Iterable[int], option_ids: Iterable[str]) -> None:
        """First or second read, one answer after the other."""
        reads = self.scenario.reads
        texts = {option.id: option.text for option in reads.options}
        for phone, need, option in zip(self.phones.values(), needs, option_ids, strict=False):
            phone.give_read((reads.scale_ask, need), (reads.ask, texts[option]))

    def agree(self, role: str, option_id: str) -> None:
        """The table's one answer, set on one phone and seen on all."""
        reads = self.scenario.reads
        text = next(option.text for option in reads.options if option.id == option_id)
        self.phones[role].answer_for_the_table(reads.ask, text)
        for phone in self.phones.values():
            phone.sees(f"Your table says: {text}")

    def tell(self, role: str, fact_ids: Iterable[str]) -> None:
        """Reveal these facts, the sensitive ones in full."""
        for fact_id in fact_ids:
            has_minimum = self.scenario.fact_by_id[FactId(fact_id)].minimum is not None
            self.phones[role].reveal(self.text(fact_id), FULL_WORDING if has_minimum else "")

    def all_check_out(self) -> None:
        for place, phone in enumerate(self.phones.values()):
            phone.check_out(3 + place % 3, 7 + place % 2, "Ring before I write." if place == 0 else "")
