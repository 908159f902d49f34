"""The pages that people write, in ``docs/``: Markdown, where a macro stands for what the data say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, StrictUndefined, TemplateError

from overrides.hooks.gathering.made import ContentError, Made

ENVIRONMENT = Environment(
    undefined=StrictUndefined,
    comment_start_string="{##",  # Markdown writes an anchor as {#anchor}
    comment_end_string="##}",
)
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

type Names = Callable[[str], Mapping[str, Callable[..., str]]]
"""What the page at an address may call."""


def files(docs: Path, names: Names, site: str) -> Iterator[Made]:
    """Each page of a folder, its macros replaced; ``site`` is the address of the site.

    A macro that does not exist, or that the rules cannot answer, stops the build.
    """
    for file in sorted(docs.rglob("*.md"), key=lambda file: _rank(file.relative_to(docs))):
        page = Made(file.relative_to(docs).as_posix(), file.read_text(encoding="utf-8"))
        yield Made(page.path, _told(page, names(page.address), site))


def _rank(file: Path) -> tuple[object, ...]:
    """The pages of a folder before those of its folders, its index first."""
    return (*((1, True, name) for name in file.parts[:-1]), (0, file.stem != "index", file.name))


def _told(page: Made, names: Mapping[str, Callable[..., str]], site: str) -> str:
    text = str(page.content)
    found = _HEAD.match(text)
    head = found[0] if found else ""
    try:
        return head + ENVIRONMENT.from_string(text[len(head) :]).render(names, site=site)
    except (KeyError, TypeError, TemplateError) as error:
        said = error.args[0] if error.args else error
        raise ContentError(f"{page.path} : {said}") from error
