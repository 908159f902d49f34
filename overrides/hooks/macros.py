"""Macros for the prose: the only way a figure, a date or a link to a rule enters a Markdown page.

Thin on purpose. An identifier that the rules do not have stops the build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from calculator.drawing.canvas import draw_mark
from calculator.exact.formats import format_date, format_number, format_rate
from calculator.exact.problems import suggestion
from calculator.exact.reading import write_decimal
from calculator.lot.drawing.page import draw_page
from calculator.questions.analyses import draw_forms
from calculator.rules.model import Statut
from overrides.hooks.gathering.addresses import relative, source_file
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.cases import Shown
from overrides.hooks.gathering.words import amount, label, target
from overrides.hooks.outputs import contact, openfisca
from overrides.hooks.outputs.publicodes.situations import LIMITS, expressed
from overrides.hooks.pages import hosting, performances, rgaa
from overrides.hooks.pages.example import draw_example, example_fragment
from overrides.hooks.pages.form import draw_doors, draw_form
from overrides.hooks.pages.mini import draw_calculator
from runtime.supply import components


@dataclass(frozen=True)
class Macros:
    """What the page at an address may call, by name.

    ``shown`` are the example cases, ``python`` the folder of the browser's Python, ``workbooks`` the bytes of the
    workbook that computes, by format, ``contact`` who is told of an error.
    """

    book: Book
    address: str
    shown: Sequence[Shown]
    python: str
    workbooks: Mapping[str, bytes]
    contact: contact.Contact = field(default_factory=contact.Contact)
    named: dict[str, Callable[..., str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Name them all."""
        for some in (_figures, _site, _drawings, _elsewhere):
            some(self)

    def macro[**P](self, called: Callable[P, str]) -> Callable[P, str]:
        """Give a macro its own name."""
        self.named[called.__name__] = called
        return called

    @property
    def root(self) -> str:
        """The root of the site, seen from the page."""
        return relative("/", self.address)

    @property
    def to_python(self) -> str:
        """The folder of the browser's Python, seen from the page."""
        return relative(f"/{self.python}", self.address)


RESULT = '<div class="sunes-resultat"'
"""Where the figures of a drawing end."""


def _find[K: str, T](known: Mapping[K, T], identifier: str) -> T:
    for name, item in known.items():
        if name == identifier:
            return item
    raise KeyError(f"« {identifier} » n’existe pas ; {suggestion(identifier, known)}")


def _figures(page: Macros) -> None:
    """What the rules say: amounts, targets, dates, shares, the official example."""
    book = page.book
    rules = book.rules

    @page.macro
    def montant(domaine: str, categorie: str, borne: str) -> str:
        """``montant("DS1", "A", "minimum")``: a bound of a base forfait."""
        bareme = _find(rules.domaines, domaine).bareme
        if bareme is None:
            raise KeyError(f"« {domaine} » n’a pas de barème.")
        bornes = _find(bareme.tranches, categorie)
        return amount(_find({"minimum": bornes.minimum, "maximum": bornes.maximum}, borne))

    @page.macro
    def cible(indicateur: str, fenetre: str, texte: str = "I2023") -> str:
        """``cible("DS1.1", "F2")``: the target in force, or that of another text."""
        return target(_find(_find(_find(rules.indicateurs, indicateur).cibles, texte).valeurs, fenetre))

    @page.macro
    def date(fenetre: str, periode: str, borne: str, texte: str = "I2023") -> str:
        """``date("F2", "candidature", "fin")``: an end of a period of a window."""
        window = _find(rules.fenetres, fenetre)
        periods = {
            "candidature": window.candidature,
            "instruction": window.instruction,
            "mesure": _find(window.mesure, texte),
        }
        period = _find(periods, periode)
        day = _find({"debut": period.debut, "fin": period.fin}, borne)
        if day is None:
            raise KeyError(f"aucun texte n’imprime « {borne} » de « {periode} » pour {fenetre}.")
        return format_date(day)

    @page.macro
    def part(volet: str, fenetre: str) -> str:
        """``part("V1", "F2")``: the share of the forfait that a window pays."""
        return format_rate(_find(_find(rules.volets, volet).parts.valeurs, fenetre))

    @page.macro
    def derniere_fenetre() -> str:
        """The last day of the last window."""
        return format_date(book.fin)

    @page.macro
    def fin_annoncee() -> str:
        """When public pages say that the programme ends (reading L48)."""
        assert rules.programme.fin is not None, "the rules of data/ say when the programme ends"
        return str(rules.programme.fin.affichee)

    @page.macro
    def activite_exemple() -> str:
        """The activity of the worked example, as people type it."""
        return format_number(rules.exemple.activite_combinee)

    @page.macro
    def situation_exemple() -> str:
        """The situation of the worked example as a link holds it, ready for an attribute."""
        return escape(example_fragment(rules))

    @page.macro
    def edition() -> str:
        """The version of the rules and the start of their fingerprint."""
        return str(book.edition)


