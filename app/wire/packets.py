"""Socket.IO's packets as this app sends and reads them: by orjson, without bytes, and never unreadable."""

import json
from contextlib import suppress
from typing import Any

import orjson
from socketio import packet

UNREADABLE = ["command", None]
"""What takes the place of a message that cannot be read: a command without a shape, refused as any such."""
_KNOWN = (packet.CONNECT, packet.DISCONNECT, packet.EVENT, packet.ACK)


class Json:
    """orjson, as python-socketio wants a json module to be."""

    @staticmethod
    def dumps(value: object, **_options: object) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_options: object) -> Any:
        return orjson.loads(text)


class Packet(packet.Packet):  # type: ignore[misc]
    """A packet that is answered whatever it says: python-socketio would only log what it trips over."""

    packet_type: int
    data: Any

    def __init__(self, *said: Any, **more: Any) -> None:
        super().__init__(*said, **more)
        if self.packet_type == packet.EVENT and self.data is None:  # an empty message is not even decoded
            self.data = UNREADABLE

    @classmethod
    def data_is_binary(cls, data: object) -> bool:
        """Nothing that is sent holds bytes: nobody need look for any in every value of every message."""
        return False

    def decode(self, encoded_packet: Any) -> int:
        """Read a message. Half of a character orjson will not read; the shapes then refuse it in words."""
        if not self._is_read(encoded_packet, Json):
            self._is_read(encoded_packet, json)
        if self.packet_type not in _KNOWN or (self.packet_type == packet.EVENT and not self._has_name()):
            self.packet_type, self.data = packet.EVENT, UNREADABLE
        return 0

    def _is_read(self, encoded_packet: Any, reader: Any) -> bool:
        self.json = reader
        with suppress(ValueError, TypeError, LookupError, RecursionError):
            super().decode(encoded_packet)
            return True
        return False

    def _has_name(self) -> bool:
        return isinstance(self.data, list) and bool(self.data) and isinstance(self.data[0], str)
