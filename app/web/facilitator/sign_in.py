"""Facilitators come in: by the one-time link the terminal prints, or by name and passphrase.

May come in: GET and POST /sign-in/<token> (name, passphrase, or account), GET and POST /sign-in (name,
passphrase, next), GET and POST /sign-out (way, name, passphrase). Plain forms, no JavaScript.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import click
from flask import Blueprint, current_app, redirect, request, session
from werkzeug.wrappers import Response

from app.access.allowances import tries_at_passphrases
from app.access.codes import new_id
from app.access.counts import Counts
from app.access.leadership import BROWSER, SIGNED_IN, all_led
from app.access.networks import network_of
from app.access.passphrases import check_passphrase, hash_passphrase
from app.access.slow_work import RunInThread, few_at_once
from app.access.tokens import hash_of_sign_in_token, known_browser_token, read_known_browser
from app.messages.sentences import sentence
from app.messages.shapes import NAME_LENGTH
from app.store import FacilitatorRecord, Store, Taken
from app.web.plumbing.addresses import own_path
from app.web.plumbing.responses import shown
from app.web.plumbing.typed import read_line
from app.web.plumbing.visitors import is_https
from app.wire.connections import is_gone
from app.wire.news import LeadersChanged, SignedOut, TellNews

SHORTEST_PASSPHRASE = 10
LONGEST_PASSPHRASE = 200
MOST_HASHED_AT_ONCE = 2
"""Each takes 19 MB and tens of milliseconds of a processor that phones need, too."""
NOBODY_KNOWS = "!"
"""Kept instead of a hash for who came straight in: no passphrase opens it, only another link does."""
FIRST_NAME = "Facilitator"
KNOWN_COOKIE, KNOWN_FOR_S = "known", 400 * 24 * 3600
LINK_PRINTED = "link_printed"
"""In the cookie of who signed out without a passphrase, until somebody signs in from that browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """What the sign-in page shows. With `token`: the one-time link's page, else the form for accounts.

    The page that asks before somebody without a passphrase signs out shows `name` and the flaws, too.
    """

    token: str = ""
    accounts: tuple[FacilitatorRecord, ...] = ()
    is_link_printed: bool = False
    name: str = ""
    after: str = ""
    flaw: str = ""
    name_flaw: str = ""
    passphrase_flaw: str = ""
    name_length: int = NAME_LENGTH
    shortest_passphrase: int = SHORTEST_PASSPHRASE
    longest_passphrase: int = LONGEST_PASSPHRASE


def signed_in_facilitator(store: Store) -> FacilitatorRecord | None:
    """Who leads from this browser; None when nobody is signed in."""
    facilitator_id = session.get(SIGNED_IN)
    return store.facilitator(facilitator_id) if isinstance(facilitator_id, str) else None


def add_routes(door: Blueprint, entrance: "Entrance") -> None:
    @door.get("/sign-in/<token>")
    def link_page(token: str) -> Response:
        return entrance.link_page(token)

    @door.post("/sign-in/<token>")
    def use_link(token: str) -> Response:
        account = request.form.get("account", "")
        if account:
            return entrance.come_straight_in(token, account)
        return entrance.make_account(token, request.form.get("name", ""), request.form.get("passphrase", ""))

    @door.get("/sign-in")
    def sign_in_form() -> Response:
        after = own_path(request.args.get("next", ""))
        return _shown(SignInPage(after=after, is_link_printed=LINK_PRINTED in session))

    @door.post("/sign-in")
    def sign_in() -> Response:
        form = request.form
        after = own_path(form.get("next", ""))
        return entrance.sign_in(form.get("name", ""), form.get("passphrase", ""), after)

    @door.get("/sign-out")
    def sign_out_form() -> Response:
        return entrance.asked_before_leaving()

    @door.post("/sign-out")
    def sign_out() -> Response:
        form = request.form
        return entrance.sign_out(form.get("way", ""), form.get("name", ""), form.get("passphrase", ""))


