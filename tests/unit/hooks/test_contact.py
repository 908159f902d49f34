"""« Signaler une erreur »: one variable of the deployment says to whom, and the rule goes along."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from calculator.rules.packaged import packaged_rules
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.made import ContentError
from overrides.hooks.outputs.contact import Contact, read_contact, report, ways

BOOK = Book(packaged_rules())
REPOSITORY = "https://github.com/exemple/depot"


def where(contact: str, url: str | None) -> str:
    page = None if url is None else SimpleNamespace(url=url)
    return report(page, read_contact(contact), "https://exemple.invalid/", BOOK)


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("indicateurs/ds-1-1/", "DS 1.1"),
        ("domaines/ds-1/", "DS 1"),
        ("fenetres/f2/", "F2"),
        ("prerequis/ps-4-1/", "PS 4.1"),
        ("lectures/l07/", "L07"),
    ],
)
def test_le_formulaire_s_ouvre_avec_la_regle_que_l_on_quitte(url, rule):
    link = urlsplit(where(REPOSITORY, url))
    filled = {name: text for name, (text,) in parse_qs(link.query).items()}
    assert link.geturl().startswith(f"{REPOSITORY}/issues/new?")
    assert (filled["regle"], filled["title"]) == (rule, f"[{rule}] ")
    assert f"https://exemple.invalid/{url}" in filled["affiche"]
    assert filled["version"] == BOOK.edition


@pytest.mark.parametrize("url", [None, "", "calcul/", "indicateurs/", "sources/"])
def test_d_une_page_qui_n_est_pas_une_regle_le_formulaire_se_choisit(url):
    assert where(f"{REPOSITORY}/", url) == f"{REPOSITORY}/issues/new/choose"


@pytest.mark.parametrize("contact", ["", "equipe@exemple.invalid", "https://exemple.invalid/contact"])
def test_sans_depot_la_regle_va_jusqu_au_texte_a_envoyer(contact):
    assert where(contact, "indicateurs/ds-1-1/") == (
        "donnees/?regle=DS%201.1&page=indicateurs%2Fds-1-1%2F#signaler"
    )
    assert where(contact, "calcul/") == "donnees/?page=calcul%2F#signaler"
    assert where(contact, None) == "donnees/#signaler"


def test_une_seule_variable_dit_le_depot_et_a_qui_ecrire():
    contact = read_contact(f"equipe@exemple.invalid {REPOSITORY} https://exemple.invalid/contact")
    assert contact == Contact(REPOSITORY, ("equipe@exemple.invalid",), ("https://exemple.invalid/contact",))
    told = list(ways(contact))
    assert all(address in " ".join(told) for address in (REPOSITORY, *contact.emails, *contact.pages))
    assert not read_contact(" ")


@pytest.mark.parametrize(
    "wrong", ["nom/depot", "exemple.fr", "equipe@", "javascript:alert(1)", 'https://a"b']
)
def test_une_adresse_d_aucune_sorte_arrete_la_construction(wrong):
    with pytest.raises(ContentError, match="n’est ni une adresse de courriel"):
        read_contact(f"{REPOSITORY} {wrong}")
