"""French: the sentences of the steps, the report in text, what was understood and declared, the spaces."""
