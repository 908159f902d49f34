"""How the cells of the calculette look: a quiet ground, what is to fill in pale yellow, amounts at the right."""

from __future__ import annotations

from overrides.hooks.workbook.layout import Look

INK, BLUE, PALE, YELLOW, GREY, RED = "1B2733", "1F4E79", "E8F0F7", "FFF6CC", "EEF0F2", "9B1C1C"

TITLE = Look(bold=True, size=15, ink=BLUE)
LEAD = Look(ink=INK, wrap=True)
HEAD = Look(bold=True, ink=BLUE, ground=PALE, align="center", wrap=True, box=True)
SIDE = Look(bold=True, ink=INK, box=True, wrap=True)
BODY = Look(ink=INK, wrap=True, box=True)
NOTE = Look(ink=INK, size=9, wrap=True)
ANSWER = Look(bold=True, size=14, ink=INK, ground=PALE, wrap=True, box=True)
SENTENCE = Look(ink=INK, wrap=True, box=True)
FAULT = Look(bold=True, ink=RED, wrap=True)
MONEY = Look(shape="euros", ink=INK, align="right", box=True)
STRONG = Look(shape="euros", ink=INK, align="right", box=True, bold=True, ground=PALE)
PLAIN = Look(shape="nombre", ink=INK, align="right", box=True)
RATE = Look(shape="taux", ink=INK, align="right", box=True)
WORD = Look(ink=INK, align="center", box=True)
SHUT = Look(ground=GREY, box=True)
"""A cell that this line does not need."""
FILL_WORD = Look(ground=YELLOW, align="center", box=True, free=True)
FILL_TEXT = Look(shape="texte", ground=YELLOW, box=True, free=True)
FILL_MONEY = Look(shape="euros", ground=YELLOW, align="right", box=True, free=True)
FILL_COUNT = Look(shape="nombre", ground=YELLOW, align="right", box=True, free=True)
