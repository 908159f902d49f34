"""The Python that runs in the browser: what the page is given, and how it is made."""
