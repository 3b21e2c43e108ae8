"""The Button Family workshop app, put together: only this place knows every part (docs/architecture.md)."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import socketio
from flask import Blueprint, Flask
from flask_socketio import SocketIO
from flask_wtf import CSRFProtect
from prometheus_client import CollectorRegistry

import app.clock as clock
from app.access.counts import Counts
from app.access.leadership import leads
from app.access.own_addresses import Reach
from app.access.slow_work import RunInThread, at_once
from app.access.tokens import new_sign_in_token
from app.config import ROOT, Settings
from app.doctor.machine import machine_findings
from app.doctor.tries import Tries
from app.domain.log.commands import WorkshopId
from app.domain.scenario import Scenario
from app.languages.tongues import Tongues
from app.parts import Workshops
from app.rehearsal.sent import SentBots
from app.scenarios import Library
from app.store import Store, caretaker
from app.turn.outcome import Committed
from app.turn.service import Service
from app.turn.settling import Settling
from app.web.authoring import drafting, families
from app.web.authoring import pages as authoring_pages
from app.web.authoring.drafting import Drafting
from app.web.facilitator import day_plan, desk, handover, layouts, own_addresses, screens
from app.web.facilitator import doctor as doctor_pages
from app.web.facilitator import keeping as keeping_pages
from app.web.facilitator import pages as facilitator_pages
from app.web.facilitator.doctor import Doctor
from app.web.facilitator.handover import PassingOn
from app.web.facilitator.keeping import Keeping
from app.web.facilitator.pages import Lead
from app.web.facilitator.sign_in import Entrance
from app.web.participants import coming_back, forget
from app.web.participants import pages as participant_pages
from app.web.participants.coming_back import ComingBack
from app.web.participants.pages import Joining
from app.web.participants.typed_codes import TypedCodes
from app.web.plumbing import addresses, compressed, language, sessions, static_files, upkeep
from app.web.plumbing.addresses import Addresses, join_path
from app.web.plumbing.visitors import as_it_came, is_own_origin
from app.web.report import pages as report_pages
from app.web.report.pages import Reports
from app.wire.beside import KeptBeside
from app.wire.broadcast import Broadcast
from app.wire.engine import take_over
from app.wire.fellows import Fellows
from app.wire.gateway import Gateway
from app.wire.news import WorkshopDeleted
from app.wire.packets import Json, Packet
from app.wire.peers import Doors

SIGN_IN_LINK_LASTS = timedelta(hours=12)
MAX_UPLOAD_BYTES = 6_000_000
PING_EVERY_S, PING_WAITS_S = 10, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The whole. `run_in_thread` keeps slow pure work from holding up the phones.

    `reach`: where people reach this computer, for links and QRs; `tries`: devices that tried whether they do.
    """

    settings: Settings
    flask: Flask
    socketio: SocketIO
    store: Store
    service: Service
    gateway: Gateway
    workshops: Workshops
    library: Library
    settling: Settling
    key: bytes
    run_in_thread: RunInThread[Any]
    reach: Reach
    tries: Tries
    bots: SentBots

    def sign_in_link(self) -> str:
        """A fresh link that signs a facilitator in, once, for half a day."""
        token, token_hash = new_sign_in_token()
        self.store.add_sign_in(token_hash, datetime.now(UTC) + SIGN_IN_LINK_LASTS)
        return f"{self.reach.base_url}/sign-in/{token}"

    def keep_house(self) -> None:
        """While the app runs, erase names that grow too old and answers whose step is over, delete workshops
        whose last day is over, and notice a file that goes away."""
        days, sleep = self.settings.names_kept_days, self.socketio.sleep
        self.socketio.start_background_task(caretaker.erase_every_day, self.store, days, sleep)
        self.socketio.start_background_task(caretaker.delete_every_hour, self.store, self._say_deleted, sleep)
        tell = self.gateway.tell_trouble
        self.socketio.start_background_task(caretaker.look_after, self.store, sleep, tell)
        self.socketio.start_background_task(self.settling.run, sleep)

    def _say_deleted(self, workshop_id: WorkshopId) -> None:
        self.gateway.tell_news(WorkshopDeleted(workshop_id=workshop_id))

    def close(self) -> None:
        """Send the bots home, commit what waits and let go of the database."""
        self.bots.close()
        self.service.close()
        self.store.close()


def create_app(
    settings: Settings,
    *,
    run_in_thread: RunInThread[Any] = at_once,
    read_scenario: Callable[[str], Scenario] | None = None,
    reach: Reach | None = None,
) -> App:
    """The app, ready to be served. Raises `store.StoreProblem` with a sentence when there is no database."""
    reach = reach or Reach(settings.base_url)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    store = Store.open(settings.database)
    caretaker.erase_old_names(store, settings.names_kept_days, datetime.now(UTC))
    library = Library(run_in_thread)
    service = Service(store, read_scenario=read_scenario or library.scenario)
    service.bring_over()
    key = store.secret_key()
    flask = _flask(settings, key, store.signed_out.holds)
    sockets = _socketio(settings, flask)
    registry = CollectorRegistry()
    tongues = Tongues(partial(_other_languages, store, library))
    settling = Settling(service, store, clock.seconds)
    app = App(
        settings=settings,
        flask=flask,
        socketio=sockets,
        store=store,
        service=service,
        gateway=_gateway(settings, flask, sockets.server, store, service, tongues, key, registry, reach),
        workshops=Workshops(store=store, service=service, tongues=tongues),
        library=library,
        settling=settling,
        key=key,
        run_in_thread=run_in_thread,
        reach=reach,
        tries=Tries(),
        bots=SentBots(_here(settings), (str(ROOT / "run.py"),)),
    )
    service.on_commit = _each(settling.note, app.gateway.publish)
    _open_doors(app, registry)
    return app


