"""Rows of cells to amounts, with what is to be verified, and their totals."""
