"""What the check says of a text that is being written: each flaw with the field it is about, and mends that
pass.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.scenarios.checks import Check, check_text
from app.scenarios.editing.operations import EditRefused, edited
from app.scenarios.editing.splices import Edit, Kind
from app.scenarios.flaws import Flaw, FlawList, Path, Place
from app.scenarios.grouping import first_to_mend
from app.scenarios.pieces import parse
from app.scenarios.said import Said

MOST_TRIED = 6
"""Mends in one look: trying one means to check the whole text again."""

_WRITE = "Write `{near}`."
_MOVE = "move `{fact}` to `{role}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """An edit that was tried: the flaw goes, and no new error comes. `what`: the mend in words, as the
    check has it.
    """

    edit: Edit
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A flaw, the path of the field it is about, and what mends it by one click."""

    flaw: Flaw
    path: Path
    is_first: bool
    mends: tuple[Mend, ...]


def findings(text: str) -> tuple[Check, tuple[Finding, ...]]:
    """Everything the check finds in a text, each with its field."""
    checked = check_text(text)
    source = parse(text, FlawList(file="text"))
    paths = _paths(source.values, source.keys) if source else {}
    first = first_to_mend(checked.flaws)
    found, tries = [], MOST_TRIED
    for flaw in checked.flaws:
        path = paths.get(flaw.place, ())
        offered = list(_offered(text, flaw, path))[:tries]
        tries -= len(offered)
        mends = tuple(mend for mend in offered if _passes(text, mend.edit, flaw, checked))
        found.append(Finding(flaw=flaw, path=path, is_first=flaw is first, mends=mends))
    return checked, tuple(found)


def _paths(values: Mapping[Path, Place], keys: Mapping[Path, Place]) -> Mapping[Place, Path]:
    """By place the path of what begins there: of several the innermost, a key before its value."""
    found = {place: path for path, place in sorted(values.items(), key=lambda pair: len(pair[0]))}
    return found | {place: path for path, place in keys.items()}


def _offered(text: str, flaw: Flaw, path: Path) -> Iterator[Mend]:
    mend = flaw.mend
    if isinstance(mend, Said):
        if mend.template == _WRITE and path:
            yield Mend(edit=Edit(kind=Kind.SET, path=path, value=mend.values["near"]), what=mend)
        for move in (mend.values.get("moves"), *_both(mend.values.get("moves"))):
            if isinstance(move, Said) and move.template == _MOVE:
                holders = ("facts", str(move.values["fact"]), "held_by")
                edit = Edit(kind=Kind.SET, path=holders, value=[str(move.values["role"])])
                yield Mend(edit=edit, what=move)
    if flaw.code == "child_not_marked" and path[:1] == ("people",):
        yield Mend(edit=Edit(kind=Kind.SET, path=(*path[:2], "child"), value=True), what=mend)
    if flaw.code == "minimum_without_need_to_know" and path[:1] == ("facts",):
        yield Mend(edit=Edit(kind=Kind.SET, path=(*path[:2], "need_to_know"), value=[]), what=mend)


def _both(moves: object) -> tuple[object, ...]:
    return (moves.values.get("one"), moves.values.get("other")) if isinstance(moves, Said) else ()


def _passes(text: str, edit: Edit, flaw: Flaw, checked: Check) -> bool:
    """Whether with the edit the flaw is gone, and no error is there that was not.

    Where only now the shape is right, what the check finds behind it is no error of the edit's.
    """
    try:
        after = check_text(edited(text, [edit]))
    except EditRefused:
        return False
    known = {(one.code, one.what) for one in checked.flaws if one.is_error}
    new = {(one.code, one.what) for one in after.flaws if one.is_error} - known
    is_behind = checked.proof is None and after.proof is not None
    return (is_behind or not new) and (flaw.code, flaw.what) not in {
        (one.code, one.what) for one in after.flaws
    }
