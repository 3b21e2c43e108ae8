"""Workshops, their log, names, facilitators, one-time sign-ins and the key that signs tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "facilitators",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_key", sa.String(400), nullable=False, unique=True),
        sa.Column("passphrase_hash", sa.String(400), nullable=False),
        sa.Column("created_at", moment, nullable=False),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.String(200), primary_key=True),
        sa.Column("expires_at", moment, nullable=False),
    )
    op.create_table(
        "scenarios",
        sa.Column("hash", sa.String(200), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "workshops",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("code", sa.String(32), unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("scenario_id", sa.String(200), nullable=False),
        sa.Column("scenario_version", sa.String(200), nullable=False),
        sa.Column("scenario_hash", sa.String(200), sa.ForeignKey("scenarios.hash"), nullable=False),
        sa.Column(
            "facilitator_id", sa.String(64), sa.ForeignKey("facilitators.id"), nullable=False, index=True
        ),
        sa.Column("created_at", moment, nullable=False),
    )
    op.create_table(
        "names",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.id"), primary_key=True),
        sa.Column("participant_id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("command_id", sa.String(200), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
