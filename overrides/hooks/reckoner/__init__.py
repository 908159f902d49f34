"""« La calculette »: the programme as a workbook of live formulas, for who works in a spreadsheet."""
