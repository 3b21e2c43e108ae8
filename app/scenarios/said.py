"""Sentences about a file that keep what they were made of, so that a page tells them in its own language."""

from collections.abc import Mapping
from typing import Any, Self

from app.languages.speaking import PLACEHOLDER, gettext


class Said(str):
    """A sentence in English, with the text it was made from and what was filled in.

    It is its English wherever a text is wanted. A place that has nothing yet stays as `{name}`.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Self:
        filled = PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), template)
        made = super().__new__(cls, filled)
        made.template, made.values = template, values
        return made

    def filled(self, **values: Any) -> "Said":
        """The same sentence with more of its places filled."""
        return Said(self.template, {**self.values, **values})


def said(template: str, **values: Any) -> Said:
    """A sentence that `words extract` finds; `values` fill its `{places}`."""
    return Said(template, values)


def in_spoken_language(text: str) -> str:
    """The sentence in the language that is being spoken; what was never `said` stays as it is."""
    if not isinstance(text, Said):
        return gettext(text)  # a mend of the catalogue; any other text is in no language's
    return gettext(text.template, **{name: _spoken(value) for name, value in text.values.items()})


def _spoken(value: Any) -> Any:
    return in_spoken_language(value) if isinstance(value, str) else str(value)
