"""What the editor does beside its page: read a draft, edit it, look at what the check says, at versions, go
back.

May come in, from who is signed in and may write in the draft: GET /scenarios/<id>/draft, POST
/scenarios/<id>/edits, GET /scenarios/<id>/findings, GET /scenarios/<id>/meetings, GET
/scenarios/<id>/versions, GET
/scenarios/<id>/versions/<n>, POST /scenarios/<id>/restore. All is answered with JSON.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

import app.clock as clock
from app.access.slow_work import RunInThread
from app.domain.puzzle.solvability import core_roles
from app.scenarios.differences_told import told_between
from app.scenarios.editing.findings import Finding, findings
from app.scenarios.editing.operations import EditRefused, edited, value_of
from app.scenarios.editing.panel import Panel, panel_of, readable
from app.scenarios.editing.preview import preview_of
from app.scenarios.editing.splices import Edit, Kind
from app.scenarios.said import in_spoken_language
from app.scenarios.simulate_report import played
from app.scenarios.source import MAX_BYTES
from app.store import Draft, DraftChanged, FacilitatorRecord, Store
from app.web.facilitator.sign_in import signed_in_facilitator
from app.web.plumbing.responses import refused_to_script
from app.web.plumbing.zone import moment_told

MOST_EDITS = 200
"""In one request: what somebody typed while there was no connection."""
MOST_VERSIONS = 100
"""Of those that are listed."""
MOST_STEPS = 8
MEETINGS = 300


class Refused(Exception):
    """Why a request is not answered: `code` names the sentence."""

    def __init__(self, code: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


def blueprint(drafting: "Drafting") -> Blueprint:
    """The door to a draft's text."""
    door = Blueprint("drafting", __name__)

    @door.errorhandler(Refused)
    def refused(problem: Refused) -> Response:
        return refused_to_script(problem.code, problem.status)

    @door.get("/scenarios/<draft_id>/draft")
    def draft(draft_id: str) -> Response:
        return drafting.draft(draft_id)

    @door.post("/scenarios/<draft_id>/edits")
    def edits(draft_id: str) -> Response:
        return drafting.edit(draft_id, request.get_json(silent=True))

    @door.get("/scenarios/<draft_id>/findings")
    def found(draft_id: str) -> Response:
        return drafting.findings(draft_id)

    @door.get("/scenarios/<draft_id>/meetings")
    def meetings(draft_id: str) -> Response:
        return drafting.meetings(draft_id)

    @door.get("/scenarios/<draft_id>/versions")
    def versions(draft_id: str) -> Response:
        return drafting.versions(draft_id)

    @door.get("/scenarios/<draft_id>/versions/<int:version>")
    def difference(draft_id: str, version: int) -> Response:
        return drafting.difference(draft_id, version)

    @door.post("/scenarios/<draft_id>/restore")
    def restore(draft_id: str) -> Response:
        return drafting.restore(draft_id, request.get_json(silent=True))

    return door


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Drafts in terms of requests and answers. `run_in_thread`: how slow work holds up no phone."""

    store: Store
    run_in_thread: RunInThread[Any]

    def draft(self, draft_id: str) -> Response:
        """All a page needs to show it."""
        _, draft = self._mine(draft_id)
        return jsonify(**self._state(draft), text=draft.text, value=value_of(draft.text))

    def edit(self, draft_id: str, typed: Any) -> Response:
        """Edits of the newest version, or a whole text in its place; refused where that is not the one they
        know.
        """
        who, draft = self._mine(draft_id)
        version, edits, text = _read(typed)
        if version != draft.version:
            return self._changed(draft, version)
        try:
            after = text if text is not None else self.run_in_thread(lambda: edited(draft.text, edits))
        except (EditRefused, RecursionError) as problem:
            raise Refused("edit_refused") from problem
        return self._saved(who, draft, after)

    def findings(self, draft_id: str) -> Response:
        _, draft = self._mine(draft_id)
        _, found = self.run_in_thread(lambda: findings(draft.text))
        drawn = self.run_in_thread(lambda: preview_of(draft.text))
        return jsonify(version=draft.version, findings=[_finding(one) for one in found], preview=drawn)

    def meetings(self, draft_id: str) -> Response:
        """What simulated meetings at the largest table recognise, by style. A model's numbers, from one
        seed.
        """
        _, draft = self._mine(draft_id)
        scenario = self.run_in_thread(lambda: readable(draft.text))
        if scenario is None or not core_roles(scenario):
            raise Refused("edit_refused")
        played_out = self.run_in_thread(lambda: played(scenario, meetings=MEETINGS, seed=1))
        largest = max(one.size for one in played_out)
        return jsonify(
            meetings=MEETINGS,
            size=largest,
            styles={
                one.style.value: {
                    "mean": round(one.recognised.mean, 1),
                    "facts": round(one.coverage.mean * 100),
                }
                for one in played_out
                if one.size == largest
            },
        )

    def versions(self, draft_id: str) -> Response:
        _, draft = self._mine(draft_id)
        names = {one.id: one.name for one in self.store.facilitators()}
        listed = self.store.drafts.versions(draft.id)[:MOST_VERSIONS]
        return jsonify(
            versions=[
                {
                    "version": one.version,
                    "who": names.get(one.facilitator_id, ""),
                    "when": moment_told(one.saved_at),
                }
                for one in listed
            ]
        )

    def difference(self, draft_id: str, version: int) -> Response:
        """What is different between a version and the draft as it is now."""
        _, draft = self._mine(draft_id)
        earlier = self._text(draft, version)
        return jsonify(version=draft.version, differences=self._told(earlier, draft.text))

    def restore(self, draft_id: str, typed: Any) -> Response:
        """An earlier text becomes the newest version; none is lost by that."""
        who, draft = self._mine(draft_id)
        number = typed.get("restore") if isinstance(typed, dict) else None
        if not isinstance(number, int) or isinstance(number, bool):
            raise Refused("bad_request")
        if typed.get("version") != draft.version:
            return self._changed(draft, typed.get("version"))
        return self._saved(who, draft, self._text(draft, number), is_whole=True)

    def _saved(self, who: FacilitatorRecord, draft: Draft, text: str, *, is_whole: bool = False) -> Response:
        version = draft.version
        if text != draft.text:
            value = value_of(text)
            title = value.get("title") if isinstance(value, dict) else None
            now = clock.now()
            title = title if isinstance(title, str) and title else draft.title
            try:
                version = self.store.drafts.save(draft.id, draft.version, title[:200], text, who.id, now)
            except DraftChanged as changed:
                return self._changed(changed.draft, draft.version)
        told = {"version": version, "panel": self._panel(text)}
        return jsonify(**told, **({"text": text, "value": value_of(text)} if is_whole else {}))

    def _changed(self, draft: Draft, known: Any) -> Response:
        """What somebody else did meanwhile, by what it means."""
        if not isinstance(known, int) or isinstance(known, bool):
            raise Refused("bad_request")
        text = self.store.drafts.text(draft.id, known)
        last = next(iter(self.store.drafts.versions(draft.id)))
        names = {one.id: one.name for one in self.store.facilitators()}
        body = {
            **self._state(draft),
            "text": draft.text,
            "value": value_of(draft.text),
            "who": names.get(last.facilitator_id, ""),
            "differences": [] if text is None else self._told(text, draft.text),
        }
        answer = refused_to_script("draft_changed", HTTPStatus.CONFLICT)
        told: dict[str, Any] = answer.get_json()
        return _with(jsonify(**told, **body), HTTPStatus.CONFLICT)

    def _told(self, before: str, after: str) -> list[str]:
        told: list[str] = self.run_in_thread(lambda: list(told_between(before, after)))
        return told

    def _text(self, draft: Draft, version: int) -> str:
        text = self.store.drafts.text(draft.id, version)
        if text is None:
            raise Refused("no_such_draft", HTTPStatus.NOT_FOUND)
        return text

    def _state(self, draft: Draft) -> Mapping[str, Any]:
        return {"version": draft.version, "panel": self._panel(draft.text)}

    def _panel(self, text: str) -> Panel | None:
        found: Panel | None = self.run_in_thread(lambda: panel_of(text))
        return found

    def _mine(self, draft_id: str) -> tuple[FacilitatorRecord, Draft]:
        """Who is signed in, and the draft they may write in."""
        who = signed_in_facilitator(self.store)
        draft = None if who is None else self.store.drafts.draft(draft_id, who.id)
        if who is None or draft is None:
            raise Refused("no_such_draft", HTTPStatus.NOT_FOUND)
        return who, draft


def _with(answer: Response, status: HTTPStatus) -> Response:
    answer.status_code = status
    return answer


def _read(typed: Any) -> tuple[int, Sequence[Edit], str | None]:
    """The version that is known, and the edits or the text. Raises Refused."""
    version = typed.get("version") if isinstance(typed, dict) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise Refused("bad_request")
    text = typed.get("text")
    if text is not None:
        if not isinstance(text, str) or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise Refused("too_large")
        return version, (), text
    edits = typed.get("edits")
    if not isinstance(edits, list) or len(edits) > MOST_EDITS:
        raise Refused("bad_request")
    return version, [_edit(one) for one in edits], None


def _edit(typed: Any) -> Edit:
    path = typed.get("path") if isinstance(typed, dict) else None
    at = typed.get("at", 0) if isinstance(typed, dict) else None
    if not isinstance(path, list) or not 0 < len(path) <= MOST_STEPS or not isinstance(at, int):
        raise Refused("bad_request")
    if not all(isinstance(step, str | int) for step in path):
        raise Refused("bad_request")
    try:
        return Edit(kind=Kind(typed.get("kind")), path=tuple(path), value=typed.get("value"), at=at)
    except ValueError as problem:
        raise Refused("bad_request") from problem


def _finding(one: Finding) -> Mapping[str, Any]:
    return {
        "severity": one.flaw.severity.value,
        "code": one.flaw.code,
        "line": one.flaw.place.line,
        "path": list(one.path),
        "what": in_spoken_language(one.flaw.what),
        "mend": in_spoken_language(one.flaw.mend),
        "is_first": one.is_first,
        "mends": [
            {
                "what": in_spoken_language(mend.what),
                "edit": {
                    "kind": mend.edit.kind.value,
                    "path": list(mend.edit.path),
                    "value": mend.edit.value,
                },
            }
            for mend in one.mends
        ],
    }
