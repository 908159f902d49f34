"""Macros for the prose: the only way a figure, a date or a link to a rule enters a Markdown page.

Thin on purpose. An identifier that the rules do not have stops the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calculator.rules.model import Statut


def define_env(env: Any) -> None:
    """Give the pages their macros. ``env`` is that of mkdocs-macros; the book comes from the hooks."""
    _figures(env)
    _site(env)
    _drawings(env)
    _elsewhere(env)


RESULT = '<div class="sunes-resultat"'
"""Where the figures of a drawing end."""


def _find[T](known: Mapping[str, T], identifier: str) -> T:
    from calculator.exact.problems import suggestion

    if identifier not in known:
        raise KeyError(f"« {identifier} » n’existe pas ; {suggestion(identifier, known)}")
    return known[identifier]


def _root(env: Any) -> str:
    """The root of the site, seen from the page that is drawn."""
    from overrides.hooks.gathering.addresses import relative

    return relative("/", f"/{env.page.url}")


def _figures(env: Any) -> None:
    """What the rules say: amounts, targets, dates, shares, the official example."""
    from calculator.exact.formats import format_date, format_number, format_rate
    from overrides.hooks.gathering.words import amount, target
    from overrides.hooks.pages.example import example_fragment

    book = env.conf.extra["book"]
    rules = book.rules

    @env.macro
    def montant(domaine: str, categorie: str, borne: str) -> str:
        """``montant("DS1", "A", "minimum")``: a bound of a base forfait."""
        bareme = _find(rules.domaines, domaine).bareme
        if bareme is None:
            raise KeyError(f"« {domaine} » n’a pas de barème.")
        bornes = _find(bareme.tranches, categorie)
        return amount(_find({"minimum": bornes.minimum, "maximum": bornes.maximum}, borne))

    @env.macro
    def cible(indicateur: str, fenetre: str, texte: str = "I2023") -> str:
        """``cible("DS1.1", "F2")``: the target in force, or that of another text."""
        return target(_find(_find(_find(rules.indicateurs, indicateur).cibles, texte).valeurs, fenetre))

    @env.macro
    def date(fenetre: str, periode: str, borne: str, texte: str = "I2023") -> str:
        """``date("F2", "candidature", "fin")``: an end of a period of a window."""
        window = _find(rules.fenetres, fenetre)
        periods = {
            "candidature": window.candidature,
            "instruction": window.instruction,
            "mesure": window.mesure.get(texte),
        }
        period = _find(periods, periode)
        day = _find({"debut": period.debut, "fin": period.fin}, borne)
        if day is None:
            raise KeyError(f"aucun texte n’imprime « {borne} » de « {periode} » pour {fenetre}.")
        return format_date(day)

    @env.macro
    def part(volet: str, fenetre: str) -> str:
        """``part("V1", "F2")``: the share of the forfait that a window pays."""
        return format_rate(_find(_find(rules.volets, volet).parts.valeurs, fenetre))

    @env.macro
    def derniere_fenetre() -> str:
        """The last day of the last window."""
        return format_date(book.fin)

    @env.macro
    def fin_annoncee() -> str:
        """When public pages say that the programme ends (reading L48)."""
        return str(rules.programme.fin.affichee)

    @env.macro
    def activite_exemple() -> str:
        """The activity of the worked example, as people type it."""
        return format_number(rules.exemple.activite_combinee)

    @env.macro
    def situation_exemple() -> str:
        """The situation of the worked example as a link holds it, ready for an attribute."""
        return escape(example_fragment(rules))

    @env.macro
    def edition() -> str:
        """The version of the rules and the start of their fingerprint."""
        return str(book.edition)


def _site(env: Any) -> None:
    """What the site says of itself: links, versions, measures, configurations."""
    from overrides.hooks.gathering.addresses import relative, source_file
    from overrides.hooks.gathering.words import label
    from overrides.hooks.outputs import contact, notebook
    from overrides.hooks.pages import hosting, performances, rgaa
    from runtime.supply import components

    book = env.conf.extra["book"]

    @env.macro
    def lien(identifiant: str, texte: str | None = None) -> str:
        """``lien("DS1.1")``: a Markdown link to the page of a rule, which the build checks."""
        name = source_file(_find(book.addresses, identifiant))
        here = "/" + env.page.file.src_uri.rpartition("/")[0]
        return f"[{texte or label(identifiant)}]({relative('/' + name, here)})"

    @env.macro
    def adresse() -> str:
        """The address of the home page without its final slash, or what stands for it."""
        return notebook.address(env.conf.site_url or "")

    @env.macro
    def contacts() -> list[str]:
        """Each way to tell of an error that the deployment gave, as a sentence."""
        return list(contact.ways(env.conf.extra["contact"]))

    @env.macro
    def texte_a_envoyer() -> str:
        """What to send of an error, to be completed."""
        return contact.text(book)

    @env.macro
    def dossier_python() -> str:
        """The folder of the browser's Python, relative to the page."""
        return relative(f"/{env.conf.extra['python']}", f"/{env.page.url}")

    @env.macro
    def configuration(serveur: str) -> str:
        """``configuration("nginx")``: the headers we recommend, as this server writes them."""
        return hosting.draw(serveur)

    @env.macro
    def mesures(partie: str) -> str:
        """``mesures("frappe")``: what a part of the bench measured, and its goals."""
        return performances.draw(partie)

    @env.macro
    def poids_calculette(format: str) -> str:
        """``poids_calculette("xlsx")``: the size of the workbook that computes, in that format."""
        return f"{round(_find(env.conf.extra['calculette'], format) / 1000)} ko"

    @env.macro
    def criteres_rgaa() -> str:
        """``criteres_rgaa()``: what was checked of each criterion of the RGAA, theme by theme."""
        return rgaa.draw()

    @env.macro
    def bilan_rgaa() -> str:
        """``bilan_rgaa()``: how many criteria have each result."""
        return rgaa.summary()

    @env.macro
    def version(composant: str) -> str:
        """``version("pyodide")``: the version that the locks hold."""
        return _find({item.nom: item.version for item in components()}, composant)


