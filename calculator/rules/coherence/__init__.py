"""What the shape of the data cannot say: sums, bounds, dates in order, identifiers, cited sources."""
