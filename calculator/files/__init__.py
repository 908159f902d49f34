"""What one takes away of a result: the JSON of the contract, a table, a workbook, an agenda."""
