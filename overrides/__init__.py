"""What turns MkDocs Material into this site: templates, content, hooks."""