def _here(settings: Settings) -> str:
    """Where this computer reaches the app itself, whatever others call it."""
    host = "127.0.0.1" if settings.host in ("", "::", "0.0.0.0") else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _each(*told: Callable[[Sequence[Committed]], None]) -> Callable[[Sequence[Committed]], None]:
    def tell(committed: Sequence[Committed]) -> None:
        for one in told:
            one(committed)

    return tell


def _open_doors(app: App, registry: CollectorRegistry) -> None:
    compressed.register(app.flask)
    upkeep.register(app.flask, registry, app.store.check_is_well, app.settings.metrics_token)
    static_files.register(app.flask)
    addresses.register(app.flask)
    language.register(app.flask, app.settings.languages)
    for door in _doors(app):
        app.flask.register_blueprint(door)


def _doors(app: App) -> Iterator[Blueprint]:
    """Every door for pages, each given what it uses."""
    workshops, store, key = app.workshops, app.store, app.key
    reached, tell_news = Addresses(app.reach), app.gateway.tell_news
    days, counts = app.settings.names_kept_days, Counts(app.settings.redis_url, key)
    codes = TypedCodes(workshops, key, counts)
    yield participant_pages.blueprint(
        Joining(
            workshops,
            codes,
            key=key,
            names_kept_days=days,
            tell_news=tell_news,
            who_is_here=app.gateway.who_is_here,
            counts=counts,
        )
    )
    yield coming_back.blueprint(ComingBack(workshops, codes, key=key, tell_news=tell_news))
    yield forget.blueprint(store, key=key, tell_news=tell_news)
    yield facilitator_pages.blueprint(
        Lead(
            workshops=workshops,
            library=app.library,
            key=key,
            addresses=reached,
            tell_news=tell_news,
            send_bots=app.bots.send,
        ),
        Entrance(
            store,
            key=key,
            new_link=app.sign_in_link,
            run_in_thread=app.run_in_thread,
            tell_news=tell_news,
            counts=counts,
        ),
    )
    yield keeping_pages.blueprint(
        Keeping(workshops=workshops, key=key, names_kept_days=days, tell_news=tell_news)
    )
    yield authoring_pages.blueprint(store, app.library)
    yield families.blueprint(store, app.library)
    yield drafting.blueprint(Drafting(store=store, run_in_thread=app.run_in_thread))
    yield layouts.blueprint(workshops)
    yield desk.blueprint(workshops)
    yield day_plan.blueprint(workshops)
    yield screens.blueprint(store, key=key, addresses=reached)
    yield handover.blueprint(PassingOn(workshops=workshops, key=key, addresses=reached, tell_news=tell_news))
    yield doctor_pages.blueprint(
        Doctor(
            store=store,
            addresses=reached,
            reach=app.reach,
            tries=app.tries,
            look=partial(machine_findings, app.settings.database),
        )
    )
    yield own_addresses.blueprint(workshops, reach=app.reach, tell_news=tell_news)
    yield report_pages.blueprint(Reports(workshops=workshops, run_in_thread=app.run_in_thread))


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
    sessions.register(flask, has_signed_out)
    CSRFProtect(flask)
    return flask


def _socketio(settings: Settings, flask: Flask) -> SocketIO:
    """Socket.IO on the Flask app, on an engine of ours: same origin only, no cookie of its own."""
    options: dict[str, Any] = {}
    if settings.redis_url:
        options["client_manager"] = Fellows(settings.redis_url)
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
        headers=partial(upkeep.security_headers, is_https=settings.is_https),
        cors_allowed_origins=is_own_origin(settings.base_url),
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
    tongues: Tongues,
    key: bytes,
    registry: CollectorRegistry,
    reach: Reach,
) -> Gateway:
    """The gateway on its server, told by the service of every commit."""
    doors = Doors(
        key=key,
        languages=settings.languages,
        session_of=sessions.reader(flask, store.signed_out.holds),
        leads=partial(leads, store),
    )
    queue = server.manager if isinstance(server.manager, Fellows) else None
    gateway = Gateway(
        server,
        service,
        _broadcast(settings, server, store, tongues, reach),
        doors,
        registry,
        tell_fellows=queue.tell if queue else lambda _news: None,
    )
    service.on_idle = gateway.forget
    if queue is not None:
        queue.on_news = gateway.hear_news
    return gateway


def _broadcast(
    settings: Settings, server: socketio.Server, store: Store, tongues: Tongues, reach: Reach
) -> Broadcast:
    """Where several processes serve, any room may be heard at another one."""
    shares = settings.redis_url is not None

    def emit(event: str, data: Any, room: str) -> None:
        server.emit(event, data, room=room)

    def is_heard(room: str) -> bool:
        return shares or room in server.manager.rooms.get("/", {})

    beside = KeptBeside(
        store,
        lambda code: reach.base_url + join_path(code),
        is_here_only=lambda: reach.is_here_only,
    )
    return Broadcast(emit, is_heard=is_heard, log_after=store.events, beside=beside.value, tongues=tongues)


def _other_languages(store: Store, library: Library, workshop_id: WorkshopId) -> Mapping[str, Scenario]:
    record = store.workshop(workshop_id)
    return library.languages(record.scenario_text) if record else {}
