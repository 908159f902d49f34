"""What is tried on the calculator: situations that hold together, the same shaken, links, files, requests."""

import json
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any, get_args

from hypothesis import strategies as st

from calculator import packaged_rules
from calculator.exact.reading import write_decimal, write_euros
from calculator.files.documents import MAKERS
from calculator.lot.reading.columns import input_columns
from calculator.questions.analyses import ANALYSES
from calculator.rules.context import CritereDevisId
from calculator.situation.order import DemandeSons
from calculator.situation.permalink import PARAMETERS
from tests.support.workbooks import ods, xlsx

RULES = packaged_rules()
SCALES = ("DS1", "DS2", "DS3")
WINDOWS = ("F1", "F2", "F3", "F4")

cents = st.integers(0, 10**11)
activities = st.integers(0, 200_000_000).map(lambda hundredths: Fraction(hundredths, 100))

# --- situations that can be computed ---

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
answers = st.sampled_from(["oui", "non"])


def block(options: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=options)


sites = block(
    {"nom": words, "finess": words, "statut": st.sampled_from(["public", "prive", "ebnl"])}
    | {
        "ght": st.sampled_from(["aucun", "partie", "support"]),
        "region": st.sampled_from([*RULES.enveloppes.regions, *RULES.territoire.exclus]),
    }
)
notified = activities.map(lambda value: {"activite_combinee": write_decimal(value)})
estimated = st.dictionaries(
    st.sampled_from(list(RULES.activite.composantes)), st.integers(0, 10**6), min_size=1
).map(lambda parts: {"activite": parts})
measures = st.one_of(
    st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(
        lambda pair: {"numerateur": min(pair), "denominateur": max(pair)}
    ),
    st.integers(0, 10_000).map(lambda value: {"taux": f"{value}/10000"}),
    answers.map(lambda answer: {"atteinte": answer}),
)
rated = [name for name, item in RULES.indicateurs.items() if item.nature == "taux"]
measured = st.builds(
    lambda some, shown: some | shown,
    st.dictionaries(st.sampled_from(rated), measures, max_size=4),
    block({"DS4.3": answers.map(lambda answer: {"presentation": answer})}),
)


@st.composite
def candidatures(draw: st.DrawFn) -> list[dict[str, Any]]:
    wanted = []
    for domain in draw(st.lists(st.sampled_from([*SCALES, "DS4"]), unique=True, max_size=4)):
        paying = WINDOWS[1:] if domain == "DS4" else WINDOWS
        window = draw(st.sampled_from(paying))
        item = {"domaine": domain, "fenetre": window}
        if domain == "DS1":
            item["cro"] = draw(answers)
        if domain == "DS4" and draw(st.booleans()):
            item["forfait_base"] = write_euros(draw(cents))
        later = [name for name in paying if name > window]
        if later and draw(st.booleans()):
            item["report"] = draw(st.sampled_from(later))
        if draw(st.booleans()):
            item["deposee_le"] = draw(st.dates(date(2021, 1, 1), date(2024, 1, 1))).isoformat()
        for paid in ("avance_versee", "solde_verse"):
            if draw(st.booleans()):
                item[paid] = write_euros(draw(st.one_of(cents, st.integers(0, 40_000_00))))
        wanted.append(item)
    return wanted


situations = st.builds(
    lambda site, activity, rest: {"etablissement": {**site, **activity}, **rest},
    sites,
    st.one_of(notified, estimated),
    block(
        {
            "candidatures": candidatures(),
            "mesures": measured,
            "mesures_report": measured,
            "prerequis": st.dictionaries(
                st.sampled_from(list(RULES.prerequis)),
                st.sampled_from(["atteint", "non_atteint", "a_prouver", "bon_de_commande"]),
            ),
            "conditions": st.dictionaries(st.sampled_from(list(RULES.conditions)), answers),
            "audit_realise_le": st.dates(date(2021, 1, 1), date(2024, 1, 1)).map(date.isoformat),
            "domaines_deja_finances": st.lists(
                st.sampled_from(list(RULES.domaines)), min_size=1, unique=True
            ),
            "texte": st.sampled_from(["I2021", "I2023"]),
            "pilote_mes": cents.map(lambda value: {"forfait_volet_2": write_euros(value)}),
            "experimentation": cents.map(lambda value: {"forfait": write_euros(value)}),
        }
    ),
)


# --- anything at all ---

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=8),
    st.sampled_from(["DS1", "DS4", "F1", "F2", "49 %", "oui", "127 800", "127.800", "1/0", "€", "I2021"]),
)
KEYS = """
    etablissement activite activite_combinee candidatures domaine fenetre cro report forfait_base deposee_le
    mesures mesures_report DS1.1 DS4.3 numerateur denominateur taux presentation prerequis PS1.1 conditions relims
    texte dossier pilote_mes forfait_volet_2 experimentation forfait region domaines_deja_finances
"""
keys = st.one_of(st.sampled_from(KEYS.split()), st.text(max_size=4))
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)
shaken = st.builds(
    lambda data, noise: {**data, **noise}, situations, st.dictionaries(keys, anything, max_size=3)
)
bent = st.builds(
    lambda domain, item: {
        "etablissement": {"activite_combinee": 1},
        "candidatures": [{"domaine": domain, **item}],
    },
    st.sampled_from(["DS1", "DS2", "DS4"]),
    st.dictionaries(st.sampled_from(["fenetre", "cro", "report", "forfait_base", "deposee_le"]), anything),
)

pairs = st.tuples(
    st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=6)),
    st.one_of(leaves.map(str), st.text(max_size=9)),
)
fragments = st.one_of(
    st.text(max_size=40),
    st.lists(pairs, max_size=6).map(lambda items: "&".join(f"{key}={value}" for key, value in items)),
    st.lists(pairs, max_size=4).map(
        lambda items: "&".join(["activite_combinee=7000", *(f"{key}={value}" for key, value in items)])
    ),
)

# --- what the page asks ---

typed = st.dictionaries(
    st.one_of(
        st.sampled_from([*PARAMETERS, *["du", "au", "autre_texte", "signature", "devis", "version"]]), keys
    ),
    st.one_of(leaves.map(str), st.dates().map(date.isoformat), st.text(max_size=9)),
    max_size=8,
)
sons_fields = st.dictionaries(
    st.sampled_from([*(item.name for item in fields(DemandeSons)), *get_args(CritereDevisId)]),
    st.one_of(answers, st.dates(date(2020, 1, 1), date(2024, 1, 1)).map(date.isoformat), st.text(max_size=6)),
)
requests = st.one_of(
    st.builds(lambda item: {"action": "simuler", "situation": item}, st.one_of(anything, shaken, bent)),
    st.builds(
        lambda name, link, champs: {
            "action": "analyser",
            "analyse": name,
            "fragment": link,
            "champs": champs,
        },
        st.sampled_from(sorted(ANALYSES)),
        fragments,
        typed,
    ),
    st.builds(
        lambda name, link, day, place: {
            "action": "document",
            "nom": name,
            "fragment": link,
            "jour": day.isoformat(),
            "adresse": place,
        },
        st.sampled_from(sorted(MAKERS)),
        fragments,
        st.dates(),
        st.text(max_size=20),
    ),
    st.builds(lambda champs: {"action": "sons", "champs": champs}, st.one_of(sons_fields, typed)),
)

# --- files ---

_SCALARS = st.one_of(
    leaves.map(str),
    keys,
    st.sampled_from(
        [
            "*a",
            "&a x",
            "*b",
            "!!int 1",
            "'",
            '"\\ud800"',
            '"\\U00110000"',
            "| \n  x",
            "? x",
            "<<: *a",
            "[",
            "}",
        ]
    ),
)
_LINES = st.builds(
    lambda depth, key, value: f"{'  ' * depth}{key}{value}",
    st.integers(0, 4),
    st.one_of(keys.map("{}: ".format), st.sampled_from(["- ", "- domaine: ", "", "&a ", "? "])),
    st.one_of(st.just(""), _SCALARS, anything.map(lambda data: json.dumps(data, ensure_ascii=False))),
)
yaml_texts = st.one_of(
    st.lists(_LINES, max_size=12).map("\n".join),
    st.one_of(shaken, bent, anything).map(lambda data: json.dumps(data, ensure_ascii=False)),
    st.text(),
    st.sampled_from([*range(1, 60), 3000]).map(lambda depth: "[" * depth),
)

_COLUMNS = ["activite_combinee", *input_columns(RULES), "Fenêtre DS 1", "colonne à nous", "", "=1+1", '"']
_CELLS = st.one_of(
    leaves.map(str),
    st.sampled_from(
        ["F1", "f4", "010000156", "A", "1 000", "12,5", "-", '"', 'a"b', "'", "=CMD()", "49 %", "1/3"]
    ),
    st.text(max_size=6),
)
_LISTS = st.builds(
    lambda titles, rows, mark, end, encoding: end.join(mark.join(row) for row in [titles, *rows]).encode(
        encoding, errors="replace"
    ),
    st.lists(st.sampled_from(_COLUMNS), min_size=1, max_size=8).map(
        lambda some: ["activite_combinee", *some]
    ),
    st.lists(st.lists(_CELLS, max_size=10), max_size=5),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
_NUMBERS = st.sampled_from(
    ["0", "1", "2", "7000", "-1", "1e9", "1048577", "99999999999999999999", "nan", "x", ""]
)
_PLACES = st.sampled_from(["A2", "B3", "XFD1", "ZZZZ1", "1", "é"])
_XLSX_PARTS = st.one_of(
    st.sampled_from(["</row>", "</c>", "<is>", "</is>", "<t>", "</t>", "<f>", "</f>", "<v>", "</v>", "<rPh>", "</rPh>", "&#0;", "&a;", "<!--", "]]>"]),
    st.builds("<row r='{}' hidden='{}'>".format, _NUMBERS, _NUMBERS),
    st.builds("<c r='{}' t='{}' s='{}'>".format, _PLACES, st.sampled_from(["s", "n", "b", "e", "str", "d", "z"]), _NUMBERS),
    st.builds("<row><c r='B9'><v>{}</v></c></row>".format, _NUMBERS),
)  # fmt: skip
_ODS_PARTS = st.one_of(
    st.sampled_from(["</table:table-row>", "</table:table-cell>", "<text:p>", "</text:p>", "<text:s text:c='9'/>", "<table:table>", "</table:table>", "<office:annotation>", "</office:annotation>"]),
    st.builds("<table:table-row table:number-rows-repeated='{}'>".format, _NUMBERS),
    st.builds("<table:table-cell table:number-columns-repeated='{}'/>".format, _NUMBERS),
    st.builds(
        "<table:table-row><table:table-cell/><table:table-cell office:value-type='{}' office:value='{}'/></table:table-row>".format,
        st.sampled_from(["float", "percentage", "boolean", "date", "string", "x"]),
        _NUMBERS,
    ),
)  # fmt: skip
_BOOKS = st.one_of(
    st.lists(_XLSX_PARTS, max_size=12).map("".join).map(xlsx),
    st.lists(_ODS_PARTS, max_size=12).map("".join).map(ods),
)
tables = st.one_of(_LISTS, _LISTS, _BOOKS, st.binary(), st.binary().map(b"PK\3\4".__add__))
