"""What is kept: workshops, their logs, names, facilitators. The only package that speaks SQL (S25)."""

from app.store.claiming import StoreInUse, claim
from app.store.records import (
    Append,
    Conflict,
    FacilitatorRecord,
    Recorded,
    StoreFailed,
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
    "Conflict",
    "FacilitatorRecord",
    "Recorded",
    "Store",
    "StoreFailed",
    "StoreInUse",
    "StoreNotReachable",
    "StoreNotWritable",
    "StoreProblem",
    "StoreTooNew",
    "Taken",
    "WorkshopRecord",
    "claim",
]
