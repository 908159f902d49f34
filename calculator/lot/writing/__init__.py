"""A computed list as a file: CSV, JSON, workbook, and the schema that says its columns."""
