"""The notebook of the site, run from end to end against the built site, says what the command line says."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pandas
import pytest

from calculator.exact.formats import format_euros
from overrides.hooks.outputs.notebook import ADDRESS, PLACE
from runtime.node import node
from runtime.wheels import ROOT
from tests.support.apart import binaries, stacked
from tests.support.installed import alone

RUN = """
import sys, nbformat, nbclient
carnet = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(carnet, timeout=300).execute()
nbformat.write(carnet, sys.argv[1])
"""


def command(folder: Path, target: str) -> Path:
    """The list of a folder, computed by the command line."""
    (given,) = folder.glob("liste.*")
    line = [sys.executable, "-m", "calculator", "lot", str(given), "-o", str(folder / target)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / target


class Run:
    """The notebook after a run in an environment that holds pandas and no package of ours, and its folder."""

    def __init__(self, folder: Path, source: str) -> None:
        self.folder = folder
        (folder / "carnet.ipynb").write_text(source, encoding="utf-8")
        line = [str(stacked(folder / "venv") / "python"), "-c", RUN, "carnet.ipynb"]
        done = subprocess.run(
            line, cwd=folder, env=alone(), capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        cells = json.loads((folder / "carnet.ipynb").read_text(encoding="utf-8"))["cells"]
        self.codes: list[dict[str, Any]] = [cell for cell in cells if cell["cell_type"] == "code"]
        self.expected: dict[str, Any] = json.loads(
            command(folder, "attendu.json").read_text(encoding="utf-8")
        )

    def shown(self, code: int) -> list[list[str]]:
        """The cells of every table that a cell of code shows."""
        tables = [
            "".join(output["data"]["text/html"])
            for output in self.codes[code]["outputs"]
            if "text/html" in output.get("data", {})
        ]
        rows = re.findall(r"<tr[^>]*>(.*?)</tr>", "".join(tables), re.DOTALL)
        return [[unescape(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)] for row in rows]


@pytest.fixture(scope="module")
def source(site_folder: Path) -> str:
    return (site_folder / ADDRESS).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def told(site: str, source: str) -> str:
    """The notebook, told the address as its reader does: this build does not know it."""
    assert f'ADRESSE = \\"{PLACE}\\"' in source
    return source.replace(f'"{PLACE}\\"', f'"{site}\\"')


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, told: str) -> Run:
    return Run(tmp_path_factory.mktemp("carnet"), told)


def test_le_carnet_a_dix_cellules_qui_tournent_sans_un_mot_d_erreur(run: Run, source: str) -> None:
    assert len(json.loads(source)["cells"]) == 10
    told = [output for cell in run.codes for output in cell["outputs"] if output["output_type"] == "stream"]
    assert [output["name"] for output in told if output["name"] != "stdout"] == []
    assert [cell["execution_count"] for cell in run.codes] == list(range(1, len(run.codes) + 1))


def test_chaque_montant_montre_est_celui_de_la_ligne_de_commande(run: Run) -> None:
    shown = [row[1:] for row in run.shown(2)[1:]]
    assert shown == [
        [
            line["nom"],
            line["categorie"],
            *(format_euros(line[name]) for name in ("total_euros", "avance_euros", "solde_euros")),
        ]
        for line in run.expected["lignes"]
    ]


def test_un_classeur_a_cote_du_carnet_est_lu_a_la_place_de_la_liste_inventee(
    site_folder: Path, told: str, tmp_path: Path
) -> None:
    shutil.copyfile(site_folder / "api/lot-modele.xlsx", tmp_path / "liste.xlsx")
    run = Run(tmp_path, told)
    amounts = [[row[2], row[3]] for row in run.shown(2)[1:]]
    expected = [[line["categorie"], format_euros(line["total_euros"])] for line in run.expected["lignes"]]
    assert amounts == expected
    assert not (tmp_path / "liste.csv").exists()


def test_ce_qui_ne_s_accorde_pas_est_montre_et_rien_d_autre(run: Run) -> None:
    expected = [
        [line["nom"], f"DS{number}", format_euros(line[f"ds{number}_notifie_euros"]), format_euros(gap)]
        for number in range(1, 4)
        for line in run.expected["lignes"]
        if (gap := line[f"ds{number}_ecart_euros"])
    ]
    assert len(expected) == 4
    rows = [row for row in run.shown(3) if len(row) == 7]  # below, the table of errors has three columns
    assert [[*row[1:4], row[5]] for row in rows[1:]] == expected
    assert all("notifi" in row[6] for row in rows[1:])


def test_la_part_de_l_enveloppe_est_montree_en_chiffres_et_en_image(run: Run) -> None:
    expected = {
        name: [format_euros(share[key]) for key in ("montant_centimes", "reste_centimes")]
        for name, region in run.expected["par_region"].items()
        if (share := region["enveloppe"])
    }
    assert len(expected) == 2
    assert {row[0]: row[1:] for row in run.shown(4)[1:]} == expected
    images = [output for output in run.codes[4]["outputs"] if "image/png" in output.get("data", {})]
    assert len(images) == 1


def test_le_classeur_est_celui_de_la_ligne_de_commande(run: Run) -> None:
    sheets = [
        pandas.read_excel(book, sheet_name=None, header=None, dtype=str)
        for book in (run.folder / "resultat.xlsx", command(run.folder, "attendu.xlsx"))
    ]
    assert list(sheets[0]) == list(sheets[1])
    for name, sheet in sheets[0].items():
        other = sheets[1][name]
        if name == "Anomalies":  # a line of the file comes after its titles
            sheet.loc[1:, 0] = [str(int(line) + 1) for line in sheet.loc[1:, 0]]
        pandas.testing.assert_frame_equal(sheet, other)


def test_sa_premiere_cellule_installe_dans_un_jupyterlite(site: str, source: str, tmp_path: Path) -> None:
    first = next(cell for cell in json.loads(source)["cells"] if cell["cell_type"] == "code")
    text = "".join(first["source"]).replace(f'"{PLACE}"', f'"{site}"')
    text = re.sub(r"^(\s+)%pip.*$", r"\1pass", text, flags=re.MULTILINE)  # what Jupyter alone reads
    (packages,) = binaries().parent.glob("**/site-packages")
    script = tmp_path / "lite.mjs"
    script.write_text(
        f"""\
