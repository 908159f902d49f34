"""The model that the site publishes for publicodes: the real publicodes gives our amounts, to the cent."""

import itertools
import json
import re
import tarfile
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from calculator.engine.results import Result
from calculator.engine.simulation import compute
from calculator.engine.tariff import HUNDREDTH, tariffs
from calculator.exact.problems import InvalidInput
from calculator.exact.reading import write_decimal
from calculator.exact.rounding import round_half_up
from calculator.rules.model import Regime
from calculator.rules.objectives import objectives
from calculator.rules.packaged import packaged_rules
from calculator.situation.intake import read_input
from overrides.hooks.outputs.publicodes.amounts import finest
from overrides.hooks.outputs.publicodes.package import FILE, NAME
from overrides.hooks.outputs.publicodes.situations import LIMITS, expressed, limit, translated
from overrides.hooks.outputs.publicodes.writing import named, slug
from runtime.node import node, npm
from tests.support.cases import cases
from tests.support.house import ROOT

RULES = packaged_rules()
EVALUATE = ROOT / "tests/build/publicodes.mjs"
MODULES = ROOT / "node_modules"


@pytest.fixture(scope="module")
def package(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of someone else, where the package was installed beside publicodes."""
    project = tmp_path_factory.mktemp("projet")
    with tarfile.open(site_folder / "api" / FILE) as archive:
        archive.extractall(project, filter="data")
    (project / "node_modules").mkdir()
    (project / "package").rename(project / "node_modules" / NAME)
    (project / "node_modules/publicodes").symlink_to(MODULES / "publicodes")
    return project / "node_modules" / NAME


def evaluate(package: Path, asked: list[tuple[dict[str, str], list[str]]]) -> list[list[Any]]:
    """The values of each situation, by one run of Node."""
    options: dict[str, Any] = {"input": json.dumps(asked), "capture_output": True, "encoding": "utf-8"}
    done: Any = node([str(EVALUATE), str(package / "index.js")], True, **options)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def expected(result: Result) -> Iterator[tuple[str, Any]]:
    """What our engine answers, by the name of the rule that says the same; amounts in cents."""
    yield named("activité combinée"), float(result.activite.number)
    yield named("catégorie"), result.categorie
    yield named("total", "forfait"), result.totaux.forfait
    yield named("total", "avance"), result.totaux.avance
    yield named("total", "solde"), result.totaux.solde
    for item in result.candidatures:
        domain, account, forfait = item.candidature.domaine, item.compte, item.montants
        yield named(domain, "forfait"), forfait.forfait.cents
        yield named(domain, "forfait sans bonus"), forfait.sans_bonus.cents
        yield named(domain, "bonus"), forfait.bonus_centimes
        yield named(domain, "avance"), forfait.avance.cents
        yield named(domain, "solde"), forfait.solde.cents
        yield named(domain, "cibles atteintes"), item.bilan.atteintes
        for name, step in (
            ("acquis", account.acquis),
            ("reste à recevoir", account.reste_a_recevoir),
            ("à rembourser", account.a_rembourser),
        ):
            yield named(domain, name), step and step.cents
        for target in item.bilan.cibles:
            yield named(domain, slug(target.indicateur), "atteinte"), target.atteinte


def test_chaque_cas_que_le_modele_exprime_donne_nos_montants_au_centime(package: Path) -> None:
    found = list(expressed(RULES, cases()))
    wanted = [dict(expected(result)) for _, result in found]
    asked = [
        (translated(result.situation), list(names)) for (_, result), names in zip(found, wanted, strict=True)
    ]
    answers = evaluate(package, asked)
    faults = [
        f"{case.nom} : {name} = {there!r}, non {here!r}"
        for (case, _), names, values in zip(found, wanted, answers, strict=True)
        for (name, here), there in zip(names.items(), values, strict=True)
        if here != there
    ]
    assert len(found) > 300
    assert faults == []


def activities() -> Iterator[tuple[str, str, bool, int, int]]:
    """By tariff, activities in hundredths and our forfait: the bounds, beside them, and those that give half a cent."""
    for (domain, window, cro), tariff in tariffs(RULES).items():
        if RULES.domaines[domain].bareme is None:
            continue
        for rank, (bounds, line) in enumerate(zip(RULES.categories.values(), tariff.forfait, strict=True)):
            low, high = int(bounds.minimum * HUNDREDTH), int(bounds.maximum * HUNDREDTH) - 1
            ties = (
                quantity
                for quantity in range(low, min(high, low + 5 * line.diviseur))
                if (line.pente * quantity + line.origine) % line.diviseur == 0
            )
            for quantity in {low, low + 1, (low + high) // 2, high, *itertools.islice(ties, 4)}:
                yield domain, window, cro, quantity, tariff.at(rank, quantity).forfait


def test_un_demi_centime_et_chaque_seuil_donnent_notre_montant(package: Path) -> None:
    found = list(activities())
    asked = []
    for domain, window, cro, quantity, _ in found:
        situation = {
            named("activité retenue"): f"{quantity // HUNDREDTH}.{quantity % HUNDREDTH:02}",
            named(domain): "oui",
            named(domain, "fenêtre"): f"'{window}'",
        } | ({named(domain, "bonus CRO"): "oui"} if cro else {})
        names = [named(domain, name) for name in ("forfait", "avance", "solde")]
        asked.append((situation, names))
    faults = []
    for (*about, forfait), (there, advance, balance) in zip(found, evaluate(package, asked), strict=True):
        paid = round_half_up(forfait * RULES.versements.avance)
        if (there, advance, balance) != (forfait, paid, forfait - paid):
            faults.append((*about, there, advance, balance, forfait))
    assert len(found) > 300
    assert faults == []


def measures() -> Iterator[tuple[dict[str, str], str, bool]]:
    """Each target under each text, just reached and just missed, by two counts and by a rate: the name, the answer."""
    for domain, window, regime in itertools.product(RULES.domaines, RULES.fenetres, get_args(Regime)):
        for item in objectives(RULES, regime, domain, window):
            if not isinstance(item.cible, Fraction):
                continue
            own = (domain, slug(item.indicateur))
            base = {
                named("texte applicable"): f"'{regime}'",
                named(domain): "oui",
                named(domain, "fenêtre"): f"'{window}'",
            }
            for whole in (100, 700, 12_300, 999_900):
                reached = int(item.cible * whole)
                for count in (reached, reached - 1):
                    counts = {named(*own, "numérateur"): str(count), named(*own, "dénominateur"): str(whole)}
                    yield base | counts, named(*own, "atteinte"), count == reached
            for rate in (item.cible, item.cible - Fraction(1, 10**6), item.cible + Fraction(1, 10**6)):
                told = {named(*own, "taux"): f"{write_decimal(rate * 100)} %"}
                yield base | told, named(*own, "atteinte"), rate >= item.cible


def test_chaque_cible_juste_atteinte_et_juste_manquee_se_juge_comme_ici(package: Path) -> None:
    found = list(measures())
    answers = evaluate(package, [(situation, [name]) for situation, name, _ in found])
    faults = [
        (situation, answer)
        for (situation, _, reached), answer in zip(found, answers, strict=True)
        if answer != [reached]
    ]
    assert len(found) > 500
    assert faults == []


def test_la_marge_est_bien_plus_petite_que_ce_qu_elle_pourrait_changer(site_folder: Path) -> None:
    model = json.loads((site_folder / "api/regles.publicodes.json").read_text(encoding="utf-8"))
    margin = model[named("marge de calcul")]["valeur"]
    assert margin == "0.00000001 €"
    # Half of the finest part of a cent, in hundred-millionths of a euro, against one of them.
    assert 10**6 / (2 * finest(RULES)) > 10


def test_sans_reponse_un_montant_n_est_pas_connu_et_rien_n_est_zero_par_defaut(package: Path) -> None:
    asked = {named("DS1"): "oui"}
    names = ["activité combinée", "DS1 . forfait", "DS1 . acquis", "total . forfait"]
    assert evaluate(package, [(asked, [named(name) for name in names])]) == [[None] * 4]


def test_chaque_limite_dite_est_celle_d_un_cas(site_folder: Path) -> None:
    met: set[str] = set()
    for case in cases():
        try:
            found = limit(compute(RULES, read_input(RULES, case.situation)))
        except InvalidInput:
            found = "saisie"
        met |= {found} if found else set()
    assert met == set(LIMITS)
    page = " ".join((site_folder / "donnees/index.html").read_text(encoding="utf-8").split())
    number = sum(1 for _ in expressed(RULES, cases()))
    assert f"rejoue {number} des {len(cases())} cas" in page
    shown = re.sub(r"[\u00a0\u202f]", " ", re.sub(r"<[^>]*>", "", page))
    assert [sentence for sentence in LIMITS.values() if sentence not in shown] == []


def test_le_yaml_et_le_json_sont_le_meme_modele(site_folder: Path, package: Path) -> None:
    text = (site_folder / "api/regles.publicodes.json").read_text(encoding="utf-8")
    model = json.loads(text)
    assert yaml.safe_load((site_folder / "api/regles.publicodes.yaml").read_text(encoding="utf-8")) == model
    assert text.strip() in (package / "index.js").read_text(encoding="utf-8")


def test_chaque_valeur_cite_son_texte_et_chaque_question_a_son_titre(site_folder: Path) -> None:
    model = json.loads((site_folder / "api/regles.publicodes.json").read_text(encoding="utf-8"))
    assert [name for name, rule in model.items() if "question" in rule and "titre" not in rule] == []
    printed = [name for name, rule in model.items() if re.search(r"\d (€|%|journées)", json.dumps(rule))]
    cited = re.compile(r"«.*»|Lecture L\d+")
    silent = [name for name in printed if not any(map(cited.search, model[name].get("références", ())))]
    # A target is cited by its indicator; an amount of zero and the whole of a rate are no value of a text.
    assert [
        name for name in silent if not re.search(r" cible$| versé$| atteinte$|total|remb|reste", name)
    ] == []
    links = {link for rule in model.values() for link in rule.get("références", {}).values()}
    folders = {link.partition("#")[0] for link in links}
    assert all((site_folder / folder.lstrip("/") / "index.html").is_file() for folder in folders)


def test_le_paquet_est_ce_que_npm_empaquette(package: Path) -> None:
    done: Any = npm(
        ["pack", "--dry-run", "--json", "--offline"], True, cwd=package, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (packed,) = json.loads(done.stdout)
    assert (packed["name"], packed["version"]) == (NAME, RULES.version)
    assert {file["path"] for file in packed["files"]} == {file.name for file in package.iterdir()}


def test_les_types_du_paquet_refusent_un_nom_qui_n_existe_pas(package: Path) -> None:
    project = package.parent.parent
    (project / "package.json").write_text('{"type": "module"}')
    lines = (
        f'import rules, {{ type Situation }} from "{NAME}";',
        'const asked: Situation = { "SUN-ES . DS1": "oui" };',
        'console.log(rules["SUN-ES . total . forfait"], asked);',
    )
    options = [
        "--noEmit",
        "--ignoreConfig",
        "--strict",
        "--module",
        "nodenext",
        "--lib",
        "es2022,dom",
        "--skipLibCheck",
    ]
    for name, wrong in (("DS1", False), ("DS9", True)):
        (project / "essai.ts").write_text("\n".join(lines).replace("DS1", name))
        command = [str(MODULES / "typescript/bin/tsc"), *options, str(project / "essai.ts")]
        done: Any = node(command, True, capture_output=True, encoding="utf-8")
        assert (done.returncode != 0) is wrong, done.stdout


def test_l_exemple_de_la_page_et_celui_de_la_notice_donnent_le_forfait(
    site_folder: Path, package: Path
) -> None:
    project = package.parent.parent
    page = (site_folder / "donnees/index.html").read_text(encoding="utf-8")
    readme = (package / "README.md").read_text(encoding="utf-8")
    blocks = [
        re.sub(r"<[^>]*>", "", block) for block in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    ]
    (ours,) = [block for block in blocks if NAME in block]
    (theirs,) = re.findall(r"```js\n(.*?)```", readme, re.DOTALL)
    for text, said in ((unescape(ours), "euros"), (theirs, "")):
        written = text if said else text.replace("engine.evaluate(", "const euros = engine.evaluate(")
        (project / "essai.mjs").write_text(f"{written}\nconsole.log(euros);\n", encoding="utf-8")
        done: Any = node([str(project / "essai.mjs")], True, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr[-2000:]
        assert done.stdout.strip() == ("109738.12" if said else "99761.93")
