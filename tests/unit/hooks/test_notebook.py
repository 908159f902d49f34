"""The notebook of the site knows the address that the site is built for, and no other."""

from overrides.hooks.outputs.notebook import PLACE, address, notebook


def test_l_adresse_est_celle_que_la_construction_a_recue():
    assert address("https://exemple.invalid/sun-es/") == "https://exemple.invalid/sun-es"
    assert address("") == PLACE


def test_une_cloture_de_python_est_une_cellule_et_le_reste_de_la_prose():
    made = notebook("# Titre\n\nMot.\n\n```python\na = 1\n\nb = 2\n```\n\n```python\nc = 3\n```\n\nFin.\n")
    assert [(cell["cell_type"], "".join(cell["source"])) for cell in made["cells"]] == [
        ("markdown", "# Titre\n\nMot."),
        ("code", "a = 1\n\nb = 2"),
        ("code", "c = 3"),
        ("markdown", "Fin."),
    ]
    assert len({cell["id"] for cell in made["cells"]}) == 4
