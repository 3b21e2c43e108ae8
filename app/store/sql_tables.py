"""The tables as today's migrations leave them; a test compares the two."""

from datetime import UTC, datetime

import sqlalchemy as sa


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData()
SECRETS = sa.Table(
    "secrets",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
FACILITATORS = sa.Table(
    "facilitators",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("name_key", sa.String(400), nullable=False, unique=True),
    sa.Column("passphrase_hash", sa.String(400), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
)
SIGN_INS = sa.Table(
    "sign_ins",
    metadata,
    sa.Column("token_hash", sa.String(200), primary_key=True),
    sa.Column("expires_at", Moment, nullable=False),
)
SCENARIOS = sa.Table(
    "scenarios",
    metadata,
    sa.Column("hash", sa.String(200), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)
WORKSHOPS = sa.Table(
    "workshops",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("code", sa.String(32), unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("scenario_id", sa.String(200), nullable=False),
    sa.Column("scenario_version", sa.String(200), nullable=False),
    sa.Column("scenario_hash", sa.ForeignKey("scenarios.hash"), nullable=False),
    sa.Column("facilitator_id", sa.ForeignKey("facilitators.id"), nullable=False, index=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("delete_on", sa.Date),
    sa.Column("delete_zone", sa.String(64)),
    sa.Column("is_rehearsal", sa.Boolean, nullable=False, server_default=sa.false()),
)
NAMES = sa.Table(
    "names",
    metadata,
    sa.Column("workshop_id", sa.ForeignKey("workshops.id"), primary_key=True),
    sa.Column("participant_id", sa.String(64), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
)
EVENTS = sa.Table(
    "events",
    metadata,
    sa.Column("workshop_id", sa.ForeignKey("workshops.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("command_id", sa.String(200), nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sqlite_with_rowid=False,  # one tree, in the order of the log
)
RUNNING = sa.Table(
    "running",
    metadata,
    sa.Column("workshop_id", sa.ForeignKey("workshops.id"), primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("whose", sa.String(64), primary_key=True),
    sa.Column("data", sa.Text, nullable=False),
)
RECEIPTS = sa.Table(
    "receipts",
    metadata,
    sa.Column("workshop_id", sa.String(64), primary_key=True),
    sa.Column("facilitator_id", sa.ForeignKey("facilitators.id"), nullable=False),
    sa.Column("deleted_at", Moment, nullable=False),
    sa.Column("why", sa.String(16), nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("names", sa.Integer, nullable=False),
)
SIGNED_OUT = sa.Table(
    "signed_out",
    metadata,
    sa.Column("browser", sa.String(64), primary_key=True),
    sa.Column("until", Moment, nullable=False),
)
STANDBYS = sa.Table(
    "standbys",
    metadata,
    sa.Column("workshop_id", sa.ForeignKey("workshops.id"), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
RECOVERIES = sa.Table(
    "recoveries",
    metadata,
    sa.Column("workshop_id", sa.ForeignKey("workshops.id"), primary_key=True),
    sa.Column("participant_id", sa.String(64), primary_key=True),
    sa.Column("code", sa.String(32), nullable=False, unique=True),
    sa.Column("expires_at", Moment, nullable=False),
)
COMEBACKS = sa.Table(
    "comebacks",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("workshop_id", sa.ForeignKey("workshops.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("participant_id", sa.String(64), nullable=True),
    sa.Column("expires_at", Moment, nullable=False),
)
DRAFTS = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("facilitator_id", sa.ForeignKey("facilitators.id"), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("is_shared", sa.Boolean, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)
DRAFT_VERSIONS = sa.Table(
    "draft_versions",
    metadata,
    sa.Column("draft_id", sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
    sa.Column("facilitator_id", sa.ForeignKey("facilitators.id"), nullable=False),
    sa.Column("saved_at", Moment, nullable=False),
)
