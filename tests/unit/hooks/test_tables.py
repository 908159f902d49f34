"""A Markdown table gets its title from the paragraph before it, and headers from its first row and column."""

import pytest
from markdown import markdown

from overrides.hooks.gathering.made import ContentError
from overrides.hooks.pages.tables import titled

TABLE = "| Fichier | *Contenu* |\n| --- | --- |\n| `a.json` | tout & [plus](b.md) |\n"


def test_a_table_has_a_title_and_headers():
    html = titled(
        markdown(f"Avant.\n\nTableau : Les fichiers\n\n{TABLE}\nAprès.", extensions=["tables"]), "x.md"
    )
    assert "".join(line.strip() for line in html.splitlines()) == (
        '<p>Avant.</p><table class="sunes-table"><caption>Les fichiers</caption><thead><tr>'
        '<th scope="col">Fichier</th><th scope="col"><em>Contenu</em></th></tr></thead><tbody><tr>'
        '<th scope="row"><code>a.json</code></th>'
        '<td data-titre="Contenu">tout &amp; <a href="b.md">plus</a></td></tr></tbody></table><p>Après.</p>'
    )


def test_a_table_without_a_title_takes_that_of_its_section():
    page = markdown(
        f"# Page\n\n## Une *partie* {{#ici}}\n\n{TABLE}", extensions=["tables", "attr_list", "toc"]
    )
    linked = page.replace("</h2>", '<a class="headerlink" href="#ici">¶</a></h2>')
    assert "<caption>Une partie</caption>" in titled(linked, "x.md")


def test_a_table_that_nothing_names_stops_the_build():
    with pytest.raises(ContentError, match=r"x\.md : un tableau n’a pas de titre"):
        titled(markdown(TABLE, extensions=["tables"]), "x.md")


def test_the_table_of_a_template_keeps_its_own():
    html = "<table><caption>T</caption><tr><th scope='col'>A</th></tr></table>"
    assert titled(html, "x.md") == html