def _drawings(env: Any) -> None:
    """What the engine draws in a page: its forms, its examples, its marks."""
    from calculator.drawing.canvas import draw_mark
    from calculator.lot.drawing.page import draw_page
    from calculator.questions.analyses import draw_forms
    from overrides.hooks.gathering.addresses import relative
    from overrides.hooks.pages.example import draw_example
    from overrides.hooks.pages.form import draw_doors, draw_form
    from overrides.hooks.pages.mini import draw_calculator

    rules = env.conf.extra["book"].rules

    @env.macro
    def formulaire() -> str:
        """The form of the simulator, drawn by the engine's own template."""
        return draw_form(rules, _root(env))

    @env.macro
    def portes() -> str:
        """The doors of the simulator, one a task."""
        return draw_doors(rules, _root(env))

    @env.macro
    def analyses() -> str:
        """What the simulator may be asked about a result, each with its fields."""
        return draw_forms(rules, _root(env))

    @env.macro
    def page_des_lots() -> str:
        """The page of a list before any came, drawn by the engine's own template."""
        return draw_page(rules, _root(env))

    @env.macro
    def exemple_resultat(partie: str) -> str:
        """The worked example of the instruction, as the engine draws it: its figures, which stand apart, or the rest."""
        figures, start, rest = draw_example(rules, _root(env), brief=True).partition(RESULT)
        return _find({"chiffres": figures, "suite": start + rest}, partie)

    @env.macro
    def marque(statut: Statut) -> str:
        """The mark of a fact, a reading or an open question, as it is drawn everywhere."""
        return draw_mark(statut)

    @env.macro
    def calculette(vue: str) -> str:
        """A small calculator, with its worked example."""
        python = relative(f"/{env.conf.extra['python']}", f"/{env.page.url}")
        return draw_calculator(rules, _root(env), python, vue)


def _elsewhere(env: Any) -> None:
    """What the rules become in the tools of others, and how far it was checked."""
    from calculator.exact.reading import write_decimal
    from overrides.hooks.gathering import cases
    from overrides.hooks.outputs import openfisca
    from overrides.hooks.outputs.publicodes.situations import LIMITS, expressed

    book = env.conf.extra["book"]

    @env.macro
    def activite_publicodes() -> str:
        """The activity of the worked example, as a program writes it."""
        return write_decimal(book.rules.exemple.activite_combinee)

    @env.macro
    def cas_publicodes() -> str:
        """How many of the example cases publicodes replays, of how many."""
        shown = [item.cas for item in cases.of(book, env.conf)]
        return f"{sum(1 for _ in expressed(book.rules, shown))} des {len(shown)}"

    @env.macro
    def limites_publicodes() -> str:
        """What the model does not say, one a line."""
        return "\n".join(f"- {sentence}" for sentence in LIMITS.values())

    @env.macro
    def version_openfisca() -> str:
        """The version of OpenFisca-Core whose reader loads the parameters."""
        return openfisca.CHECKED_WITH
