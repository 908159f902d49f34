"""A copy of the house, for the tests that edit it and build it again."""

import shutil
from pathlib import Path

from runtime.library import CACHE

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bench", "calculator", "data", "docs", "overrides", "releases", "requirements", "runtime", "tests")
FILES = (
    "mkdocs.yml",
    "CHANGELOG.md",
    "package-lock.json",
    "package.json",
    "tsconfig.json",  # esbuild reads it
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    "LICENSE-DATA",
)


def copy_house(house: Path, *, compiled: bool = True) -> Path:
    """Copy what the site is made from, the compiled library too unless told; the installed packages are shared."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy2(ROOT / name, house / name)
    (house / "node_modules").symlink_to(ROOT / "node_modules")
    if compiled and CACHE.exists():
        shutil.copytree(CACHE, house / CACHE.relative_to(ROOT), ignore=shutil.ignore_patterns("tmp*"))
    return house
