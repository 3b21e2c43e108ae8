"""Who leads a rehearsal: signs in, opens the workshop, goes on from step to step, and saves all it leaves."""

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.rehearsal.browser import Browser, Page
from app.rehearsal.line import Line, Refused

_FILE = re.compile(r'<a [^>]*href="([^"]+)" download')


class Leader:
    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._line: Line | None = None
        self.workshop_id = ""

    @property
    def line(self) -> Line:
        assert self._line is not None, "nobody leads before the workshop is open"
        return self._line

    async def open_workshop(self, sign_in: str, *, scenario: str, people: int) -> None:
        """Sign in by the link that works once, and open a workshop. Raises Refused."""
        await self._browser.get(sign_in)
        self._taken(await self._browser.post(sign_in, account="first"), "nobody was signed in")
        await self._browser.get("/facilitate/new")
        typed = {"scenario": scenario, "people": str(people), "kind": "rehearsal"}
        opened = self._taken(await self._browser.post("/facilitate/new", **typed), "no workshop was opened")
        await self.lead(opened.location.rpartition("/")[2])

    async def lead(self, workshop_id: str) -> None:
        self.workshop_id = workshop_id
        auth = {"as": "console", "workshop": workshop_id}
        self._line = await Line.open(self._browser.origin, auth, self._browser.cookie)

    def _taken(self, page: Page, otherwise: str) -> Page:
        if page.status != 303:
            raise Refused(str(page.status), otherwise)
        return page

    async def close(self) -> None:
        if self._line is not None:
            await self._line.close()

    # --- what is known --------------------------------------------------------------------------------

    @property
    def code(self) -> str:
        return str(self.line.told("lead")["code"])

    @property
    def phase(self) -> dict[str, Any]:
        phase = self.line.told("agenda")["phase"]
        assert isinstance(phase, dict)
        return phase

    @property
    def steps(self) -> Sequence[dict[str, Any]]:
        """The steps of the agenda, in order."""
        steps = self.line.told("agenda")["steps"]
        return [steps[place] for place in sorted(steps, key=int)]

    def seats(self) -> Sequence[tuple[str, list[str]]]:
        """Every seat and its roles, table by table."""
        tables = sorted(self.line.told("tables").values(), key=lambda one: int(one["number"]))
        return [
            (seat_id, seat["roles"].split(","))
            for table in tables
            for seat_id, seat in sorted(table["seats"].items(), key=lambda one: _place(one[0]))
        ]

    # --- what a leader does ---------------------------------------------------------------------------

    async def go_on(self) -> None:
        """To the next step; returns when it is there. Raises Refused."""
        then = self.line.told("lead")["next"]["id"]
        answer = await self.line.say("move_to_phase", from_phase_id=self.phase["id"], phase_id=then)
        if not answer["ok"]:
            raise Refused(str(answer["code"]), str(answer["message"]))
        await self.line.until(lambda: self.phase["id"] == then)

    async def give_news(self) -> None:
        """Give what the scenario has for this step and has not come yet."""
        injects = self.line.told("lead").get("injects", {})
        for inject_id, one in sorted(injects.items(), key=lambda item: int(item[1]["order"])):
            if one["phase"] == self.phase["id"] and not one["given"]:
                await self.line.say("give_inject", inject_id=inject_id)

    async def weigh(self) -> None:
        """Say of the barrier that got most votes what it is, and who could change it."""
        first = self.line.told("moderation").get("first", "").split(",")[0]
        if first:
            await self.line.say("weigh_barrier", barrier_id=first, standing="belief", reach="partnership")

    async def save_files(self, folder: Path) -> Sequence[Path]:
        """The report and every file that its page offers. Raises Refused, OSError."""
        page = await self._browser.get(f"/workshops/{self.workshop_id}/report")
        if page.status != 200:
            raise Refused(str(page.status), "there is no report")
        folder.mkdir(parents=True, exist_ok=True)
        saved: list[Path] = []
        for address in dict.fromkeys(html.unescape(one) for one in _FILE.findall(page.text)):
            file = await self._browser.get(address)
            if file.status != 200:
                raise Refused(str(file.status), f"{address} was not saved")
            path = _free(folder / Path(file.name or address.rpartition("/")[2]).name, saved)
            path.write_bytes(file.body)
            saved.append(path)
        return saved


def _free(path: Path, taken: Sequence[Path]) -> Path:
    """The path, or one with a number where a file of the same name was saved just now."""
    paths = (path, *(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 100)))
    return next(one for one in paths if one not in taken)


def _place(seat_id: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", seat_id))
