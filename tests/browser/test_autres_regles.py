"""A link made under other rules: the page says so, and from the release what differs, amount by amount."""

import json
import re

from playwright.sync_api import Page, expect

from calculator import packaged_rules
from calculator.rules.publication import fingerprint, published_text
from calculator.rules.releases import release, released
from calculator.situation.permalink import stamp as stamp_of
from tests.browser.simulator import ATTENTE, EXEMPLE, attendre, champ, ouvrir, texte

RULES = packaged_rules()


def publier(page: Page) -> str:
    """Put in the site a release that never was, and give what a link made under it carries."""
    data = json.loads(published_text(RULES)) | {"version": "0.9.0"}
    data["volets"]["V1"]["parts"]["valeurs"]["F4"] = "2/5"  # a half of what F4 pays
    page.route("**/api/regles/0.9.0.json", lambda route: route.fulfill(body=json.dumps(data)))
    return f"regles=0.9.0-{fingerprint(data)[:8]}"


def test_un_lien_d_autres_regles_dit_ce_qui_change_au_centime(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&{publier(page)}")
    box = page.locator("#autres-regles")
    expect(box.locator("table")).to_be_visible(timeout=ATTENTE)
    dit = texte(box)
    assert "et non celles du lien (0.9.0" in dit
    assert "DS 2 F4, forfait 15 677,69 € 31 355,37 € 15 677,68 €" in dit
    assert "DS 1" not in dit  # what does not change is not told
    assert "Attention" not in dit
    # What is typed is computed by the rules in force, and nothing else is said of it.
    champ(page, "activite_combinee").fill("7000")
    expect(box).to_have_text("")


def test_une_edition_publiee_se_compare(page: Page) -> None:
    version = released()[0]
    stamp = release(version, "regles")["empreinte"][:8]
    ouvrir(page, f"{EXEMPLE}&regles={version}-{stamp}")
    expect(page.locator("#autres-regles")).to_contain_text(f"celles du lien ({version}", timeout=ATTENTE)
    assert "Attention" not in texte(page.locator("#autres-regles"))


def test_les_regles_du_lien_restent_dans_l_adresse_jusqu_a_ce_que_l_on_change_la_situation(
    page: Page,
) -> None:
    version = released()[0]
    told = f"{version}-{release(version, 'regles')['empreinte'][:8]}"
    box = page.locator("#autres-regles")
    ouvrir(page, f"{EXEMPLE}&regles={told}")
    for again in (page.reload, page.reload, None):
        expect(box).to_contain_text(f"celles du lien ({version}", timeout=ATTENTE)
        assert page.url.endswith(f"&regles={told}")
        if again:
            again()
    champ(page, "activite_combinee").fill("7000")
    expect(page).to_have_url(re.compile(f"=7000&.*&regles={stamp_of(RULES)}$"))
    page.reload()
    attendre(page, "pret")
    expect(box).to_have_text("")


def test_une_edition_absente_se_dit(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("404")
    ouvrir(page, f"{EXEMPLE}&regles=0.0.1-12345678")
    expect(page.locator("#autres-regles")).to_contain_text("ne sont pas publiées")
    expect(page.locator("#avertissements")).to_contain_text("0.0.1-12345678")


def test_une_edition_illisible_se_dit(page: Page) -> None:
    page.route("**/api/regles/0.9.0.json", lambda route: route.fulfill(body="{"))
    ouvrir(page, f"{EXEMPLE}&regles=0.9.0-12345678")
    expect(page.locator("#autres-regles")).to_contain_text("n’ont pas pu être lues")
