"""Who is connected now, and how their phones are: memory only, with a grace time, never an event.

A phone that locks its screen is back in a moment: it is `quiet` after five seconds, `away` after thirty.
Who stepped out is nobody's business: what leaves here is how many.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.messages.health import Health

QUIET_AFTER_S = 5.0
AWAY_AFTER_S = 30.0
TOLD_EVERY_S = 10.0
"""How often it is told how many stepped out: half a phone's own rhythm."""


class State(StrEnum):
    ONLINE = "online"
    QUIET = "quiet"
    AWAY = "away"


@dataclass(slots=True)
class _Device:
    """A participant's sockets, when the last one went, and what the console was told."""

    sockets: set[str] = field(default_factory=set)
    gone_at: float = 0.0
    told: State | None = None


class Presence:
    """Participants of all workshops, by workshop id and participant id. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._devices: dict[str, dict[str, _Device]] = {}

    def arrived(self, workshop_id: str, participant_id: str, socket_id: str) -> Mapping[str, State]:
        """Note a connection; what the console has to be told, empty if it knows."""
        with self._lock:
            device = self._devices.setdefault(workshop_id, {}).setdefault(participant_id, _Device())
            device.sockets.add(socket_id)
            return self._news({participant_id: device})

    def went(self, workshop_id: str, participant_id: str, socket_id: str) -> None:
        """Note that a connection ended; the console is told by `news`, after the grace time."""
        with self._lock:
            device = self._devices.get(workshop_id, {}).get(participant_id)
            if device is not None:
                device.sockets.discard(socket_id)
                device.gone_at = self._clock()

    def of(self, workshop_id: str) -> Mapping[str, State]:
        """How everybody of a workshop stands now."""
        with self._lock:
            return {one: self._state(device) for one, device in self._devices.get(workshop_id, {}).items()}

    def news(self) -> Mapping[str, Mapping[str, State]]:
        """Per workshop what has changed since the console was last told."""
        with self._lock:
            news = {one: self._news(devices) for one, devices in self._devices.items()}
        return {workshop_id: changed for workshop_id, changed in news.items() if changed}

    def is_settled(self) -> bool:
        """Whether `news` will stay empty as long as nobody arrives or goes."""
        with self._lock:
            return all(
                device.sockets or device.told is State.AWAY
                for devices in self._devices.values()
                for device in devices.values()
            )

    def forget(self, workshop_id: str) -> None:
        """Drop a workshop that nobody uses any more, unless somebody is still connected."""
        with self._lock:
            devices = self._devices.get(workshop_id, {})
            if not any(device.sockets for device in devices.values()):
                self._devices.pop(workshop_id, None)

    def _news(self, devices: Mapping[str, _Device]) -> dict[str, State]:
        changed = {}
        for participant_id, device in devices.items():
            state = self._state(device)
            if state is not device.told:
                device.told = changed[participant_id] = state
        return changed

    def _state(self, device: _Device) -> State:
        if device.sockets:
            return State.ONLINE
        gone_s = self._clock() - device.gone_at
        if gone_s < QUIET_AFTER_S:
            return State.ONLINE
        return State.QUIET if gone_s < AWAY_AFTER_S else State.AWAY


class Reports:
    """The latest word of each phone, by workshop id and participant id.

    Rule P8: how many stepped out is told at moments of the clock's own, the same for all workshops, so that
    neither what is told nor when says whose word changed the number. `clock` gives monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._mark = 0
        self._told_out: dict[str, int] = {}
        self._healths: dict[str, dict[str, Health]] = {}
        self._out: dict[str, set[str]] = {}

    def heard(self, workshop_id: str, participant_id: str, health: Health) -> dict[str, object]:
        """Note what a phone said; the patch for the consoles, the same if somebody stepped out."""
        with self._lock:
            self._healths.setdefault(workshop_id, {})[participant_id] = health
            out = self._out.setdefault(workshop_id, set())
            if self._is_settled():
                self._mark = self._now()
            (out.add if health.stepped_out else out.discard)(participant_id)
            return {"phones": {participant_id: _phone(health)}}

    def news(self) -> dict[str, dict[str, object]]:
        """Per workshop how many stepped out, where that is another number and the clock has come so far."""
        with self._lock:
            mark = self._now()
            if mark == self._mark:
                return {}
            self._mark = mark
            now = {one: len(out) for one, out in self._out.items()}
            changed = {one: n for one, n in now.items() if n != self._told_out.get(one, 0)}
            self._told_out |= changed
            return {one: {"stepped_out": n} for one, n in changed.items()}

    def is_settled(self) -> bool:
        """Whether `news` will stay empty as long as no phone says anything."""
        with self._lock:
            return self._is_settled()

    def _is_settled(self) -> bool:
        return all(len(out) == self._told_out.get(one, 0) for one, out in self._out.items())

    def _now(self) -> int:
        return int(self._clock() / TOLD_EVERY_S)

    def of(self, workshop_id: str) -> dict[str, object]:
        """All that is known of a workshop's phones."""
        with self._lock:
            phones = self._healths.get(workshop_id, {})
            out = self._told_out.get(workshop_id, 0)
            return {"phones": {one: _phone(said) for one, said in phones.items()}, "stepped_out": out}

    def gone(self, workshop_id: str, participant_id: str) -> dict[str, object]:
        """Forget who takes part no longer; the patch that tells the consoles.

        Whoever was out stays counted: the number going down with them would name them.
        """
        with self._lock:
            self._healths.get(workshop_id, {}).pop(participant_id, None)
            return {"phones": {participant_id: None}}

    def forget(self, workshop_id: str) -> None:
        with self._lock:
            self._healths.pop(workshop_id, None)
            self._out.pop(workshop_id, None)
            self._told_out.pop(workshop_id, None)


def _phone(health: Health) -> dict[str, int]:
    return {"rtt_ms": health.rtt_ms, "waiting": health.waiting}
