"""The words of the report: what each value is called, how numbers are said, what every measure means."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.domain.log.commands import Reach, Setting, Standing, Wording
from app.domain.log.events import Amount, Between
from app.domain.report.fates import Fate, Method, Who
from app.domain.rules.outcomes import Outcome
from app.domain.scenario import BarrierCategory, HandVisibility
from app.domain.taxonomy import CATEGORIES
from app.languages.speaking import day as spoken_day
from app.languages.speaking import decimal, gettext, listed, ngettext

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.RECOGNISED: "found",
    Outcome.PARTLY_LINKED: "missed: linked in part",
    Outcome.NOT_LINKED: "missed: not linked",
    Outcome.NOT_POOLED: "missed: a fact not said",
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
    Standing.UNSURE: "not sure if rule or belief",
}
REACHES: Mapping[Reach, str] = {
    Reach.ME: "each of us",
    Reach.AGENCY: "one agency",
    Reach.PARTNERSHIP: "the partnership",
    Reach.NATIONAL: "national bodies",
}
AMOUNTS: Mapping[Amount, str] = {
    Amount.FEW: "few",
    Amount.ABOUT_HALF: "about half",
    Amount.MOST: "most",
}
VISIBILITIES: Mapping[HandVisibility, str] = {
    HandVisibility.MEMORY: "from memory",
    HandVisibility.OPEN: "open",
    HandVisibility.LABELLED: "open, with facts only one role holds marked",
}

DEFINITIONS: Mapping[str, str] = {
    "Fact given out": "A fact that some seat at the table holds.",
    "Unique fact": "A fact that only one seat at the table holds. A shared fact is held by several.",
    "Key fact": "A fact the scenario's author marked as one that insights need.",
    "Coverage": "Facts put on the table, out of all facts given out.",
    "Gap": "The share of shared facts that were said, minus the share of unique facts that were said.",
    "Revealed by the facilitator": "A fact the facilitator put on the table for a seat. It counts towards "
    "coverage.",
    "Insight": "What you can see once certain facts come together. The author listed which ones.",
    "Could be found": "All the facts of one of its solutions were on the table.",
    "Found": "Somebody linked facts that are enough for it.",
    "Missed, a fact not said": "A fact it needs was never put on the table.",
    "Missed, linked in part": "Everything it needs was on the table, but a link joined only some of it.",
    "Missed, not linked": "Everything it needs was on the table, but nobody linked it.",
    "Integration rate": "Insights found, out of those that could be found.",
    "Seconds since sharing began": "Counted from the first sharing step, without pauses.",
    "Alone": "What one seat holds by itself, and the insights those facts are enough for.",
    "Offered and asked for": "Facts people offered, and facts they gave as an answer.",
    "Silent": "A seat that revealed nothing, asked nothing and answered nothing.",
    "Held back": "Somebody who holds the fact decided not to say it, and nobody else said it.",
    "Not said": "Nobody put it on the table and nobody decided to hold it back.",
    "Sensitive fact": "A fact that also has a minimum wording: just enough to serve its purpose.",
    "First and second read": "What each person thought in private before and after sharing. Only shown for "
    "everyone together.",
    "The table's answer": "The one answer a table agreed on after sharing. It fits the whole picture if "
    "it's the one the scenario's author marked.",
    "Spread": "The standard deviation of the answers.",
    "Late": "Joined after the lobby.",
    "Withheld": "No average of fewer than 3 answers. No breakdown of fewer than 5. No number of people "
    "under 3, and no number that would give one of these away. For a table only a word, and an average of "
    "confidence only as closely as leaves 50 ways people can have answered.",
}

LIMITS = (
    "This was a training exercise with an invented family. It does not assess any person or agency. It "
    "says nothing about how those who took part do their work.",
    "There was no comparison group, so a figure can't show what caused it. And one workshop is only a few "
    "people.",
    "The app knows what was tapped. It doesn't count what people said aloud but didn't put on the table.",
    "The picture of a family is never finished. The facts here are the ones the scenario's author wrote. "
    "Saying them all is neither the aim nor the measure, and saying less can be right.",
    "Figures from research come from other tasks and other people. They explain, but they are not targets.",
)

CHANCE = (
    "In earlier research (Stasser, Taylor and Hanna 1989), people met without help. They mentioned about "
    "18 in 100 of the facts that only one of them held, and about 46 in 100 of the facts they shared. "
    "Suppose each holder mentions a fact with the chance p. Then a fact with n holders is said with the "
    "chance 1 − (1 − p)ⁿ. With p = 0.18 that comes close to both figures. An insight that needs k facts of "
    "one holder each comes together with the chance cᵏ. Here c is the share of such facts that is said."
)


SPOKEN = (
    *OUTCOMES.values(),
    *FATES.values(),
    *METHODS.values(),
    *WORDINGS.values(),
    *SETTINGS.values(),
    *STANDINGS.values(),
    *REACHES.values(),
    *AMOUNTS.values(),
    *VISIBILITIES.values(),
    *DEFINITIONS,
    *DEFINITIONS.values(),
    *LIMITS,
    CHANCE,
)
"""Every text of the tables above: messages for the translations; `gettext` where they are said."""


def category(value: BarrierCategory) -> str:
    return gettext(CATEGORIES[value][0])


def reason(value: BarrierCategory | None) -> str:
    """Why a fact was held back."""
    if value is None:
        return gettext("preferred not to say why")
    return category(value)[:1].lower() + category(value)[1:]


def _counted(none: Callable[[], str], some: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: some(n) if n else none()


facts = _counted(lambda: gettext("no facts"), lambda n: ngettext("{n} fact", "{n} facts", n))
insights = _counted(lambda: gettext("no insights"), lambda n: ngettext("{n} insight", "{n} insights", n))
barriers = _counted(lambda: gettext("no barriers"), lambda n: ngettext("{n} barrier", "{n} barriers", n))
commitments = _counted(
    lambda: gettext("no commitments"), lambda n: ngettext("{n} commitment", "{n} commitments", n)
)
people = _counted(lambda: gettext("no people"), lambda n: ngettext("{n} person", "{n} people", n))
roles_counted = _counted(lambda: gettext("no roles"), lambda n: ngettext("{n} role", "{n} roles", n))
agencies = _counted(lambda: gettext("no agencies"), lambda n: ngettext("{n} agency", "{n} agencies", n))
tables = _counted(lambda: gettext("no tables"), lambda n: ngettext("{n} table", "{n} tables", n))
votes = _counted(lambda: gettext("no votes"), lambda n: ngettext("{n} vote", "{n} votes", n))
whole_minutes = _counted(lambda: gettext("no minutes"), lambda n: ngettext("{n} minute", "{n} minutes", n))
"""`1 fact`, `3 facts`, `no facts`; likewise of everything else that is counted."""


def number(n: int) -> str:
    """`3`, or `none`."""
    return str(n) if n else gettext("none")


def between(mean: Between) -> str:
    """`6.7`, or `9.6 to 10.0` where no more may be told."""
    least, most = decimal(mean.least), decimal(mean.most)
    return least if least == most else gettext("{least} to {most}", least=least, most=most)


def roles(who: Who) -> str:
    """A seat's roles: `Doctor`, or `Doctor and nurse` merged."""
    return listed(who.roles)


def holders(whos: Sequence[Who], *, most: int = 4) -> str:
    """Who holds a fact: the roles by name, and how many more where they are many."""
    names = list(dict.fromkeys(name for who in whos for name in who.roles))
    more = len(names) - most
    return listed((*names[:most], gettext("{n} more", n=more)) if more > 0 else names)


def day(value: date | None) -> str:
    """`12 March 2026`, as the language being spoken writes it."""
    return spoken_day(value) if value else gettext("no date")


def clock(seconds: int | None) -> str:
    """Minutes and seconds, `4:05`; a dash for what did not happen."""
    return "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def minutes(seconds: int) -> str:
    """Whole minutes, rounded: `1 minute`, `44 minutes`."""
    return whole_minutes(round(seconds / 60))


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
