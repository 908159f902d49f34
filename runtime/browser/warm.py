"""What the page runs once Python is there: the printed example, so that a snapshot has it behind it."""

import json

import remembered


def warm() -> None:
    """Read the rules, draw the example, forget the result."""
    remembered.use()
    from calculator.bridge import handle  # after what makes it quick to import
    from calculator.packaged import packaged_rules
    from calculator.reading import to_data

    example = to_data(packaged_rules().exemple)
    lines = {line["domaine"]: line["fenetre"] for line in example["candidatures"]}
    fragment = {"activite_combinee": example["activite_combinee"], **lines, "cro": "oui"}
    pairs = "&".join(f"{key}={value}" for key, value in fragment.items())
    reply = json.loads(handle(json.dumps({"action": "dessiner", "fragment": pairs})))
    if not reply["ok"]:
        raise RuntimeError(reply)
