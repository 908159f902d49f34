"""Click in French: its help, its faults, and what was expected instead."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from calculator.command.ends import INTERRUPTED, UNUSABLE, complain, finish
from calculator.exact.problems import suggestion

__all__ = ["Command", "Commands", "among"]

HELP_NAMES = ["-h", "--help", "--aide"]
SECTIONS = {"Commands": "Commandes"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Utilisation : ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{SECTIONS.get(heading, heading)} :\n")


class _Context(click.Context):
    formatter_class = _Formatter


def among(*words: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """The check of an option that takes one word among some; the nearest one is named."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None and value not in words:
            message = f"« {value} » n’est pas prévu ; {suggestion(value, words)}"
            raise click.BadParameter(message, ctx, param)
        return value

    return check


class Command(click.Command):
    """A command whose help and faults are in French."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, that says in French what it does."""
        return _help(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one too many is a fault that names it."""
        ctx.allow_extra_args = True
        with _within(ctx):
            extra = super().parse_args(ctx, args)
        if extra:
            ctx.fail(f"argument en trop : « {' '.join(extra)} ».")
        return extra


class Commands(click.Group):
    """The whole tool: faults of its commands come out here, as a sentence and an exit code."""

    context_class = _Context
    command_class = Command

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("context_settings", {"help_option_names": HELP_NAMES})
        options.setdefault("subcommand_metavar", "COMMANDE [ARGUMENTS]...")
        super().__init__(*args, **options)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, that says in French what it does."""
        return _help(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without any argument, the help is what one needs."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(UNUSABLE)
        with _within(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command asked for, or a fault that names the nearest one."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(f"commande inconnue « {args[0]} » ; {suggestion(args[0], self.commands)}")
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and leave, as ``click.Command.main`` does, with every sentence in French."""
        run = functools.partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        code: Any
        try:
            code = run()
        except click.UsageError as error:
            complain(usage(error))
            code = UNUSABLE
        except click.Abort:
            complain("Interrompu.")
            code = INTERRUPTED
        except SystemExit as end:
            code = end.code
        sys.exit(finish(code if isinstance(code, int) else 0))


@contextmanager
def _within(ctx: click.Context) -> Iterator[None]:
    """Faults of the line that do not say of which command they are, told so."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def _help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Affiche cette aide."
    return option


def usage(error: click.UsageError) -> str:
    """How the command is used, what is wrong, and how to know more."""
    lines = [f"Erreur : {_fault(error)}"]
    if error.ctx is not None:
        longest = max(error.ctx.help_option_names, key=len)
        lines = [error.ctx.get_usage(), *lines, f"Pour en savoir plus : {error.ctx.command_path} {longest}"]
    return "\n".join(lines)


def _fault(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param is not None else ""
            return f"l’argument {name} manque."
        case click.NoSuchOption():
            known = [name for param in _parameters(error) for name in param.opts]
            return f"option inconnue « {error.option_name} » ; {suggestion(error.option_name, known)}"
        case click.BadOptionUsage():
            flag = any(
                isinstance(param, click.Option) and param.is_flag and error.option_name in param.opts
                for param in _parameters(error)
            )
            return f"l’option {error.option_name} " + (
                "ne prend pas de valeur." if flag else "attend une valeur."
            )
        case click.BadParameter() if error.param is not None:
            return f"{max(error.param.opts, key=len)} : {error.message}"
    return error.message


def _parameters(error: click.UsageError) -> Iterable[click.Parameter]:
    return error.ctx.command.get_params(error.ctx) if error.ctx is not None else ()
