"""The rooms of the house: the table of the README is the rule of imports."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.house import ROOT

ROOMS = re.findall(r"^\| `([a-z/]+)/` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
TOPS = ("calculator", "runtime", "overrides", "bench", "tests")
FREE = ("tests",)
"""What imports whatever it tests."""
COUNTED = {"depth", "length", "limite", "numero", "position", "premier"}
"""What a template may count with: ranks, places, how many it shows."""


def room(file: Path) -> str | None:
    """The room of a file: the deepest folder of the table that holds it."""
    parents = [parent.as_posix() for parent in file.relative_to(ROOT).parents]
    return next((parent for parent in parents if parent in ROOMS), None)


def imported(file: Path) -> Iterator[Path]:
    """The files of ours that a module imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{file} : une importation relative"
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            if name.partition(".")[0] in TOPS:
                yield from filter(Path.is_file, [ROOT / f"{name.replace('.', '/')}.py"])


def modules() -> Iterator[Path]:
    for top in TOPS:
        if top not in FREE:
            yield from (ROOT / top).rglob("*.py")


def test_each_module_stands_in_a_room_of_the_table() -> None:
    assert len(ROOMS) == len(set(ROOMS)) > 20
    assert [str(file) for file in modules() if room(file) is None] == []
    assert [name for name in ROOMS if not (ROOT / name).is_dir()] == []


def test_a_room_imports_only_those_above_it() -> None:
    order = {name: place for place, name in enumerate(ROOMS)}
    back = [
        f"{file.relative_to(ROOT)} ({room(file)}) importe {target.relative_to(ROOT)} ({room(target)}), plus bas"
        for file in modules()
        for target in imported(file)
        if (room(target) or "") not in order or order[room(target) or ""] > order[room(file) or ""]
    ]
    assert not back, "Une pièce n’importe que celles d’au-dessus (README, « La maison ») :\n" + "\n".join(
        back
    )


def computed(template: str) -> list[str]:
    """What a template computes of anything but places: the names that it takes from, divides, rounds…"""
    found = []
    for tag in re.findall(r"\{\{.*?\}\}|\{%.*?%\}", template, re.DOTALL):
        code = re.sub(r"\"[^\"]*\"|'[^']*'", '""', tag)
        names = re.findall(r"([\w.]+)\)*\s+(?:[-*/%]|//)\s+[\w(]|([\w.]+)\)*\s+\+\s+\d", code)
        found += [name for pair in names for name in pair if name and name.rpartition(".")[2] not in COUNTED]
        found += re.findall(r"\|\s*(round|int|float|abs)\b", code)
    return found


def test_un_gabarit_ne_calcule_aucune_valeur() -> None:
    folders = ("calculator", "overrides", "docs")
    files = [file for top in folders for end in ("html", "md") for file in (ROOT / top).rglob(f"*.{end}")]
    assert len(files) > 100
    assert {file.name: names for file in files if (names := computed(file.read_text(encoding="utf-8")))} == {}


def test_un_calcul_glisse_dans_un_gabarit_se_voit() -> None:
    assert computed("{{ item.cents / 100 }} {% set n = dates.n + 1 %} {{ taux | round }}") == [
        *("item.cents", "dates.n", "round"),
    ]
    assert computed("{{ rules.fenetres | length + 1 }} {{ choix + [x] }} {{ 'a - b' }}") == []
