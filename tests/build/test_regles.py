"""The rule pages as a reader finds them: the answer first, then its proof. `make build` comes first."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.exact.formats import format_euros, format_rate
from calculator.files.answer import answer
from calculator.situation.permalink import read_fragment
from calculator.words.typography import french
from overrides.hooks.gathering.addresses import addresses
from overrides.hooks.gathering.effects import effects
from tests.conftest import Opener
from tests.support.cases import cases
from tests.support.pages import article

RULES = packaged_rules()
SECTIONS = ("prerequis", "indicateurs", "domaines", "fenetres")
IDENTIFIERS = [(section, name) for section in SECTIONS for name in getattr(RULES, section)]
WHERE = addresses(RULES)
DRAWN = [f"/{section}/" for section in SECTIONS] + [WHERE[name] for _, name in IDENTIFIERS]
DRAWN += ["/calcul/", "/eligibilite/", "/lectures/", "/sources/"] + [WHERE[name] for name in RULES.lectures]
VOID = {"meta", "link", "br", "img", "input", "hr", "path", "circle", "rect", "use", "source", "wbr"}


class Text(HTMLParser):
    """The texts of a page, each with the elements around it; scripts and styles apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.around: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, tuple[tuple[str, dict[str, str]], ...]]] = []
        self.elements: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values, tuple(name for name, _ in self.around)))
        if tag not in VOID:
            self.around.append((tag, values))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.around.pop()

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & {tag for tag, _ in self.around}:
            self.texts.append((data, tuple(self.around)))

    def inside(self, name: str) -> str:
        """The text of the elements of a class."""
        found = [
            text for text, around in self.texts if any(name in a.get("class", "").split() for _, a in around)
        ]
        return re.sub(r"\s+", " ", " ".join(found))


@pytest.mark.parametrize(("section", "name"), IDENTIFIERS, ids=lambda value: value)
def test_the_first_screen_says_what_where_from_and_how_sure(read: Any, section: str, name: str) -> None:
    page = Text(article(read(WHERE[name])))
    first = page.inside("sunes-reponse")
    assert "d’après" in first.lower()
    assert any(mark in first for mark in ("Fait", "Lecture", "Question ouverte"))
    assert "Simuler avec cette règle" in first
    item = getattr(RULES, section)[name]
    if section != "fenetres":
        assert re.sub(r"\s+", " ", french(item.libelle)) in first


@pytest.mark.parametrize("name", RULES.indicateurs)
def test_an_indicator_shows_each_target_in_force_and_what_it_was(read: Any, name: str) -> None:
    html = article(read(WHERE[name]))
    first = html[: html.index('id="cibles"')]
    for text, part in (("I2023", first), ("I2021", html)):
        for target in (
            RULES.indicateurs[name].cibles[text].valeurs if text in RULES.indicateurs[name].cibles else {}
        ).values():
            assert (target if isinstance(target, str) else format_rate(target)) in part


@pytest.mark.parametrize("name", [name for _, name in IDENTIFIERS])
def test_a_rule_shows_every_case_that_proves_it_and_none_has_gone_wrong(read: Any, name: str) -> None:
    html = article(read(WHERE[name]))
    proving = [case for case in cases() if name in case.regles]
    section = html[html.index('id="cas"') : html.index('id="liees"')]
    assert section.count('class="sunes-cas"') == len(proving) > 0
    assert "ne donne plus ce résultat" not in html


def test_a_reading_shows_what_it_changes_in_euros(read: Any) -> None:
    for number, effect in effects(RULES).items():
        section = article(read(WHERE[number])).partition("<h2")[0]
        assert "En euros, sur un exemple" in section, number
        for branch in effect.branches:
            assert format_euros(branch.centimes) in section, (number, branch.nom)


def test_the_published_cases_are_those_of_the_tests(site_folder: Path) -> None:
    published = json.loads((site_folder / "api/exemples.json").read_text(encoding="utf-8"))
    assert published["regles"] == {"version": RULES.version, "empreinte": RULES.empreinte}
    without_link = [{k: v for k, v in case.items() if k != "lien"} for case in published["exemples"]]
    assert without_link == json.loads(json.dumps([case.to_data() for case in cases()]))


def test_the_link_of_a_case_gives_its_result(site_folder: Path) -> None:
    published = json.loads((site_folder / "api/exemples.json").read_text(encoding="utf-8"))["exemples"]
    for case, shown in zip(cases(), published, strict=True):
        if "lien" not in shown:
            assert case.refus is not None, case.nom
            continue
        given = read_input(RULES, read_fragment(shown["lien"].partition("#")[2]).data)
        reply = {"ok": True, "resultat": answer(RULES, compute(RULES, given))}
        if case.attendu and "etablissements" in case.attendu and len(case.attendu["etablissements"]) == 1:
            continue  # a dossier of one establishment is linked to as that establishment
        assert case.faults(reply) == [], case.nom


