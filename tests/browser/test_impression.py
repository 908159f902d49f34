"""On paper: the rule whole on three sheets at most, a reading on two; what stays folded says so, and can be had."""

import pytest
from playwright.sync_api import Page, expect

from calculator import packaged_rules
from calculator.rules.addresses import address
from tests.support.pdf import bare, sheets, words

RULES = packaged_rules()
RULE_PAGES = [
    address(name)
    for part in ("indicateurs", "domaines", "fenetres", "prerequis")
    for name in getattr(RULES, part)
]
FOLDED = "Erreurs à éviter"
INSIDE = "Aucun texte en main ne les recense"
NOT_PRINTED = bare("(replié, non imprimé)")


def paper(page: Page, where: str = "") -> bytes:
    if where:
        page.goto(where)
    return page.pdf(prefer_css_page_size=True)


def test_une_regle_tient_sur_trois_feuilles(page: Page) -> None:
    found = {where: sheets(paper(page, where)) for where in RULE_PAGES}
    assert {where: count for where, count in found.items() if count > 3} == {}


def test_chaque_lecture_tient_sur_deux_feuilles(page: Page) -> None:
    found = {name: sheets(paper(page, address(name))) for name in RULES.lectures}
    assert {name: count for name, count in found.items() if count > 2} == {}


def test_ce_qui_porte_la_regle_s_imprime_sans_rien_deplier(page: Page) -> None:
    written = words(paper(page, address("DS1.1")))
    rule = RULES.indicateurs["DS1.1"]
    for fact in rule.precisions:
        for source in fact.sources:
            assert bare(source.citation) in written
    for targets in rule.cibles.values():
        for source in targets.sources:
            assert bare(source.citation) in written
    assert bare("Cibles de DS 1.1 avant et après l’instruction de 2023") in written
    assert bare(RULES.lectures["L21"].retenu) in written


def test_ce_qui_reste_replie_dit_qu_il_n_est_pas_imprime_et_ou_le_lire(page: Page) -> None:
    written = words(paper(page, address("DS1.1")))
    assert bare(FOLDED) + NOT_PRINTED in written
    assert bare(INSIDE) not in written
    assert bare("Ce qui est replié se lit à l’adresse du pied de page") in written
    assert bare(address("DS1.1")) in written


def test_ce_que_l_on_a_deplie_s_imprime(page: Page) -> None:
    page.goto(address("DS1.1"))
    page.get_by_role("heading", name=FOLDED).click()
    page.get_by_role("heading", name="Cas vérifiés").click()
    first, second = page.locator("details.sunes-cas").all()[:2]
    expect(first).to_have_attribute("open", "")
    written = words(paper(page))
    assert bare(INSIDE) in written
    assert bare(FOLDED) + NOT_PRINTED not in written
    titles = [bare(case.locator("summary").first.inner_text()) for case in (first, second)]
    assert titles[0] + NOT_PRINTED not in written
    assert titles[0] in written
    assert titles[1] + NOT_PRINTED in written


def test_imprimer_avec_tout_le_detail_deplie_tout_le_temps_d_imprimer(page: Page) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(address("F2"))
    few = sheets(paper(page))
    shut = page.locator("article details:not([open])").count()
    page.get_by_role("button", name="Imprimer avec tout le détail").click()
    printed = paper(page)
    written = words(printed)
    assert bare(INSIDE) in written
    assert NOT_PRINTED not in written
    assert bare("Ce qui est replié se lit") not in written
    assert sheets(printed) > few
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("article details:not([open])")).to_have_count(shut)


@pytest.mark.parametrize(
    "where", ["/indicateurs/ds-1-1/", "/fenetres/f1/", "/lectures/l48/", "/calcul/", "/faq/"]
)
def test_ce_qu_une_page_cite_y_a_son_adresse_imprimee(page: Page, where: str) -> None:
    page.goto(where)
    addresses = page.locator(".sunes-impression--adresses")
    expect(addresses).to_be_hidden()
    page.emulate_media(media="print")
    expect(addresses).to_be_visible()
    printed = set(addresses.locator("span").all_inner_texts())
    seen = page.locator("article a").evaluate_all(
        """(all, where) => all.filter((link) => link.checkVisibility({ visibilityProperty: true }))
          .map(({ href }) => new URL(href)).filter(({ pathname }) => pathname !== where)
          .map(({ pathname, hash }) => pathname + hash)""",
        where,
    )
    cited = {
        text.page.adresse if text.page else place
        for key, text in RULES.textes.items()
        if (place := f"/sources/#{key.lower()}") in seen
    }
    cited |= {address(name) for name in RULES.lectures if address(name) in seen}
    assert len(cited) > 5
    assert cited - printed == set()


@pytest.mark.parametrize("name", ["DS1.1", "DS4.3"])
def test_un_exemple_suppose_ne_s_imprime_que_si_l_on_y_a_deplie_quelque_chose(page: Page, name: str) -> None:
    page.goto(address(name))
    example = page.locator(".sunes-mini__reponse")
    expect(example).to_be_visible()
    page.emulate_media(media="print")
    expect(example).to_be_hidden()
    page.emulate_media(media="screen")
    unfold = example.locator("summary").first
    if unfold.count():
        unfold.click()
        page.emulate_media(media="print")
        expect(example).to_be_visible()
        page.emulate_media(media="screen")
