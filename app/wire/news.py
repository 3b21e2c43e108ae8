"""What concerns open sockets at every server process: each piece of news is a value of its own.

Pages and listeners tell it; a process acts on it itself and passes it on to its fellows (`fellows`).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from app.domain.log.commands import ParticipantId, WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseated:
    """A participant has another place, or none any more. `farewell`: the code that their devices are told."""

    workshop_id: WorkshopId
    participant_id: ParticipantId
    farewell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChanged:
    """A screen was blanked, held still or shown again, or the tables were laid anew."""

    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadersChanged:
    """Somebody may lead no longer: all who lead are let go of, and whoever still may is back at once."""

    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChanged:
    """Nor is the code in the log: with a new one, or a locked door, who shows it starts afresh."""

    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesErased:
    """Names are not in the log: when they are erased without an event, the consoles start afresh."""

    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack:
    """Somebody asks for the place they had, or asks no more: the consoles start afresh."""

    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    """This browser leads no more: the store knows that its cookie holds no longer."""

    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopDeleted:
    """Nothing is kept of this workshop: it leaves the memory of every process, and all who listen go."""

    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged:
    """Links carry another address of this computer: whoever shows one starts afresh."""


News = (
    Reseated
    | StageChanged
    | LeadersChanged
    | NamesErased
    | CodeChanged
    | AskedBack
    | SignedOut
    | WorkshopDeleted
    | AddressChanged
)
TellNews = Callable[[News], None]

_BY_NAME: Mapping[str, Callable[..., News]] = {
    "reseated": Reseated,
    "stage_changed": StageChanged,
    "leaders_changed": LeadersChanged,
    "code_changed": CodeChanged,
    "names_erased": NamesErased,
    "asked_back": AskedBack,
    "signed_out": SignedOut,
    "workshop_deleted": WorkshopDeleted,
    "address_changed": AddressChanged,
}
_NAME_OF: Mapping[object, str] = {kind: name for name, kind in _BY_NAME.items()}


def written(news: News) -> dict[str, str]:
    """News as it travels: its name as `news`, and its data."""
    return {"news": _NAME_OF[type(news)], **asdict(news)}


def read(said: Mapping[str, object]) -> News | None:
    """What `written` wrote; None for anything else, such as what a newer version says."""
    made = _BY_NAME.get(str(said.get("news")))
    try:
        return made(**{name: str(value) for name, value in said.items() if name != "news"}) if made else None
    except TypeError:
        return None
