"""What is kept: workshops, their logs, names, facilitators. The only package that speaks SQL."""

from app.store.claim import StoreInUse, claim
from app.store.connecting import address_of, file_name
from app.store.drafts import Draft, DraftChanged, DraftVersion
from app.store.records import (
    Append,
    Beside,
    Conflict,
    FacilitatorRecord,
    Name,
    Recorded,
    StoreFailed,
    StoreFull,
    StoreGone,
    StoreHeld,
    StoreNotReachable,
    StoreNotWritable,
    StoreProblem,
    StoreTooNew,
    Taken,
    WorkshopRecord,
)
from app.store.store import Store

__all__ = [
    "Append",
    "Beside",
    "Conflict",
    "Draft",
    "DraftChanged",
    "DraftVersion",
    "FacilitatorRecord",
    "Name",
    "Recorded",
    "Store",
    "StoreFailed",
    "StoreFull",
    "StoreGone",
    "StoreHeld",
    "StoreInUse",
    "StoreNotReachable",
    "StoreNotWritable",
    "StoreProblem",
    "StoreTooNew",
    "Taken",
    "WorkshopRecord",
    "address_of",
    "claim",
    "file_name",
]
