"""A list as people have it, to rows of cells that are understood."""
