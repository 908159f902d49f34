"""The parameters, loaded by OpenFisca-Core's own reader in an environment made for it: it asks the network once."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from bench.lot import RULES
from overrides.hooks.outputs.openfisca import CHECKED_WITH, FILE, ROOT, parameters

READ = """
import json, sys
from openfisca_core.parameters import load_parameter_file

tree, asked = load_parameter_file(sys.argv[1], "sun_es"), json.load(sys.stdin)
found = []
for path, day in asked:
    node = tree
    for name in path:
        node = node.children[name]
    found.append([str(node(day)), [item["title"] for item in node.metadata["reference"][day]]])
json.dump(found, sys.stdout)
"""


def loaded(environment: Path, archive: Path) -> int:
    """How many parameters its reader loads, each with its value and its references; stops at the first that differs."""
    python = environment / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        wanted = f"openfisca-core=={CHECKED_WITH}"
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", wanted], check=True)
    folder = environment.with_name("openfisca-parametres")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    expected = list(parameters(RULES))
    asked = json.dumps([[item.path, str(item.since)] for item in expected])
    command = [str(python), "-c", READ, str(folder / ROOT)]
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"OpenFisca ne lit pas {FILE} : {done.stderr[-2000:]}")
    for item, (value, titles) in zip(expected, json.loads(done.stdout), strict=True):
        if value.removesuffix(".0") != item.value or len(titles) != len(item.sources):
            sys.exit(f"OpenFisca lit « {value} » et {titles} pour {item}")
    return len(expected)
