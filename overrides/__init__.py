"""What turns MkDocs Material into this site: templates, macros, hooks."""
