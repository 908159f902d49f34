"""Write the schema that editors use on the files of data/: ``python -m runtime.schemas [--check]``."""

import json
import sys

from calculator.situation.schemas import data_schema
from runtime.wheels import ROOT

TARGET = ROOT / "data" / "schema" / "regles.schema.json"


def main(arguments: list[str]) -> int:
    """Write the schema, or with ``--check`` say whether it is up to date."""
    text = json.dumps(data_schema(), ensure_ascii=False, indent=1) + "\n"
    if "--check" not in arguments:
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(
        f"{TARGET.relative_to(ROOT)} ne suit plus le modèle : lancez « make schemas ».",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
