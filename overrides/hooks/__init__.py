"""The build: hooks gather, templates draw. ``entry`` is the only module that MkDocs knows."""
