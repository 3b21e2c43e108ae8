"""A person who takes part in a rehearsal: a phone or two, a persona, and chance that is seeded.

A turn is at most one thing that somebody does. What a step asks is planned when it begins; questions to the
own role are answered first, and what belongs together is seen when it lies there.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from random import Random
from typing import Any

from app.rehearsal import story as says
from app.rehearsal.browser import Browser
from app.rehearsal.ids import new_id
from app.rehearsal.personas import Persona
from app.rehearsal.phones import Phones
from app.rehearsal.story import Story

Doing = Callable[[], Awaitable[object]]

NEED, LESS_NEED = (5, 8), (3, 6)
SEEN_THROUGH = 3
"""With so many insights found, people judge by the whole story."""


class Person(Phones):
    def __init__(self, *, place: int, persona: Persona, seed: int, story: Story, browser: Browser) -> None:
        super().__init__(devices=persona.devices, story=story, browser=browser)
        self.place = place
        self.persona = persona
        self._chance = Random(f"{seed}:{place}:{persona.name}")
        self._step = ""
        self._plan: deque[Doing] = deque()

    # --- a turn ---------------------------------------------------------------------------------------

    async def turn(self) -> bool:
        """Do one thing; False where nothing is left to do for now."""
        phase = self.told("agenda")["phase"]
        if phase["id"] != self._step:
            self._step = phase["id"]
            self._plan = deque(_PLANS.get(phase["kind"], _nothing)(self))
        if self._plan and self._chance.randrange(10) < self.persona.breaks:
            await self.loses_the_network()
        if self.may("answer_ask") and await self._answer():
            return True
        if self._plan:
            await self._plan.popleft()()
            return True
        return self.may("link_facts") and await self._link()

    # --- hands and sharing ----------------------------------------------------------------------------

    async def _read_hand(self) -> None:
        if not self.seat.get("read", False):
            await self.say("finish_reading")

    async def _tell(self, sign: str) -> None:
        if sign in self.untold():
            fact = self.hand()[sign]
            await self.say("reveal_fact", self.id_of(sign), fact_id=sign, **self._wording(fact))

    def _wording(self, fact: dict[str, Any]) -> dict[str, str]:
        is_sensitive = "minimum" in fact or fact.get("sensitive", False)
        return {"wording": "full" if self.persona.tells_all else "minimum"} if is_sensitive else {}

    async def _hold_back(self, sign: str) -> None:
        if sign in self.untold():
            await self.say("hold_back", self.id_of(sign), fact_id=sign, reason=self.persona.reason)

    def plan_of_sharing(self) -> Iterator[Doing]:
        """Half of what is told unasked comes in each round of sharing; what is held back, in the first."""
        asks = self.may("ask_role")
        if not asks:
            yield self._read_hand
        for sign, fact in self.hand().items():
            if sign not in self.untold():
                continue
            is_sensitive = "minimum" in fact or fact.get("sensitive", False)
            if (
                (is_sensitive or self.persona.holds_any)
                and not asks
                and self._chance.random() < self.persona.holds_back
            ):
                yield partial(self._hold_back, sign)
            elif self._chance.random() < self.persona.tells * (1.0 if asks else 0.6):
                yield partial(self._tell, sign)
        yield from [self._ask] * self.persona.asks if asks else ()
        if asks and self.persona.asks:
            yield self._dispute

    async def _ask(self) -> None:
        others = [
            role
            for seat in self.table["seats"].values()
            for role in seat["roles"].split(",")
            if seat["taken"] and role not in self.roles
        ]
        if not others:
            return
        family = self.told("family")
        role = self._chance.choice(sorted(others))
        topic = self._chance.choice(sorted(family["topics"]))
        text = says.question(family["roles"][role]["short"], family["topics"][topic]["name"])
        await self.say("ask_role", f"{role} {topic}", ask_id=new_id(), role_id=role, text=text)

    async def _answer(self) -> bool:
        asks = sorted(self.table.get("asks", {}).items(), key=lambda one: int(one[1]["order"]))
        for ask_id, ask in asks:
            if "reply" not in ask and ask["role"] in self.roles:
                laid = self.table.get("facts", {})
                fitting = [one for one in self.hand() if one not in laid and self._is_about(one, ask["text"])]
                await self._reply(ask_id, fitting)
                return True
        return False

    def _is_about(self, sign: str, question: str) -> bool:
        topics = self.told("family")["topics"]
        return str(topics.get(self.hand()[sign]["topic"], {}).get("name", "")) in question

    async def _reply(self, ask_id: str, fitting: list[str]) -> None:
        if not fitting:
            await self.say("answer_ask", "nothing_held", ask_id=ask_id, reply="nothing_held")
        elif self._chance.random() < self.persona.answers:
            sign, fact = fitting[0], self.hand()[fitting[0]]
            said = {"ask_id": ask_id, "reply": "fact", "fact_id": sign, **self._wording(fact)}
            await self.say("answer_ask", f"fact {self.id_of(sign)}", **said)
        else:
            said = {"ask_id": ask_id, "reply": "held_back", "reason": self.persona.reason}
            await self.say("answer_ask", "held_back", **said)

    async def _link(self) -> bool:
        laid = self.laid()
        mine = [fact_id for sign in self.hand() if (fact_id := self.id_of(sign))]
        for way in self._story.to_link(str(self.table["id"]), laid, mine, self._chance):
            signs = [laid[fact_id] for fact_id in sorted(way.facts)]
            about = f"{way.insight}"
            return await self.say(
                "link_facts", about, link_id=new_id(), fact_ids=signs, line=says.link_line()
            )
        return False

    async def _dispute(self) -> None:
        laid = self.laid()
        marked = {frozenset(one["facts"].split(",")) for one in self.table.get("disputes", {}).values()}
        for pair in self._story.pairs():
            signs = [laid[one] for one in sorted(pair) if one in laid]
            if len(signs) == len(pair) and frozenset(signs) not in marked:
                fields = {"dispute_id": new_id(), "fact_ids": signs, "line": says.dispute_line()}
                await self.say("dispute_facts", " ".join(sorted(pair)), **fields)
                return

    # --- judging and the debrief ----------------------------------------------------------------------

    def plan_of_first_read(self) -> Iterator[Doing]:
        yield self._read_hand
        yield lambda: self._give_read(NEED, fits=self._chance.random() < 0.2)

    def plan_of_second_read(self) -> Iterator[Doing]:
        fits = len(self.table.get("insights", {})) >= SEEN_THROUGH
        yield lambda: self._give_read(LESS_NEED, fits=fits)
        if self.place % 4 == 0 and "table_answer" not in self.seat:
            option = self._option(fits)
            yield lambda: self.say("give_table_answer", f"{fits}", option_id=option)

    def _option(self, fits: bool) -> str:
        options = self.told("family")["reads"]["options"]
        wanted = self._story.option(fits)
        return str(next(sign for sign, one in options.items() if one["text"] == wanted))

    async def _give_read(self, need: tuple[int, int], fits: bool) -> None:
        level = self._chance.randint(*need)
        await self.say("give_read", f"{level} {fits}", need=level, option_id=self._option(fits), line="")

    def plan_of_reveal(self) -> Iterator[Doing]:
        for sign, held in sorted(
            self.seat.get("held_back", {}).items(), key=lambda one: str(self.id_of(one[0]))
        ):
            if "reason" in held and self.persona.name == "needs-consent":
                yield partial(self.say, "tell_why", self.id_of(sign), fact_id=sign)
                return

    def plan_of_barriers(self) -> Iterator[Doing]:
        if self.persona.name != "silent":
            setting = "exercise" if self.place % 2 else "real_work"
            yield lambda: self.say(
                "raise_barrier", self.persona.reason, barrier_id=new_id(), category=self.persona.reason,
                text=says.barrier(self.persona.reason), setting=setting,
            )  # fmt: skip

    def plan_of_vote(self) -> Iterator[Doing]:
        barriers = self.told("debrief").get("barriers", {})
        by_words = sorted(barriers, key=lambda one: (barriers[one]["category"], barriers[one]["text"]))
        left = int(self.told("mine").get("votes_left", 0))
        for barrier_id in self._chance.sample(by_words, min(left, len(by_words))):
            about = barriers[barrier_id]["category"]
            yield partial(self.say, "vote_for_barrier", about, barrier_id=barrier_id)

    def plan_of_meaning(self) -> Iterator[Doing]:
        for barrier_id in filter(None, self.told("debrief").get("first", "").split(",")):
            standing = self._chance.choice(("rule", "belief", "unsure"))
            reach = self._chance.choice(("me", "agency", "partnership"))
            said = {"barrier_id": barrier_id, "standing": standing, "reach": reach}
            yield partial(self.say, "poll_barrier", f"{standing} {reach}", **said)

    def plan_of_commitments(self) -> Iterator[Doing]:
        if self.persona.name in ("good-asker", "needs-consent", "colleague"):
            yield self._promise

    async def _promise(self) -> None:
        open_ones = self.told("debrief").get("open", "").split(",")
        barrier = {"barrier_id": open_ones[0]} if open_ones[0] else {}
        family = self.told("family")
        said = {"situation": says.situation(), "action": says.first_step(), "check": says.how_we_know()}
        owner = family["roles"][self.roles[0]]["short"]
        await self.say("make_commitment", "", commitment_id=new_id(), owner=owner, **said, **barrier)

    def plan_of_check_out(self) -> Iterator[Doing]:
        then = self._chance.randint(2, 6)
        now = min(10, then + self._chance.randint(0, 3))
        take = says.takeaway() if self._chance.random() < 0.5 else ""
        said = {"confidence_then": then, "confidence_now": now, "takeaway": take}
        yield lambda: self.say("check_out", f"{then} {now}", **said)


def _nothing(_person: Person) -> Iterator[Doing]:
    return iter(())


_PLANS: dict[str, Callable[[Person], Iterator[Doing]]] = {
    "read": lambda person: iter((person._read_hand,)),
    "first_read": Person.plan_of_first_read,
    "share": Person.plan_of_sharing,
    "ask_and_link": Person.plan_of_sharing,
    "second_read": Person.plan_of_second_read,
    "reveal": Person.plan_of_reveal,
    "barriers": Person.plan_of_barriers,
    "vote": Person.plan_of_vote,
    "meaning": Person.plan_of_meaning,
    "commitments": Person.plan_of_commitments,
    "check_out": Person.plan_of_check_out,
}
