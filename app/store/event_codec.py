"""Events to stored text and back: the wire name of each event, its fields as JSON, older shapes brought up.

How a field is written follows from its type: a moment as ISO in UTC with microseconds, a day as ISO, a set
as a sorted list, nested tuples as lists, an enum by its value, an id as its text, a value made of fields as
an object, nothing as null.

When an event changes
- Its meaning changes: it is another event. Add a class and a wire name; leave the old ones alone.
- Its shape changes: change the class, add `(name, N): upcaster` to UPCASTERS, where N is the version it had,
  and add a golden line of the new version to tests/shell/golden_events.jsonl. Never edit an old line.
  An upcaster takes the fields as version N stored them and gives them as version N + 1 would have:

      def _reveals_had_no_wording(data: Fields) -> Fields:
          return {**data, "wording": "full"}

      UPCASTERS = {("fact_revealed", 1): _reveals_had_no_wording}

  The version is stored beside the fields as "v"; version 1 needs no "v".
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, NamedTuple, NewType, Union, cast, get_args, get_origin, get_type_hints

from app.domain.log import events
from app.domain.log.events import Event
from app.domain.rules import compositions

Fields = dict[str, Any]
Upcaster = Callable[[Fields], Fields]

EVENTS: Mapping[str, type[Event]] = {
    "workshop_opened": events.WorkshopOpened,
    "tables_arranged": events.TablesArranged,
    "participant_joined": events.ParticipantJoined,
    "participant_seated": events.ParticipantSeated,
    "participant_left": events.ParticipantLeft,
    "participant_removed": events.ParticipantRemoved,
    "participant_restored": events.ParticipantRestored,
    "phase_entered": events.PhaseEntered,
    "move_undone": events.MoveUndone,
    "door_set": events.DoorSet,
    "screen_set": events.ScreenSet,
    "replay_shown": events.ReplayShown,
    "workshop_paused": events.WorkshopPaused,
    "workshop_resumed": events.WorkshopResumed,
    "phase_extended": events.PhaseExtended,
    "round_set": events.RoundSet,
    "telling_set": events.TellingSet,
    "inject_given": events.InjectGiven,
    "hand_read": events.HandRead,
    "first_read_given": events.FirstReadGiven,
    "second_read_given": events.SecondReadGiven,
    "table_answer_given": events.TableAnswerGiven,
    "fact_revealed": events.FactRevealed,
    "fact_held_back": events.FactHeldBack,
    "reason_told": events.ReasonTold,
    "role_asked": events.RoleAsked,
    "ask_answered": events.AskAnswered,
    "facts_linked": events.FactsLinked,
    "fact_mentioned_again": events.FactMentionedAgain,
    "facts_disputed": events.FactsDisputed,
    "dispute_settled": events.DisputeSettled,
    "barrier_raised": events.BarrierRaised,
    "barrier_edited": events.BarrierEdited,
    "barrier_hidden": events.BarrierHidden,
    "barrier_shown": events.BarrierShown,
    "barrier_weighed": events.BarrierWeighed,
    "barrier_grouped": events.BarrierGrouped,
    "barrier_polled": events.BarrierPolled,
    "barrier_voted": events.BarrierVoted,
    "vote_withdrawn": events.VoteWithdrawn,
    "paper_votes_counted": events.PaperVotesCounted,
    "commitment_made": events.CommitmentMade,
    "commitment_dropped": events.CommitmentDropped,
    "checked_out": events.CheckedOut,
    "answer_kept": events.AnswerKept,
    "barrier_kept": events.BarrierKept,
    "reads_counted": events.ReadsCounted,
    "votes_counted": events.VotesCounted,
    "poll_counted": events.PollCounted,
    "check_outs_counted": events.CheckOutsCounted,
    "answers_forgotten": events.AnswersForgotten,
}


def _screens_showed_neither_threads_nor_code(data: Fields) -> Fields:
    return {**data, "shows_threads": False, "shows_code": False}


def _tables_were_told_in_numbers(data: Fields) -> Fields:
    """What they came to could be worked out from the numbers; which word they come to cannot."""
    kept = ("table_id", "asked", "given")
    tables = [{**{name: one[name] for name in kept}, "fitting": None} for one in data["tables"]]
    return {**data, "tables": tables}


def _means_were_told_with_their_spread(data: Fields) -> Fields:
    """A mean comes as closely as it is told today. Rule: J11."""
    left = {name: data[name] for name in ("asked", "given", "takeaways")}
    for name in ("then", "now"):
        mean, n = data[f"{name}_mean"], data["given"]
        told = None if mean is None else compositions.sum_between(round(mean * n), n)
        left[name] = told and {"least": told.least, "most": told.most}
    return left


UPCASTERS: Mapping[tuple[str, int], Upcaster] = {
    ("check_outs_counted", 1): _means_were_told_with_their_spread,
    ("reads_counted", 1): _tables_were_told_in_numbers,
    ("screen_set", 1): _screens_showed_neither_threads_nor_code,
}

_NAMES: Mapping[type[Event], str] = {event_type: name for name, event_type in EVENTS.items()}


class UnreadableEvent(ValueError):
    """A stored event this version cannot read: an unknown name, version or field, or a value out of shape."""


def encode(event: Event) -> tuple[str, Fields]:
    """The wire name of an event and its fields, ready for JSON. ValueError: a moment without a zone."""
    name = _NAMES[type(event)]
    plan = _PLANS[type(event)]
    data = {
        field: value if write is None else write(value)
        for field, write, value in zip(plan.names, plan.writers, plan.values(event), strict=True)
    }
    version = _version(name)
    return name, data if version == 1 else {"v": version, **data}


def decode(name: str, data: Fields) -> Event:
    """The event once encoded so, by this app or an older one. Raises UnreadableEvent, naming the field."""
    event_type = EVENTS.get(name)
    if event_type is None:
        raise UnreadableEvent(f"{name}: no event has this name")
    data = _brought_up(name, data)
    plan = _PLANS[event_type]
    if data.keys() != plan.readers.keys():
        raise UnreadableEvent(f"{name}: fields that differ: {sorted(data.keys() ^ plan.readers.keys())}")
    values = {}
    for field, read in plan.readers.items():
        try:
            values[field] = read(data[field])
        except (TypeError, ValueError) as error:
            raise UnreadableEvent(f"{name}.{field}: {error}") from error
    return event_type(**values)


def _brought_up(name: str, data: Fields) -> Fields:
    """The fields in today's shape, without the version."""
    newest = _version(name)
    version = data.get("v", 1)
    if type(version) is not int or not 1 <= version <= newest:
        raise UnreadableEvent(f"{name}: version {version!r}, this app knows 1 to {newest}")
    data = {field: value for field, value in data.items() if field != "v"}
    for older in range(version, newest):
        data = UPCASTERS[name, older](data)
    return data


