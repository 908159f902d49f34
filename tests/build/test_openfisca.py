"""The parameters that the site publishes for OpenFisca: the documented shape, our values, our sources."""

import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculator.rules.packaged import packaged_rules
from overrides.hooks.outputs.openfisca import FILE, ROOT, UNITS, parameters

RULES = packaged_rules()


@pytest.fixture(scope="module")
def tree(site_folder: Path) -> dict[str, Any]:
    """What each file of the archive says."""
    with zipfile.ZipFile(site_folder / "api" / FILE) as archive:
        found = {name: yaml.safe_load(archive.read(name)) for name in archive.namelist()}
    assert set(found.pop(f"{ROOT}/index.yaml")) == {"description"}
    return found


def test_chaque_parametre_a_la_forme_que_le_lecteur_attend(tree: dict[str, Any]) -> None:
    for name, parameter in tree.items():
        *folders, leaf = Path(name).with_suffix("").parts
        assert all(part.isidentifier() for part in (*folders, leaf)), name
        assert set(parameter) == {"description", "values", "metadata"}, name
        assert parameter["metadata"]["unit"] in UNITS.values(), name
        assert parameter["values"].keys() == parameter["metadata"]["reference"].keys(), name
        for day, value in parameter["values"].items():
            assert type(day) is date, name
            assert type(value["value"]) in (int, float), name
        for references in parameter["metadata"]["reference"].values():
            assert references, name
            assert all(set(item) == {"title", "href"} and "« " in item["title"] for item in references), name


def test_chaque_valeur_est_celle_des_regles(tree: dict[str, Any]) -> None:
    def value(*path: str) -> Fraction:
        (found,) = tree[f"{ROOT}/{'/'.join(path)}.yaml"]["values"].values()
        return Fraction(str(found["value"]))

    for name, bounds in RULES.categories.items():
        assert value("categories", name, "maximum") == bounds.maximum
    for domain, item in RULES.domaines.items():
        for category, band in item.bareme.tranches.items() if item.bareme else ():
            assert value("forfaits", domain, category, "minimum") * 100 == band.minimum
            assert value("forfaits", domain, category, "maximum") * 100 == band.maximum
    for volet, half in RULES.volets.items():
        for window, share in half.parts.valeurs.items():
            assert value("parts", volet, window) == share
    for name, indicator in RULES.indicateurs.items():
        for regime, row in indicator.cibles.items():
            for window, target in row.valeurs.items():
                if isinstance(target, Fraction):
                    assert value("cibles", regime, name.replace(".", "_"), window) == target
    assert value("versements", "avance") == RULES.versements.avance
    assert value("bonus_cro", "taux") == RULES.bonus_cro.taux
    for key, weight in RULES.activite.composantes.items():
        assert value("activite", "poids", key) == weight.poids
    assert len(tree) == len(list(parameters(RULES)))


def test_une_cible_vaut_depuis_sa_mesure_et_une_part_depuis_sa_candidature(tree: dict[str, Any]) -> None:
    target = tree[f"{ROOT}/cibles/I2023/DS1_1/F2.yaml"]
    assert list(target["values"]) == [RULES.fenetres["F2"].mesure["I2023"].debut]
    share = tree[f"{ROOT}/parts/V1/F2.yaml"]
    assert list(share["values"]) == [RULES.fenetres["F2"].candidature.debut]
    assert list(tree[f"{ROOT}/bonus_cro/taux.yaml"]["values"]) == [RULES.textes["I2021"].date]
