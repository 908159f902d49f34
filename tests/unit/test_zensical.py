"""What compares another rendering with the site sees what differs, and what is written for Zensical says the same."""

from pathlib import Path

from overrides.hooks.gathering.made import Made
from tests.zensical.comparing import differences
from tests.zensical.rendering import from_source

PAGE = """<!doctype html><html><head><title>Titre</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'sha256-a' 'sha256-b'">
</head><body><p>Autour</p><article><h1 id="un">Un titre</h1><p>Un <a href="../deux/">lien</a>.</p>
<script>rien()</script></article></body></html>"""


def unlike(folder: Path, before: str, after: str) -> list[str]:
    """What differs once a page has changed."""
    for name, text in (("ici", PAGE), ("la", PAGE.replace(before, after))):
        page = folder / name / "un" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(text, encoding="utf-8")
    return [part for part, found in differences(folder / "ici", folder / "la").items() if found]


def test_ce_qui_differe_est_nomme(tmp_path: Path) -> None:
    changes = {
        "<title>Titre": ("<title>Autre", ["titres"]),
        'id="un"': ('id="deux"', ["intertitres et ancres"]),
        "Un <a": ("Une <a", ["texte"]),
        "../deux/": ("../trois/", ["liens"]),
        "default-src 'self'": ("default-src *", ["politique de sécurité"]),
        "Autour": ("Alentour", ["texte autour de l’article"]),
        "<script>": ('<script type="application/ld+json">', ["données liées"]),
    }
    for rank, (before, (after, expected)) in enumerate(changes.items()):
        assert unlike(tmp_path / str(rank), before, after) == expected


def test_ce_qui_ne_change_rien_n_est_pas_une_difference(tmp_path: Path) -> None:
    for rank, (before, after) in enumerate(
        {
            "../deux/": "../deux/index.html",
            "rien()": "autre()",
            "'sha256-b'": "'sha256-c' 'sha256-d'",
            "<p>Un ": "<p>Un\n  ",
        }.items()
    ):
        assert unlike(tmp_path / str(rank), before, after) == []


def test_une_page_perdue_est_une_adresse_absente(tmp_path: Path) -> None:
    for name in ("ici/un", "ici/deux", "la/un"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(PAGE, encoding="utf-8")
    assert differences(tmp_path / "ici", tmp_path / "la")["adresses"] == {"/deux/": "absente"}


def test_un_lien_ecrit_en_html_part_du_fichier() -> None:
    text = '<a href="../deux/#x">a</a> <a href="#y">b</a> <img src="../../i.png"> [c](../d.md) <a href="https://e/">'
    assert from_source(Made("a/un.md", text)) == (
        '<a href="../deux/#x">a</a>'.replace("../deux", "deux")
        + ' <a href="#y">b</a> <img src="../i.png"> [c](../d.md) <a href="https://e/">'
    )
    assert from_source(Made("a/index.md", '<a href="../b/">')) == '<a href="../b/">'
