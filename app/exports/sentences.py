"""The report in plain words, for a manager who was not there: what happened, and what stays open."""

from collections.abc import Iterable

from app.domain.answers import Judgement, OptionCount, Reading
from app.domain.coverage import Share
from app.domain.fates import Fate, Outcome
from app.domain.measures import TableMeasures
from app.domain.report import Report
from app.exports.words import capital, count, day, listed, minutes, was


def in_short(report: Report) -> tuple[str, ...]:
    """Three sentences: who came to do what, what they saw together, what is left."""
    return (_what_it_was(report), _what_was_seen(report), _what_is_left(report))


def _what_it_was(report: Report) -> str:
    provenance, tables = report.provenance, len(report.tables)
    when = f"on {day(provenance.held_on)}, " if provenance.held_on else ""
    people = count(provenance.attendance.seated, "person", "people")
    roles = f"{count(report.roles, 'role')} from {count(report.agencies, 'agency', 'agencies')}"
    who = f"{people} in {roles} sat at one table"
    if tables != 1:
        who = f"{people} sat at {count(tables, 'table')}, each with the same {roles},"
    time = f"worked for {minutes(provenance.seconds)}" if provenance.seconds >= 30 else "met to work"
    return capital(f"{when}{who} and {time} on an invented case, “{provenance.scenario_title}”.")


def _what_was_seen(report: Report) -> str:
    whole = report.whole
    enough = f"and enough for {whole.solo_insights}" if whole.solo_insights else "nor enough for any"
    follow = "follows" if whole.insights == 1 else "follow"
    alone = (
        f"Nobody alone held more than {whole.best_alone.n} of the {count(whole.facts, 'fact')}, {enough} of "
        f"the {count(whole.insights, 'insight')} that {follow} when facts are joined"
    )
    if not whole.seen_most.n:
        return f"{alone}; nothing {'has been' if report.is_interim else 'was'} put on the table."
    who = "they" if len(report.tables) == 1 else "each table"
    facts = _range(whole.seen_least, whole.seen_most)
    insights = _range(whole.insights_least, whole.insights_most)
    return f"{alone}; together {who} put {facts} on the table and recognised {insights} of those insights."


def _range(least: Share, most: Share) -> str:
    if least.n == most.n:
        return str(most.n or "none")
    return f"between {least.n or 'none'} and {most.n}"


def _what_is_left(report: Report) -> str:
    decisive = len(decisive_facts(report.tables))
    somewhere = "" if len(report.tables) == 1 else " at one table or more"
    if decisive:
        facts = f"{count(decisive, 'fact')} that would have changed the picture"
        left = f"{facts} {was(decisive)} known to somebody and not said{somewhere}"
    else:
        left = "No insight was out of reach for want of a fact"
    named = count(len(report.barriers.lines), "barrier")
    made = count(len(report.commitments), "commitment")
    so_far = "so far " if report.is_interim else ""
    return f"{left}; {so_far}the people named {named} to sharing and made {made}."


def decisive_facts(tables: Iterable[TableMeasures]) -> frozenset[str]:
    """The facts that missed insights still lacked, at one table or more."""
    return frozenset(fact_id for table in tables for insight in table.insights for fact_id in insight.missing)


def missed(table: TableMeasures) -> str:
    """What became of a table's insights."""
    outcomes = [insight.outcome for insight in table.insights]
    found = outcomes.count(Outcome.RECOGNISED)
    if not outcomes:
        return "There were no insights to be had."
    recognised = f"{capital(count(found, 'insight'))} of {len(outcomes)} {was(found)} recognised."
    reasons = (
        (outcomes.count(Outcome.NOT_POOLED), "lacked a fact that somebody held"),
        (outcomes.count(Outcome.NOT_LINKED), "could be seen on the table, and nobody linked the facts"),
    )
    missing = [(n, words) for n, words in reasons if n]
    if len(missing) == 1 and missing[0][0] > 1:
        return f"{recognised} The {missing[0][0]} missed {missing[0][1]}."
    if len(missing) == 1:
        return f"{recognised} The one missed {missing[0][1]}."
    why = listed(f"{n} {words}" for n, words in missing)
    return f"{recognised} Of the {len(outcomes) - found} missed, {why}." if missing else recognised


def what_changed(judgement: Judgement) -> tuple[str, ...]:
    """How the private judgements moved; numbers of few people stay out."""
    if not (judgement.before.given == judgement.after.given == 0):
        sentences = (
            _answer_shift(judgement),
            _need_shift(judgement.before, judgement.after),
            _unanswered(judgement),
        )
        return tuple(sentence for sentence in sentences if sentence)
    return ("Nobody gave a judgement.",)


