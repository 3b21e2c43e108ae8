"""What is wrong with how a page looks: what axe finds, and what does not fit, also in large letters."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
LETTERS = "(size) => { document.documentElement.style.fontSize = size; }"
DOES_NOT_FIT = """() => {
  const all = [...document.querySelectorAll("body *")]
    .filter((one) => one instanceof HTMLElement && one.checkVisibility());
  const told = (what, found) => found.slice(-3).map((one) => `${what}: ${one.outerHTML.slice(0, 160)}`);
  const isOut = ({ left, right }) => left < -1 || right > innerWidth + 1;
  const holdsWords = (one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const isSqueezed = (one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).overflowX === "visible" && holdsWords(one);
  const isWide = document.documentElement.scrollWidth > innerWidth;
  return [
    ...(isWide ? told("wider than the page", all.filter((one) => isOut(one.getBoundingClientRect()))) : []),
    ...told("words wider than their box", all.filter(isSqueezed)),
  ];
}"""
AXE_FINDS = """async () => {
  const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
  const { violations } = await axe.run(options);
  // What lies in part under a bar that stays in sight is scrolled from under it before its size counts.
  const isSmall = async ({ target }) => {
    const one = document.querySelector(target[0]);
    const [x, y] = [scrollX, scrollY];
    one.scrollIntoView({ block: "center" });
    const again = await axe.run(one, { runOnly: ["target-size"], resultTypes: ["violations"] });
    scrollTo(x, y);
    return again.violations.length > 0;
  };
  for (const found of violations.filter(({ id }) => id === "target-size")) {
    const small = [];
    for (const node of found.nodes) if (await isSmall(node)) small.push(node);
    found.nodes = small;
  }
  return violations.filter(({ nodes }) => nodes.length > 0);
}"""
CUT = """() => {
  const shown = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility());
  const pen = document.createElement("canvas").getContext("2d");
  const arrow = 22;
  const isCutSelect = (one) => {
    const style = getComputedStyle(one);
    pen.font = style.font;
    const widest = Math.max(...[...one.options].map(({ text }) => pen.measureText(text).width));
    return widest > one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
  };
  const isCut = (one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2;
  const isSideways = (one) => one.scrollWidth > one.clientWidth;
  return [...shown("select").filter(isCutSelect), ...shown(".button, .chip").filter(isCut),
    ...shown(".scroll-sideways").filter(isSideways)].map((one) => one.outerHTML.slice(0, 200));
}"""


def problems(page: Page) -> list[str]:
    return axe_finds(page) + does_not_fit(page)


def axe_finds(page: Page) -> list[str]:
    """What axe finds, targets under 24 px (WCAG 2.2, 2.5.8) among it; it stays in a page that has it."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"axe {one['id']} ({one['help']}): " + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in page.evaluate(AXE_FINDS)
    ]


def does_not_fit(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate(DOES_NOT_FIT)]


def problems_at_200(page: Page) -> list[str]:
    """Also with letters twice as large: what a phone's page stands, and what it says there."""
    found = problems(page)
    page.evaluate(LETTERS, "200%")
    found += [f"at 200 %, {one}" for one in does_not_fit(page)]
    page.evaluate(LETTERS, "")
    return found


def cut(page: Page) -> list[str]:
    """Selects and buttons whose words do not fit, and tables that must be scrolled sideways."""
    return [str(one) for one in page.evaluate(CUT)]
