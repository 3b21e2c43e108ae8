"""A websocket as a client has it: wsproto knows the protocol, asyncio the connection."""

import asyncio
import ssl
from collections import deque
from typing import Self
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Ping, RejectConnection, Request, TextMessage

_READS_BYTES = 65_536


class Gone(Exception):
    """The connection is over; nothing more comes, and nothing more goes."""


class WebSocket:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self._texts: deque[str] = deque()
        self._begun = ""
        self._is_open = False

    @classmethod
    async def open(cls, origin: str, target: str, cookies: str) -> Self:
        """Connect; raises Gone where the server does not want it, OSError where there is none."""
        address = urlsplit(origin)
        is_secure = address.scheme == "https"
        port = address.port or (443 if is_secure else 80)
        secured = ssl.create_default_context() if is_secure else None
        reader, writer = await asyncio.open_connection(address.hostname, port, ssl=secured)
        socket = cls(reader, writer)
        headers = [(b"Cookie", cookies.encode())] if cookies else []
        request = Request(host=address.netloc, target=target, extra_headers=headers)
        writer.write(socket._protocol.send(request))
        while not socket._is_open:
            await socket._read()
        return socket

    async def receive(self) -> str:
        """The next text. Raises Gone."""
        while not self._texts:
            await self._read()
        return self._texts.popleft()

    async def send(self, text: str) -> None:
        """Raises Gone."""
        if self._writer.is_closing():
            raise Gone
        self._writer.write(self._protocol.send(TextMessage(data=text)))
        try:
            await self._writer.drain()
        except OSError as error:
            raise Gone from error

    def hang_up(self) -> None:
        """Without a word, as a phone does that loses its network."""
        self._writer.close()

    async def _read(self) -> None:
        try:
            data = await self._reader.read(_READS_BYTES)
        except OSError as error:
            raise Gone from error
        if not data:
            raise Gone
        self._protocol.receive_data(data)
        for event in self._protocol.events():
            match event:
                case AcceptConnection():
                    self._is_open = True
                case TextMessage():
                    self._begun += event.data
                    if event.message_finished:
                        self._texts.append(self._begun)
                        self._begun = ""
                case Ping():
                    self._writer.write(self._protocol.send(event.response()))
                case CloseConnection() | RejectConnection():
                    self._writer.close()
                    raise Gone