def _site(page: Macros) -> None:
    """What the site says of itself: links, versions, measures, configurations."""
    book = page.book

    @page.macro
    def lien(identifiant: str, texte: str | None = None) -> str:
        """``lien("DS1.1")``: a Markdown link to the page of a rule, which the build checks."""
        name = source_file(_find(book.addresses, identifiant))
        here = "/" + source_file(page.address).rpartition("/")[0]
        return f"[{texte or label(identifiant)}]({relative('/' + name, here)})"

    @page.macro
    def contacts() -> str:
        """The ways to tell of an error that the deployment gave, as a list; nothing when it gave none."""
        return contact.listed(page.contact)

    @page.macro
    def texte_a_envoyer() -> str:
        """What to send of an error, to be completed."""
        return contact.text(book)

    @page.macro
    def dossier_python() -> str:
        """The folder of the browser's Python, relative to the page."""
        return page.to_python

    @page.macro
    def configuration(serveur: str) -> str:
        """``configuration("nginx")``: the headers we recommend, as this server writes them."""
        return hosting.draw(serveur)

    @page.macro
    def mesures(partie: str) -> str:
        """``mesures("frappe")``: what a part of the bench measured, and its goals."""
        return performances.draw(partie)

    @page.macro
    def poids_calculette(format: str) -> str:
        """``poids_calculette("xlsx")``: the size of the workbook that computes, in that format."""
        return f"{round(len(_find(page.workbooks, format)) / 1000)} ko"

    @page.macro
    def criteres_rgaa() -> str:
        """``criteres_rgaa()``: what was checked of each criterion of the RGAA, theme by theme."""
        return rgaa.draw()

    @page.macro
    def bilan_rgaa() -> str:
        """``bilan_rgaa()``: how many criteria have each result."""
        return rgaa.summary()

    @page.macro
    def version(composant: str) -> str:
        """``version("pyodide")``: the version that the locks hold."""
        return _find({item.nom: item.version for item in components()}, composant)


def _drawings(page: Macros) -> None:
    """What the engine draws in a page: its forms, its examples, its marks."""
    rules = page.book.rules

    @page.macro
    def formulaire() -> str:
        """The form of the simulator, drawn by the engine's own template."""
        return draw_form(rules, page.root)

    @page.macro
    def portes() -> str:
        """The doors of the simulator, one a task."""
        return draw_doors(rules, page.root)

    @page.macro
    def analyses() -> str:
        """What the simulator may be asked about a result, each with its fields."""
        return draw_forms(rules, page.root)

    @page.macro
    def page_des_lots() -> str:
        """The page of a list before any came, drawn by the engine's own template."""
        return draw_page(rules, page.root)

    @page.macro
    def exemple_resultat(partie: str) -> str:
        """The worked example of the instruction, as the engine draws it: its figures, which stand apart, or the rest."""
        figures, start, rest = draw_example(rules, page.root, brief=True).partition(RESULT)
        return _find({"chiffres": figures, "suite": start + rest}, partie)

    @page.macro
    def marque(statut: Statut) -> str:
        """The mark of a fact, a reading or an open question, as it is drawn everywhere."""
        return draw_mark(statut)

    @page.macro
    def calculette(vue: str) -> str:
        """A small calculator, with its worked example."""
        return draw_calculator(rules, page.root, page.to_python, vue)


def _elsewhere(page: Macros) -> None:
    """What the rules become in the tools of others, and how far it was checked."""
    book = page.book

    @page.macro
    def activite_publicodes() -> str:
        """The activity of the worked example, as a program writes it."""
        return write_decimal(book.rules.exemple.activite_combinee)

    @page.macro
    def cas_publicodes() -> str:
        """How many of the example cases publicodes replays, of how many."""
        shown = [item.cas for item in page.shown]
        return f"{sum(1 for _ in expressed(book.rules, shown))} des {len(shown)}"

    @page.macro
    def limites_publicodes() -> str:
        """What the model does not say, one a line."""
        return "\n".join(f"- {sentence}" for sentence in LIMITS.values())

    @page.macro
    def version_openfisca() -> str:
        """The version of OpenFisca-Core whose reader loads the parameters."""
        return openfisca.CHECKED_WITH
