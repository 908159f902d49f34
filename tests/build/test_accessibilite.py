"""What the HTML of every page says to whoever does not see it: tables, labels, names. `make build` comes first."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

#: Between two of these, a text browser keeps no space.
INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "button",
        "cite",
        "code",
        "dfn",
        "em",
        "i",
        "input",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
    ),
    *("small", "span", "strong", "sub", "sup", "svg", "text", "time", "tspan"),
}
SILENT = {"script", "style", "template"}
SCOPES = {"col": "column", "colgroup": "column", "row": "row", "rowgroup": "row"}
REFERENCES = ("aria-controls", "aria-describedby", "aria-labelledby")


class Reader(HTMLParser):
    """What a page says of its tables, its labels and its words, in the order of reading."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.wanted: list[str] = []
        self.tables: list[dict[str, int]] = []
        self.open: list[dict[str, int]] = []
        self.glued: list[str] = []
        self.drawings: list[str] = []
        self.silent = 0
        self.last, self.crossed = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids.add(said.get("id", ""))
        self.wanted += [said["for"]] if tag == "label" and "for" in said else []
        self.wanted += [word for name in REFERENCES for word in said.get(name, "").split()]
        if (
            tag == "svg"
            and said.get("aria-hidden") != "true"
            and not (said.get("role") == "img" and said.get("aria-label"))
        ):
            self.drawings.append(said.get("class", ""))
        if tag == "table":
            self.open.append(dict.fromkeys(("caption", "column", "row", "bare", "lines"), 0))
        if self.open:
            kind = SCOPES.get(said.get("scope", ""), "bare") if tag == "th" else {"tr": "lines"}.get(tag, tag)
            if kind in self.open[-1]:
                self.open[-1][kind] += 1
        self._cross(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.tables.append(self.open.pop())
        self._cross(tag, -1)

    def _cross(self, tag: str, step: int) -> None:
        self.silent += step * (tag in SILENT)
        self.crossed = True
        if tag not in INLINE:
            self.last = ""

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.crossed and self.last[-1:].isalnum() and data[:1].isalnum():
            self.glued.append(f"{self.last[-20:]}|{data[:20]}")
        self.last, self.crossed = data, False


@pytest.fixture(scope="module")
def read(site_folder: Path) -> dict[str, Reader]:
    """Every page, read."""
    pages = {}
    for file in sorted(site_folder.rglob("*.html")):
        reader = pages[str(file.relative_to(site_folder))] = Reader()
        reader.feed(file.read_text(encoding="utf-8"))
    return pages


def faults_of(table: dict[str, int]) -> Iterator[str]:
    """What a table does not say; one that a script will fill has its head alone."""
    if table["caption"] != 1:
        yield "sans titre"
    if table["bare"] or not table["column"]:
        yield "en-têtes de colonne non désignés"
    if table["lines"] > 1 and not table["row"]:
        yield "sans en-tête de ligne"


def test_chaque_tableau_a_un_titre_et_des_en_tetes_de_ligne_et_de_colonne(read: dict[str, Reader]) -> None:
    tables = [(page, table) for page, reader in read.items() for table in reader.tables]
    assert len(tables) > 200
    assert [f"{page} : {fault}" for page, table in tables for fault in faults_of(table)] == []


def test_une_etiquette_et_une_description_menent_a_ce_qu_elles_nomment(read: dict[str, Reader]) -> None:
    lost = {f"{page} : {wanted}" for page, reader in read.items() for wanted in {*reader.wanted} - reader.ids}
    assert sorted(lost) == []


def test_deux_mots_voisins_ne_sont_jamais_colles(read: dict[str, Reader]) -> None:
    assert sorted({words for reader in read.values() for words in reader.glued}) == []


def test_un_dessin_a_un_nom_ou_est_ignore(read: dict[str, Reader]) -> None:
    assert [page for page, reader in read.items() if reader.drawings] == []


def test_un_dessin_et_sa_legende_sont_relies_par_leur_figure(site_folder: Path) -> None:
    figure = re.compile(r'<figure class="sunes-graphe"([^>]*)>.*?<figcaption>(.*?)</figcaption>', re.DOTALL)
    found = [
        match for file in site_folder.rglob("*.html") for match in figure.findall(file.read_text("utf-8"))
    ]
    assert len(found) > 10
    assert [said for said, legend in found if f'role="figure" aria-label="{legend}"' not in said] == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<table><tr><th scope='col'>A</th></tr></table>", "sans titre"),
        ("<table><caption>T</caption><tr><th>A</th></tr></table>", "en-têtes de colonne non désignés"),
        (
            "<table><caption>T</caption><tr><th scope='col'>A</th></tr><tr><td>1</td></tr></table>",
            "sans en-tête de ligne",
        ),
    ],
)
def test_un_tableau_muet_est_vu(html: str, fault: str) -> None:
    reader = Reader()
    reader.feed(html)
    assert [*faults_of(reader.tables[0])] == [fault]


def test_deux_mots_colles_sont_vus() -> None:
    reader = Reader()
    reader.feed(
        "<p>3 points<span>30 documents</span></p><p>3 points <span>30</span></p><div>a</div><div>b</div>"
    )
    assert reader.glued == ["3 points|30 documents"]


def test_un_dessin_sans_nom_est_vu() -> None:
    reader = Reader()
    reader.feed(
        "<svg class='a'></svg><svg role='img'></svg><svg role='img' aria-label='b'></svg><svg aria-hidden='true'/>"
    )
    assert reader.drawings == ["a", ""]