class Entrance:
    """Who is let in, in terms of requests and answers. `new_link`: makes another one-time link."""

    def __init__(
        self,
        store: Store,
        *,
        key: bytes,
        new_link: Callable[[], str],
        run_in_thread: RunInThread[Any],
        tell_news: TellNews,
        counts: Counts,
    ) -> None:
        self._store = store
        self._key = key
        self._new_link = new_link
        self._tell_news = tell_news
        self._tries = tries_at_passphrases(counts)
        self._run = few_at_once(run_in_thread, MOST_HASHED_AT_ONCE)

    def link_page(self, token: str) -> Response:
        """What a one-time link opens. It is used up only when the form is sent: previews open links, too.

        Who leads here is nobody's business: a link that does not hold shows no names.
        """
        if not self._holds(token):
            return _link_used()
        return _shown(SignInPage(token=token, accounts=self._store.facilitators()))

    def make_account(self, token: str, typed_name: str, passphrase: str) -> Response:
        """Use the link to make an account; nothing typed is lost, nor the link used up, when refused."""
        if not self._holds(token):
            return _link_used()
        page = self._checked_account(token, typed_name, passphrase)
        if page.name_flaw or page.passphrase_flaw:
            return _shown(page, HTTPStatus.UNPROCESSABLE_ENTITY)
        if not self._redeemed(token):
            return _link_used()
        return self._added(page.name, hash_passphrase(passphrase, self._run))

    def come_straight_in(self, token: str, account_id: str) -> Response:
        """Use the link as an account that is there already, or, when there is none, as a first one."""
        accounts = self._store.facilitators()
        chosen = next((one for one in accounts if one.id == account_id), None)
        if (accounts and chosen is None) or not self._redeemed(token):
            return _link_used()
        return self._let_in(chosen.id) if chosen else self._added(FIRST_NAME, NOBODY_KNOWS)

    def sign_in(self, typed_name: str, passphrase: str, after: str) -> Response:
        page = SignInPage(name=typed_name[:NAME_LENGTH], after=after)
        name, _ = _read_name(typed_name)
        found = self._store.facilitator_by_name(name) if name else None
        lane, gate = self._counted_as(found)
        if not self._tries.is_heard(lane, gate, lambda: is_gone(request.environ)):
            return _shown(_with_flaw(page, "too_many_sign_ins"), HTTPStatus.TOO_MANY_REQUESTS)
        kept = found.passphrase_hash if found else None
        fits = check_passphrase(kept, passphrase[:LONGEST_PASSPHRASE], self._run)
        if found is None or not fits:
            return _shown(_with_flaw(page, "wrong_passphrase"), HTTPStatus.UNAUTHORIZED)
        self._tries.was_right(lane, gate)
        return self._let_in(found.id, after)

    def _counted_as(self, account: FacilitatorRecord | None) -> tuple[str, str]:
        """Where a try comes from, and at what. A browser that has signed in as them shares with nobody.

        Counted per account: a name can be written in many ways that lead to the same one. All names that are
        nobody's are one account: there are as many of them as anybody likes.
        """
        known = read_known_browser(self._key, request.cookies.get(KNOWN_COOKIE, ""))
        if account is not None and known is not None and known[0] == account.id:
            return f"known {known[1]}", f"{account.id} known {known[1]}"
        return network_of(request.remote_addr or ""), account.id if account else "nobody's"

    def asked_before_leaving(self) -> Response:
        """What signing out means for who has no passphrase; the others are asked nothing."""
        mine = signed_in_facilitator(self._store)
        if mine is None or mine.passphrase_hash != NOBODY_KNOWS:
            return redirect("/facilitate", HTTPStatus.SEE_OTHER)
        return _asked_before_leaving(SignInPage(name="" if mine.name == FIRST_NAME else mine.name))

    def sign_out(self, way: str, typed_name: str, passphrase: str) -> Response:
        """End what this browser leads; who could not come back is asked first, or finds a link printed."""
        mine = signed_in_facilitator(self._store)
        if mine is None or mine.passphrase_hash != NOBODY_KNOWS:
            self._lead_no_more()
            return redirect("/", HTTPStatus.SEE_OTHER)
        if way == "with_account":
            return self._sign_out_with_account(mine, typed_name, passphrase)
        if way != "anyway":
            return redirect("/sign-out", HTTPStatus.SEE_OTHER)
        self._lead_no_more()
        click.echo(
            "\nSomebody without a passphrase signed out."
            f"\n  The console again (works once):  {self._new_link()}\n"
        )
        session[LINK_PRINTED] = True
        return redirect("/sign-in", HTTPStatus.SEE_OTHER)

    def _sign_out_with_account(self, mine: FacilitatorRecord, typed_name: str, passphrase: str) -> Response:
        page = self._checked_account("", typed_name, passphrase, mine.id)
        if not (page.name_flaw or page.passphrase_flaw):
            kept = hash_passphrase(passphrase, self._run)
            try:
                self._store.set_passphrase(mine.id, page.name, kept)
            except Taken:  # in the very moment between the look and the change
                page = replace(page, name_flaw=sentence("name_taken"))
        if page.name_flaw or page.passphrase_flaw:
            return _asked_before_leaving(page, HTTPStatus.UNPROCESSABLE_ENTITY)
        self._lead_no_more()
        return redirect("/sign-in", HTTPStatus.SEE_OTHER)

    def _checked_account(self, token: str, typed_name: str, passphrase: str, own_id: str = "") -> SignInPage:
        """The form as it is kept; `own_id`: whose account it becomes, and who may keep their name."""
        name, name_flaw = _read_name(typed_name)
        holder = self._store.facilitator_by_name(name) if not name_flaw else None
        if holder is not None and holder.id != own_id:
            name_flaw = sentence("name_taken")
        fits = SHORTEST_PASSPHRASE <= len(passphrase) <= LONGEST_PASSPHRASE
        lengths = {"shortest": SHORTEST_PASSPHRASE, "longest": LONGEST_PASSPHRASE}
        return SignInPage(
            token=token,
            accounts=self._store.facilitators(),
            name=name or typed_name[:NAME_LENGTH],
            name_flaw=name_flaw,
            passphrase_flaw="" if fits else sentence("passphrase_length", lengths),
        )

    def _lead_no_more(self) -> None:
        """End what this browser leads: an open page would lead on, and so would a copied cookie (P4)."""
        led, browser, now = all_led(self._store, session), session.get(BROWSER), datetime.now(UTC)
        if isinstance(browser, str):
            until = now + current_app.permanent_session_lifetime
            self._store.signed_out.add(browser, now=now, until=until)
        session.clear()
        if isinstance(browser, str):
            self._tell_news(SignedOut(browser=browser))
        for workshop_id in led:
            self._tell_news(LeadersChanged(workshop_id=workshop_id))

    def _holds(self, token: str) -> bool:
        return self._store.may_sign_in(hash_of_sign_in_token(token), datetime.now(UTC))

    def _redeemed(self, token: str) -> bool:
        return self._store.redeem_sign_in(hash_of_sign_in_token(token), datetime.now(UTC))

    def _added(self, name: str, passphrase_hash: str) -> Response:
        facilitator_id = new_id("f-")
        try:
            self._store.add_facilitator(facilitator_id, name, passphrase_hash, datetime.now(UTC))
        except Taken:  # somebody else took the name in the very moment the link was used
            name = f"{name} {facilitator_id[-4:]}"
            self._store.add_facilitator(facilitator_id, name, passphrase_hash, datetime.now(UTC))
        return self._let_in(facilitator_id)

    def _let_in(self, facilitator_id: str, after: str = "") -> Response:
        self._lead_no_more()  # as whoever led from here before
        session[SIGNED_IN] = facilitator_id
        session[BROWSER] = new_id()
        session.permanent = True
        return self._remembered(redirect(after or "/facilitate", HTTPStatus.SEE_OTHER), facilitator_id)

    def _remembered(self, answer: Response, facilitator_id: str) -> Response:
        """The answer, and with it what makes this browser known. It opens nothing."""
        answer.set_cookie(
            KNOWN_COOKIE,
            known_browser_token(self._key, facilitator_id, new_id()),
            max_age=KNOWN_FOR_S,
            httponly=True,
            samesite="Lax",
            secure=is_https(),
            path="/sign-in",
        )
        return answer


def _read_name(typed: str) -> tuple[str, str]:
    """The name as it is kept, and what is wrong with it."""
    name, flaw = read_line(typed, NAME_LENGTH, "name_too_long")
    return name, flaw if name or flaw else sentence("name_missing")


def _with_flaw(page: SignInPage, code: str) -> SignInPage:
    return SignInPage(name=page.name, after=page.after, flaw=sentence(code))


def _link_used() -> Response:
    return _shown(SignInPage(flaw=sentence("link_used")), HTTPStatus.GONE)


def _shown(page: SignInPage, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return shown("sign_in.html", page, status)


def _asked_before_leaving(page: SignInPage, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return shown("sign_out.html", page, status)
