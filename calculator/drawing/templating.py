"""The templates of the drawings: as they are written, or compiled beforehand in the library of the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from jinja2 import BaseLoader, Environment, ModuleLoader, PackageLoader

#: Where the library of the browser holds the templates compiled (runtime/compile.py).
COMPILED = "calculator.drawing.compiled"

_BLOCK = (
    "</?(?:caption|dd|details|div|dl|dt|fieldset|form|h[1-6]|legend|li|ol|p|section|summary|t[dhr]|table|tbody"
    "|tfoot|thead|ul)\\b"
)
_AFTER = re.compile(rf"({_BLOCK}[^<>]*>)(\n\s*)")
_BEFORE = re.compile(rf"(\n\s*)(?={_BLOCK})")


def loader() -> BaseLoader:
    """Compiled where they are so, as they are written elsewhere."""
    found = find_spec(COMPILED)
    places = found and found.submodule_search_locations
    return ModuleLoader(places) if places else Templates("calculator.drawing")


def compiled(environment: Environment) -> Iterator[tuple[str, str]]:
    """Each template as the module that ``COMPILED`` holds in a page: the name of its file, its Python."""
    if not isinstance(environment.loader, Templates):
        raise TypeError("These templates are compiled already.")
    for name in environment.list_templates():
        source = environment.loader.get_source(environment, name)[0]
        yield ModuleLoader.get_module_filename(name), environment.compile(source, name, name, True, True)


class Templates(PackageLoader):
    """The templates without the margins of their blocks: nothing to send, to read, to lay out."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """The source of a template, each line at its number: an error tells its own."""
        source, place, is_fresh = super().get_source(environment, template)
        source = _BEFORE.sub(r"{#\1#}", _AFTER.sub(r"\1{#\2#}", source))
        return source, place, is_fresh
