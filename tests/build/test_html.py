"""Every page is valid HTML, by a checker that is kept. `make build` comes first."""

import json
import re
from pathlib import Path
from typing import Any

from runtime.node import node

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "node_modules/html-validate/bin/html-validate.mjs"

EXCUSED = (
    # Firefox chooses a box again at a reload, unless the box says no; HTML lets text fields alone say it.
    ("input-attributes", r'Attribute "autocomplete" is not allowed on <input type="(checkbox|radio)">'),
    ("valid-autocomplete", r'autocomplete attribute cannot be used on <input type="(checkbox|radio)">'),
    # From here on, the theme. The title of an open part of the menu.
    ("attribute-allowed-values", r'Attribute "tabindex" has invalid value "" #__nav_\d+_label'),
    # The parts of the menu are named by their titles, which are labels: the checker reads none. The table of
    # contents stands in the menu and beside the page, the few main links in the header and in the band.
    ("unique-landmark", r".* html > body > (header > div|div:nth-child\(\d+\)) > nav"),
    ("unique-landmark", r".* html > body > div.* > main > div > div:nth-child\([12]\) > div > div > nav.*"),
)
"""What the checker says and we keep: the rule, the message and, where it is the theme's, the place."""


def check(place: Path, report: Path) -> list[dict[str, Any]]:
    """The pages with a fault. The report goes through a file: the checker leaves before a pipe is read."""
    options = ["--formatter", f"json={report}", "--config", str(ROOT / ".htmlvalidate.mjs")]
    node([str(CHECKER), *options, str(place)], True, capture_output=True)
    pages: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))
    return pages


def test_every_page_is_valid_html(site_folder: Path, tmp_path: Path) -> None:
    faults = [
        f"{Path(page['filePath']).relative_to(site_folder)}:{fault['line']} {fault['ruleId']} "
        f"{fault['message']} ({fault.get('selector')})"
        for page in check(site_folder, tmp_path / "report.json")
        for fault in page["messages"]
        if not any(
            rule == fault["ruleId"] and re.match(said, f"{fault['message']} {fault.get('selector')}")
            for rule, said in EXCUSED
        )
    ]
    assert faults == [], "\n".join(faults[:40])


def test_the_checker_sees_a_fault(site_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    html = (site_folder / "index.html").read_text(encoding="utf-8")
    page.write_text(html.replace("</h1>", "</h2>", 1), encoding="utf-8")
    [found] = check(page, tmp_path / "report.json")
    assert "close-order" in {fault["ruleId"] for fault in found["messages"]}
