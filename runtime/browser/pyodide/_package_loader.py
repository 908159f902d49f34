"""In place of Pyodide's installer of packages: the library holds everything. Pyodide reads these names.

A snapshot expects the object of JavaScript that the original imports.
"""

from pathlib import Path

from pyodide_js import loadedPackages  # type: ignore[import-not-found]  # noqa: F401

SITE_PACKAGES = Path("/lib/python3.14/site-packages")
DSO_DIR = Path("/usr/lib")


def init_loaded_packages() -> None:
    """Pyodide calls this when it starts."""
