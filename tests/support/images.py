"""Draw again the pictures that are kept: the icons and the one shown when an address is shared.

`python -m tests.support.images`, after `make test` has found a browser. They are kept because the build needs
no browser; draw them again when the logo, the accent or the name of the site changes.
"""

from __future__ import annotations

import base64

from playwright.sync_api import Browser, sync_playwright

from runtime.wheels import ROOT
from tests.support.chromium import FLAGS, find

IMAGES = ROOT / "docs" / "assets" / "images"
FONT = ROOT / "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"
ICONS = (32, 180)


def main() -> None:
    """Draw every picture with the browser of the tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        icon = (IMAGES / "icone.svg").read_text(encoding="utf-8")
        for size in ICONS:
            # A touch icon is cut round by the device: its ground goes to the edge.
            square = icon.replace('rx="6"', 'rx="0"') if size > 64 else icon
            _draw(browser, f"<style>svg{{width:{size}px}}</style>{square}", size, size, f"icone-{size}.png")
        card = (IMAGES / "partage.svg").read_text(encoding="utf-8")
        font = base64.b64encode(FONT.read_bytes()).decode()
        face = f'@font-face{{font-family:"Source Sans 3";font-weight:200 900;src:url(data:font/woff2;base64,{font})}}'
        _draw(browser, f"<style>{face}</style>{card}", 1200, 630, "partage.png")
        browser.close()


def _draw(browser: Browser, body: str, width: int, height: int, name: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{body}")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=str(IMAGES / name), omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
