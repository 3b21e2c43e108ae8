"""What lies beside the log while its step lasts: private answers by person, barriers nobody sees yet."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "running",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.id"), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("whose", sa.String(64), primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )
