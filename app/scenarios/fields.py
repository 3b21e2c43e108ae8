"""The kinds of value a scenario file is made of, each refusing what it is not in a sentence."""

import math
import re
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, Range, Regexp

from app.languages.plain_text import is_hidden
from app.scenarios.flaws import Problem

ID_PATTERN = r"^(?!constructor$)[a-z][a-z0-9]*(-[a-z0-9]+)*$"

# what every field says when its key is missing or has no value
MESSAGES: Any = {
    "required": [Problem(code="missing_key", what="`{key}` is missing")],
    "null": [Problem(code="empty_value", what="`{key}` has no value")],
}


def refuse(code: str, what: str, mend: str | None = None) -> ValidationError:
    """A marshmallow error that carries one of our problems. `{key}` in `what` becomes the key's name."""
    return ValidationError([Problem(code=code, what=what, mend=mend)])


def nearest(word: str, known: list[str]) -> str | None:
    """The known word this one was probably meant to be."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def shown(value: object) -> str:
    """A value as a reader would name it: "the number 3", "a list"."""
    match value:
        case bool():
            return "the word " + str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            short = value if len(value) <= 40 else value[:39] + "…"
            return f"the text “{short}”"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
        case _:
            return "nothing"


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
            mend = 'Put it in quotes: "…".' if isinstance(value, bool | int | float) else None
            raise refuse("wrong_type", f"`{{key}}` must be text, not {shown(value)}", mend)
        text = value.strip()
        hidden = next((letter for letter in text if is_hidden(letter)), None)
        if hidden is not None:
            raise refuse("hidden_character", f"`{{key}}` holds U+{ord(hidden):04X}, which nobody sees")  # P9
        if not text:
            raise refuse("empty_value", "`{key}` has no words")
        if len(text) > self.most:
            raise refuse("text_too_long", f"`{{key}}` has {len(text)} characters; at most {self.most} fit")
        return text

    def _validate(self, value: Any) -> None:
        """Nothing more: the validators above only describe the field in the JSON Schema."""


class Ident(Text):
    """An id: lower-case letters, digits and hyphens."""

    def __init__(self, *, about: str = "", **options: Any) -> None:
        super().__init__(most=40, about=about, **options)
        self.validators.append(Regexp(ID_PATTERN))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(ID_PATTERN, text):
            raise refuse("bad_id", f"`{text}` is not an id")
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
        mend = f"Write `{near}`." if near else "Write one of: " + ", ".join(known) + "."
        raise refuse("unknown_value", f"`{{key}}` cannot be {shown(value)}", mend)


class Flag(fields.Boolean):
    """`true` or `false`."""

    def __init__(self, *, default: bool | None, about: str = "", **options: Any) -> None:
        metadata = {"description": about} if about else {}
        super().__init__(load_default=default, metadata=metadata, error_messages=MESSAGES, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise refuse("wrong_type", f"`{{key}}` must be true or false, not {shown(value)}")
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
            raise refuse("wrong_type", f"`{{key}}` must be a number, not {shown(value)}")
        if not (math.isfinite(value) and self.least <= value <= self.most):
            raise refuse("bad_number", f"`{{key}}` is {value}; it lies from {self.least} to {self.most}")
        if self.halves:
            return float(value)
        if not isinstance(value, int):
            raise refuse("bad_number", f"`{{key}}` is {value}; it must be a whole number")
        return value

    def _validate(self, value: Any) -> None:
        """Nothing more: the validator above only describes the field in the JSON Schema."""


class FormatNumber(Number):
    """The number of the format; only 1 is known here."""

    def __init__(self) -> None:
        super().__init__(1, 1, about="Always 1.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if type(value) is not int or value != 1:
            raise refuse("unknown_format", f"`{{key}}` is {shown(value)}, not 1")
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
            raise refuse("wrong_type", f"`{{key}}` must be a list, not {shown(value)}", "Write [ … ].")
        refuse_count(value, self.least, self.most)
        return super()._deserialize(value, attr, data, **kwargs) or []

    def _validate(self, value: Any) -> None:
        """Nothing more: the validator above only describes the field in the JSON Schema."""


def refuse_count(value: list[Any], least: int, most: int) -> None:
    if len(value) < least:
        raise refuse("too_few", f"`{{key}}` has {len(value)} of at least {least}")
    if len(value) > most:
        raise refuse("too_many", f"`{{key}}` has {len(value)} of at most {most}")


_NO_GROUP = {"type": Problem(code="wrong_type", what="`{key}` must be a group of keys")}


class Part(Schema):
    """A group of keys. Unknown keys are refused here, with the key that was probably meant."""

    class Meta:
        unknown = EXCLUDE

    error_messages: Any = _NO_GROUP

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _no_unknown_keys(self, data: Any, original: Any, **kwargs: Any) -> None:
        if not isinstance(original, Mapping):
            return
        unknown = {key: [self._unknown(key)] for key in original if key not in self.fields}
        if unknown:
            raise ValidationError(unknown)

    def _unknown(self, key: str) -> Problem:
        near = nearest(key, list(self.fields))
        mend = f"Write `{near}`." if near else "The keys here are: " + ", ".join(self.fields) + "."
        return Problem(code="unknown_key", what=f"`{key}` is not a key of this part", mend=mend)


class One(fields.Nested):
    """One group of keys."""

    def __init__(self, part: type[Part], *, about: str = "", **options: Any) -> None:
        metadata = {"description": about} if about else {}
        super().__init__(part, required=True, metadata=metadata, error_messages=MESSAGES, **options)
        self.part = part


class Each(fields.Nested):
    """A list of groups of keys, read one by one: the sound ones survive their neighbours' flaws.

    Gives the sound parts by their index in the list.
    """

    def __init__(
        self, part: type[Part], *, least: int = 0, most: int = 50, about: str = "", **options: Any
    ) -> None:
        metadata = {"description": about} if about else {}
        options.setdefault("required", "load_default" not in options)
        super().__init__(
            part,
            many=True,
            validate=Length(min=least, max=most),
            metadata=metadata,
            error_messages=MESSAGES,
            **options,
        )
        self.part, self.least, self.most = part, least, most

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, *args: Any, **kwargs: Any
    ) -> dict[int, Any]:
        if not isinstance(value, list):
            raise refuse(
                "wrong_type", f"`{{key}}` must be a list, not {shown(value)}", "Begin each with `- `."
            )
        refuse_count(value, self.least, self.most)
        sound: dict[int, Any] = {}
        errors: dict[int, Any] = {}
        part = self.part()
        for index, item in enumerate(value):
            try:
                sound[index] = part.load(item)
            except ValidationError as error:
                errors[index] = error.messages
        if errors:
            raise ValidationError(errors, valid_data=sound)  # type: ignore[arg-type]
        return sound

    def _validate(self, value: Any) -> None:
        """Nothing more: the validator above only describes the field in the JSON Schema."""


class Wordings(fields.Dict):
    """Texts by a word or key of the author's choice."""

    def __init__(self, *, most: int, about: str, **options: Any) -> None:
        text = Text(most=most, translated=True)
        options.setdefault("required", "load_default" not in options)
        super().__init__(
            keys=fields.String(),
            values=text,
            metadata={"description": about},
            error_messages=MESSAGES,
            **options,
        )
        self.text = text

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, Mapping):
            raise refuse("wrong_type", f"`{{key}}` must be a group of keys, not {shown(value)}")
        texts, errors = {}, {}
        for word, text in value.items():
            try:
                self.text.deserialize(word)
                texts[word] = self.text.deserialize(text)
            except ValidationError as error:
                errors[word] = error.messages
        if errors:
            raise ValidationError(errors, valid_data=texts)
        return texts
