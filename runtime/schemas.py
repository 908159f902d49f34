"""Write the schemas that editors use on the files of data/: ``python -m runtime.schemas [--check]``."""

import json
import sys
from pathlib import Path

from calculator.exact.schema import json_schema
from calculator.questions.effects import Effets
from calculator.situation.schemas import Schema, data_schema, situation_schema
from runtime.wheels import ROOT

FOLDER = ROOT / "data" / "schema"


def effects_schema() -> Schema:
    """The schema of ``data/effets/lectures.yaml``: each example is part of a situation, to be completed."""
    schema = json_schema(Effets, "Ce que chaque lecture change en euros")
    definitions: Schema = schema["$defs"] | situation_schema()["$defs"]
    for name in ("Situation", "Dossier"):
        definitions[name] = {**definitions[name], "required": []}
    example = {"anyOf": [{"$ref": "#/$defs/Situation"}, {"$ref": "#/$defs/Dossier"}]}
    for name in ("EffetEcrit", "BrancheEcrite"):
        definitions[name]["properties"]["situation"] = example
    definitions["BrancheEcrite"]["properties"]["regles"] = {"type": "object"}
    return {**schema, "$defs": definitions}


SCHEMAS = {"regles.schema.json": data_schema, "effets.schema.json": effects_schema}


def main(arguments: list[str]) -> int:
    """Write the schemas, or with ``--check`` say whether they are up to date."""
    texts = {
        FOLDER / name: json.dumps(make(), ensure_ascii=False, indent=1) + "\n"
        for name, make in SCHEMAS.items()
    }
    if "--check" in arguments:
        late = [file for file, text in texts.items() if not _holds(file, text)]
        for file in late:
            print(
                f"{file.relative_to(ROOT)} ne suit plus le modèle : lancez « make schemas ».", file=sys.stderr
            )
        return 1 if late else 0
    FOLDER.mkdir(exist_ok=True)
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    return 0


def _holds(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
