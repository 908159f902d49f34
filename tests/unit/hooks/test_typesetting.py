"""A number is in one piece wherever a page writes it, and what is no number is left alone."""

import pytest

from overrides.hooks.pages.typesetting import typeset


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>de 22 500 à 229 999 journées</p>", "<p>de 22\u202f500 à 229\u202f999 journées</p>"),
        ("<p>1 234 567 messages</p>", "<p>1\u202f234\u202f567 messages</p>"),
        ("<td>18 000 110 000 27 000</td>", "<td>18 000 110 000 27 000</td>"),
        ("<p>en 2022 166 établissements</p>", "<p>en 2022 166 établissements</p>"),
        ('<path d="M10 200 300 400"/><p>a</p>', '<path d="M10 200 300 400"/><p>a</p>'),
        ("<p><code>10 000</code></p>", "<p><code>10 000</code></p>"),
    ],
)
def test_un_nombre_tient_en_un_morceau(written: str, shown: str) -> None:
    assert typeset(written) == shown
