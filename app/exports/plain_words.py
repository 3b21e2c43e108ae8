"""The report in plain words, for a manager who was not there: what happened, and what stays open."""

from app.domain.report.coverage import Share
from app.domain.report.fates import Fate
from app.domain.report.measures import TableMeasures
from app.domain.report.report import Report
from app.domain.rules.outcomes import Outcome
from app.exports import vocabulary
from app.exports.first_sentence import what_it_was
from app.exports.vocabulary import capital, number
from app.languages.speaking import gettext as _
from app.languages.speaking import listed, ngettext


def in_short(report: Report) -> tuple[str, ...]:
    """Three sentences: who came to do what, what they saw together, what is left; two where nobody came."""
    if not report.took_place:
        return (what_it_was(report), _nothing(report))
    return (what_it_was(report), _what_was_seen(report), _what_is_left(report))


def _nothing(report: Report) -> str:
    if report.is_interim:
        return _("Nothing is on the table yet, so there is nothing to measure.")
    return _("Nothing was put on the table, so there is nothing to measure.")


def _what_was_seen(report: Report) -> str:
    alone = _what_was_seen_alone(report)
    whole = report.whole
    if not whole.seen_most.n:
        if report.is_interim:
            return _("{alone}. Nothing has been put on the table.", alone=alone)
        return _("{alone}. Nothing was put on the table.", alone=alone)
    found = {
        "alone": alone,
        "facts": _range(whole.seen_least, whole.seen_most),
        "insights": _range(whole.insights_least, whole.insights_most),
    }
    if len(report.tables) == 1:
        return _(
            "{alone}. Together they put {facts} on the table and found {insights} of those insights.",
            **found,
        )
    return _(
        "{alone}. Together, each table put {facts} on the table and found {insights} of those insights.",
        **found,
    )


def _what_was_seen_alone(report: Report) -> str:
    whole = report.whole
    enough = (
        _("or enough for more than {n}", n=whole.solo_insights)
        if whole.solo_insights
        else _("or enough for any")
    )
    facts, insights = vocabulary.facts(whole.facts), vocabulary.insights(whole.insights)
    return ngettext(
        "No role held more than {held} of the {facts}, {enough} of the {insights} you can find by linking "
        "facts",
        "No role held more than {held} of the {facts}, {enough} of the {insights} you can find by linking "
        "facts",
        whole.insights,
        held=whole.best_alone.n,
        facts=facts,
        enough=enough,
        insights=insights,
    )


def _range(least: Share, most: Share) -> str:
    if least.n == most.n:
        return number(most.n)
    return _("between {least} and {most}", least=number(least.n), most=most.n)


def _what_is_left(report: Report) -> str:
    told = {
        "left": _what_stayed_out(report),
        "barriers": vocabulary.barriers(len(report.barriers.lines)),
        "commitments": vocabulary.commitments(len(report.commitments)),
    }
    if report.is_interim:
        return _("{left}. So far, people have named {barriers} to sharing and made {commitments}.", **told)
    return _("{left}. People named {barriers} to sharing and made {commitments}.", **told)


def _what_stayed_out(report: Report) -> str:
    decisive = len(report.decisive_facts)
    if not decisive:
        return _("Every insight could have been found: all the facts it needs were shared")
    if len(report.tables) == 1:
        return ngettext(
            "{n} fact that would have changed the picture was known to somebody but not said",
            "{n} facts that would have changed the picture were known to somebody but not said",
            decisive,
        )
    return ngettext(
        "{n} fact that would have changed the picture was known to somebody but not said at one table or "
        "more",
        "{n} facts that would have changed the picture were known to somebody but not said at one table or "
        "more",
        decisive,
    )


def missed(table: TableMeasures) -> str:
    """What became of a table's insights."""
    outcomes = [insight.outcome for insight in table.insights]
    found = outcomes.count(Outcome.RECOGNISED)
    if not outcomes:
        return _("There were no insights to find.")
    recognised = capital(
        ngettext(
            "{insights} of {of} was found.",
            "{insights} of {of} were found.",
            found,
            insights=vocabulary.insights(found),
            of=len(outcomes),
        )
    )
    reasons = (
        (outcomes.count(Outcome.NOT_POOLED), _("lacked a fact that somebody held")),
        (outcomes.count(Outcome.NOT_LINKED), _("had every fact on the table, but nobody linked them")),
    )
    missing = [(n, why) for n, why in reasons if n]
    if not missing:
        return recognised
    if len(missing) == 1:
        n, why = missing[0]
        one_reason = ngettext("The one missed {why}.", "The {n} missed {why}.", n, why=why)
        return f"{recognised} {one_reason}"
    both = listed(f"{n} {why}" for n, why in missing)
    two_reasons = _("Of the {n} missed, {why}.", n=len(outcomes) - found, why=both)
    return f"{recognised} {two_reasons}"


