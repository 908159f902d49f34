"""The whole site in one file, for an intranet or a USB key: `make archive`.

The same site gives the same bytes, so that two copies can be compared.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from runtime.wheels import ROOT

__all__ = ["pack"]

LAUNCHER = Path(__file__).with_name("lancer.py")
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(site: Path, archive: Path) -> None:
    """Write every file of a built site, and the launcher beside them, into a zip."""
    files = {
        f"sun-es/{file.relative_to(site).as_posix()}": file for file in site.rglob("*") if file.is_file()
    }
    files[f"sun-es/{LAUNCHER.name}"] = LAUNCHER
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, files[name].read_bytes(), zipfile.ZIP_DEFLATED)


def main() -> None:
    """Pack `site/` into `dist/sun-es.zip`."""
    site, archive = ROOT / "site", ROOT / "dist" / "sun-es.zip"
    if not (site / "index.html").exists():
        sys.exit("site/ n'est pas construit : lancez « make archive », qui le construit.")
    pack(site, archive)
    print(
        f"{archive.relative_to(ROOT)} : {archive.stat().st_size / 1e6:.1f} Mo, à décompresser où l'on veut."
    )


if __name__ == "__main__":
    main()
