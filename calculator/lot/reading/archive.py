"""The parts of a zipped document, unpacked a piece at a time and never beyond their limit."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from calculator.lot.reading.records import MAX_UNPACKED, TableError, too_heavy_unpacked

PIECE = 1 << 16
MAX_PARTS = 10_000
ENDING = 22
"""The bytes of the last record of an archive, before its comment."""
MAX_DIRECTORY = 2_000_000
"""What the table of contents may weigh: it is read whole."""

UNREADABLE = "le classeur est illisible, tronqué peut-être : rouvrez-le dans votre tableur et enregistrez-le de nouveau."
PROTECTED = "le classeur est protégé par un mot de passe : enregistrez-en une copie sans mot de passe."
FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError, RuntimeError)
"""What ``zipfile`` raises on a damaged archive."""


class Archive:
    """The parts by their name, in small letters: ``TableError`` when the archive or a part is damaged."""

    def __init__(self, stream: BinaryIO) -> None:
        _refuse_directory(stream)
        try:
            self._zip = zipfile.ZipFile(stream)
        except FAULTS:
            raise TableError(UNREADABLE) from None
        parts = self._zip.infolist()
        if len(parts) > MAX_PARTS:
            raise TableError(UNREADABLE)
        self._parts = {item.filename.replace("\\", "/").casefold(): item for item in parts}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def begins(self, folder: str) -> bool:
        """Whether a part stands in a folder."""
        return any(name.startswith(folder) for name in self._parts)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part; none of one that is not there."""
        item = self._parts.get(name.casefold())
        if item is None:
            return
        if item.flag_bits & 1:
            raise TableError(PROTECTED)
        if item.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TableError(UNREADABLE)
        if item.file_size > MAX_UNPACKED:
            raise too_heavy_unpacked()
        try:
            with self._zip.open(item) as part:  # it gives no more than the size that was announced
                while piece := part.read(PIECE):
                    yield piece
        except TableError:
            raise
        except FAULTS:
            raise TableError(UNREADABLE) from None

    def start(self, name: str) -> bytes:
        """The first bytes of a part."""
        return next(self.pieces(name), b"")


def _refuse_directory(stream: BinaryIO) -> None:
    """Refuse a table of contents that would fill the memory, by what the archive says of it."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 16) - ENDING))
    tail = stream.read()
    last = tail.rfind(b"PK\5\6")
    if last >= 0 and int.from_bytes(tail[last + 12 : last + 16], "little") > MAX_DIRECTORY:
        raise TableError(UNREADABLE)
    stream.seek(0)
