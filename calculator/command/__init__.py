"""The command line's own room: click in French, the files it reads, how it ends. Never loaded in a page."""
