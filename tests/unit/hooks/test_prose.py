"""The pages that people write say figures by macros alone: one that cannot answer stops the build."""

from pathlib import Path

import pytest

from calculator import packaged_rules
from overrides.hooks import prose
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.made import ContentError
from overrides.hooks.macros import Macros

BOOK = Book(packaged_rules())


def told(folder: Path, name: str, text: str) -> str:
    """What becomes of a page."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (page,) = prose.files(folder, lambda page: Macros(BOOK, page, (), "python/", {}).named, "https://site/")
    assert page.path == name
    return str(page.content)


def test_une_page_dit_ce_que_disent_les_donnees_et_mene_a_leurs_pages(tmp_path: Path) -> None:
    text = "---\ntitle: « {{ titre }} »\n---\n# Un titre {#ancre}\n{{ part('V1', 'F2') }}, {{ lien('DS1.1') }}, {{ site }}"
    assert told(tmp_path, "dossier/page.md", text) == (
        "---\ntitle: « {{ titre }} »\n---\n# Un titre {#ancre}\n"
        "90\u00a0%, [DS\u00a01.1](../indicateurs/ds-1-1.md), https://site/"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ inconnue }}", "page.md : 'inconnue' is undefined"),
        ("{{ inconnue() }}", "page.md : 'inconnue' is undefined"),
        ("{{ lien('DS9') }}", "page.md : « DS9 » n’existe pas"),
        ("{{ part('V1') }}", r"page.md : .*missing 1 required positional argument: 'fenetre'"),
        ("{{ montant('DS1', 'A', 'milieu') }}", "page.md : « milieu » n’existe pas"),
        ("{{ cible('DS1.1', 'F2', 'I1999') }}", "page.md : « I1999 » n’existe pas"),
        ("{% si %}", "page.md : Encountered unknown tag 'si'"),
    ],
)
def test_une_macro_qui_ne_peut_pas_repondre_arrete_tout(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ContentError, match=message):
        told(tmp_path, "page.md", text)


def test_les_pages_viennent_dans_l_ordre_des_dossiers_l_accueil_d_abord(tmp_path: Path) -> None:
    names = ["index.md", "argent.md", "zone.md", "a/index.md", "a/a.md", "a/b/index.md", "b/a.md"]
    for name in reversed(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = list(prose.files(tmp_path, lambda page: {}, "/"))
    assert [page.path for page in found] == names
    assert [page.address for page in found[:4]] == ["/", "/argent/", "/zone/", "/a/"]
