"""`python -m app.scenarios FILE…`: the check of scenario files without the rest of the program."""

import sys
from pathlib import Path

from app.scenarios.check_report import as_text
from app.scenarios.checks import check, shipped


def main(names: list[str]) -> int:
    checks = [check(Path(name)) for name in names or shipped()]
    sys.stdout.write(as_text(checks) + "\n")
    return 1 if any(one.has_errors for one in checks) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
