"""The day on which a workshop is deleted by itself, and the receipt that is left of one that was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workshops", sa.Column("delete_on", sa.Date, nullable=True))
    op.create_table(
        "receipts",
        sa.Column("workshop_id", sa.String(64), primary_key=True),
        sa.Column("facilitator_id", sa.String(64), sa.ForeignKey("facilitators.id"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("names", sa.Integer, nullable=False),
    )
