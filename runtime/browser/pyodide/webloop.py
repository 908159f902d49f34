"""In place of Pyodide's event loop, which brings asyncio: our calls are synchronous."""


def _initialize_event_loop() -> None:
    """Pyodide calls this when it starts."""
