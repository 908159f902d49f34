"""What has moved since a release: an old address still leads to what it named.

A page that moved keeps a page at its old address, which sends on. A section that moved keeps its
anchor in its old page, with a sentence and a link; a script follows it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel

from calculator.yaml_source import parse
from overrides.hooks.addresses import relative, source_file

SCRIPT = "/assets/javascripts/redirection.js"
SECTIONS = ("adresses", "identifiants")


@dataclass(frozen=True)
class Redirects:
    """Old addresses and old identifiers, each with the new one."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    identifiers: Mapping[str, str] = field(default_factory=dict)


def open_redirects(file: Path) -> Redirects:
    """Read the redirects, or stop the build with what is wrong."""
    tree, _, problems = parse(file.read_text(encoding="utf-8"), file.name)
    found = Redirects(*(tree.get(key) or {} for key in SECTIONS))
    faults = [*map(str, problems), *_faults(tree.keys(), found)]
    if faults:
        raise PluginError(f"{file.name} est à corriger :\n" + "\n".join(faults))
    return found


def _faults(keys: object, found: Redirects) -> Iterator[str]:
    if set(keys) - set(SECTIONS):  # type: ignore[call-overload]
        yield f"seules les clés {', '.join(SECTIONS)} sont connues."
    for old, new in found.addresses.items():
        if not old.startswith("/") or not new.startswith("/"):
            yield f"« {old} : {new} » : une adresse part de la racine du site, « / »."
        elif not old.partition("#")[0].endswith("/"):
            yield f"« {old} » : seule une page ou une section se redirige ; gardez ce fichier à sa place."
    for moved in (found.addresses, found.identifiers):
        for old, new in moved.items():
            if new in moved:
                yield f"« {old} » mène à « {new} », qui mène ailleurs : donnez le dernier nom."


def identifiers(redirects: Redirects, addresses: Mapping[str, str]) -> dict[str, str]:
    """The old identifiers, each at the address of the one that stands for it."""
    unknown = [new for new in redirects.identifiers.values() if new not in addresses]
    if unknown:
        raise PluginError(f"redirects.yaml : identifiants inconnus : {', '.join(unknown)}.")
    return {old: addresses[new] for old, new in redirects.identifiers.items()}


def files(redirects: Redirects, config: MkDocsConfig) -> Iterator[File]:
    """The page that stays at the old address of each page that moved."""
    for old, new in redirects.addresses.items():
        if "#" in old:
            continue
        source = source_file(old)
        link = relative(f"/{source_file(new)}", "/" + source.rpartition("/")[0])
        lines = (
            "---",
            f"title: « {old.strip('/')} » a changé d’adresse",
            f"description: Cette page a changé d’adresse. L’ancienne, {old}, mène à la nouvelle, {new}.",
            "template: redirection.html",
            f"redirection: {new}",
            "render_macros: false",
            "search: {exclude: true}",
            "---",
            "# Cette page a changé d’adresse",
            "",
            f"Elle est maintenant ici : [{new}]({link}){{ data-nouvelle-adresse }}",
            "",
        )
        text = "\n".join(lines)
        yield File.generated(config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV)


def kept(html: str, url: str, redirects: Redirects) -> str:
    """The HTML of a page, with the anchors of the sections that left it or changed name."""
    page = f"/{url}"
    moved = {
        old.partition("#")[2]: new
        for old, new in redirects.addresses.items()
        if "#" in old and old.partition("#")[0] == page
    }
    if not moved:
        return html
    notes = "".join(
        f'<p id="{anchor}" data-deplacee data-search-exclude>Cette section a changé de place : '
        f'<a href="{relative(new, page)}">{new}</a></p>\n'
        for anchor, new in moved.items()
    )
    return f'{html}\n{notes}<script type="module" src="{relative(SCRIPT, page)}"></script>\n'
