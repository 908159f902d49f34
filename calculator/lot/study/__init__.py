"""One list in the hands of a reader: computed little by little, corrected, sorted, compared."""
