"""The Button Family workshop app, put together: the only place that knows every part (DESIGN 3)."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import socketio
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_socketio import SocketIO
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from prometheus_client import CollectorRegistry

from app.access.leadership import BROWSER, leads
from app.access.own_addresses import Reach
from app.access.threads import RunInThread, at_once
from app.access.tokens import new_sign_in_token
from app.config import Settings
from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import PhaseKind, Scenario
from app.domain.views import slices
from app.languages.speaking import spoken
from app.languages.tongues import Tongues
from app.scenarios import languages_in, unpinned
from app.store import Store, keeping
from app.turn.service import Service
from app.web.facilitator import desk, handover, layouts, own_addresses, screens
from app.web.facilitator import pages as facilitator_pages
from app.web.participants import pages as participant_pages
from app.web.plumbing import addresses, language, static_files, upkeep
from app.web.plumbing.visitors import as_it_came, is_own_origin
from app.web.report import pages as report_pages
from app.wire.broadcast import Beside, Broadcast, Key
from app.wire.engine import take_over
from app.wire.gateway import Gateway
from app.wire.packets import Json, Packet
from app.wire.patches import Value
from app.wire.peers import Doors

SIGN_IN_LINK_LASTS = timedelta(hours=12)
MAX_UPLOAD_BYTES = 6_000_000
PING_EVERY_S, PING_WAITS_S = 10, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything the doors share. `run_in_thread` keeps slow pure work from holding up the phones.

    `reach`: where people reach this computer, for links and QRs.
    """

    settings: Settings
    flask: Flask
    socketio: SocketIO
    store: Store
    service: Service
    gateway: Gateway
    key: bytes
    run_in_thread: RunInThread[Any]
    reach: Reach

    def sign_in_link(self) -> str:
        """A fresh link that signs a facilitator in, once, for half a day."""
        token, token_hash = new_sign_in_token()
        self.store.add_sign_in(token_hash, datetime.now(UTC) + SIGN_IN_LINK_LASTS)
        return f"{self.reach.base_url}/sign-in/{token}"

    def keep_house(self) -> None:
        """While the app runs, erase names that grow too old, and notice a file that goes away."""
        days, sleep = self.settings.names_kept_days, self.socketio.sleep
        self.socketio.start_background_task(keeping.erase_every_day, self.store, days, sleep)
        self.socketio.start_background_task(keeping.look_for_the_file, self.store, sleep)

    def told(self, workshop_id: WorkshopId, workshop: Workshop) -> Workshop:
        """The workshop with its scenario's texts in the language that is being spoken, if it has that one."""
        return self.gateway.tongues.told(workshop_id, workshop, spoken())

    def close(self) -> None:
        """Commit what waits and let go of the database."""
        self.service.close()
        self.store.close()


def create_app(
    settings: Settings,
    *,
    run_in_thread: RunInThread[Any] = at_once,
    read_scenario: Callable[[str], Scenario] = unpinned,
    reach: Reach | None = None,
) -> App:
    """The app, ready to be served. Raises `store.StoreProblem` with a sentence when there is no database."""
    reach = reach or Reach(settings.base_url)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    store = Store.open(settings.database)
    keeping.erase_old_names(store, settings.names_kept_days, datetime.now(UTC))
    service = Service(store, read_scenario=read_scenario)
    key = store.secret_key()
    flask = _flask(settings, key, store.signed_out.holds)
    sockets = _socketio(settings, flask)
    registry = CollectorRegistry()
    app = App(
        settings=settings,
        flask=flask,
        socketio=sockets,
        store=store,
        service=service,
        gateway=_gateway(settings, flask, sockets.server, store, service, key, registry, reach),
        key=key,
        run_in_thread=run_in_thread,
        reach=reach,
    )
    _open_doors(app, registry)
    return app


def _open_doors(app: App, registry: CollectorRegistry) -> None:
    upkeep.register(app.flask, registry, app.store.check_is_there)
    static_files.register(app.flask)
    addresses.register(app.flask)
    language.register(app.flask, app.settings.languages)
    leading = (facilitator_pages, layouts, desk, screens, handover, own_addresses, report_pages)
    for door in (participant_pages, *leading):
        app.flask.register_blueprint(door.blueprint(app))


