"""From untyped data to frozen dataclasses and back, driven by their annotations.

One description of a thing, its dataclass, serves four uses: reading it with every problem at once,
writing it as JSON, its JSON Schema, and the inheritance of sources: a dataclass with a field
``sources`` that declares none takes those of the nearest enclosing one, or is a fault.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from calculator.exact.problems import InvalidInput, Path, Problem, suggestion
from calculator.exact.quantities import (
    QuantityError,
    parse_activity,
    parse_boolean,
    parse_date,
    parse_euros,
    parse_number,
    parse_rate,
)

__all__ = ["Activity", "Cents", "Cible", "Euros", "Rate", "parse_json", "read", "to_data"]

Cents = NewType("Cents", int)
"""An amount of the rules. Read from a text with its unit (« 18 k€ ») or an integer of cents; written in cents."""
Euros = NewType("Euros", int)
"""An amount that people type, in euros (« 40 000 € », ``40000``); held in cents, written as they would."""
Rate = NewType("Rate", Fraction)
"""A rate from 0 to 1. Read from « 49 % », « 0,49 », « 49/100 »; written ``49/100``."""
Cible = NewType("Cible", Fraction | str)  # type: ignore[valid-newtype]
"""A target: a rate, or the word « oui » for what is done or not."""
Activity = NewType("Activity", Fraction)
"""A count of days, sessions or their equivalents, at least 0, two decimals at most."""

Sources = tuple[Any, ...]

_INVALID: Any = object()
_UNIONS = (types.UnionType, Union)  # one and the same from Python 3.14 on


@dataclasses.dataclass(frozen=True, slots=True)
class _Scalar:
    parse: Callable[[Any], object]
    schema: Mapping[str, object]
    write: Callable[[Any], object] = lambda value: value


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise QuantityError("texte_absent", "un texte est attendu.")
    return " ".join(raw.split())


def _integer(raw: Any) -> int:
    value = parse_number(raw, lambda value: value >= 0 and value.denominator == 1)
    if value < 0:
        raise QuantityError(
            "nombre_negatif", f"« {raw} » est négatif : un nombre d’éléments vaut au moins 0."
        )
    if value.denominator != 1:
        raise QuantityError("nombre_non_entier", f"« {raw} » n’est pas un nombre entier.")
    return value.numerator


def _cents(raw: object) -> int:
    if isinstance(raw, int):
        return raw
    if isinstance(raw, str) and raw.rstrip().endswith("€"):
        return parse_euros(raw)
    raise QuantityError("unite_absente", f"« {raw} » : un montant porte son unité, « € » ou « k€ ».")


def _cible(raw: Any) -> Fraction | str:
    return "oui" if raw == "oui" else parse_rate(raw)


def write_euros(cents: int) -> str:
    """``40000`` or ``40000.50``: the shortest text that ``parse_euros`` reads back."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def write_decimal(value: Fraction) -> str:
    """A finite decimal that ``parse_number`` reads back: never three decimals alone, which it refuses."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    if places == 3:
        places = 4
    if not places:
        return str(value.numerator)
    whole, decimals = divmod(value * 10**places, 10**places)
    return f"{whole}.{int(decimals):0{places}d}"


def write_fraction(value: Fraction) -> str:
    """``49/100``, or ``3`` when whole."""
    return str(value)


_NUMBER_OR_TEXT = {"type": ["number", "string"]}
SCALARS: dict[Any, _Scalar] = {
    str: _Scalar(_text, {"type": "string", "minLength": 1}),
    Cents: _Scalar(
        _cents, {"type": ["integer", "string"], "description": "Centimes, ou texte avec unité : « 18 k€ »."}
    ),
    Euros: _Scalar(
        parse_euros, {**_NUMBER_OR_TEXT, "description": "Un montant en euros : « 40 000 € »."}, write_euros
    ),
    Rate: _Scalar(
        parse_rate,
        {**_NUMBER_OR_TEXT, "description": "Un taux : « 49 % », « 0,49 », « 490/1000 »."},
        write_fraction,
    ),
    Cible: _Scalar(_cible, {"type": "string", "description": "Une cible : « 49 % » ou « oui »."}, str),
    Activity: _Scalar(
        parse_activity,
        {**_NUMBER_OR_TEXT, "description": "Un nombre de journées ou de séances."},
        write_decimal,
    ),
    int: _Scalar(_integer, {"type": ["integer", "string"]}),
    bool: _Scalar(parse_boolean, {"enum": ["oui", "non", True, False]}),
    date: _Scalar(parse_date, {"type": "string", "description": "Une date : 2021-10-12."}, date.isoformat),
}


def parse_json(text: str) -> Any:
    """Read JSON with exact numbers, or raise ``InvalidInput`` where a key is written twice.

    Nothing passes through a float, and no number is too long to refuse kindly.
    """
    doubled: list[_Doubled] = []

    def block(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        held = dict(pairs)
        if len(held) == len(pairs):
            return held
        times = Counter(name for name, _ in pairs)
        doubled.append(_Doubled(held))
        doubled[-1].names = [name for name, count in times.items() if count > 1]
        return doubled[-1]

    data = json.loads(
        text,
        object_pairs_hook=block,
        parse_float=Decimal,
        parse_int=lambda digits: int(digits) if len(digits) < 20 else digits,
        parse_constant=str,
    )
    if doubled:
        raise InvalidInput(_written_twice(data))
    return data


class _Doubled(dict[str, Any]):
    """A block of JSON in which some keys are written twice."""

    names: list[str]


def _written_twice(data: Any) -> Iterator[Problem]:
    """A problem for each key written twice, in the order of the text."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Doubled):
            for name in value.names:
                yield Problem.at((*path, name), "cle_en_double", f"la clé « {name} » est écrite deux fois.")
        if isinstance(value, dict):
            waiting += reversed([((*path, key), item) for key, item in value.items()])
        elif isinstance(value, list):
            waiting += reversed([((*path, index), item) for index, item in enumerate(value)])


