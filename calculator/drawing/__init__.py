"""HTML: the templates and what fills them, the same when the site is built and in the browser."""
