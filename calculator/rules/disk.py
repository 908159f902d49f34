"""Texts read from files, bounded, and what goes wrong with a file told in French. Never loaded in a page."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import BinaryIO

__all__ = ["MAX_BYTES", "UnreadableTextError", "decoded", "read_stream", "read_text", "why"]

MAX_BYTES = 1_000_000
"""Many times the largest situation, or file of rules, that anyone writes."""

_REASONS = {
    errno.ENOENT: "il n’y a rien à ce nom",
    errno.EISDIR: "c’est un dossier, un fichier est attendu",
    errno.ENOTDIR: "un dossier de ce chemin est un fichier",
    errno.EACCES: "le droit manque",
    errno.EPERM: "le droit manque",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée sur le disque est épuisée",
    errno.EROFS: "ce disque ne se lit que",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ELOOP: "des liens tournent en rond",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.EIO: "le disque ou le réseau ne répond pas bien",
    errno.EFBIG: "le fichier est trop grand pour ce disque",
}


class UnreadableTextError(ValueError):
    """A file that gives no text; the message is a French sentence without the name of the file."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        super().__init__(message)


def why(error: OSError) -> str:
    """What the system refused, in French; its code where we have no word for it."""
    return _REASONS.get(error.errno or 0, f"le système répond {errno.errorcode.get(error.errno or 0, '?')}")


def read_text(file: Path, limit: int = MAX_BYTES) -> str:
    """The text of a file in UTF-8, or ``UnreadableTextError``."""
    try:
        with file.open("rb") as stream:
            return read_stream(stream, limit)
    except OSError as error:
        raise UnreadableTextError(f"fichier illisible : {why(error)}.") from None


def read_stream(stream: BinaryIO, limit: int = MAX_BYTES) -> str:
    """The text of a stream in UTF-8; no more of it is read than what is allowed."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableTextError(f"le fichier dépasse {_size(limit)}, le plus qui soit lu ici.")
    return decoded(data)


def decoded(data: bytes) -> str:
    """UTF-8, with or without its mark, or ``UnreadableTextError`` with the line of the first byte that is not."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableTextError("le fichier est en UTF-16 : enregistrez-le en UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"l’octet {data[error.start]:#04x} n’est pas de l’UTF-8 : enregistrez le fichier en UTF-8."
        raise UnreadableTextError(message, line) from None


def _size(limit: int) -> str:
    return f"{limit // 1_000_000} Mo" if limit >= 1_000_000 else f"{limit} octets"