def read[T](cls: type[T], data: object, path: Path = ()) -> T:
    """Build a ``cls`` from untyped data, or raise ``InvalidInput`` with every problem found."""
    problems: list[Problem] = []
    value = _read(cls, data, path, (), problems)
    if problems:
        raise InvalidInput(problems)
    return value  # type: ignore[no-any-return]


def _read(kind: Any, data: Any, path: Path, sources: Sources, problems: list[Problem]) -> Any:
    reader, argument = _reader(kind)
    return reader(argument, data, path, sources, problems)


@functools.cache
def _reader(kind: Any) -> tuple[Callable[..., Any], Any]:
    """The function that reads ``kind``, and what it needs to know."""
    if kind is Any:
        return _read_anything, None
    if kind in SCALARS:
        return _read_scalar, SCALARS[kind]
    if dataclasses.is_dataclass(kind):
        return _read_dataclass, kind
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _read_choice, arguments
    if origin is tuple:
        return _read_list, arguments[0]
    if origin is Mapping:
        return _read_mapping, arguments
    if origin in _UNIONS:
        return _reader(next(argument for argument in arguments if argument is not types.NoneType))
    raise TypeError(f"no way to read {kind!r}")


def _read_anything(_: None, data: Any, _path: Path, _sources: Sources, _problems: list[Problem]) -> Any:
    """What is judged elsewhere, as it is."""
    return data


def _read_scalar(scalar: _Scalar, data: Any, path: Path, _sources: Sources, problems: list[Problem]) -> Any:
    if isinstance(data, list | dict) or data is None:
        problems.append(Problem.at(path, "valeur_attendue", "une valeur simple est attendue."))
        return _INVALID
    try:
        return scalar.parse(data)
    except QuantityError as error:
        problems.append(Problem.at(path, error.code, str(error)))
        return _INVALID


def _read_choice(
    choices: tuple[str, ...], data: Any, path: Path, _sources: Sources, problems: list[Problem]
) -> Any:
    if data in choices:
        return data
    if not isinstance(data, str):
        problems.append(Problem.at(path, "valeur_attendue", "une valeur simple est attendue."))
        return _INVALID
    message = f"« {data} » n’est pas prévu ; {suggestion(data, choices)}"
    problems.append(Problem.at(path, "valeur_inconnue", message))
    return _INVALID


