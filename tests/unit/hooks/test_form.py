"""The form of the simulator: each of its fields has a name, a unit, a help that unfolds and an example."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

import pytest

from calculator import packaged_rules
from calculator.drawing.form_steps import step_of
from calculator.questions.analyses import draw_forms
from calculator.questions.mini.views import VIEWS
from calculator.situation.permalink import PARAMETERS, STAMP
from overrides.hooks.pages.form import draw_form
from overrides.hooks.pages.mini import draw_calculator

RULES = packaged_rules()
VOID = ("input", "br", "option", "progress")


class Tag(NamedTuple):
    """An element with its attributes, those around it, and the text inside, which grows as it is read."""

    name: str
    attributes: dict[str, str | None]
    around: tuple["Tag", ...]
    texts: list[str]

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


class Page(HTMLParser):
    """Every element of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._open: list[Tag] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Tag(tag, dict(attrs), tuple(self._open), [])
        self.tags.append(found)
        if tag not in VOID:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            tag.texts.append(data)

    def with_id(self, identifier: str) -> Tag:
        (found,) = (tag for tag in self.tags if tag.get("id") == identifier)
        return found

    def fields(self) -> Iterator[Tag]:
        return (tag for tag in self.tags if tag.name in ("input", "select") and tag.get("name"))


def helped(page: Page, field: Tag) -> Tag:
    """What describes a field, or the group that it is in."""
    groups = [tag for tag in field.around if tag.get("role") == "radiogroup" or tag.name == "fieldset"]
    (described,) = {tag.get("aria-describedby") for tag in (*groups, field) if tag.get("aria-describedby")}
    return page.with_id(described)


def named(page: Page, field: Tag) -> str:
    """The name that a reader hears: its label, after that of its group."""
    groups = [
        page.with_id(tag.get("aria-labelledby")).text for tag in field.around if tag.get("aria-labelledby")
    ]
    own = [tag.text for tag in field.around if tag.name == "label"]
    own += [
        tag.text
        for tag in page.tags
        if tag.name == "label" and field.get("id") and tag.get("for") == field.get("id")
    ]
    assert own, field
    return " ".join(groups + own)


def check(page: Page, field: Tag) -> None:
    assert named(page, field)
    unit = helped(page, field)
    (help_,) = (tag for tag in unit.around if tag.name == "details" and "sunes-savoir" in tag.get("class"))
    assert unit.text.partition(", par ex.")[0]
    assert "par ex" in help_.text.lower()
    assert "Aide" in help_.text
    (told,) = (tag for tag in page.tags if tag.name == "p" and help_ in tag.around)
    assert len(told.text) > 20


FORM = Page(draw_form(RULES))


def test_every_parameter_of_a_link_has_a_field():
    assert {field.get("name") for field in FORM.fields()} == {*PARAMETERS} - {STAMP}


@pytest.mark.parametrize("name", sorted({field.get("name") for field in FORM.fields()}))
def test_a_field_has_a_label_a_unit_a_help_and_an_example(name: str):
    for field in FORM.fields():
        if field.get("name") == name:
            check(FORM, field)
            (step,) = (tag.get("id") for tag in field.around if "sunes-section" in tag.get("class"))
            assert step == f"section-{step_of(RULES, name)}"


def test_so_have_those_that_one_types_to_ask_more():
    page = Page(draw_forms(RULES))
    for field in page.fields():
        if field.get("inputmode"):
            check(page, field)


@pytest.mark.parametrize("vue", sorted(VIEWS))
def test_so_have_those_of_the_small_calculators(vue: str):
    subjects = {"domaine": RULES.domaines, "fenetre": RULES.fenetres, "indicateur": RULES.indicateurs}
    for subject in subjects.get(vue, [""]):
        page = Page(draw_calculator(RULES, "/", "/", vue, str(subject)))
        for field in page.fields():
            check(page, field)
