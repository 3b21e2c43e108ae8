"""Going through a page by keys alone: by Tab to what is named; whatever has the focus shows it."""

from playwright.sync_api import Page

MOST_STEPS = 80
FOCUS = """() => {
  const here = document.activeElement;
  const target = here.querySelector(".person__target");
  const style = getComputedStyle(target ?? here);
  const isRinged = (target ? style.stroke : style.outlineStyle) !== "none";
  const isMarkedByItsLabel = here.matches("input:is([type=radio], [type=checkbox])");
  const isMarkedByTheBrowser = here.matches("input[type=date]");  // day, month and year one by one
  const label = here.labels?.[0] ?? here;
  const box = here.getBoundingClientRect();
  return {
    words: (here.getAttribute("aria-label") || label.innerText || here.value || "").trim(),
    kind: here.localName,
    isMarked: isMarkedByTheBrowser || (here.matches(":focus-visible") && (isRinged || isMarkedByItsLabel)),
    isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate(FOCUS)["words"])


def step(page: Page, key: str = "Tab") -> str:
    """One key on; what has the focus then is marked and in sight. Its words."""
    page.keyboard.press(key)
    focus = page.evaluate(FOCUS)
    if focus["kind"] != "body":
        assert focus["isMarked"], f"the focus cannot be seen on {focus}"
        assert focus["isInSight"], f"the focus is out of sight on {focus}"
    return str(focus["words"])


def reach(page: Page, words: str) -> None:
    """Go on by Tab to what begins with these words."""
    passed = []
    for _ in range(MOST_STEPS):
        passed.append(step(page))
        if passed[-1].startswith(words):
            return
    raise AssertionError(f"no way by Tab to “{words}”, only to {passed}")


def press(page: Page, words: str) -> None:
    reach(page, words)
    page.keyboard.press("Enter")


def tick(page: Page, words: str) -> None:
    """A box to tick, or the chosen one of several: none is chosen yet, and this is the first."""
    reach(page, words)
    page.keyboard.press("Space")


def choose(page: Page, first: str, wanted: str) -> None:
    """Among choices, of which Tab knows the first only: by arrows to another."""
    tick(page, first)
    for _ in range(MOST_STEPS):
        if focused(page).startswith(wanted):
            return
        step(page, "ArrowDown")
    raise AssertionError(f"no way by arrows to “{wanted}”")


def write(page: Page, label: str, text: str) -> None:
    reach(page, label)
    page.keyboard.type(text)
