"""Which encoding a text is in, by what it makes of its accents; what is uncertain is said."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import BinaryIO

from calculator.lot.reading.records import TableError

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "ancien Mac (MacRoman)",
    "cp850": "DOS (cp850)",
}
ONE_BYTE = ("cp1252", "mac_roman", "cp850")
"""The encodings of one byte, the most usual first."""
_ACCENTS = {
    "cp1252": "de Windows (cp1252)",
    "mac_roman": "d’un ancien Mac (MacRoman)",
    "cp850": "de DOS (cp850)",
}
"""Whose the accents are, in words."""
OLD_WORKBOOK = "c’est un classeur de l’ancien format .xls : enregistrez-le au format .xlsx, .ods ou CSV."
PROTECTED = "c’est un classeur protégé par un mot de passe : enregistrez-en une copie sans mot de passe."
MARKED_UP = (
    "c’est une page web ou un document XML, quel que soit son nom : ouvrez-le dans un tableur et "
    "enregistrez-le au format .xlsx, .ods ou CSV."
)
NOT_A_LIST = "ce n’est pas une liste lisible : il faut un fichier CSV, ou un classeur .xlsx ou .ods."
_FRENCH = {
    letter: weight
    for weight, letters in ((8, "é"), (4, "èàêçôÉ’îûâœ°"), (2, "ëïùÈÀÊÇÔÎœŒ«»–€"))
    for letter in letters
}
"""The accents and signs of French, the most frequent the heaviest."""
_ASCII = bytes(range(128))


def find_encoding(stream: BinaryIO) -> tuple[str, tuple[str, ...]]:
    """A key of ``ENCODINGS``, and what is doubtful of it, in French; ``TableError`` when it is no text."""
    stream.seek(0)
    start = stream.read(4096)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        whole = start + stream.read()
        raise TableError(PROTECTED if "EncryptedPackage".encode("utf-16-le") in whole else OLD_WORKBOOK)
    if b"\0" in start or start.startswith(b"%PDF"):
        raise TableError(NOT_A_LIST)
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"<?xml", b"<!", b"<html", b"<HTML")):
        raise TableError(MARKED_UP)
    stream.seek(0)
    return ("utf-8-sig", ()) if _is_utf8(stream) else _of_one_byte(stream)


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(1 << 16):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _of_one_byte(stream: BinaryIO) -> tuple[str, tuple[str, ...]]:
    """The encoding that makes the most French of the bytes."""
    stream.seek(0)
    bytes_seen: Counter[int] = Counter()
    while chunk := stream.read(1 << 16):
        bytes_seen.update(chunk.translate(None, _ASCII))

    def weight(encoding: str) -> int:
        letters = {byte: bytes([byte]).decode(encoding, "replace") for byte in bytes_seen}
        return sum(_FRENCH.get(letters[byte], -1) * count for byte, count in bytes_seen.items())

    weights = {encoding: weight(encoding) for encoding in ONE_BYTE}
    best = max(ONE_BYTE, key=weights.__getitem__)
    if best == "cp1252" and list(weights.values()).count(weights[best]) == 1:
        return best, ()
    return best, (
        f"les accents sont lus comme ceux {_ACCENTS[best]} : vérifiez-les, ou enregistrez la liste en "
        "« CSV UTF-8 ».",
    )
