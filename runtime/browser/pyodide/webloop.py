"""In place of Pyodide's event loop, which brings asyncio: our calls are synchronous.

A snapshot expects the objects of JavaScript that the original imports, in its order.
"""

from pyodide_js._api import scheduleCallback  # type: ignore[import-not-found]  # noqa: F401


def _initialize_event_loop() -> None:
    """Pyodide calls this when it starts."""
