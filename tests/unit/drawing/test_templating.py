"""The templates, as they are read."""

from pathlib import Path

import pytest
from jinja2 import Environment

from calculator.drawing.templating import Templates

WRITTEN = """<ul>
  {% for nom in noms %}
  <li>
    <b>{{ nom }}</b>
    <i>et</i>
  </li>
  {% endfor %}
</ul>
{{ 1 // zero }}
"""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    package = tmp_path / "ailleurs"
    (package / "templates").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "templates/page.html").write_text(WRITTEN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return Environment(loader=Templates("ailleurs"), trim_blocks=True, lstrip_blocks=True)


def test_a_drawing_has_no_margin_around_its_blocks(environment: Environment):
    drawn = environment.get_template("page.html").render(noms=("un", "deux"), zero=1)
    item = "<li><b>{}</b>\n    <i>et</i></li>"
    assert drawn == f"<ul>{item.format('un')}{item.format('deux')}</ul>1"


def test_an_error_tells_its_line(environment: Environment):
    with pytest.raises(ZeroDivisionError) as caught:
        environment.get_template("page.html").render(noms=(), zero=0)
    assert caught.traceback[-1].lineno + 1 == WRITTEN.count("\n")
