"""The families that a workshop can be about: files, and those that are written here; and the ways to begin
one.

May come in, from who is signed in: GET /scenarios, POST /scenarios (`way`: answers, upload or copy), GET
/scenarios/<name>/copy, POST /scenarios/<id>/share, POST /scenarios/<id>/delete, GET /scenarios/<id>/edit.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

import app.clock as clock
from app.access.codes import new_id
from app.languages.known import languages_told
from app.messages.sentences import sentence
from app.messages.shapes import LINE_LENGTH
from app.scenarios import Library
from app.scenarios.editing.forms import form
from app.scenarios.editing.operations import EditRefused
from app.scenarios.editing.started import (
    MINUTES,
    MOST_CHILDREN,
    SECTORS,
    TONES,
    Answers,
    copied,
    names_in,
    started,
)
from app.scenarios.flaws import FlawList
from app.scenarios.skeleton import SIZES
from app.scenarios.source import decode
from app.store import Draft, FacilitatorRecord, Store
from app.web.authoring import labels
from app.web.facilitator.led_workshop import asked_to_sign_in
from app.web.facilitator.offered import ScenarioChoice, scenario_choices
from app.web.facilitator.sign_in import signed_in_facilitator
from app.web.plumbing.responses import refused, shown
from app.web.plumbing.typed import read_line
from app.web.plumbing.zone import moment_told


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A family that is written here. `owner`: whose it is, where it is not one's own."""

    id: str
    choice: ScenarioChoice
    changed: str
    owner: str
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FamiliesPage:
    drafts: tuple[DraftLine, ...]
    files: tuple[ScenarioChoice, ...]
    sizes: tuple[int, ...] = SIZES
    minutes: tuple[int, ...] = MINUTES
    most_children: int = MOST_CHILDREN
    sectors: tuple[str, ...] = tuple(SECTORS)
    tones: tuple[str, ...] = tuple(TONES)
    languages: Mapping[str, str]
    name_length: int = LINE_LENGTH
    name: str = ""
    name_flaw: str = ""
    file_flaw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPage:
    """What a copy is asked for: a name, and what its people are called; `people`: ids and their names so
    far.
    """

    source: str
    title: str
    people: tuple[tuple[str, str], ...]
    name: str = ""
    name_flaw: str = ""
    name_length: int = LINE_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """What the editor's shell holds before its script has taken over; `told` is for the script, as JSON."""

    id: str
    title: str
    told: str


def blueprint(store: Store, library: Library) -> Blueprint:
    """The door to the families."""
    door = Blueprint("families", __name__)
    families = Families(store, library)

    @door.get("/scenarios", strict_slashes=False)
    def overview() -> Response:
        return families.overview()

    @door.post("/scenarios", strict_slashes=False)
    def begin() -> Response:
        return families.begin(request.form.get("way", ""))

    @door.get("/scenarios/<name>/copy")
    def copy_form(name: str) -> Response:
        return families.copy_form(name)

    @door.get("/scenarios/<draft_id>/edit")
    def edit(draft_id: str) -> Response:
        return families.edit(draft_id)

    @door.post("/scenarios/<draft_id>/share")
    def share(draft_id: str) -> Response:
        return families.share(draft_id, request.form.get("shared") == "yes")

    @door.post("/scenarios/<draft_id>/delete")
    def delete(draft_id: str) -> Response:
        return families.delete(draft_id)

    return door


