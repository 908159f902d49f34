"""A screenshot as shades of grey, for whoever reads a picture without an imaging library."""

import struct
import zlib


def grey(png: bytes) -> memoryview:
    """The rows of an 8-bit RGB or RGBA picture, one byte a pixel, as a two-dimensional view."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    channels = {2: 3, 6: 4}[kind]
    assert depth == 8
    stride = width * channels
    raw = zlib.decompress(b"".join(_data(png)))
    above = bytearray(stride)
    shades = bytearray()
    for row in range(height):
        start = row * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, above, channels)
        shades += line[1::channels]  # the green of a picture in black and white
        above = line
    return memoryview(bytes(shades)).cast("B", (height, width))


def _data(png: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            found.append(png[at + 8 : at + 8 + size])
        at += size + 12
    return found


def _unfilter(kind: int, line: bytearray, above: bytearray, channels: int) -> None:
    """Undo the filter of a row in place (PNG specification, section 9)."""
    for i in range(len(line)):
        left = line[i - channels] if i >= channels else 0
        corner = above[i - channels] if i >= channels else 0
        up = above[i]
        guess = left + up - corner
        paeth = min((left, up, corner), key=lambda near: abs(guess - near))
        line[i] = (line[i] + (0, left, up, (left + up) // 2, paeth)[kind]) % 256