def on_barriers(report: Report) -> str:
    """Page two's opening."""
    barriers = report.barriers
    if not barriers.lines:
        return _("No barrier has been named yet.") if report.is_interim else _("No barrier was named.")
    places = (
        (barriers.in_exercise, _("{n} met in the exercise", n=barriers.in_exercise)),
        (barriers.in_real_work, _("{n} met in real work", n=barriers.in_real_work)),
    )
    n = len(barriers.lines)
    where = listed(said for met, said in places if met)
    named = ngettext("{n} barrier was named: {where}.", "{n} barriers were named: {where}.", n, where=where)
    kinds = (
        (barriers.rules, _("{n} a real rule", n=barriers.rules)),
        (barriers.beliefs, _("{n} a belief", n=barriers.beliefs)),
        (barriers.unsure, _("{n} they weren't sure about", n=barriers.unsure)),
    )
    judged = listed(said for count, said in kinds if count)
    said = _("How people saw them: {judged}.", judged=judged)
    return f"{named} {said}" if judged else named


def on_commitments(report: Report) -> str:
    """Page three's opening: what is missing is said politely and clearly."""
    lines = report.commitments
    if not lines:
        return _("No commitment has been made yet.") if report.is_interim else _("No commitment was made.")
    owners = sum(not one.owner for one in lines)
    dates = sum(one.due is None for one in lines)
    checks = sum(not one.check for one in lines)
    gaps = (
        (owners, ngettext("{n} owner", "{n} owners", owners)),
        (dates, ngettext("{n} date", "{n} dates", dates)),
        (checks, ngettext("{n} check", "{n} checks", checks)),
    )
    missing = listed(said for n, said in gaps if n)
    made = ngettext("{n} commitment was made.", "{n} commitments were made.", len(lines))
    still = _("Still missing: {missing}.", missing=missing)
    return f"{made} {still}" if missing else made


def on_unsaid(report: Report) -> str:
    """What was never said."""
    fates = [fact.fate for table in report.tables for fact in table.facts]
    kept, silent = fates.count(Fate.HELD_BACK), fates.count(Fate.NOT_SAID)
    if not kept + silent:
        return _("Every fact was put on the table.")
    told = {"kept": number(kept), "silent": number(silent)}
    if len(report.tables) == 1:
        return ngettext(
            "{n} fact never reached the table: {kept} held back on purpose, {silent} simply not said. "
            "Holding back can be right. What matters is that it's a choice.",
            "{n} facts never reached the table: {kept} held back on purpose, {silent} simply not said. "
            "Holding back can be right. What matters is that it's a choice.",
            kept + silent,
            **told,
        )
    return ngettext(
        "{n} fact, counted once for each table, never reached the table: {kept} held back on purpose, "
        "{silent} simply not said. Holding back can be right. What matters is that it's a choice.",
        "{n} facts, counted once for each table, never reached the table: {kept} held back on purpose, "
        "{silent} simply not said. Holding back can be right. What matters is that it's a choice.",
        kept + silent,
        **told,
    )


def on_confidence(report: Report) -> str:
    """Confidence then and now."""
    answers = report.confidence
    if answers.given == 0:
        return (
            _("Check-out answers are shown when the step is over.")
            if report.is_interim
            else _("Nobody checked out.")
        )
    if answers.then is None or answers.now is None:
        return _("Too few people checked out for us to show how confident they felt.")
    return _(
        "At the end, {given} of {people} in seats rated how confident they felt about sharing information, "
        "from 0 to 10. The average was {then} before the workshop and {now} after it.",
        given=str(answers.given),
        people=vocabulary.people(answers.seated),
        then=vocabulary.between(answers.then),
        now=vocabulary.between(answers.now),
    )
