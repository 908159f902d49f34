"""The form of the simulator: each of its fields has a name, a unit, a help that unfolds and an example."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

import pytest

from calculator import packaged_rules
from calculator.drawing.form_steps import step_of
from calculator.drawing.tasks import TACHES
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


def box(field: Tag) -> Tag:
    """The box of a field, with its name and its help."""
    return [tag for tag in field.around if tag.get("data-champ") or "sunes-champ" in tag.get("class")][-1]


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
    """One that is typed says its unit and an example before it; what to know of it unfolds after it."""
    assert named(page, field)
    around = box(field)
    if field.name == "input" and field.get("type") == "text" and "hidden" not in field.attributes:
        unit = page.with_id(field.get("aria-describedby")).text
        assert unit.partition(", par ex.")[0]
        assert unit.partition(", par ex.")[2]
        if field.get("name") in WITHOUT_HELP:
            return
    (help_,) = (tag for tag in page.tags if around in tag.around and "sunes-savoir" in tag.get("class"))
    assert page.tags.index(help_) > page.tags.index(field)
    assert "par ex" in help_.text.lower()
    assert "Aide" in help_.text
    (told,) = (tag for tag in page.tags if tag.name == "p" and help_ in tag.around)
    assert len(told.text) > 20


#: Their unit and an example are enough; the help of the activity stands with its estimate.
WITHOUT_HELP = {"activite_combinee"} | {
    f"{domain}.{paid}" for domain in RULES.domaines for paid in ("avance_versee", "solde_verse")
}
#: A row each, whose windows are told in a table; the bonus says itself, and so does a target that none names.
IN_A_ROW = {*map(str, RULES.domaines), "cro", *(f"{domain}.cibles_manquees" for domain in RULES.domaines)}


FORM = Page(draw_form(RULES))
NAMES = {name for field in FORM.fields() if not (name := field.get("name")).startswith("_")} - {"tache"}


def test_every_parameter_of_a_link_has_a_field():
    assert {*PARAMETERS} - {STAMP} == NAMES


def test_a_question_that_writes_others_writes_fields_of_the_form():
    views = [field for field in FORM.fields() if field.get("name").startswith("_")]
    assert views
    for view in views:
        written = dict(part.split("=") for part in view.get("value").split("&"))
        assert {*written} <= NAMES
        assert {*written.values()} <= {"", "oui", "non"}


def test_every_task_that_a_block_names_is_a_door():
    named_there = {task for tag in FORM.tags for task in tag.get("data-taches").split()}
    assert named_there <= {*TACHES}
    assert [field.get("value") for field in FORM.fields() if field.get("name") == "tache"] == [*TACHES]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_field_has_a_label_a_unit_a_help_and_an_example(name: str):
    for field in FORM.fields():
        if field.get("name") == name:
            if name not in IN_A_ROW:
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
