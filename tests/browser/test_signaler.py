"""« Signaler une erreur » on a copy that names nobody: said at the first click, with a text ready to send."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener


def signaler(page: Page, where: str) -> str:
    page.goto(where)
    page.get_by_role("link", name="Signaler une erreur").click()
    expect(page.get_by_text("Cette copie du site ne dit pas à qui l’envoyer")).to_be_in_viewport()
    expect(page.get_by_label("Le texte à envoyer")).to_be_in_viewport()
    return page.get_by_label("Le texte à envoyer").input_value().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("where", "rule"),
    [("/indicateurs/ds-1-1/", "DS 1.1"), ("/lectures/l07/", "L07"), ("/fenetres/f2/", "F2")],
)
def test_le_texte_nomme_la_regle_que_l_on_quitte(page: Page, site: str, where: str, rule: str) -> None:
    lines = signaler(page, where).splitlines()
    assert f"Règle : {rule}" in lines
    assert f"Page : {site}{where}" in lines


def test_le_texte_se_complete_et_se_copie(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lines = signaler(page, "/calcul/").splitlines()
    assert "Règle :" in [line.strip() for line in lines]
    assert f"Page : {site}/calcul/" in lines
    field = page.get_by_label("Le texte à envoyer")
    field.press("Control+End")
    field.press_sequentially("Annexe 2, page 7")
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.locator("#signalement-dit")).to_have_text("Texte copié.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == field.input_value()
    assert copied.endswith("Annexe 2, page 7")


def test_une_adresse_fabriquee_n_ecrit_rien_dans_le_texte(page: Page) -> None:
    page.goto("/donnees/?regle=Payez%20ici&page=javascript:alert(1)#signaler")
    written = page.get_by_label("Le texte à envoyer").input_value()
    assert "Payez" not in written
    assert "alert" not in written


def test_sans_script_le_texte_est_la_a_completer(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/donnees/#signaler")
    lines = (
        page.get_by_label("Le texte à envoyer").input_value().replace("\N{NO-BREAK SPACE}", " ").splitlines()
    )
    assert [line.strip() for line in lines[:2]] == ["Règle :", "Page :"]
    expect(page.get_by_role("button", name="Copier le texte")).to_be_hidden()
