"""Keep the version of data/ for ever: ``make release CODE=0.3.0``.

``prepare`` comes before the site is built: it writes the version of the code and its day where they are read,
or checks them when no version is given, so that nothing is frozen under a wrong name.

A release is what links and citations rely on: its rules, the address of each identifier, and every
address of the site. Once written it never changes; other rules need another version.
"""

import json
import shutil
import sys
import tomllib
from datetime import date
from pathlib import Path

from calculator.rules.publication import published_text
from calculator.rules.releases import REPOSITORY_RELEASES, drift, order, released
from overrides import edition
from overrides.hooks.gathering.book import Book, open_book
from runtime.wheelhouse import KEPT, WHEELHOUSE, changed
from runtime.wheels import ROOT


def prepare(code: str) -> int:
    """Set the version of the code and its day, today, if one is given, then say everything that is not right."""
    rules = open_book(ROOT / "data").rules
    assert rules.publiee_le is not None, "the rules of data/ say their day"
    try:
        if code:
            edition.publish(ROOT, code, date.today(), rules.version)
        found = list(edition.faults(ROOT, rules.version, rules.publiee_le))
    except ValueError as error:
        found = [str(error)]
    for fault in found:
        print(fault, file=sys.stderr)
    if found and not code:
        print("« make release CODE=… » écrit la version du code et son jour partout.", file=sys.stderr)
    return 1 if found else 0


def main(releases: Path = REPOSITORY_RELEASES, site: Path = ROOT / "site") -> int:
    """Write the release of the current version, or say why not."""
    book = open_book(ROOT / "data")
    version = book.rules.version
    if fault := drift(book.rules, releases):
        print(fault, file=sys.stderr)
        return 1
    if version in released(releases):
        print(f"Les règles {version} sont déjà publiées, et data/ n’a pas changé.")
        return 0
    order(version)
    folder = releases / version
    folder.mkdir(parents=True)
    for name, text in documents(book, site).items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"Les règles {version} sont figées dans releases/{version}/ : ajoutez ce dossier au dépôt.")
    return 0


def keep_wheel(built: Path, kept: Path = KEPT) -> int:
    """Keep the wheel of this version of the code, published on the site for ever, or say why not."""
    if fault := changed(built, kept):
        print(fault, file=sys.stderr)
        return 1
    if not (kept / built.name).exists():
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built, kept / built.name)
        print(f"« {built.name} » est figé dans releases/python/ : ajoutez-le au dépôt.")
    return 0


def newest_wheel() -> Path:
    """The wheel that the last build made, whatever was kept before."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return ROOT / WHEELHOUSE / "neuf" / f"sun_es-{about['version']}-py3-none-any.whl"


def documents(book: Book, site: Path) -> dict[str, str]:
    """What a release keeps."""
    return {
        "regles": published_text(book.rules),
        "liens": _json(dict(book.addresses)),
        "adresses": _json(published(site)),
    }


def published(site: Path) -> list[str]:
    """Every address of a built site that people or programs may hold: its pages and its data."""
    files = [*site.rglob("*.html"), *(site / "api").rglob("*.json"), *site.glob("*.ics")]
    return sorted(
        "/" + file.relative_to(site).as_posix().removesuffix("index.html")
        for file in files
        if file.name != "404.html"
    )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["prepare"]:
        sys.exit(prepare("".join(sys.argv[2:3])))
    sys.exit(main() or keep_wheel(newest_wheel()))
