"""What can be measured of the look of a page: what overflows or is cut, what is off its line, what moves at load."""

from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (390, 820, 1280)
LOOKS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
WATCH = """
  window.decalages = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) window.decalages.push([value, ...sources.map(({ node }) => (node?.parentElement ?? node)?.className)]);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
SETTLED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"


def moved(page: Page) -> list[object]:
    """What moved by itself since the page began to load; ``WATCH`` was there first."""
    page.evaluate(SETTLED)
    found: list[object] = page.evaluate("window.decalages")
    return found


#: Where each element stands: a scheme of colours that moves nothing needs no second look.
PLACES = """() => [...document.body.querySelectorAll("*")].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height].map(Math.round).join();
}).join(";")"""


def looks(page: Page, width: int, seen: dict[int, str]) -> list[str]:
    """The faults of a page at a width, unless all stands where it was ``seen`` at that width."""
    page.set_viewport_size({"width": width, "height": 900})
    places = page.evaluate(PLACES)
    if seen.get(width) == places:
        return []
    seen[width] = places
    found: list[str] = page.evaluate(LOOKS)
    return found
