"""The barriers' categories: what each is called and what it means. Source: docs/field.md 2, our wording."""

from collections.abc import Mapping

from app.domain.scenario import BarrierCategory as B

CATEGORIES: Mapping[B, tuple[str, str]] = {
    B.LAW: ("Law unclear or misread", "We weren't sure what the law allows, or thought it said no."),
    B.CONSENT: (
        "Consent and the family's trust",
        "A promise, a relationship or a missing form held us back.",
    ),
    B.FEAR: ("Fear of blame", "Sharing wrongly felt riskier than staying silent."),
    B.TRUST: ("Distrust of partners", "We doubted how others would use it or judge it."),
    B.CULTURE: ("Culture, status and voice", "Hierarchy, politeness or loud voices decided what was said."),
    B.LANGUAGE: ("Language and thresholds", "The same words or levels mean different things to us."),
    B.ROLES: ("Not knowing who holds or needs what", "We didn't know who was involved or who to ask."),
    B.RELEVANCE: ("Didn't see that it mattered", "On its own it looked small, old or below the threshold."),
    B.OWNERSHIP: ("Nobody's job", "Each of us thought somebody else had shared it or would act."),
    B.CAPACITY: ("Time, backing and priority", "There was no time, or sharing isn't what counts at work."),
    B.SYSTEMS: ("Systems and data quality", "We couldn't get at the records, match them or trust them."),
    B.PROCESS: ("No agreed route or record", "No channel, named contact, agreement or feedback."),
    B.OTHER: ("Something else", "It doesn't fit any of the others."),
}
