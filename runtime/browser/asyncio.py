"""In place of asyncio: our calls are synchronous. Pyodide only wants the name when it starts."""


def get_event_loop() -> None:
    """Refuse: nothing here waits."""
    raise RuntimeError("The calculator has no event loop.")
