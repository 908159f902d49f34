"""Exact quantities, untyped data read with care, problems told in French: nothing here knows SUN-ES."""
