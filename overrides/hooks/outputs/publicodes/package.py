"""The model as a package of npm, that ``npm install`` takes from the address of its file.

It holds what ``npm pack`` would put in it, at the same place. The same rules give the same bytes.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Mapping
from datetime import UTC, datetime, time

from calculator.exact.reading import write_decimal
from calculator.rules.model import Rules
from overrides.hooks.outputs.publicodes.model import as_json
from overrides.hooks.outputs.publicodes.situations import LIMITS
from overrides.hooks.outputs.publicodes.writing import ROOT, Model
from runtime.wheels import ROOT as REPOSITORY

NAME = "publicodes-sun-es"
FILE = f"{NAME}.tgz"
FOLDER = "package"


def checked_with() -> str:
    """The version of publicodes that the cases are compared with."""
    described = json.loads((REPOSITORY / "package.json").read_text(encoding="utf-8"))
    return str(described["devDependencies"]["publicodes"])


def contents(rules: Rules, model: Model, publicodes: str) -> dict[str, str]:
    """The files of the package by name; ``publicodes`` is the version that checked it."""
    return {
        "package.json": json.dumps(_described(rules, publicodes), ensure_ascii=False, indent=2) + "\n",
        "index.js": f"// {ROOT}, règles {rules.version}\nexport default {as_json(model).rstrip()};\n",
        "index.d.ts": _types(model),
        "README.md": _readme(rules),
        "LICENSE": (REPOSITORY / "LICENSE-DATA").read_text(encoding="utf-8"),
    }


def packed(files: Mapping[str, str], rules: Rules) -> bytes:
    """The package, as ``npm pack`` makes it."""
    day = rules.publiee_le
    stamp = int(datetime.combine(day, time(), UTC).timestamp()) if day else 0
    stream = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=stream, mode="wb", mtime=0, filename="") as pressed,
        tarfile.open(fileobj=pressed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name, text in files.items():
            data = text.encode()
            entry = tarfile.TarInfo(f"{FOLDER}/{name}")
            entry.size, entry.mtime, entry.mode = len(data), stamp, 0o644
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def _described(rules: Rules, publicodes: str) -> dict[str, object]:
    return {
        "name": NAME,
        "version": rules.version,
        "description": "Les règles du programme SUN-ES en publicodes. Calcul non officiel.",
        "license": "etalab-2.0",
        "type": "module",
        "main": "index.js",
        "types": "index.d.ts",
        "exports": {".": {"types": "./index.d.ts", "default": "./index.js"}},
        "files": ["index.js", "index.d.ts"],
        "keywords": ["publicodes", "SUN-ES", "Ségur"],
        "peerDependencies": {"publicodes": f"^{publicodes}"},
    }


def _types(model: Model) -> str:
    names = [json.dumps(name, ensure_ascii=False) for name in model]
    asked = [json.dumps(name, ensure_ascii=False) for name, rule in model.items() if "question" in rule]
    return (
        "/** The name of a rule. */\n"
        f"export type RuleName =\n  | {'\n  | '.join(names)};\n\n"
        "/** The name of what one answers. */\n"
        f"export type Question =\n  | {'\n  | '.join(asked)};\n\n"
        "/** Answers, as publicodes writes them. */\n"
        "export type Situation = Partial<Record<Question, string | number>>;\n\n"
        "declare const rules: Record<RuleName, Record<string, unknown>>;\n"
        "export default rules;\n"
    )


def _readme(rules: Rules) -> str:
    limits = "".join(f"- {sentence} ;\n" for sentence in LIMITS.values()).removesuffix(" ;\n") + ".\n"
    return f"""# {NAME}

Les règles du programme {rules.programme.sigle} ({rules.programme.nom}) en [publicodes](https://publi.codes) : titres, unités,
questions, dates, et pour chaque valeur le texte, l’endroit et la citation. Règles {rules.version}.

Le calcul n’est pas officiel : les instructions prévalent, l’ARS décide.

```js
import Engine from "publicodes";
import rules from "{NAME}";

const engine = new Engine(rules);
engine.setSituation({{
  "SUN-ES . activité retenue": {write_decimal(rules.exemple.activite_combinee)},
  "SUN-ES . DS1": "oui",
  "SUN-ES . DS1 . fenêtre": "'F1'",
}});
engine.evaluate("SUN-ES . total . forfait").nodeValue; // en euros
```

## Au centime

Chaque montant est arrondi une fois au centime, la moitié au centime supérieur ; le solde est le forfait moins l’avance.
publicodes compte avec des nombres à virgule : une marge d’un millionième de centime, dite dans le modèle, remet à sa
place un demi-centime. Les cas vérifiés du site ont été rejoués avec le vrai publicodes et comparés au centime.

## Ce que le modèle ne dit pas

{limits}
Licence Ouverte 2.0 (Etalab).
"""
