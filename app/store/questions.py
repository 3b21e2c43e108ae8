"""What is asked at every page and every tap: put together once, since that costs more than the answer."""

import sqlalchemy as sa

from app.store.sql_tables import EVENTS, NAMES, RECOVERIES, RUNNING, SIGNED_OUT, WORKSHOPS

_OF_IT = EVENTS.c.workshop_id == sa.bindparam("of_id")
VERSION = sa.select(sa.func.max(EVENTS.c.version)).where(_OF_IT)
EVENTS_AFTER = (
    sa.select(EVENTS.c.version, EVENTS.c.command_id, EVENTS.c.name, EVENTS.c.data)
    .where(_OF_IT, EVENTS.c.version > sa.bindparam("after_version"))
    .order_by(EVENTS.c.version)
)
EVENTS_NAMED = sa.select(EVENTS.c.version, EVENTS.c.data).where(
    _OF_IT, EVENTS.c.name == sa.bindparam("named"), EVENTS.c.version < sa.bindparam("before_version")
)
RUNNING_OF = sa.select(RUNNING.c.kind, RUNNING.c.whose, RUNNING.c.data).where(
    RUNNING.c.workshop_id == sa.bindparam("of_id")
)
NAMES_OF = sa.select(NAMES.c.participant_id, NAMES.c.name).where(NAMES.c.workshop_id == sa.bindparam("of_id"))
ALL_WORKSHOPS = sa.select(WORKSHOPS).order_by(WORKSHOPS.c.created_at.desc(), WORKSHOPS.c.id)
WORKSHOP_OF_ID = ALL_WORKSHOPS.where(WORKSHOPS.c.id == sa.bindparam("of_id"))
WORKSHOP_OF_CODE = ALL_WORKSHOPS.where(WORKSHOPS.c.code == sa.bindparam("code"))
WORKSHOPS_LED = ALL_WORKSHOPS.where(WORKSHOPS.c.facilitator_id == sa.bindparam("facilitator_id"))
PLACE_OF_CODE = sa.select(
    RECOVERIES.c.workshop_id, RECOVERIES.c.participant_id, RECOVERIES.c.expires_at
).where(RECOVERIES.c.code == sa.bindparam("code"), RECOVERIES.c.expires_at > sa.bindparam("now"))
BROWSER_SIGNED_OUT = sa.select(SIGNED_OUT.c.browser).where(SIGNED_OUT.c.browser == sa.bindparam("browser"))
