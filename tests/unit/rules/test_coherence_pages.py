"""The second circle: its words are kept exact, and they never found a rule."""

from pathlib import Path

import pytest

from calculator import packaged_rules
from calculator.rules.loading import InvalidData, load_rules

RULES = packaged_rules()
PAGES = {key: text.page for key, text in RULES.textes.items() if text.page is not None}


def problems(folder: Path, file: str, before: str, after: str) -> list[str]:
    """What is told of the data once a piece of a file is changed."""
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InvalidData) as refused:
        load_rules(folder)
    return [item.problem.message for item in refused.value.located]


def test_a_page_says_who_when_where_and_something():
    assert len(PAGES) == 32
    for key, page in PAGES.items():
        assert page.editeur, key
        assert page.lue_le.isoformat() == "2026-11-27", key
        assert page.releves, key


def test_the_words_kept_are_the_words_alone():
    """A quotation stands between its marks where it is drawn: none carries them, nor a cut of ours."""
    for page in PAGES.values():
        for kept in page.releves:
            assert kept.mots == " ".join(kept.mots.split())
            assert not kept.mots.startswith("« ")
            assert not {"[…]", "(…)", "..."} & set(kept.mots.split())


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        (
            "readings.yaml",
            "citation: programme-sun-es-2021-2024",
            "citation: programme-sun-es-2021-2023",
            "ces mots ne sont pas parmi ceux retenus de « NOR ».",
        ),
        (
            "windows.yaml",
            "      - &f4_semestre\n        texte: I2021\n        endroit: annexe 1, domaines d’usage, en-tête des cibles\n"
            '        citation: "Fenêtre 4 - S2 2023"',
            "      - &f4_semestre\n        texte: ARA-AJUST\n        endroit: extrait\n"
            '        citation: "Fenêtre 4 : celle-ci débutera le 01 juillet 2023"',
            "« ARA-AJUST » est une page publique : elle éclaire une règle, elle ne la fonde pas.",
        ),
        (
            "sources.yaml",
            '    portee: presse\n    autorite: "Presse ; ne fonde',
            '    portee: opposable\n    autorite: "Presse ; ne fonde',
            "une page de « presse » n’a pas la portée « opposable ».",
        ),
        (
            "sources.yaml",
            "          concerne: [SONS, L15]",
            "          concerne: [SONS, L95]",
            "règle inconnue « L95 » ; vouliez-vous dire « L",
        ),
        ("sources.yaml", "      adresse: https://dsih.fr", "      adresse: dsih.fr", "n’est pas une adresse"),
        ("sources.yaml", "    portee: opposable\n", "", "« portee » manque."),
    ],
)
def test_a_fault_of_the_second_circle_is_refused(
    data: Path, file: str, before: str, after: str, message: str
):
    assert any(message in found for found in problems(data, file, before, after))


def test_a_deadline_announced_later_comes_after_that_of_the_slides(data: Path):
    found = problems(data, "sons.yaml", "      le: 2023-09-20", "      le: 2022-12-31")
    assert "« DPI » : l’étape « installation » reportée (2022-12-31) ne vient pas après 2022-12-31." in found
