"""What the terminal says of the scenario files at start: which may be opened, and which are drafts."""

from app.scenarios import Library, Shelved, State


def families(library: Library) -> list[str]:
    """Each scenario file with what the check says of it, as the page for a new workshop does."""
    head = "  Families:                   "
    told = [f"{one.path.name}  {_state(one)}" for one in library.shelf()]
    return [(head if number == 0 else " " * len(head)) + line for number, line in enumerate(told)]


def _state(one: Shelved) -> str:
    if one.state is State.DRAFT:
        command = f"python3 run.py scenario check scenarios/{one.path.name}"
        return f"draft, {one.errors} {'error' if one.errors == 1 else 'errors'}: {command}"
    if one.state is State.WARNINGS:
        return f"ready, {one.warnings} {'warning' if one.warnings == 1 else 'warnings'}"
    return "ready"
