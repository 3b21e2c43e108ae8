"""Groups of keys: the parts of a scenario file, which refuse unknown keys and survive flawed neighbours."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length

from app.scenarios.fields import MESSAGES, Text, nearest, refuse, refuse_count, shown
from app.scenarios.flaws import Problem
from app.scenarios.said import said

_NO_GROUP = {"type": Problem(code="wrong_type", what=said("{key} must be a group of keys"))}


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
        mend = (
            said("Write `{near}`.", near=near)
            if near
            else said("The keys here are: {keys}.", keys=", ".join(self.fields))
        )
        return Problem(
            code="unknown_key", what=said("{key} is not a key of this part", key=f"`{key}`"), mend=mend
        )


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
                "wrong_type",
                said("{key} must be a list, not {value}", value=shown(value)),
                said("Begin each with `- `."),
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
            raise refuse("wrong_type", said("{key} must be a group of keys, not {value}", value=shown(value)))
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
