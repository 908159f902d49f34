"""How a page is looked at: what axe finds in it, in which scheme, whether it overflows."""

from pathlib import Path

from playwright.sync_api import Page, expect

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
UNFOLD = "document.querySelectorAll('main details').forEach((details) => { details.open = true; })"
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def still(page: Page) -> None:
    """Stop what fades or slides: the page is looked at as it ends."""
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")


def show(page: Page, scheme: str) -> None:
    """Turn a page to the other scheme, as the reader's system does."""
    still(page)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    name = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)


def violations(page: Page, place: str = "html", *, touch: bool = False) -> list[str]:
    """What axe finds: the rule, and the first places; under a finger, what is too small for it as well."""
    still(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(
            f"{AXE}; axe.configure({{ noHtml: true }}); undefined"
        )  # a place is told by its selector
    rules = {"target-size": {"enabled": touch}}
    found = page.evaluate(
        "([place, rules]) => axe.run(place, {resultTypes: ['violations'], rules})", [place, rules]
    )
    return [
        f"{one['id']} : {[' '.join(map(str, node['target'])) for node in one['nodes']][:5]}"
        for one in found["violations"]
    ]