import {{ loadPyodide }} from "{(ROOT / "node_modules/pyodide/pyodide.mjs").resolve().as_uri()}";
try {{
  const python = await loadPyodide();
  python.mountNodeFS("/mnt", {json.dumps(str(packages))});
  python.runPython("import shutil, site\\nfor name in ('micropip', 'packaging'):\\n    shutil.copytree('/mnt/' + name, site.getsitepackages()[0] + '/' + name)");
  await python.runPythonAsync({json.dumps(text)});
  console.log(python.runPython("from calculator import packaged_rules\\nimport openpyxl\\npackaged_rules().version"));
}} catch (error) {{
  console.error(String(error).slice(-2000));
  process.exit(1);
}}
""",
        encoding="utf-8",
    )
    result = node([str(script)], True, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert re.search(r"^\d+\.\d+\.\d+$", result.stdout, re.MULTILINE)


def test_la_liste_est_inventee(run: Run) -> None:
    with (run.folder / "liste.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(io.StringIO(stream.read()), delimiter=";"))
    assert len(rows) == 12
    assert all("fictif" in row["nom"] and row["finess"].startswith("99") for row in rows)


def test_le_carnet_est_nomme_la_ou_on_le_cherche(site_folder: Path) -> None:
    for page in ("donnees", "lots"):
        assert f'href="../{ADDRESS}"' in (site_folder / page / "index.html").read_text(encoding="utf-8")
