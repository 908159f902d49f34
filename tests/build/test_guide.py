"""The guide as a reader finds it: its addresses, its words, its dates, its figures. `make build` comes first."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from markupsafe import escape
from playwright.sync_api import expect

from calculator import packaged_rules
from calculator.drawing.tasks import TACHES
from calculator.engine.sons import check_sons
from calculator.exact.formats import format_date, format_euros
from calculator.rules.calendar import events
from calculator.words.typography import french
from overrides.hooks.gathering.addresses import PLACES, addresses
from overrides.hooks.gathering.money import stories
from overrides.hooks.gathering.words import amount
from overrides.hooks.pages.guide import TITLES, sons_example
from overrides.hooks.pages.lexicon import told
from tests.conftest import Opener
from tests.support.pages import article

ROOT = Path(__file__).resolve().parents[2]
RULES = packaged_rules()
CONTRACT = ("/sons/", "/calendrier/", "/glossaire/", "/nouveautes/", "/accessibilite/", "/mentions-legales/")
PAGES = tuple(dict.fromkeys((*TITLES, *CONTRACT, "/donnees/")))


def ids(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


@pytest.mark.parametrize("where", PAGES)
def test_a_page_of_the_guide_has_one_title_and_a_description_of_its_own(read: Any, where: str) -> None:
    html = read(where)
    assert len(re.findall(r"<h1[ >]", article(html))) == 1
    description = re.search(r'<meta name="description" content="([^"]+)"', html)
    assert description is not None
    assert 40 <= len(description[1]) <= 200


@pytest.mark.parametrize("where", PAGES)
def test_every_page_says_where_to_report_an_error(read: Any, where: str) -> None:
    assert "Signaler une erreur" in read(where)


def test_a_reader_may_report_an_error_without_an_account(read: Any) -> None:
    assert {"signaler", "reutiliser"} <= ids(read("/donnees/"))


@pytest.mark.parametrize("where", PAGES)
def test_a_page_of_the_guide_is_reached_from_the_navigation(read: Any, where: str) -> None:
    menu = read("/")[: read("/").index("<article")]
    assert f'href="{where.removeprefix("/")}"' in menu


def test_what_a_text_gave_leads_to_where_it_stands(read: Any) -> None:
    for path, where in PLACES.items():
        page, _, anchor = where.partition("#")
        found = ids(read(page))
        if "*" not in where:
            assert not anchor or anchor in found, where
            continue
        part: Any = RULES
        for key in path.split(".")[:-1]:
            part = getattr(part, key)
        for name in part:
            assert anchor.replace("*", name.replace("_", "-")) in found, (path, name)


# --- no figure typed ---

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
IN_LETTERS = "dix|quinze|vingt|trente|quarante|cinquante|soixante|quatre-vingt|cent|mille|million"
FIGURE = re.compile(
    r"\d[\d\s\u00a0\u202f.,]*\s*(?:€|%|k€|M€|euros?\b|jours\b)"  # an amount, a rate, a delay
    rf"|\b(?:1er|\d{{1,2}})\s(?:{MONTHS})\b(?:\s\d{{4}})?"  # a date
    r"|\b\d+,\d+\b(?!\s(?:seconde|s\b|ms\b|Mo\b|px\b))"  # a rate without its sign; a measure of the site is none
    rf"|\b(?:{IN_LETTERS})[\w-]*\s(?:pour cent|pour mille|euros?|jours|journées)\b",
    re.IGNORECASE,
)
MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{##.*?##\}|`[^`]*`|style=\"[^\"]*\"", re.DOTALL)
PROSE = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "overrides/pages").rglob("*.md"))]


@pytest.mark.parametrize("file", PROSE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_figure_of_the_programme_is_typed_in_the_prose(file: Path) -> None:
    assert FIGURE.findall(MACRO.sub("", file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "typed",
    [
        "Depuis le 31 décembre 2023, le programme est clos.",
        "Le programme paie 0,85 de la base.",
        "Le 1er juillet, la mesure commence.",
        "L’avance est de trente pour cent.",
        "Dans les quarante-cinq jours.",
        "Un plafond de 100 000 €.",
    ],
)
def test_a_figure_typed_in_any_form_is_seen(typed: str) -> None:
    assert FIGURE.search(MACRO.sub("", typed))


# --- the words ---


def test_a_word_of_the_glossary_stands_once() -> None:
    words = [
        word
        for term in RULES.glossaire.values()
        for word in {form.casefold() for form in (term.terme, *term.formes)}
    ]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_every_word_has_its_place_and_what_to_read_next_exists(read: Any) -> None:
    assert set(RULES.glossaire) <= ids(read("/glossaire/"))
    for term in RULES.glossaire.values():
        assert set(term.voir) <= set(addresses(RULES)), term.terme


def test_a_word_is_told_once_a_page_and_leads_to_its_entry(read: Any) -> None:
    html = article(read("/comprendre/leviers/"))
    links = re.findall(
        r'<a class="sunes-mot" href="\.\./\.\./glossaire/#([\w-]+)"><abbr title="([^"]+)">', html
    )
    names = [name for name, _ in links]
    assert {"dmp", "ifaq", "sons"} <= set(names)
    assert len(names) == len(set(names))
    for name, said in links:
        assert RULES.glossaire[name].definition.split()[-1].strip(".") in said


class Book:
    rules = RULES
    addresses = addresses(RULES)


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Le DMP</h2>",
        '<p><a href="/">Le DMP</a></p>',
        "<p><code>DMP</code></p>",
        "<blockquote><p>« le <em>DMP</em> »</p></blockquote>",
        '<div class="sunes-reponse"><p>Le DMP</p></div>',
        "<div data-search-exclude><p>Le DMP</p></div>",
        '<p title="un > DMP">rien</p>',
        "<p>DMP-compatible</p>",
        "<p>une somme fixée d’avance</p>",
    ],
)
def test_a_word_is_not_told_where_it_would_be_in_the_way(html: str) -> None:
    assert told(html, "faq/", Book()) == html  # type: ignore[arg-type]


def test_a_word_is_told_in_running_text_whatever_its_case_or_number() -> None:
    html = told("<h2>DMP</h2><p>Les fenêtres, le DMP, puis le DMP.</p>", "faq/", Book())  # type: ignore[arg-type]
    assert html.count('class="sunes-mot"') == 2
    assert ">fenêtres</abbr>" in html


# --- the questions ---


@pytest.mark.parametrize("name", RULES.faq)
def test_every_answer_has_its_place_its_sources_and_rules_to_read(read: Any, name: str) -> None:
    question = RULES.faq[name]
    assert question.sources
    assert set(question.concerne) <= set(addresses(RULES))
    html = read("/faq/")
    part = html[html.index(f'id="{name}"') :]
    part = part[: part.index("</section>")]
    assert part.count("<blockquote>") == len(question.sources)


# --- the dates ---


def test_the_calendar_file_is_read_by_a_calendar_and_holds_every_event(site_folder: Path) -> None:
    calendar = Calendar.from_ical((site_folder / "calendrier.ics").read_bytes())
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert set(found) == {item.uid for item in events(RULES)}
    for item in events(RULES):
        assert found[item.uid].decoded("dtstart") == item.debut
    assert calendar.errors == []


def test_the_calendar_page_shows_every_date_first_set_and_in_force(read: Any) -> None:
    html = article(read("/calendrier/"))
    for item in events(RULES):
        assert french(format_date(item.debut).removesuffix(f"\u00a0{item.debut.year}")) in html, item.uid
        assert str(item.fin.year) in html
    assert html.count("<s>") == len([item for item in events(RULES) if item.remplace]) > 0
    assert 'href="../calendrier.ics"' in html


CLOSED = re.compile(r"(?:clos\w*|termin\w*|fini\w*|prend\w* fin)[^.]{0,60}?(?:mars 2024|31.décembre 2023)")


def test_no_page_says_that_the_programme_closed_on_a_day_without_its_reading(site_folder: Path) -> None:
    found, reading = 0, RULES.lectures["L48"]
    own = [text[:30] for text in (reading.retenu, reading.raison, reading.effet)]
    for file in site_folder.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        if "<article" not in html:
            continue
        # a quotation has its source beside it
        html = re.sub(r"<blockquote>.*?</blockquote>", "", html, flags=re.DOTALL)
        for part in re.findall(r"<(?:p|li|dd|td|span)\b[^>]*>(.*?)</(?:p|li|dd|td|span)>", html, re.DOTALL):
            said = " ".join(re.sub(r"<[^>]+>", "", part).split())
            if any(text in said for text in own):
                continue
            if re.search(r"[Pp]rogramme", said) and CLOSED.search(said):
                assert "L48" in said, (file.relative_to(site_folder), said)
                found += 1
    assert found


def test_the_banner_gives_both_ends_and_the_reading(read: Any) -> None:
    banner = read("/faq/").partition('class="sunes-avertissement"')[2].partition("</p>")[0]
    assert RULES.programme.fin is not None
    for said in ("Programme clos", format_date(RULES.fenetres["F4"].mesure["I2023"].fin), "lectures/l48/"):
        assert said in banner
    assert RULES.programme.fin.affichee in banner.replace("\u00a0", " ")


# --- the second circle ---

PUBLIC = {key: text for key, text in RULES.textes.items() if text.page is not None}


@pytest.mark.parametrize("key", PUBLIC)
def test_a_public_page_stands_among_the_sources_with_its_words_and_its_link(read: Any, key: str) -> None:
    html = article(read("/sources/"))
    text = PUBLIC[key]
    assert text.page is not None
    part = html[html.index(f'id="{key.lower()}"') :].partition("<h3")[0]
    assert f'<a href="{escape(text.page.adresse)}" rel="noopener">' in part
    assert ("extrait seulement" in part) == text.page.extrait
    assert part.count("<blockquote>") == len(text.page.releves)
    assert f"sunes-portee--{text.portee}" in part


def test_a_rule_page_shows_what_public_pages_say_of_it_beside_its_sources(read: Any) -> None:
    where = addresses(RULES)
    shown = 0
    for name in (*RULES.fenetres, *RULES.domaines, *RULES.indicateurs, *RULES.prerequis):
        kept = [
            item
            for text in PUBLIC.values()
            if text.page
            for item in text.page.releves
            if name in item.concerne
        ]
        html = article(read(where[name]))
        part = html.partition('id="pages-publiques"')[2].partition("<h2")[0]
        assert part.count("<blockquote>") == len(kept), name
        shown += len(kept)
    assert shown > 40


def test_every_quotation_says_what_its_text_weighs(read: Any) -> None:
    for where in (
        *map(addresses(RULES).get, RULES.lectures),
        addresses(RULES)["F4"],
        addresses(RULES)["DS2.1"],
    ):
        for figure in re.findall(
            r'<figure class="sunes-source">.*?</figure>', article(read(where)), re.DOTALL
        ):
            assert "sunes-portee--" in figure, where


def test_a_question_that_public_pages_leave_open_says_when_they_were_searched(read: Any) -> None:
    asked = {name: item for name, item in RULES.lectures.items() if item.statut == "ouvert" or item.recherche}
    assert {"L04", "L05", "L06", "L25", "L32", "L43"} <= asked.keys()
    for number, item in asked.items():
        assert item.recherche is not None, number
        part = article(read(addresses(RULES)[number])).partition("<h2")[0]
        assert f"cherchées le {format_date(item.recherche)}" in part, number


def test_what_changed_shows_each_window_before_and_after(read: Any) -> None:
    html = article(read("/ce-qui-a-change/"))
    for window in RULES.fenetres.values():
        for period in window.mesure.values():
            assert isinstance(period.fin, date)
            assert format_date(period.fin) in html
    for name in RULES.indicateurs:
        assert f"/indicateurs/ds-{name[2:].replace('.', '-')}/" in html


# --- the money ---


def test_the_money_page_shows_what_the_engine_gives_to_each_story(read: Any) -> None:
    html = article(read("/comprendre/argent/"))
    for story in stories(RULES):
        result = story.resultat
        amounts = [result.forfait.avance.cents]
        amounts += [
            branch.montant_acquis for branch in result.hypotheses if branch.montant_acquis is not None
        ]
        if result.acquis and not result.hypotheses:
            amounts += [result.acquis.cents, result.a_rembourser.cents if result.a_rembourser else 0]
        for cents in amounts:
            assert format_euros(cents) in html, story.nom


def test_the_envelopes_and_their_sum_are_shown(read: Any) -> None:
    html = article(read("/comprendre/enveloppes/"))
    for region, cents in RULES.enveloppes.regions.items():
        assert f"{french(region)}</th>" in html
        assert html.count(amount(cents)) >= 2, region  # in the chart and in its table
    assert sum(RULES.enveloppes.regions.values()) == RULES.enveloppes.total


# --- SONS ---


def test_every_verdict_on_an_order_leads_to_its_rule(read: Any) -> None:
    found = ids(read("/sons/"))
    for brick in RULES.sons.briques:
        order = type(sons_example(RULES))(brique=brick)
        for verdict in check_sons(RULES, order).verdicts:
            assert verdict.lien.partition("#")[2] in found, verdict.lien


def test_the_checker_answers_corrects_and_starts_again(open_page: Opener) -> None:
    page = open_page()
    page.goto("/sons/")
    region = page.locator(".sunes-mini__reponse")
    expect(region).to_have_attribute("data-etat", "attente")
    page.get_by_label("Type de logiciel").select_option("RIS")
    page.get_by_label("Signature de la commande").fill("01/03/2022")
    page.get_by_role("button", name="Vérifier").click()
    expect(region).to_have_attribute("data-etat", "pret", timeout=60_000)
    expect(region).to_contain_text("1ᵉʳ mars 2022")
    page.get_by_label("Installation constatée").fill("01/02/2022")
    expect(region).to_have_attribute("data-etat", "saisie", timeout=20_000)
    page.locator(".sunes-problemes a").first.click()
    expect(page.get_by_label("Installation constatée")).to_be_focused()
    expect(page.get_by_label("Installation constatée")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Tout effacer").click()
    expect(region).to_have_attribute("data-etat", "attente")


def test_the_guide_reads_without_scripts(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/sons/")
    expect(page.locator(".sunes-sans-script")).to_be_visible()
    expect(page.get_by_label("Type de logiciel")).to_be_hidden()


# --- from a letter to what can be reckoned ---


def test_a_letter_leads_to_a_task_of_the_simulator_and_to_the_rules(read: Any) -> None:
    html = article(read("/comprendre/vous-avez-recu/"))
    assert {"solde", "refus", "remboursement", "preuves"} <= ids(html)
    tasks = set(re.findall(r'href="../../simulateur/\?tache=(\w+)"', html))
    assert {"solde", "paiement", "avance", "dossier"} == tasks <= set(TACHES)
    asked = set(re.findall(r'href="../../faq/#([\w-]+)"', html))
    answered = {name for name, item in RULES.faq.items() if item.theme == "recu"}
    assert answered <= asked <= set(RULES.faq)
    assert 'href="comprendre/vous-avez-recu/"' in read("/")


@pytest.mark.parametrize("where", ["/verifier/", "/a-propos/", "/comprendre/"])
def test_a_path_opens_a_page_that_says_what_is_there(read: Any, where: str) -> None:
    paths = read("/").partition('<nav class="sunes-chemins')[2].partition("</nav>")[0]
    assert f'href="{where.strip("/")}/"' in paths
    shown = article(read(where))
    links = set(re.findall(r'href="\.\./([\w-]+)/', shown))
    assert len(re.sub(r"<[^>]+>", "", shown)) < 3_000
    assert len(links) >= 6