def _version(name: str) -> int:
    """The version of an event's shape that is written today."""
    return 1 + sum(upcast_name == name for upcast_name, _ in UPCASTERS) if UPCASTERS else 1


# --- how a class and its fields are written and read, found out once ---------------------------------------


class Shape(NamedTuple):
    """How a value is written (None: as it is) and read (TypeError or ValueError if it is not one)."""

    write: Callable[[Any], Any] | None
    read: Callable[[Any], Any]


class _Plan(NamedTuple):
    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    writers: tuple[Callable[[Any], Any] | None, ...]
    readers: Mapping[str, Callable[[Any], Any]]


def _plan(event_type: type[Any]) -> _Plan:
    hints = get_type_hints(event_type)
    names = tuple(field.name for field in fields(event_type))
    shapes = {name: shape(hints[name]) for name in names}
    return _Plan(
        names=names,
        values=_values(names),
        writers=tuple(shape.write for shape in shapes.values()),
        readers={name: shape.read for name, shape in shapes.items()},
    )


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if not names:
        return lambda _value: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


def shape(hint: Any) -> Shape:
    """The shape for a type hint. TypeError for a type no event may carry."""
    if isinstance(hint, NewType):
        return shape(hint.__supertype__)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Shape(attrgetter("value"), hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _part(hint)
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType) and len(arguments) == 2 and NoneType in arguments:
        return _optional(*(shape(argument) for argument in arguments if argument is not NoneType))
    if get_origin(hint) is frozenset:
        return _set_of(shape(arguments[0]))
    if get_origin(hint) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _tuple_of(shape(arguments[0]))
    raise TypeError(f"an event cannot carry {hint}: give app/store/event_codec.py a shape for it")


def _part(part_type: type[Any]) -> Shape:
    """A value made of fields, inside an event: written as an object."""
    plan = _plan(part_type)

    def write(value: Any) -> Fields:
        return {
            field: inner if write is None else write(inner)
            for field, write, inner in zip(plan.names, plan.writers, plan.values(value), strict=True)
        }

    def read(data: Any) -> Any:
        if type(data) is not dict or data.keys() != plan.readers.keys():
            raise TypeError(f"{data!r} has not the fields of {part_type.__name__}")
        return part_type(**{field: read(data[field]) for field, read in plan.readers.items()})

    return Shape(write, read)


def _optional(inner: Shape) -> Shape:
    write, read = inner
    return Shape(
        None if write is None else lambda value: None if value is None else write(value),
        lambda value: None if value is None else read(value),
    )


def _set_of(inner: Shape) -> Shape:
    write, read = inner
    return Shape(
        sorted if write is None else lambda values: sorted(map(write, values)),
        lambda values: frozenset(map(read, _list(values))),
    )


def _tuple_of(inner: Shape) -> Shape:
    write, read = inner
    return Shape(
        list if write is None else lambda values: list(map(write, values)),
        lambda values: tuple(map(read, _list(values))),
    )


def _exactly(wanted: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise TypeError(f"{value!r} is not of type {wanted.__name__}")
        return value

    return read


_list = _exactly(list)


def _write_moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _read_moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return moment.astimezone(UTC)


_PLAIN: Mapping[Any, Shape] = {
    str: Shape(None, _exactly(str)),
    int: Shape(None, _exactly(int)),
    bool: Shape(None, _exactly(bool)),
    float: Shape(None, _exactly(float)),
    datetime: Shape(_write_moment, _read_moment),
    date: Shape(cast(Callable[[Any], Any], date.isoformat), date.fromisoformat),
}

_PLANS: Mapping[type[Event], _Plan] = {event_type: _plan(event_type) for event_type in EVENTS.values()}
