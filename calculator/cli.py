"""The command-line tool ``sun-es``: simulate, check and compare the rules, write a permalink."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from calculator.bridge import compute
from calculator.command.checking import check_folder, check_packaged
from calculator.command.ends import UNUSABLE, complain, refuse, say
from calculator.command.french import Commands, among
from calculator.command.situations import load_situation
from calculator.exact.problems import InvalidInput, Problem
from calculator.exact.signs import escaped
from calculator.files.answer import answer
from calculator.lot.command import lot
from calculator.questions.changes import tell
from calculator.rules.comparison import compare
from calculator.rules.loading import InvalidData
from calculator.rules.model import Rules
from calculator.rules.packaged import packaged_rules
from calculator.rules.releases import open_rules
from calculator.situation.intake import read_input
from calculator.situation.model import Dossier, Situation
from calculator.situation.permalink import write_fragment
from calculator.words import report as text_report
from calculator.words.typography import french

FORM = click.option(
    "--format",
    "form",
    callback=among("texte", "json"),
    metavar="FORME",
    default="texte",
    help="texte (par défaut) ou json.",
)


@click.group(cls=Commands)
def main() -> None:
    """SUN-ES : calculer un forfait, vérifier les règles, partager une simulation.

    Outil non officiel : l’instruction prévaut.
    """
    for stream in (sys.stdout, sys.stderr):  # half a character, as JSON may write one, is shown as « ? »
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


main.add_command(lot)


@main.command(short_help="Calcule une situation.")
@click.argument("fichier")
@FORM
@click.option(
    "--texte",
    callback=among("I2023", "I2021"),
    metavar="TEXTE",
    help="Texte dont les fenêtres et les cibles s’appliquent : I2023 (par défaut) ou I2021.",
)
def simuler(fichier: str, form: str, texte: str | None) -> None:
    """Calcule la situation décrite dans FICHIER (YAML ou JSON, « - » : entrée standard)."""
    rules = packaged_rules()
    try:
        given = _read(rules, fichier, texte)
    except InvalidInput as error:
        _refuse(error.problems, form)
    data = answer(rules, compute(rules, given))
    if form == "json":
        say(_json({"ok": True, "resultat": data}))
    else:
        say(text_report.report(rules, data))


@main.command(short_help="Vérifie les règles.")
@click.option("--donnees", metavar="DOSSIER", help="Un dossier de même forme que « data ».")
def verifier(donnees: str | None) -> None:
    """Vérifie les règles de ce calculateur, ou celles d’un autre dossier."""
    try:
        rules = check_packaged() if donnees is None else check_folder(Path(donnees))
    except InvalidData as error:
        refuse(str(error))
    say(
        f"Règles {rules.version} : {len(rules.prerequis)} prérequis, {len(rules.indicateurs)} indicateurs, "
        f"{len(rules.lectures)} lectures, {len(rules.textes)} textes ; aucune erreur."
    )


@main.command(short_help="Écrit le lien d’une situation.")
@click.argument("fichier")
def lien(fichier: str) -> None:
    """Écrit le lien du simulateur pour la situation de FICHIER."""
    rules = packaged_rules()
    try:
        given = _read(rules, fichier, None)
    except InvalidInput as error:
        _refuse(error.problems, "texte")
    say(f"/simulateur/#{write_fragment(rules, given)}")


@main.command(short_help="Dit ce qui change entre deux versions des règles.")
@click.argument("avant", metavar="VERSION")
@click.argument("apres", metavar="VERSION")
@FORM
def comparer(avant: str, apres: str, form: str) -> None:
    """Dit ce qui change d’une version des règles à une autre : d’abord ce qui compte dans un résultat, puis le reste.

    VERSION : une version publiée (1.0.0), « publiee » pour la dernière d’entre elles, « courante » pour les
    règles d’aujourd’hui, ou un fichier « regles.json ». En JSON, chaque valeur, un montant en centimes.
    """
    try:
        before, after = open_rules(avant), open_rules(apres)
    except InvalidInput as error:
        _refuse(error.problems, form)
    found = compare(before, after)
    if form == "json":
        ends = {
            key: {"version": rules["version"], "empreinte": rules["empreinte"]}
            for key, rules in (("avant", before), ("apres", after))
        }
        data = ends | {"differences": [item._asdict() for item in found]}
        say(_json({"ok": True, "resultat": data}))
        return
    names = [f"{rules['version']} ({str(rules['empreinte'])[:8]})" for rules in (before, after)]
    title = f"De {names[0]} à {names[1]}"
    lines = [f"{title}.", *tell(before, after)] if found else [f"{title} : aucune différence."]
    say(french("\n".join(lines)))


def _read(rules: Rules, name: str, texte: str | None) -> Situation | Dossier:
    data = load_situation(name)
    if texte is not None and isinstance(data, dict):
        data = {**data, "texte": texte}
    return read_input(rules, data)


def _json(data: Any) -> str:
    return escaped(json.dumps(data, ensure_ascii=False, indent=2))


def _refuse(problems: tuple[Problem, ...], form: str) -> NoReturn:
    if form == "json":
        say(_json({"ok": False, "problemes": [problem.to_data() for problem in problems]}))
        sys.exit(UNUSABLE)
    for problem in problems:
        complain(f"{problem.chemin} : {problem.message}" if problem.chemin else problem.message)
    sys.exit(UNUSABLE)