def _read_list(kind: Any, data: Any, path: Path, sources: Sources, problems: list[Problem]) -> Any:
    if not isinstance(data, list):
        problems.append(Problem.at(path, "liste_attendue", "une liste est attendue."))
        return _INVALID
    values = [_read(kind, item, (*path, index), sources, problems) for index, item in enumerate(data)]
    return _INVALID if _INVALID in values else tuple(values)


def _read_mapping(
    kinds: tuple[Any, Any], data: Any, path: Path, sources: Sources, problems: list[Problem]
) -> Any:
    if not isinstance(data, dict):
        problems.append(Problem.at(path, "bloc_attendu", "un bloc « clé : valeur » est attendu."))
        return _INVALID
    key_kind, value_kind = kinds
    values = {}
    for key, item in data.items():
        read_key = _read(key_kind, key, (*path, key), sources, problems)
        values[read_key] = _read(value_kind, item, (*path, key), sources, problems)
    return _INVALID if _INVALID in values or _INVALID in values.values() else immutable(values)


def immutable(values: dict[Any, Any]) -> Mapping[Any, Any]:
    """The same, which nobody changes; under a name, so that ``pickle`` can build it again."""
    return types.MappingProxyType(values)


def _read_dataclass(cls: Any, data: Any, path: Path, sources: Sources, problems: list[Problem]) -> Any:
    if not isinstance(data, dict):
        problems.append(Problem.at(path, "bloc_attendu", "un bloc « clé : valeur » est attendu."))
        return _INVALID
    fields = fields_of(cls)
    for key in data:
        if key not in fields:
            message = f"clé inconnue « {key} » ; {suggestion(str(key), fields)}"
            problems.append(Problem.at((*path, key), "cle_inconnue", message))
    values: dict[str, Any] = {}
    if "sources" in fields:
        if "sources" in data:
            sources = _read(fields["sources"].kind, data["sources"], (*path, "sources"), (), problems)
        elif not sources and fields["sources"].required:
            problems.append(Problem.at(path, "source_absente", "valeur sans source : ajoutez « sources »."))
        values["sources"] = sources
    for name, field in fields.items():
        if name in data and name != "sources":
            inner = () if sources is _INVALID else sources
            values[name] = _read(field.kind, data[name], (*path, name), inner, problems)
        elif field.required and name != "sources":
            problems.append(Problem.at((*path, name), "cle_absente", f"« {name} » manque."))
            values[name] = _INVALID
    if _INVALID in values.values():
        return _INVALID
    built = cls(**values)
    faults: Callable[[], Iterable[tuple[Path, str, str]]] | None = getattr(built, "faults", None)
    found = (
        [Problem.at((*path, *inner), code, message) for inner, code, message in faults()] if faults else []
    )
    problems.extend(found)
    return _INVALID if found else built


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    kind: Any
    required: bool


@functools.cache
def fields_of(cls: type) -> dict[str, _Field]:
    """The fields of a dataclass, by the key that holds each."""
    hints = get_type_hints(cls)
    return {
        field.name: _Field(
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(cls)
        if field.init
    }


def to_data(value: Any, kind: Any = None, sources: Sources = ()) -> Any:
    """Write what ``read`` built as plain JSON data: cents as integers, rates as ``49/100``.

    Sources stand where they were declared, absent options are left out.
    """
    kind = kind or type(value)
    if kind in SCALARS:
        return SCALARS[kind].write(value)
    if dataclasses.is_dataclass(kind):
        own = getattr(value, "sources", ())
        data = {}
        for name, field in fields_of(kind).items():  # type: ignore[arg-type]
            item = getattr(value, name)
            if item is None or (name == "sources" and item is sources):
                continue
            if not field.required and item in ((), {}):
                continue
            data[name] = to_data(item, field.kind, own)
        return data
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return [to_data(item, arguments[0], sources) for item in value]
    if origin is Mapping:
        return {
            to_data(key, arguments[0]): to_data(item, arguments[1], sources) for key, item in value.items()
        }
    if origin in _UNIONS:
        return to_data(
            value, next(argument for argument in arguments if argument is not types.NoneType), sources
        )
    return value