def _answer_shift(judgement: Judgement) -> str:
    before, after = _answer(judgement.before), _answer(judgement.after)
    if before is None or after is None:
        return "Too few people answered for their choices to be shown."
    return (
        f"Before sharing, {_chosen(before)} of {judgement.before.given} people chose the reading that fits "
        f"the whole; afterwards it was {_chosen(after)} of {judgement.after.given}."
    )


def _answer(reading: Reading) -> OptionCount | None:
    return next((option for option in reading.options if option.is_answer), None)


def _chosen(option: OptionCount) -> str:
    return "fewer than 3" if option.is_few else "a number not shown" if option.n is None else str(option.n)


def _need_shift(before: Reading, after: Reading) -> str:
    if before.need_mean is None or after.need_mean is None:
        return ""
    spread = f"(spread {before.need_spread}, then {after.need_spread})"
    if before.need_mean == after.need_mean:
        return (
            f"The family's need, from 0 to 10, was judged {before.need_mean} on average both times {spread}."
        )
    moved = "rose" if after.need_mean > before.need_mean else "fell"
    return (
        f"The family's need, judged from 0 to 10, {moved} from {before.need_mean} to {after.need_mean} on "
        f"average {spread}."
    )


def _unanswered(judgement: Judgement) -> str:
    before, after = judgement.before, judgement.after
    if before.given is None or after.given is None:
        return ""
    first, second = before.seated - before.given, after.seated - after.given
    if not first + second:
        return "Everybody in a seat answered both times."
    people = count(before.seated, "person", "people")
    return f"Missing answers, of {people} in seats: {first or 'none'} before, {second or 'none'} after."


def on_barriers(report: Report) -> str:
    """Page two's opening."""
    barriers = report.barriers
    if not barriers.lines:
        return "No barrier has been named yet." if report.is_interim else "No barrier was named."
    places = ((barriers.in_exercise, "in the exercise"), (barriers.in_real_work, "in real work"))
    named = count(len(barriers.lines), "barrier")
    sentence = f"{capital(named)} {was(len(barriers.lines))} named: "
    sentence += listed(f"{n} met {where}" for n, where in places if n) + "."
    kinds = (
        (barriers.rules, "a real rule"),
        (barriers.beliefs, "a belief"),
        (barriers.unsure, "one or the other, unsure which"),
    )
    judged = listed(f"{n} to be {what}" for n, what in kinds if n)
    return f"{sentence} Those present judged {judged}." if judged else sentence


def on_commitments(report: Report) -> str:
    """Page three's opening: what is missing is said politely and clearly."""
    lines = report.commitments
    if not lines:
        return "No commitment has been made yet." if report.is_interim else "No commitment was made."
    gaps = (
        (sum(not one.owner for one in lines), "owner"),
        (sum(one.due is None for one in lines), "date"),
        (sum(not one.check for one in lines), "check"),
    )
    missing = listed(count(n, what) for n, what in gaps if n)
    made = f"{capital(count(len(lines), 'commitment'))} {was(len(lines))} made."
    return f"{made} Still to be named: {missing}." if missing else made


def on_unsaid(report: Report) -> str:
    """What was never said."""
    fates = [fact.fate for table in report.tables for fact in table.facts]
    kept, silent = fates.count(Fate.HELD_BACK), fates.count(Fate.NOT_SAID)
    if not kept + silent:
        return "Every fact in play was put on the table."
    counted = "" if len(report.tables) == 1 else ", counted once for each table,"
    return (
        f"{capital(count(kept + silent, 'fact'))}{counted} never came to the table: {kept or 'none'} held "
        f"back on purpose, {silent or 'none'} simply not said. Holding back can be right; what matters is "
        "that it is a choice."
    )


def on_confidence(report: Report) -> str:
    """Confidence then and now."""
    answers = report.confidence
    if answers.given == 0:
        return "Nobody has checked out yet." if report.is_interim else "Nobody checked out."
    if answers.then_mean is None or answers.now_mean is None:
        return "Too few people checked out for their confidence to be shown."
    return (
        f"Asked at the end, {answers.given} of {count(answers.seated, 'person', 'people')} in seats put "
        f"their confidence in sharing information, from 0 to 10, at {answers.then_mean} before the workshop "
        f"and {answers.now_mean} after it (spread {answers.then_spread} and {answers.now_spread})."
    )