@pytest.mark.parametrize(("section", "name"), IDENTIFIERS, ids=lambda value: value)
def test_trying_a_rule_opens_a_situation_that_names_it(read: Any, section: str, name: str) -> None:
    html = article(read(WHERE[name]))
    link = re.search(r'href="[./]*/simulateur/#([^"]+)"[^>]*>Simuler avec cette règle', html)
    assert link is not None
    fragment = link[1].replace("&amp;", "&")
    found = read_fragment(fragment)
    assert found.warnings == ()
    assert name in re.split("[&=]", fragment)
    assert "activite_combinee" not in fragment  # the reader's own, never that of the example
    site = found.data.get("etablissement", {}) | {"activite_combinee": "127800"}
    read_input(RULES, found.data | {"etablissement": site})


@pytest.mark.parametrize("where", DRAWN)
def test_french_punctuation_is_never_cut_from_its_word(read: Any, where: str) -> None:
    cut = [
        text.strip()
        for text, _ in Text(article(read(where))).texts
        if re.search(r" [:;!?»](?:\s|$)|« |\d [%€]", text)
    ]
    assert cut == []


def test_a_title_and_a_description_name_one_page(read: Any) -> None:
    heads = {}
    for where in DRAWN:
        html = read(where)
        title = re.search(r"<title>(.*?)</title>", html)
        description = re.search(r'<meta name="description" content="([^"]*)"', html)
        assert title is not None, where
        assert description is not None, where
        assert 50 <= len(description[1]) <= 260, (where, description[1])
        assert "SUN-ES" in description[1], where
        heads[where] = (title[1], description[1])
    assert len({title for title, _ in heads.values()}) == len(heads)
    assert len({description for _, description in heads.values()}) == len(heads)
    for _, name in IDENTIFIERS:
        spelled = re.sub(r"^(PS|DS)", "\\1\N{NO-BREAK SPACE}", name)
        assert spelled in heads[WHERE[name]][0]


@pytest.mark.parametrize("where", DRAWN)
def test_a_table_says_what_it_is_and_each_cell_its_column(read: Any, where: str) -> None:
    page = Text(article(read(where)))
    tables = [tag for tag, values, _ in page.elements if tag == "table"]
    captions = [tag for tag, _, _ in page.elements if tag == "caption"]
    assert len(tables) == len(captions)
    silent = [
        values
        for tag, values, around in page.elements
        if tag == "td" and "tbody" in around and "data-titre" not in values
    ]
    assert silent == []
    assert not [1 for tag, values, _ in page.elements if tag == "th" and "scope" not in values]


def test_pages_follow_one_another_in_the_order_of_the_rules(read: Any) -> None:
    for section in SECTIONS:
        names = list(getattr(RULES, section))
        for before, after in pairwise(names):
            last = WHERE[after].rstrip("/").rpartition("/")[2]
            assert re.search(
                rf'<a href="\.\./{last}/"[^>]*(?:aria-label="Suivant|rel="next")', read(WHERE[before])
            ), before


def test_a_link_and_a_citation_are_copied_and_said_once(open_page: Opener) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(WHERE["DS1.1"])
    said = page.locator(".sunes-actions [role=status]")
    page.get_by_role("button", name="Copier le lien").press("Enter")
    expect(said).to_have_text("Lien copié.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(WHERE["DS1.1"])
    page.locator("summary", has_text="Citer").press("Enter")
    page.get_by_role("button", name="Copier la citation").press("Enter")
    expect(said).to_have_text("Citation copiée.")
    cited = page.evaluate("navigator.clipboard.readText()")
    for words in (
        "SUN-ES, DS 1.1",
        "Instruction",
        "ligne DS 1.1",
        RULES.version,
        "consulté le",
        WHERE["DS1.1"],
    ):
        assert words in cited.replace("\N{NO-BREAK SPACE}", " ")


def test_without_a_clipboard_the_link_is_copied_or_shown(open_page: Opener) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.goto(WHERE["PS1.1"])
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator(".sunes-actions [role=status]")).to_have_text(
        re.compile("Lien copié|À copier : http")
    )


def test_without_scripts_the_citation_is_there_and_nothing_pretends_to_copy(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(WHERE["F1"])
    expect(page.get_by_role("button", name="Copier le lien")).to_be_hidden()
    page.locator("summary", has_text="Citer").click()
    expect(page.locator("[data-citation]")).to_contain_text("Fenêtre 1".casefold())
