"""Many establishments at once: a table read, each row computed with its anomalies, totals, a table written."""
