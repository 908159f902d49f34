"""The code that Python writes and compiles at each start, compiled once by the build of the library.

That of dataclasses, of named tuples, of annotations and of templates: more than half of the time that the engine
takes to be imported. A text that is not known is compiled as usual.
"""

import collections
import dataclasses
import marshal
from pathlib import Path
from types import CodeType
from typing import Any

import annotationlib
from jinja2 import Environment

FILE = Path("/lib/python3.14/remembered.bin")

#: By kind (``exec``, ``eval`` or the name of a template) and by text.
known: dict[tuple[str, str], CodeType] = {}


def use() -> None:
    """Give the modules that compile texts of their own what is remembered of them."""
    if FILE.exists():
        known.update(marshal.loads(FILE.read_bytes()))
    vars(dataclasses)["exec"] = lambda text, *spaces: exec(compiled("exec", text), *spaces)
    vars(collections)["eval"] = lambda text, *spaces: eval(compiled("eval", text), *spaces)
    vars(annotationlib)["compile"] = lambda text, file, kind: compiled(kind, text)
    setattr(Environment, "compile", template(Environment.compile))  # noqa: B010, a method is not assigned to


def compiled(kind: str, text: str) -> CodeType:
    """The code of a text."""
    if (kind, text) not in known:
        known[kind, text] = compile(text, "<string>", kind)
    return known[kind, text]


def template(original: Any) -> Any:
    """``Environment.compile``, remembering what loaders ask: the template of a name."""

    def compile_(
        self: Environment, source: str, name: str, file: None = None, *rest: Any, **options: Any
    ) -> Any:
        if rest or options:
            return original(self, source, name, file, *rest, **options)
        if (name, source) not in known:
            known[name, source] = original(self, source, name, file)
        return known[name, source]

    return compile_
