"""The words of the report: what each value is called, how numbers are said, what every measure means."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.domain.commands import Reach, Setting, Standing, Wording
from app.domain.fates import Fate, Method, Outcome, Who
from app.domain.scenario import BarrierCategory, HandVisibility
from app.domain.taxonomy import CATEGORIES

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.RECOGNISED: "recognised",
    Outcome.NOT_LINKED: "missed: not linked",
    Outcome.NOT_POOLED: "missed: not pooled",
}
FATES: Mapping[Fate, str] = {
    Fate.SAID: "on the table",
    Fate.HELD_BACK: "held back",
    Fate.NOT_SAID: "not said",
}
METHODS: Mapping[Method, str] = {
    Method.PUSH: "offered",
    Method.PULL: "in answer to a question",
    Method.FACILITATOR: "by the facilitator",
}
WORDINGS: Mapping[Wording, str] = {Wording.FULL: "in full", Wording.MINIMUM: "in its minimum wording"}
SETTINGS: Mapping[Setting, str] = {Setting.EXERCISE: "in the exercise", Setting.REAL_WORK: "in real work"}
STANDINGS: Mapping[Standing, str] = {
    Standing.RULE: "a real rule",
    Standing.BELIEF: "a belief",
    Standing.UNSURE: "not sure whether rule or belief",
}
REACHES: Mapping[Reach, str] = {
    Reach.ME: "each of us",
    Reach.AGENCY: "one agency",
    Reach.PARTNERSHIP: "the partnership",
    Reach.NATIONAL: "national bodies",
}
VISIBILITIES: Mapping[HandVisibility, str] = {
    HandVisibility.MEMORY: "from memory",
    HandVisibility.OPEN: "open",
    HandVisibility.LABELLED: "open, with what only one role holds marked",
}

DEFINITIONS: Mapping[str, str] = {
    "Fact in play": "A fact that some seat at the table holds.",
    "Unique fact": "A fact that exactly one seat at the table holds; a shared fact has several holders.",
    "Key fact": "A fact the scenario's author marked as one that insights are built on.",
    "Coverage": "Facts put on the table out of the facts in play.",
    "Gap": "The share of shared facts said, minus the share of unique facts said.",
    "Put by the facilitator": "A fact the facilitator put on the table for a seat; counted in coverage too.",
    "Insight": "What follows once certain facts lie together; the author listed which.",
    "Available": "All the facts of one of its solutions lay on the table.",
    "Recognised": "Somebody linked facts that are enough for it.",
    "Missed, not pooled": "A fact it needs was never put on the table.",
    "Missed, not linked": "Everything it needs lay on the table and nobody linked it.",
    "Integration rate": "Insights recognised out of insights that were available.",
    "Seconds since sharing began": "Counted from the first sharing phase; pauses do not count.",
    "Alone": "What one seat's own hand holds, and the insights that hand is enough for.",
    "Offered and asked for": "Facts their holders offered, and facts that answered a question.",
    "Silent": "A seat that put no fact, asked nothing and answered nothing.",
    "Held back": "Somebody who holds the fact decided not to say it, and nobody else said it.",
    "Not said": "Nobody put it on the table and nobody decided to hold it back.",
    "Sensitive fact": "A fact that also has a minimum wording: the least that serves its purpose.",
    "First and second read": "Each person's private judgement before and after sharing, told together only.",
    "Spread": "The standard deviation of the answers.",
    "Late": "Came in after the lobby.",
    "Withheld": "No mean of fewer than 3 answers, no breakdown of fewer than 5, no number of people "
    "under 3, nor the number that would give it away.",
}

LIMITS = (
    "This was a training exercise with an invented family. It is not an assessment of any person or "
    "agency, and says nothing about how those who took part do their work.",
    "There was no comparison group: a figure cannot show what caused it, and one workshop is few people.",
    "The app knows what was tapped. What was said aloud and not put on the table is not counted.",
    "A picture of a family is never finished. The facts here are those the scenario's author wrote; "
    "to say them all is neither the aim nor the measure, and saying less can be right.",
    "Figures from research come from other tasks and other people; they explain, they are not targets.",
)

CHANCE = (
    "In unaided meetings of earlier research (Stasser, Taylor and Hanna 1989) people mentioned about 18 "
    "in 100 of the facts that only one of them held, and about 46 in 100 of those they shared. If each "
    "holder mentions a fact with the chance p, a fact with n holders is said with 1 − (1 − p)ⁿ; with "
    "p = 0.18 that comes close to both. An insight that needs k facts of one holder each comes together "
    "with the chance cᵏ, where c is the share of such facts that is said."
)


def category(value: BarrierCategory) -> str:
    return CATEGORIES[value][0]


def reason(value: BarrierCategory | None) -> str:
    """Why a fact was held back."""
    if value is None:
        return "preferred not to say why"
    return category(value)[:1].lower() + category(value)[1:]


def count(n: int, noun: str, plural: str | None = None) -> str:
    """`1 fact`, `3 facts`, `no facts`."""
    return f"{n or 'no'} {noun if n == 1 else plural or noun + 's'}"


def was(n: int) -> str:
    return "was" if n == 1 else "were"


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    words = list(parts)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def roles(who: Who) -> str:
    """A seat's roles: `Doctor`, or `Doctor and nurse` merged."""
    return listed(who.roles)


def holders(whos: Sequence[Who], *, most: int = 3) -> str:
    """Who holds a fact: the roles, or how many where they are many."""
    names = list(dict.fromkeys(name for who in whos for name in who.roles))
    return listed(names) if len(names) <= most else f"{len(names)} roles"


def day(value: date | None) -> str:
    """`12 March 2026`; months by their English names, whatever the computer's own language is."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else "no date"


def clock(seconds: int | None) -> str:
    """Minutes and seconds, `4:05`; a dash for what did not happen."""
    return "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def minutes(seconds: int) -> str:
    """Whole minutes, rounded: `1 minute`, `44 minutes`."""
    return count(round(seconds / 60), "minute")


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
