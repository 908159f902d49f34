"""A workbook laid out cell by cell, with formulas and cells to fill, and the two formats it is written in."""
