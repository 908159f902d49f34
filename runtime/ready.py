"""What Python compiles from text each time that it starts, handed over already compiled.

``dataclasses`` writes the methods of a class as text, ``re`` turns a pattern into the code of its machine: that is half
of importing the engine. compile.py records both while it imports; in the library of the browser this module
is called ``sitecustomize``, which Python imports as it starts, and beside the engine ``enginecustomize``. A text that
was not recorded is compiled as ever.
"""

import builtins
import dataclasses
import marshal
import re
from types import CodeType
from typing import Any

__all__ = ["hand_over"]

#: The code of each text that ``dataclasses`` runs.
type Methods = dict[str, CodeType]
#: By pattern and flags, the other arguments of ``_sre.compile``.
type Patterns = dict[tuple[str | bytes, int], tuple[Any, ...]]


def hand_over(methods: Methods, patterns: Patterns) -> None:
    """Have ``dataclasses`` and ``re`` take what was recorded."""
    compiler: Any = vars(re)["_compiler"]
    compiled = compiler.compile

    def execute(text: str, names: dict[str, Any], local: dict[str, Any]) -> None:
        builtins.exec(methods.get(text, text), names, local)

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:
        made = patterns.get((pattern, int(flags))) if isinstance(pattern, (str, bytes)) else None
        return compiler._sre.compile(pattern, *made) if made else compiled(pattern, flags)

    vars(dataclasses)["exec"] = execute
    compiler.compile = compile_pattern


if __name__.endswith("customize"):
    recorded = __loader__.get_data(__file__.replace(".pyc", ".marshal"))  # type: ignore[name-defined]
    hand_over(*marshal.loads(recorded))
