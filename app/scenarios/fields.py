"""The kinds of value a scenario file is made of, each refusing what it is not in a sentence."""

import math
import re
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import Length, Range, Regexp

from app.languages.plain_text import is_hidden
from app.scenarios.flaws import Problem
from app.scenarios.meant import meant_flag, meant_id, meant_list, meant_number
from app.scenarios.said import said

ID_PATTERN = r"^(?!constructor$)[a-z][a-z0-9]*(-[a-z0-9]+)*$"

# what every field says when its key is missing or has no value
MESSAGES: Any = {
    "required": [Problem(code="missing_key", what=said("{key} is missing"))],
    "null": [Problem(code="empty_value", what=said("{key} has no value"))],
}


def refuse(code: str, what: str, mend: str | None = None) -> ValidationError:
    """A marshmallow error that carries one of our problems. {key} in `what` becomes the key's name."""
    return ValidationError([Problem(code=code, what=what, mend=mend)])


def nearest(word: str, known: list[str]) -> str | None:
    """The known word this one was probably meant to be."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def shown(value: object) -> str:
    """A value as a reader would name it: "the number 3", "a list"."""
    match value:
        case bool():
            return said("the word {value}", value=str(value).lower())
        case int() | float():
            return said("the number {value}", value=value)
        case str():
            return said("the text “{value}”", value=value if len(value) <= 40 else value[:39] + "…")
        case list():
            return said("a list")
        case dict():
            return said("a group of keys")
        case _:
            return said("nothing")


class Text(fields.String):
    """Some words of at most `most` characters. `translated`: a language file may have its own."""

    def __init__(self, *, most: int, translated: bool = False, about: str = "", **options: Any) -> None:
        metadata = {"translated": translated} | ({"description": about} if about else {})
        options.setdefault("required", True)
        options.setdefault("allow_none", False)
        super().__init__(
            metadata=metadata,
            validate=Length(min=1, max=most),
            error_messages=MESSAGES,
            **options,
        )
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            mend = said('Put it in quotes: "…".') if isinstance(value, bool | int | float) else None
            raise refuse("wrong_type", said("{key} must be text, not {value}", value=shown(value)), mend)
        text = value.strip()
        is_plain = text.isascii() and text.isprintable()
        hidden = None if is_plain else next((letter for letter in text if is_hidden(letter)), None)
        if hidden is not None:
            raise refuse(
                "hidden_character",
                said("{key} holds U+{value}, which nobody sees", value=f"{ord(hidden):04X}"),
            )  # P9
        if not text:
            raise refuse("empty_value", said("{key} has no words"))
        if len(text) > self.most:
            raise refuse(
                "text_too_long",
                said("{key} has {count} characters; at most {most} fit", count=len(text), most=self.most),
            )
        return text

    def _validate(self, value: Any) -> None:
        """Nothing more: the validators above only describe the field in the JSON Schema."""


class Ident(Text):
    """An id: lower-case letters, digits and hyphens."""

    def __init__(self, *, about: str = "", **options: Any) -> None:
        super().__init__(most=40, about=about, **options)
        self.validators.append(Regexp(ID_PATTERN))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if isinstance(value, int | float):
            what = said("{key} must be an id, not {value}", value=shown(value))
            raise refuse("bad_id", what, meant_id(str(value), ID_PATTERN))
        text = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(ID_PATTERN, text):
            mend = meant_id(text, ID_PATTERN)
            raise refuse("bad_id", said("`{text}` is not an id", text=text), mend)
        return text


class Choice(fields.Enum[StrEnum]):
    """One of the words of a closed list."""

    def __init__(self, words: type[StrEnum], *, about: str = "", **options: Any) -> None:
        options.setdefault("required", "load_default" not in options)
        metadata = {"description": about} if about else {}
        super().__init__(words, by_value=True, metadata=metadata, error_messages=MESSAGES, **options)
        self.words = words

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> StrEnum:
        known = [word.value for word in self.words]
        if isinstance(value, str) and value in known:
            return self.words(value)
        near = nearest(value, known) if isinstance(value, str) else None
        mend = (
            said("Write `{near}`.", near=near)
            if near
            else said("Write one of: {words}.", words=", ".join(known))
        )
        raise refuse("unknown_value", said("{key} cannot be {value}", value=shown(value)), mend)


class Flag(fields.Boolean):
    """`true` or `false`."""

    def __init__(self, *, default: bool | None, about: str = "", **options: Any) -> None:
        metadata = {"description": about} if about else {}
        super().__init__(load_default=default, metadata=metadata, error_messages=MESSAGES, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise refuse(
                "wrong_type",
                said("{key} must be true or false, not {value}", value=shown(value)),
                meant_flag(value),
            )
        return value


class Number(fields.Float):
    """A number from `least` to `most`; whole unless `halves`."""

    def __init__(
        self, least: int, most: int, *, halves: bool = False, about: str = "", **options: Any
    ) -> None:
        metadata = {"description": about} if about else {}
        super().__init__(
            required=True,
            validate=Range(least, most),
            metadata=metadata,
            error_messages=MESSAGES,
            **options,
        )
        self.least, self.most, self.halves = least, most, halves

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refuse(
                "wrong_type",
                said("{key} must be a number, not {value}", value=shown(value)),
                meant_number(value, self.least, self.most),
            )
        if not (math.isfinite(value) and self.least <= value <= self.most):
            raise refuse(
                "bad_number",
                said(
                    "{key} is {value}; it lies from {least} to {most}",
                    value=value,
                    least=self.least,
                    most=self.most,
                ),
            )
        if self.halves:
            return float(value)
        if not isinstance(value, int):
            raise refuse("bad_number", said("{key} is {value}; it must be a whole number", value=value))
        return value

    def _validate(self, value: Any) -> None:
        """Nothing more: the validator above only describes the field in the JSON Schema."""


class FormatNumber(Number):
    """The number of the format; only 1 is known here."""

    def __init__(self) -> None:
        super().__init__(1, 1, about="Always 1.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if type(value) is not int or value != 1:
            raise refuse("unknown_format", said("{key} is {value}, not 1", value=shown(value)))
        return value


class Several(fields.List[Any]):
    """A list of `least` to `most` simple values."""

    def __init__(
        self, inner: fields.Field[Any], *, least: int = 0, most: int = 20, about: str = "", **options: Any
    ) -> None:
        metadata = {"description": about} if about else {}
        options.setdefault("required", "load_default" not in options)
        super().__init__(
            inner,
            validate=Length(min=least, max=most),
            metadata=metadata,
            error_messages=MESSAGES,
            **options,
        )
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list):
            raise refuse(
                "wrong_type",
                said("{key} must be a list, not {value}", value=shown(value)),
                meant_list(value, self._passes)
                or said("Write a list: `[one, two]`, or each item in a line after `- `."),
            )
        refuse_count(value, self.least, self.most)
        return super()._deserialize(value, attr, data, **kwargs) or []

    def _passes(self, item: str) -> bool:
        """Whether this would be sound as an item; prose is never parted."""
        if type(self.inner) is Text:
            return False
        try:
            self.inner.deserialize(item)
        except ValidationError:
            return False
        return True

    def _validate(self, value: Any) -> None:
        """Nothing more: the validator above only describes the field in the JSON Schema."""


def refuse_count(value: list[Any], least: int, most: int) -> None:
    if len(value) < least:
        raise refuse("too_few", said("{key} has {count} of at least {least}", count=len(value), least=least))
    if len(value) > most:
        raise refuse("too_many", said("{key} has {count} of at most {most}", count=len(value), most=most))
