"""In whose zone the last day of a workshop is a day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workshops", sa.Column("delete_zone", sa.String(64), nullable=True))
