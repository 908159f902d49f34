"""Altair, imported once for all the charts, in half the time.

It imports jsonschema, which compiles at once a grammar of international addresses, for a second: no chart has any.
"""

import sys

GRAMMAR = "rfc3987_syntax"

_kept = sys.modules.get(GRAMMAR)
sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # jsonschema does without what cannot be imported
try:
    import altair as alt
finally:
    del sys.modules[GRAMMAR]
    if _kept is not None:
        sys.modules[GRAMMAR] = _kept

__all__ = ["alt"]