def _flask(settings: Settings, key: bytes, has_signed_out: Callable[[str], bool]) -> Flask:
    flask = Flask(__name__, static_folder=None)
    flask.config.update(
        SECRET_KEY=key,
        MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES,
        SESSION_COOKIE_NAME="facilitator",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,  # every other cookie asks this one
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    flask.session_interface = _Sessions()
    flask.before_request(partial(_void_copies, has_signed_out))
    CSRFProtect(flask)
    return flask


def _void_copies(has_signed_out: Callable[[str], bool]) -> None:
    """A browser that has signed out holds a void cookie, and so does who copied it. Rule: P4.

    Asked where a database that does not answer is told in our words, which it is not while a session opens.
    """
    if BROWSER in session and has_signed_out(str(session[BROWSER])):
        session.clear()


class _Sessions(SecureCookieSessionInterface):
    """Signs every session with a serializer that is made once: the key stays the same."""

    _made: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        self._made = self._made or super().get_signing_serializer(app)
        return self._made


class _Queue(socketio.RedisManager):  # type: ignore[misc]
    """The message queue between processes; a farewell said elsewhere is acted on here, too."""

    on_farewell: Callable[[str], None] = staticmethod(lambda _room: None)

    def _handle_emit(self, message: Mapping[str, Any]) -> None:
        super()._handle_emit(message)
        if message.get("event") == "farewell" and message.get("host_id") != self.host_id:
            self.on_farewell(str(message["room"]))


def _socketio(settings: Settings, flask: Flask) -> SocketIO:
    """Socket.IO on the Flask app, on an engine of ours: same origin only, no cookie of its own."""
    options: dict[str, Any] = {}
    if settings.redis_url:
        options["client_manager"] = _Queue(settings.redis_url, channel="button")
    sockets = SocketIO(
        flask,
        async_mode=settings.async_mode,
        json=Json,
        # One message of a socket after the other: a phone's taps stay in order, and none costs a thread.
        async_handlers=False,
        manage_session=False,
        **options,
    )
    sockets.server.packet_class = Packet
    take_over(
        sockets.server,
        async_mode=settings.async_mode,
        json=Json,
        cookie=None,
        async_handlers=False,
        cors_allowed_origins=is_own_origin(settings.is_https, settings.base_url),
        ping_interval=PING_EVERY_S,
        ping_timeout=PING_WAITS_S,
    )
    flask.wsgi_app = as_it_came(flask.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]
    return sockets


def _gateway(
    settings: Settings,
    flask: Flask,
    server: socketio.Server,
    store: Store,
    service: Service,
    key: bytes,
    registry: CollectorRegistry,
    reach: Reach,
) -> Gateway:
    """The gateway on its server, told by the service of every commit."""
    doors = Doors(
        key=key,
        languages=settings.languages,
        session_of=_session_of(flask, store.signed_out.holds),
        leads=partial(leads, store),
    )
    gateway = Gateway(server, service, _broadcast(settings, server, store, reach), doors, registry)
    service.on_commit = gateway.publish
    service.on_idle = gateway.forget
    if isinstance(server.manager, _Queue):
        server.manager.on_farewell = gateway.said_farewell
    return gateway


def _broadcast(settings: Settings, server: socketio.Server, store: Store, reach: Reach) -> Broadcast:
    """Where several processes serve, any room may be heard at another one."""
    shares = settings.redis_url is not None

    def emit(event: str, data: Any, room: str) -> None:
        server.emit(event, data, room=room)

    def is_heard(room: str) -> bool:
        return shares or room in server.manager.rooms.get("/", {})

    beside = _Beside(store, reach)
    tongues = Tongues(partial(_other_languages, store))
    return Broadcast(emit, is_heard=is_heard, log_after=store.events, beside=beside.value, tongues=tongues)


def _other_languages(store: Store, workshop_id: WorkshopId) -> Mapping[str, Scenario]:
    record = store.workshop(workshop_id)
    return languages_in(record.scenario_text) if record else {}


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is kept beside the log: names, and the code for those who lead and for latecomers.

    `here_only`: nobody but this computer would get anywhere with the address.
    """

    store: Store
    reach: Reach

    def value(self, workshop_id: WorkshopId, workshop: Workshop, key: Key) -> Value:
        if key is Beside.NAMES:
            return {str(one): name for one, name in self.store.names(workshop_id).items()}
        if key == slices.LEAD:
            return self._code(workshop_id)
        if key is Beside.WELCOME and workshop.phase.kind is not PhaseKind.CLOSED:
            return self._code(workshop_id)
        return {}

    def _code(self, workshop_id: WorkshopId) -> Value:
        record = self.store.workshop(workshop_id)
        if record is None or record.code is None:
            return {}
        told: Value = {"code": record.code, "url": join_url(self.reach.base_url, record.code)}
        return told | {"here_only": True} if self.reach.is_here_only else told


def join_url(base_url: str, code: str) -> str:
    """What the QR holds."""
    return f"{base_url}/join/{code}"


def _session_of(
    flask: Flask, has_signed_out: Callable[[str], bool]
) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Reads the signed session from a handshake's cookies; empty when there is none, or a void one."""

    def session_of(environ: Mapping[str, Any]) -> Mapping[str, Any]:
        held: Mapping[str, Any]
        held = flask.session_interface.open_session(flask, flask.request_class(dict(environ))) or {}
        return {} if BROWSER in held and has_signed_out(str(held[BROWSER])) else held

    return session_of
