"""What the content of the site is made of, whatever renders it: files, and what stops the build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class ContentError(Exception):
    """What is wrong in the data or in a page, in French: the build stops and shows it."""


@dataclass(frozen=True)
class Made:
    """A file of the content: where it stands in the folder of pages, and its text, its bytes or the file it copies.

    ``in_menu`` is false for a page that the navigation does not name.
    """

    path: str
    content: str | bytes | Path
    in_menu: bool = True

    @property
    def is_page(self) -> bool:
        """Whether it is Markdown, to be rendered; the others are published as they are."""
        return self.path.endswith(".md")

    @property
    def address(self) -> str:
        """The address of a page, from the root of the site."""
        name = self.path.removesuffix(".md")
        folder = "" if name == "index" else name.removesuffix("/index")
        return f"/{folder}/" if folder else "/"

    def write(self, folder: Path) -> None:
        """Write it under a folder."""
        file = folder / self.path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(self.content, Path):
            file.write_bytes(self.content.read_bytes())
        elif isinstance(self.content, bytes):
            file.write_bytes(self.content)
        else:
            file.write_text(self.content, encoding="utf-8", newline="")
