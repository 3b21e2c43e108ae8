"""The app in a hurry: `run.py` where strangers are waited for two seconds and not a quarter of a minute.

Nothing else is different. tests/shell/test_engine.py says how long it really is.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import run

WAITS_S = 2.0


def hurry() -> None:
    from app.wire import callers, half_open

    half_open.SIGN_IN_WITHIN_S = WAITS_S
    callers.REQUEST_WITHIN_S = callers.BODY_WITHIN_S = callers.ANSWER_WITHIN_S = WAITS_S


def eventlet_engine() -> Any:
    """The app may be imported when eventlet has been patched in, and no sooner."""
    engine = patched()
    hurry()
    return engine


if __name__ == "__main__":
    patched, run.eventlet_engine = run.eventlet_engine, eventlet_engine
    if run.engine_name(sys.argv[1:]) != "eventlet":
        hurry()
    run.main(sys.argv[1:])
