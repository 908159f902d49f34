"""``python -m calculator``: the command-line tool."""

from calculator.cli import main

main(prog_name="sun-es")
