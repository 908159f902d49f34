"""The known vulnerabilities, read in a file rather than asked: the database of osv.dev, for a machine without network.

Each ecosystem has its archive there (``PyPI/all.zip``, ``npm/all.zip``): a JSON record of the OSV schema for each
vulnerability. A file may also hold one record, or a list of them.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

__all__ = ["Base", "opened"]

ECOSYSTEMS = {"PyPI": "Python", "npm": "npm"}
"""The ecosystems that our locks hold, and how the audit calls each."""

type Key = tuple[Any, ...]


class Base(NamedTuple):
    """What files hold: the ecosystems they know of, the records by ecosystem and package, the day of the last one."""

    ecosystems: frozenset[str]
    records: Mapping[tuple[str, str], list[dict[str, Any]]]
    until: str

    def known(self, ecosystem: str, packages: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """« name version : identifier » for each vulnerability of the packages, in order."""
        found = (
            f"{name} {version} : {record['id']}"
            for name, version in packages
            for record in self.records.get((ecosystem, _same(ecosystem, name)), ())
            if any(_touches(ecosystem, item, name, version) for item in record["affected"])
        )
        return tuple(sorted(found))


def opened(files: Iterable[Path]) -> Base:
    """Read database files; raises ``ValueError`` for one that is none, ``OSError`` for one that is not there."""
    records: dict[tuple[str, str], list[dict[str, Any]]] = {}
    days = [""]
    for record in (record for file in files for record in _records(file)):
        if "withdrawn" in record:
            continue
        days.append(str(record.get("modified", ""))[:10])
        places = {
            (item["package"]["ecosystem"], item["package"]["name"])
            for item in record["affected"]
            if "package" in item
        }
        for ecosystem, name in places:
            records.setdefault((ecosystem, _same(ecosystem, name)), []).append(record)
    return Base(frozenset(ecosystem for ecosystem, _ in records), records, max(days))


def _records(file: Path) -> Iterator[dict[str, Any]]:
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            texts = [archive.read(name) for name in archive.namelist() if name.endswith(".json")]
    else:
        texts = [file.read_bytes()]
    for text in texts:
        found = json.loads(text)
        for record in found if isinstance(found, list) else [found]:
            if not isinstance(record, dict) or "id" not in record:
                raise ValueError(f"{file.name} : ce n’est pas une base au format OSV.")
            if "affected" in record:
                yield record


def _same(ecosystem: str, name: str) -> str:
    return canonicalize_name(name) if ecosystem == "PyPI" else name


def _touches(ecosystem: str, item: Mapping[str, Any], name: str, version: str) -> bool:
    """Whether a version is one of those that a record names, or is in one of its ranges."""
    package = item.get("package", {})
    if package.get("ecosystem") != ecosystem or _same(ecosystem, package["name"]) != _same(ecosystem, name):
        return False
    key = KEYS[ecosystem]
    if version in item.get("versions", ()):
        return True
    ranges = (each["events"] for each in item.get("ranges", ()) if each["type"] != "GIT")
    return any(_within(key, events, key(version)) for events in ranges)


def _within(key: Callable[[str], Key], events: Iterable[Mapping[str, str]], version: Key) -> bool:
    """Whether a version lies between an introduction and what ends it."""
    inside = False
    for event in events:
        if "introduced" in event:
            inside = inside or event["introduced"] == "0" or version >= key(event["introduced"])
        elif "fixed" in event:
            inside = inside and version < key(event["fixed"])
        elif "last_affected" in event:
            inside = inside and version <= key(event["last_affected"])
    return inside


def _python(text: str) -> Key:
    try:
        return (1, Version(text))
    except InvalidVersion:
        return (0, text)  # before any that is one


def _npm(text: str) -> Key:
    """The order of semantic versions: a pre-release comes before its release, a number before a word."""
    core, _, early = text.partition("+")[0].partition("-")
    numbers = tuple(int(part) for part in re.findall(r"\d+", core))
    words = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in early.split("."))
    return (numbers, not early, words if early else ())


KEYS: Mapping[str, Callable[[str], Key]] = {"PyPI": _python, "npm": _npm}
"""How the versions of an ecosystem are ordered."""
