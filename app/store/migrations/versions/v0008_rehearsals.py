"""Which workshops are rehearsals: played by bots, kept apart from those of people."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("is_rehearsal", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("workshops", column)
