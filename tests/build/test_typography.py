"""What is read on the pages is typeset in French: `make build` comes first."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

SILENT = {"script", "style", "code", "pre", "kbd", "textarea", "template", "svg"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "em",
    "i",
    "mark",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "small",
    "cite",
    "q",
    "dfn",
}

FAULTS = {
    "un chiffre écrit comme du code": r"\d_\d",
    "une espace ordinaire avant un signe double": r"\w [:;?!»](?!\w)",
    "une espace ordinaire après un guillemet ouvrant": r"« ",
    "une ponctuation doublée": r"(?<!\.)\.\.(?!\.)|,,|;;|\?\?|\.,",
    "des guillemets dans d’autres": r"«[^»]*«",
    "un ordinal en toutes lettres droites": r"\b1er\b",
    "un pluriel avant deux": r"(?<![\d,.\u202f\u00a0])[01](?:,\d+)?[\u00a0 ]journées",
    "deux signes pour un": r"[=×÷+−:] ?≈",
}

SAID = {
    "une apostrophe droite": r"(?<=[^\W\d_])'(?=[^\W\d_])",
    "deux fois deux points": r"\u00a0: [^:.;,·→?!]*\u00a0: ",
}
"""The same, but in what is quoted, which stays as it is printed."""


class Text(HTMLParser):
    """The text of a page, a line for each block, without what is not prose."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.blocks = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "q":
            self.blocks[-1] += "⟨"
        elif tag not in INLINE:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        elif tag == "q":
            self.blocks[-1] += "⟩"
        elif tag not in INLINE:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.blocks[-1] += data


def read(file: Path) -> Iterator[str]:
    """Each block of the article of a page, on one line."""
    text = Text()
    text.feed(file.read_text(encoding="utf-8"))
    return (" ".join(re.split(r"[ \n\t]+", block)).strip() for block in text.blocks if block.strip())


@pytest.fixture(scope="module")
def blocks(site_folder: Path) -> list[tuple[str, str]]:
    """The blocks of all the pages, each with the name of its page."""
    files = sorted(site_folder.rglob("*.html"))
    return [(file.relative_to(site_folder).as_posix(), block) for file in files for block in read(file)]


def unquoted(block: str) -> str:
    return re.sub(r"«[^»]*»|⟨[^⟩]*⟩", "«»", block)


@pytest.mark.parametrize("fault", [*FAULTS, *SAID])
def test_no_page_has(blocks: list[tuple[str, str]], fault: str) -> None:
    pattern = re.compile((FAULTS | SAID)[fault])
    found = {
        f"{page} : {block[max(0, match.start() - 40) : match.end() + 40]}"
        for page, whole in blocks
        for block in [unquoted(whole) if fault in SAID else whole]
        for match in pattern.finditer(block)
    }
    assert not found, f"{fault} :\n" + "\n".join(sorted(found))