class Families:
    """Families in terms of requests and answers."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    def overview(self) -> Response:
        who = signed_in_facilitator(self._store)
        return asked_to_sign_in() if who is None else shown("families.html", self._page(who))

    def _page(self, who: FacilitatorRecord, **typed: str) -> FamiliesPage:
        drafts = self._store.drafts.seen_by(who.id)
        names = {one.id: one.name for one in self._store.facilitators()}
        choices = scenario_choices(self._library, drafts)
        by_id = {choice.name: choice for choice in choices}
        return FamiliesPage(
            drafts=tuple(
                _line(draft, by_id[draft.id], who, names.get(draft.facilitator_id, "")) for draft in drafts
            ),
            files=tuple(choice for choice in choices if not choice.address),
            languages=languages_told(),
            **typed,  # type: ignore[arg-type]  # name, and what is wrong
        )

    def begin(self, way: str) -> Response:
        who = signed_in_facilitator(self._store)
        if who is None:
            return asked_to_sign_in()
        if way == "upload":
            return self._upload(who)
        if way == "copy":
            return self._copy(who)
        return self._from_answers(who)

    def _from_answers(self, who: FacilitatorRecord) -> Response:
        name, flaw = read_line(request.form.get("name", ""), LINE_LENGTH, "title_too_long")
        chosen = request.form
        try:
            answers = Answers(
                name=name,
                roles=int(chosen.get("roles", "6")),
                minutes=int(chosen.get("minutes", "60")),
                children=int(chosen.get("children", "1")),
                sector=chosen.get("sector", "all"),
                language=chosen.get("language", "en"),
                tone=chosen.get("tone", "hopeful"),
            )
            text = "" if flaw else started(answers)
        except ValueError:
            flaw = sentence("no_family_name")
        if flaw:
            page = self._page(who, name=request.form.get("name", ""), name_flaw=flaw)
            return shown("families.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._opened(who, name, text)

    def _upload(self, who: FacilitatorRecord) -> Response:
        file = request.files.get("file")
        text = decode(file.read() if file else b"", FlawList(file="upload"))
        if not text or not text.strip():
            page = self._page(who, file_flaw=sentence("not_a_scenario"))
            return shown("families.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
        scenario = self._library.checked_text(text).scenario
        return self._opened(who, scenario.title if scenario else (file.filename if file else "") or "", text)

    def copy_form(self, name: str) -> Response:
        who = signed_in_facilitator(self._store)
        if who is None:
            return asked_to_sign_in()
        found = self._source(who, name)
        if found is None:
            return refused("no_such_draft", HTTPStatus.NOT_FOUND)
        return shown(
            "copy.html", CopyPage(source=name, title=found[0], people=tuple(names_in(found[1]).items()))
        )

    def _copy(self, who: FacilitatorRecord) -> Response:
        source = request.form.get("source", "")
        found = self._source(who, source)
        if found is None:
            return refused("no_such_draft", HTTPStatus.NOT_FOUND)
        name, flaw = read_line(request.form.get("name", ""), LINE_LENGTH, "title_too_long")
        people = {
            person: read_line(request.form.get(f"person-{person}", ""), LINE_LENGTH, "name_too_long")[0]
            for person in names_in(found[1])
        }
        text = ""
        try:
            text = "" if flaw else copied(found[1], name, people)
        except ValueError:
            flaw = sentence("no_family_name")
        except EditRefused:
            flaw = sentence("edit_refused")
        if flaw:
            named = tuple((one, people[one] or known) for one, known in names_in(found[1]).items())
            page = CopyPage(source=source, title=found[0], people=named, name=name, name_flaw=flaw)
            return shown("copy.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._opened(who, name, text)

    def _source(self, who: FacilitatorRecord, name: str) -> tuple[str, str] | None:
        """Title and text of a family, from its file or as it is written here."""
        draft = self._store.drafts.draft(name, who.id)
        if draft is not None:
            return draft.title, draft.text
        file = next((one for one in self._library.shelf() if one.path.name == name), None)
        if file is None:
            return None
        title = file.check.scenario.title if file.check.scenario else name
        try:
            return title, file.path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            return None

    def _opened(self, who: FacilitatorRecord, title: str, text: str) -> Response:
        draft_id = new_id("d-")
        self._store.drafts.add(draft_id, who.id, title, text, clock.now())
        return redirect(f"/scenarios/{draft_id}/edit", HTTPStatus.SEE_OTHER)

    def edit(self, draft_id: str) -> Response:
        who = signed_in_facilitator(self._store)
        if who is None:
            return asked_to_sign_in()
        draft = self._store.drafts.draft(draft_id, who.id)
        if draft is None:
            return refused("no_such_draft", HTTPStatus.NOT_FOUND)
        told = {
            "id": draft.id,
            "form": form(),
            "fields": labels.fields(),
            "words": labels.words(),
            "languages": languages_told(),
            "mine": draft.facilitator_id == who.id,
            "shared": draft.is_shared,
        }
        return shown(
            "editor.html", EditorPage(id=draft.id, title=draft.title, told=json.dumps(told, sort_keys=False))
        )

    def share(self, draft_id: str, is_shared: bool) -> Response:
        who = signed_in_facilitator(self._store)
        if who is None:
            return asked_to_sign_in()
        self._store.drafts.share(draft_id, who.id, is_shared)
        return redirect("/scenarios", HTTPStatus.SEE_OTHER)

    def delete(self, draft_id: str) -> Response:
        who = signed_in_facilitator(self._store)
        if who is None:
            return asked_to_sign_in()
        if not self._store.drafts.delete(draft_id, who.id):
            return refused("no_such_draft", HTTPStatus.NOT_FOUND)
        return redirect("/scenarios", HTTPStatus.SEE_OTHER)


def _line(draft: Draft, choice: ScenarioChoice, who: FacilitatorRecord, owner: str) -> DraftLine:
    return DraftLine(
        id=draft.id,
        choice=choice,
        changed=moment_told(draft.changed_at),
        owner="" if draft.facilitator_id == who.id else owner,
        is_shared=draft.is_shared,
    )
