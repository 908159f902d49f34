"""Scripts put together for the browser by esbuild: fewer files to ask for, each named after its content."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from runtime.node import node
from runtime.wheels import ROOT

__all__ = ["bundle"]

ESBUILD = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"

#: Every browser that has what Pyodide needs reads it; Pyodide's own imports for Node are left alone. esbuild writes
#: where a module comes from: where `node_modules` is a link, that is the link, not a path of this machine.
OPTIONS = (
    "--bundle",
    "--format=esm",
    "--target=es2022",
    "--external:node:*",
    "--external:ws",
    "--preserve-symlinks",
    "--log-level=error",
)


def bundle(entries: Iterable[Path], folder: Path, *options: str) -> dict[str, Any]:
    """Write each script, with what it imports, into the folder; return what esbuild says of its outputs.

    That is, by the name of a file of the folder, `{entryPoint?, imports: [{path, kind}], ...}`: the source that
    it comes from, relative to the root, and the files of the folder that it imports.
    """
    told = folder / "esbuild.json"
    command = [
        str(ESBUILD),
        *map(str, entries),
        *OPTIONS,
        *options,
        f"--outdir={folder}",
        f"--metafile={told}",
    ]
    settings: dict[str, Any] = {"cwd": ROOT, "capture_output": True, "encoding": "utf-8"}
    result = node(command, True, **settings)
    if result.returncode:
        errors: Any = result.stderr
        raise RuntimeError(f"Les scripts n'ont pas pu être assemblés :\n{errors}")
    outputs = json.loads(told.read_text(encoding="utf-8"))["outputs"]
    told.unlink()
    return {Path(name).name: output for name, output in outputs.items()}
