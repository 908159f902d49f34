"""The small calculators of the pages: a few fields in, a drawing out."""
