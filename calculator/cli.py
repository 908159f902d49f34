"""The command-line tool ``sun-es``: simulate, check and compare the rules, write a permalink."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import click

from calculator.bridge import compute
from calculator.exact.problems import InvalidInput, Problem
from calculator.exact.reading import parse_json
from calculator.files.answer import answer
from calculator.lot.command import lot
from calculator.rules.comparison import compare
from calculator.rules.loading import REPOSITORY_DATA, InvalidData, load_rules, parse
from calculator.rules.model import Rules
from calculator.rules.packaged import packaged_rules
from calculator.rules.releases import open_rules
from calculator.situation.intake import read_input
from calculator.situation.model import Dossier, Situation
from calculator.situation.permalink import write_fragment
from calculator.words import report as text_report


@click.group(context_settings={"help_option_names": ["-h", "--help", "--aide"]})
def main() -> None:
    """SUN-ES : calculer un forfait, vérifier les règles, partager une simulation.

    Outil non officiel : l’instruction prévaut.
    """
    for stream in (sys.stdout, sys.stderr):  # half a character, as JSON may write one, is shown as « ? »
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


main.add_command(lot)


@main.command()
@click.argument("fichier", type=click.Path(allow_dash=True))
@click.option("--format", "form", type=click.Choice(["texte", "json"]), default="texte", show_default=True)
@click.option(
    "--texte",
    type=click.Choice(["I2023", "I2021"]),
    help="Texte dont les fenêtres et les cibles s’appliquent.",
)
def simuler(fichier: str, form: str, texte: str | None) -> None:
    """Calcule la situation décrite dans FICHIER (YAML ou JSON, « - » : entrée standard)."""
    rules = packaged_rules()
    try:
        given = _read(rules, fichier, texte)
    except InvalidInput as error:
        _refuse(error.problems, form)
    data = answer(rules, compute(rules, given))
    if form == "json":
        click.echo(json.dumps({"ok": True, "resultat": data}, ensure_ascii=False, indent=2))
    else:
        click.echo(text_report.report(rules, data))


@main.command()
@click.option(
    "--donnees", type=click.Path(file_okay=False, exists=True, path_type=Path), default=REPOSITORY_DATA
)
def verifier(donnees: Path) -> None:
    """Vérifie les règles du dossier « data » ou d’un autre de même forme."""
    try:
        rules = load_rules(donnees)
    except InvalidData as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(
        f"Règles {rules.version} : {len(rules.prerequis)} prérequis, {len(rules.indicateurs)} indicateurs, "
        f"{len(rules.lectures)} lectures, {len(rules.textes)} textes ; aucune erreur."
    )


@main.command()
@click.argument("fichier", type=click.Path(allow_dash=True))
def lien(fichier: str) -> None:
    """Écrit le lien du simulateur pour la situation de FICHIER."""
    rules = packaged_rules()
    try:
        given = _read(rules, fichier, None)
    except InvalidInput as error:
        _refuse(error.problems, "texte")
    click.echo(f"/simulateur/#{write_fragment(rules, given)}")


@main.command()
@click.argument("avant", metavar="VERSION")
@click.argument("apres", metavar="VERSION")
@click.option("--format", "form", type=click.Choice(["texte", "json"]), default="texte", show_default=True)
def comparer(avant: str, apres: str, form: str) -> None:
    """Dit ce qui change d’une version des règles à une autre, valeur par valeur.

    VERSION : une version publiée (1.0.0), « publiee » pour la dernière d’entre elles, « courante » pour les règles
    de « data », ou un fichier « regles.json ». Un montant est en centimes.
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
        click.echo(json.dumps({"ok": True, "resultat": data}, ensure_ascii=False, indent=2))
        return
    names = [f"{rules['version']} ({rules['empreinte'][:8]})" for rules in (before, after)]
    count = f"{len(found)} différence{'s' if len(found) > 1 else ''}" if found else "aucune différence"
    click.echo(f"De {names[0]} à {names[1]} : {count}.")
    for item in found:
        click.echo(str(item))


def _read(rules: Rules, name: str, texte: str | None) -> Situation | Dossier:
    data = _load(name)
    if texte is not None and isinstance(data, dict):
        data = {**data, "texte": texte}
    return read_input(rules, data)


def _load(name: str) -> Any:
    """The data of a YAML or JSON file; JSON is recognised by its first character."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidInput(
            [Problem(name, "fichier_illisible", f"fichier illisible : {error.strerror}.")]
        ) from None
    except UnicodeDecodeError:
        raise InvalidInput([Problem(name, "fichier_illisible", "le fichier n’est pas en UTF-8.")]) from None
    if text.lstrip().startswith("{"):
        try:
            return parse_json(text)
        except (json.JSONDecodeError, RecursionError):
            pass  # a YAML flow mapping looks the same: let YAML judge it
    data, _, problems = parse(text, name)
    if problems:
        raise InvalidInput(
            Problem(item.problem.chemin, item.problem.code, f"ligne {item.line} : {item.problem.message}")
            for item in problems
        )
    return data


def _refuse(problems: tuple[Problem, ...], form: str) -> Any:
    if form == "json":
        data = {"ok": False, "problemes": [problem.to_data() for problem in problems]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(
                f"{problem.chemin} : {problem.message}" if problem.chemin else problem.message, err=True
            )
    sys.exit(2)
