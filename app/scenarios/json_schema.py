"""The JSON Schema of scenario format 1, made from the marshmallow schema, for editors that complete keys.

`run.py scenario schema` prints it; docs/scenario.schema.json is this text, and a test compares the two.
"""

import json
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import fields

from app.scenarios.dates import WHEN_PATTERN, Moment
from app.scenarios.fields import Number
from app.scenarios.schema import ScenarioFile

_REFERENCE = "#/components/schemas/"


def json_schema() -> str:
    """The JSON Schema (draft 2020-12) as indented text with a newline at its end."""
    parts = _parts()
    whole = parts.pop("ScenarioFile")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario, format 1",
        **whole,
        "$defs": parts,
    }
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    return text.replace(_REFERENCE, "#/$defs/") + "\n"


def _parts() -> dict[str, dict[str, Any]]:
    plugin = MarshmallowPlugin(schema_name_resolver=lambda schema: _name_of(schema))
    spec = APISpec(title="scenario", version="1", openapi_version="3.1.0", plugins=[plugin])
    converter: Any = plugin.converter
    converter.add_attribute_function(_describe)
    spec.components.schema("ScenarioFile", schema=ScenarioFile)
    parts: dict[str, dict[str, Any]] = spec.to_dict()["components"]["schemas"]
    for part in parts.values():
        part["additionalProperties"] = False
    return parts


def _name_of(schema: Any) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__


def _describe(_converter: Any, field: fields.Field[Any], **_sofar: Any) -> dict[str, Any]:
    """Dates may be a bare year, which YAML reads as a number; numbers are whole where the format says so."""
    if isinstance(field, Moment):
        return {"type": ["string", "integer"], "pattern": WHEN_PATTERN, "minimum": 1900, "maximum": 2100}
    if isinstance(field, Number):
        kind = "number" if field.halves else "integer"
        return {"type": kind, "minimum": field.least, "maximum": field.most}
    return {}
