"""What our own sentences say against what the texts print. `make build` comes first."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.files.answer import answer
from calculator.rules.coherence.programme import walk
from calculator.rules.loading import parse
from overrides.hooks.gathering.addresses import addresses
from overrides.hooks.gathering.effects import FILE as EFFECTS
from tests.support.pages import article

RULES = packaged_rules()
WHERE = addresses(RULES)
BORROWED = "L46"
"""That volet 2 follows the rules of payment printed for volet 1."""


def without_quotations(html: str) -> str:
    """The text of a page as a reader has it, without what it quotes."""
    html = re.sub(r"<(script|style|blockquote)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return words(unescape(re.sub(r"<[^>]+>", " ", html)))


def words(text: str) -> str:
    return re.sub(r"\s+([.,)])", r"\1", re.sub(r"\s+", " ", text)).strip()


@pytest.fixture(scope="module")
def read(read: Any) -> Any:
    """The content of a page, by its address."""
    return cache(lambda where: article(read(where)))


@pytest.fixture(scope="module")
def pages(site_folder: Path) -> dict[str, str]:
    """The text of every page but the news, which tell what was mended."""
    found = {}
    for file in sorted(site_folder.rglob("index.html")):
        html = file.read_text(encoding="utf-8")
        name = file.parent.relative_to(site_folder).as_posix()
        if "<article" in html and not name.startswith(("nouveautes", "versions")):
            found[name] = without_quotations(article(html))
    return found


OVERSAID = {
    "les montants n’ont pas bougé": r"montants n’ont pas bougé",
    "les inchangés ne le sont que dans les textes lus": r"Ce qui n’a pas changé",
    "un indicateur manqué laisse le report": r"perdre tout le domaine|rien n’est acquis(?! dans| pour|,? et l’avance|, ce qui a été versé)",
    "deux candidatures ne sont pas interdites": r"Candidater deux fois",
    "l’activité est fournie aux ARS, non notifiée": r"activité(?: combinée)?[^.:;]{0,40} notifiée|celle que l’ARS a notifiée",
    "l’annexe 1 imprime des cibles, non des pièces": r"Justificatifs à fournir|Pièces à (?:garder|préparer)",
    "l’instruction de 2023 a deux raisons": r"ne pas pouvoir tenir|c’est l’origine de l’instruction",
    "l’exception de la biologie est celle de la masse critique": r"biologie hospitalière exceptée",
    "l’INS n’assure pas": r"identitovigilance, assure",
    "la CNAM « sera capable »": r"CNAM sait|elle distingue les types|Assurance Maladie les distingue",
    "nul texte ne dit qui tient le DMP": r"tient le DMP",
    "les volets sont inégaux": r"deux moitiés",
    "l’IFAQ n’était qu’une vocation": r"devaient y entrer",
    "l’ARS peut retenir": r"L’ARS retient",
    "l’établissement calcule ses taux": r"d’autres mesurent",
    "le CRO se reporte « sur la F2 »": r"reporter à la fenêtre suivante",
    "les cibles en vigueur ne montent pas toutes": r"Les cibles montent",
    "le volet 2 n’a pas gardé ses cibles": r"reprend les cibles du volet 2",
    "le webinaire donne aussi les quatre périodes": r"Seule source en main pour les quatre périodes",
    "un guide que l’on n’a pas ne dit rien": r"Il (?:précise chaque|définit numérateurs|expose comment)",
    "un taux de comptes rendus ne compte pas des séjours": r"\d séjours (?:sur|retenus|au dénominateur)",
    "la MOM et la VA ne sont pas dues toutes deux": r"que s’ils sont signés à temps",
    "le choix d’une fenêtre est fait": r"de chances|À égalité si|pensez tenir|Ajouter à votre agenda|seront tenus",
    "le programme ne paie plus": r"(?:SUN-ES|SONS|programme|fenêtre|L’État|[Vv]olet \d) (?:paie|verse|finance|achète)\b|"
    r"L’avance est (?:de|versée)|Elle est versée",
    "le programme est clos": r"Peut-il candidater|Où dépose-t-on|Qui peut candidater|peut candidater, s’il",
}
"""What no page says outside a quotation, by the reason why."""


@pytest.mark.parametrize("why", OVERSAID)
def test_no_page_says_more_than_its_source(pages: dict[str, str], why: str) -> None:
    found = {name: match[0] for name, text in pages.items() if (match := re.search(OVERSAID[why], text))}
    assert found == {}


NUANCES = [
    ("/ce-qui-a-change/", "Les montants sont inchangés dans les textes lus."),
    ("/ce-qui-a-change/", "quelques ajustements sur le programme SUN-ES"),
    ("/ce-qui-a-change/", "les deux raisons"),
    ("/comprendre/acteurs/", "calculés par l’établissement"),
    ("/comprendre/argent/", "Aucun texte en main ne l’écrit des autres domaines"),
    ("/comprendre/argent/", "il pouvait être reporté « sur la F2 »"),
    ("/comprendre/chiffres/", "ce qui en fait déjà 253"),
    ("/eligibilite/", "L’ARS pouvait retenir toutes les candidatures"),
    ("/eligibilite/", "y compris dans un GHT ou un groupe privé"),
    ("/calcul/", "Aucun texte ne dit qu’elle vous est notifiée"),
    ("/programme/", "celle de l’imagerie est la même partout"),
    ("/mentions-legales/", "sans que vous le demandiez, ce que vous avez saisi dans le simulateur"),
    ("/domaines/ds-1/", "le texte ne dit rien de deux candidatures"),
    ("/indicateurs/ds-4-3/", "les textes ne datent pas la présentation"),
]


@pytest.mark.parametrize(("where", "said"), NUANCES)
def test_a_page_says_how_far_its_source_goes(read: Any, where: str, said: str) -> None:
    assert said in without_quotations(read(where))


SHOWN = [
    ("/indicateurs/ds-2-1/", "produits lors des différents passages à l’hôpital"),
    ("/indicateurs/ds-3-1/", "produits lors des différents passages à l’hôpital"),
    ("/lectures/l25/", "produits lors des différents passages à l’hôpital"),
    (
        "/comprendre/argent/",
        "la convention de délégation passée entre l’ARS et l’établissement support du GHT",
    ),
    (
        "/comprendre/argent/",
        "à chaque atteinte des cibles d’usage par un établissement partie pour un domaine",
    ),
    ("/comprendre/argent/", "d’un montant supérieur ou inférieur à 30%"),
    ("/comprendre/argent/", "La décision de versement de ce financement appartient à l’ARS"),
    ("/programme/", "doivent être sélectionnés exclusivement sur la base des critères"),
    ("/eligibilite/", "un établissement de GHT ou de groupe privé candidate"),
    ("/comprendre/acteurs/", "(classés par immatriculation FINESS géographique et juridique)"),
    ("/comprendre/acteurs/", "motif de non validation sinon"),
    ("/comprendre/acteurs/", "éviter les risques de perte de crédits"),
    ("/comprendre/enveloppes/", "du pilotage de leurs enveloppes par fenêtre de financement"),
    ("/comprendre/enveloppes/", "et ceci dès 2021"),
    ("/lectures/l41/", "(entre le dépôt des dossiers et la communication des dossiers retenus)"),
    ("/comprendre/experimentation-et-pilotes/", "dans la limite des capacités d'accompagnement"),
    ("/comprendre/experimentation-et-pilotes/", "constituent ainsi un vivier privilégié"),
    ("/comprendre/experimentation-et-pilotes/", "dans IFAQ 2023"),
    ("/sources/", "Publiée au BO Oui"),
    ("/sources/", "Marie DAUDE"),
    ("/sources/", "Décret n° 2021-779 du 17 juin 2021"),
    ("/sources/", "instruction(s) abrogée(s) : néant"),
    ("/comprendre/chiffres/", "Ils s’ajoutent aux 166 ES"),
    ("/lectures/l47/", "qui s’adresse à l’ensemble des acteurs du parcours de soins"),
]
"""What the founding documents print, and the page where a reader looks for it."""


@pytest.mark.parametrize(("where", "quoted"), SHOWN)
def test_what_a_text_prints_is_quoted_where_one_looks_for_it(read: Any, where: str, quoted: str) -> None:
    quotations = re.findall(r"<blockquote>.*?</blockquote>", read(where), re.DOTALL)
    held = " ".join(words(unescape(re.sub(r"<[^>]+>", "", text))) for text in quotations)
    assert quoted.replace("'", "’") in held.replace("'", "’")


# --- a quotation goes on to where its sense changes ---

ENDS = {
    "Cette instruction définira les modalités d’accompagnement financier": "ajustements sur le programme SUN-ES",
    "un financement incitatif à l’usage": "l’ensemble des acteurs du parcours de soins",
}


def texts() -> Iterator[tuple[str, str]]:
    """Every text of ours in the rules, with its path; what is quoted apart."""
    for path, node in walk(RULES):
        for name in getattr(node, "__dataclass_fields__", ()):
            value = getattr(node, name)
            for said in value if isinstance(value, tuple) else (value,):
                if isinstance(said, str) and name != "citation":
                    yield f"{'.'.join(map(str, path))}.{name}", said


def quoted() -> Iterator[str]:
    for _, node in walk(RULES):
        if said := getattr(node, "citation", None):
            yield said.replace("'", "’")


@pytest.mark.parametrize("start", ENDS)
def test_a_quotation_is_not_cut_before_what_limits_it(start: str) -> None:
    found = [said for said in quoted() if start in said]
    assert found
    assert [said for said in found if ENDS[start] not in said] == []


# --- what is ours is said to be ours ---

ADVICE = re.compile(r"\b(?:gardez|demandez-le|ne les comptez pas|ne la saisissez pas)", re.IGNORECASE)


def test_an_advice_of_ours_is_called_one(pages: dict[str, str]) -> None:
    guide = {
        name: text for name, text in pages.items() if name.startswith(("indicateurs", "lectures", "calcul"))
    }
    sentences = [
        (name, text[max(0, match.start() - 120) : match.end()])
        for name, text in guide.items()
        for match in ADVICE.finditer(text)
    ]
    assert sentences
    assert [item for item in sentences if "otre conseil" not in item[1]] == []
    assert [path for path, said in texts() if ADVICE.search(said) and "otre conseil" not in said] == []


def test_a_definition_without_a_source_is_said_to_be_ours(read: Any) -> None:
    html = read("/glossaire/")
    for name, term in RULES.glossaire.items():
        entry = html[html.index(f'<div id="{name}"') :].partition("</dd>")[0]
        assert ("Définition de ce site" in entry) is (not term.sources), name
        assert ("<blockquote>" in entry) is bool(term.sources), name


def test_few_words_have_no_source_and_none_of_them_tells_a_rule() -> None:
    ours = {name: term.definition for name, term in RULES.glossaire.items() if not term.sources}
    assert len(ours) <= 5
    assert [name for name, said in ours.items() if re.search(r"SUN-ES|forfait|cible|ARS\b", said)] == []


# --- what volet 2 borrows from volet 1 ---


@pytest.mark.parametrize("name", [name for name in RULES.indicateurs if name != "DS4.3"])
def test_all_activities_together_is_a_reading_for_volet_2_alone(name: str) -> None:
    item = RULES.indicateurs[name]
    [fact] = [fact for fact in item.precisions if "toutes activités confondues" in fact.texte]
    readings = {number for source in fact.sources for number in source.lectures}
    assert (BORROWED in readings) is (RULES.domaines[item.domaine].volet == "V2")


@pytest.mark.parametrize(
    ("domain", "more", "rate"),
    [
        ("DS4", {"forfait_base": "40 000 €"}, "60 %"),
        ("DS4", {"forfait_base": "40 000 €"}, "30 %"),
        ("DS2", {}, "30 %"),
    ],
)
def test_what_is_earned_or_paid_back_for_volet_2_lists_its_doubt(
    domain: str, more: dict[str, str], rate: str
) -> None:
    data = {
        "etablissement": {"activite_combinee": "127 800"},
        "candidatures": [{"domaine": domain, "fenetre": "F3", **more}],
        "mesures": {
            name: {"presentation": "oui"} if item.nature == "presentation" else {"taux": rate}
            for name, item in RULES.indicateurs.items()
            if item.domaine == domain
        },
    }
    [item] = answer(RULES, compute(RULES, read_input(RULES, data)))["candidatures"]
    assert item["montant_acquis_centimes"] is not None
    assert (BORROWED in item["lectures"]) is (domain == "DS4")


def test_an_example_counts_what_its_indicator_counts() -> None:
    tree, _, _ = parse(EFFECTS.read_text(encoding="utf-8"), EFFECTS.name)
    told = {
        number: " ".join([effect["exemple"], *(branch["nom"] for branch in effect["branches"])])
        for number, effect in tree["lectures"].items()
    }
    reports = [said for said in told.values() if said.startswith(("Biologie", "Imagerie"))]
    assert len(reports) > 5
    assert [said for said in reports if "séjour" in said] == []


# --- the tense of a programme that is over ---

TO_COME = re.compile(
    r"\b(?:Peut-(?:il|on)|Peut-elle|Pouvons-nous|Faut-il|Vaut-il|Dépose-t-on|Avez-vous|Vous engagez-vous|"
    r"(?:est|sont|a)-(?:t-)?(?:ils?|elles?)\b)(?! (?:été|normal))",
    re.IGNORECASE,
)


def test_no_question_asks_of_a_candidature_to_come() -> None:
    asked = {name: item.question for name, item in RULES.conditions.items()}
    asked |= {name: item.question for name, item in RULES.faq.items() if item.theme != "sons"}
    assert {name: said for name, said in asked.items() if TO_COME.search(said)} == {}


@pytest.mark.parametrize("where", ["/faq/", "/comprendre/candidater/", "/eligibilite/"])
def test_the_first_sentence_says_that_the_programme_is_over(read: Any, where: str) -> None:
    after = without_quotations(read(where).partition("</h1>")[2])
    assert after.startswith("Le programme est clos")


@pytest.mark.parametrize(
    "where",
    [
        "/comprendre/acteurs/",
        "/comprendre/argent/",
        "/comprendre/candidater/",
        "/comprendre/dmp-mss-ins/",
        "/comprendre/experimentation-et-pilotes/",
        "/comprendre/leviers/",
        "/comprendre/mon-espace-sante/",
        "/comprendre/sun-es-et-sons/",
        "/sons/",
    ],
)
def test_what_a_page_says_first_names_its_texts(read: Any, where: str) -> None:
    after = read(where).partition('<p class="sunes-chapeau">')[2].partition("</p>")[2]
    line = after.strip().partition("</p>")[0]
    assert line.startswith('<p class="sunes-voir">D’après')
    assert "sources/#" in line


def test_a_component_is_listed_once(read: Any) -> None:
    names = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</th>", read("/mentions-legales/"))
    assert len(names) == len(set(names)) > 5
