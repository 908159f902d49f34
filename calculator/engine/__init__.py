"""The calculation: amounts, targets, eligibility, each a number that explains itself."""
