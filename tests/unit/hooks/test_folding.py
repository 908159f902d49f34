"""A section that its heading marks is folded under it; the others stay as they are."""

import pytest

from overrides.hooks.pages.folding import ALL, folded


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<p>a</p><h2 id="b">B</h2><p>b</p>', '<p>a</p><h2 id="b">B</h2><p>b</p>'),
        (
            '<p>a</p><h2 class="sunes-replie" id="b">B<a class="headerlink" href="#b">¶</a></h2><p>b</p><h2 id="c">C</h2>',
            '<p>a</p><details class="sunes-repli"><summary><h2 id="b">B</h2></summary>\n<p>b</p></details>\n'
            '<h2 id="c">C</h2>',
        ),
        (
            '<h2 class="sunes-replie sunes-ecran" id="b">B</h2><h3>b</h3>',
            '<details class="sunes-repli sunes-ecran"><summary><h2 id="b">B</h2></summary>\n<h3>b</h3></details>\n'
            + ALL,
        ),
    ],
)
def test_une_section_se_plie_sous_son_titre(written: str, expected: str) -> None:
    assert folded(written) == expected
