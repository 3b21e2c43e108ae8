"""The shapes of what is said beside commands, and kept nowhere."""

from marshmallow import Schema, fields
from marshmallow.validate import Length, Range


class _Health(Schema):
    rtt_ms = fields.Integer(required=True, strict=True, validate=Range(0, 600_000))
    waiting = fields.Integer(required=True, strict=True, validate=Range(0, 10_000))
    stepped_out = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class _Replay(Schema):
    table_id = fields.String(required=True, validate=Length(1, 64))
    is_sides = fields.Boolean(load_default=False, truthy={True}, falsy={False})


HEALTH = _Health()
"""What a phone says of itself."""
REPLAY = _Replay()
"""Which table's hour is asked for again, or the three views of it."""
