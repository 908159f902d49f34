"""In place of Jinja2's cache of compiled templates, which brings pickle and tempfile: we use none."""


class BytecodeCache:
    """A name that Jinja2 imports."""


FileSystemBytecodeCache = MemcachedBytecodeCache = BytecodeCache
