"""Put together what a page needs to run the calculator: `python -m runtime.build FOLDER`.

The folder is complete and relocatable: Pyodide as npm pins it, its exports and its library cut to what the engine
needs (exports.py, library.py), with the engine inside, and `manifest.json`, whose `build` names the whole.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from runtime.bundle import bundle
from runtime.exports import cut
from runtime.library import library
from runtime.wheels import ROOT

__all__ = ["stage"]

NPM_PACKAGE = ROOT / "node_modules" / "pyodide"

#: What `loadPyodide` fetches in a module worker, besides its library and the lock file.
GLUE, MACHINE = "pyodide.asm.mjs", "pyodide.asm.wasm"

#: `loadPyodide`, for whoever runs this Python elsewhere: our worker carries its own.
LOADER = "pyodide.mjs"

#: The thread of Python, which starts what stands beside it.
WORKER = ROOT / "runtime" / "worker" / "worker.js"

LOCK = "pyodide-lock.json"
MANIFEST = "manifest.json"


def stage(target: Path) -> dict[str, Any]:
    """Fill the folder with the browser's Python; return its manifest.

    The manifest is `{build, pyodide, python, on_demand, files: {name: {sha256, size}}}`. `build` is
    the SHA-256 of the rest: it changes when any byte does, and only then. `on_demand` are the files
    that a start does not fetch. A file that is already right is left alone; one that an earlier run
    staged and this one does not is removed.
    """
    version = _check_pyodide()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(NPM_PACKAGE / LOADER, folder / LOADER)
        glue, loader = ((NPM_PACKAGE / file).read_text(encoding="utf-8") for file in (GLUE, LOADER))
        shorter, machine = cut(glue, loader, (NPM_PACKAGE / MACHINE).read_bytes())
        (folder / GLUE).write_text(shorter, encoding="utf-8", newline="")
        (folder / MACHINE).write_bytes(machine)
        bundle([WORKER], folder)
        about = _read_json(NPM_PACKAGE / LOCK)["info"]
        _write_json(folder / LOCK, {"info": about, "packages": {}})
        archives = library(folder)
        manifest = _manifest(
            folder, pyodide=version, python=about["python"], on_demand=[LOADER, *archives[1:]]
        )
        _write_json(folder / MANIFEST, manifest)
        _mirror(folder, target)
    return manifest


def _check_pyodide() -> str:
    """Return the version of the installed Pyodide, which must be the one of package.json."""
    pinned: str = _read_json(ROOT / "package.json")["dependencies"]["pyodide"]
    package = NPM_PACKAGE / "package.json"
    installed = _read_json(package)["version"] if package.exists() else "absent"
    if installed != pinned:
        raise RuntimeError(
            f"Pyodide {pinned} est attendu dans node_modules/ (trouvé : {installed}) : "
            "lancez « make build », qui l'installe."
        )
    return pinned


def _manifest(folder: Path, **about: Any) -> dict[str, Any]:
    """Describe the folder, and name it by one hash."""
    files = {}
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        files[path.name] = {"sha256": digest, "size": len(content)}
    described = {**about, "files": files}
    text = json.dumps(described, sort_keys=True, separators=(",", ":"))
    return {"build": hashlib.sha256(text.encode()).hexdigest(), **described}


def _mirror(source: Path, target: Path) -> None:
    """Copy what differs, after removing what an earlier manifest lists and this one does not."""
    target.mkdir(parents=True, exist_ok=True)
    wanted = {path.name for path in source.iterdir()}
    earlier = _read_json(target / MANIFEST)["files"] if (target / MANIFEST).exists() else {}
    for name in earlier.keys() - wanted:
        (target / name).unlink(missing_ok=True)
    for name in wanted:
        new, old = source / name, target / name
        if not old.exists() or old.read_bytes() != new.read_bytes():
            shutil.copyfile(new, old)


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Stage into the folder given on the command line and say what it weighs."""
    if len(arguments) != 1:
        sys.exit("Usage : python -m runtime.build DOSSIER")
    manifest = stage(Path(arguments[0]))
    size = sum(file["size"] for file in manifest["files"].values())
    print(f"{len(manifest['files'])} fichiers, {size} octets, build {manifest['build'][:12]}")


if __name__ == "__main__":
    main(sys.argv[1:])
