"""Command groups that import the module of a command when the command runs.

`runql --help` and shell completion list all commands. Importing all modules takes several times as long as printing the list.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer
from typer.core import TyperGroup

from runql.cli.errors import FAILED, plain_errors, plain_warnings, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter
    from typer._click.shell_completion import CompletionItem

__all__ = ["DEBUG", "Member", "RootGroup", "examples", "load_member"]

DEBUG: Final = "runql.debug"
"""Key of a click context that enables tracebacks."""


@dataclass(frozen=True, slots=True)
class Member:
    """A command that is imported when it runs.

    Attributes:
        target: Module and name of a function or a `typer.Typer`, with a colon between.
        help: Line in the list of commands.
        epilog: Examples that follow the help of a function.
        needs: Modules of an extra that the target imports.
        extra: Extra that installs these modules.
    """

    target: str
    help: str
    epilog: str | None = None
    needs: tuple[str, ...] = ()
    extra: str = ""


def examples(*lines: str) -> str:
    """Return the examples at the end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def load_member(name: str, member: Member) -> Command:
    """Import a command and return it with its name set."""
    missing = [each for each in member.needs if importlib.util.find_spec(each) is None]
    module, _, attribute = member.target.partition(":")
    found: object = (
        _lacking(name, member) if missing else getattr(importlib.import_module(module), attribute)
    )
    # Rich markup makes help three times as slow, and prints boxes even into pipes.
    outer = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    outer.callback()(_nothing)
    if isinstance(found, typer.Typer):
        outer.add_typer(found, name=name)
    else:
        settings = _ANYTHING if missing else None
        outer.command(name, epilog=member.epilog, context_settings=settings)(cast("Any", found))
    command = cast("TyperGroup", typer.main.get_command(outer)).commands[name]
    _add_debug(command)
    return command


_ANYTHING: Final[dict[str, Any]] = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "help_option_names": [],
}


def _nothing() -> None:
    """Do nothing; the subcommands do the work."""


def _lacking(name: str, member: Member) -> object:
    def lacking() -> None:
        say(
            f"`runql {name}` requires packages that are not installed.\n"
            f"Install them with: pip install 'runql[{member.extra}]'"
        )
        raise typer.Exit(FAILED)

    return lacking


def _note_debug(context: typer.Context, value: bool) -> None:
    if value:
        context.meta[DEBUG] = True


def _with_debug(
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            callback=_note_debug,
            is_eager=True,
            expose_value=False,
            help="Show the traceback of an error.",
        ),
    ] = False,
) -> None:
    """Declare the option that is added to all commands."""


def _add_debug(command: Command) -> None:
    if isinstance(command, TyperGroup):
        for each in command.commands.values():
            _add_debug(each)
    elif not any("--debug" in each.opts for each in command.params):
        template = typer.Typer(add_completion=False, rich_markup_mode=None)
        template.command()(_with_debug)
        command.params.extend(typer.main.get_command(template).params)


class _Members(MutableMapping[str, "Command"]):
    """Commands by name. Looking up a command imports its module."""

    def __init__(self, members: Mapping[str, Member]) -> None:
        self.members = members
        self._loaded: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._loaded:
            self._loaded[name] = load_member(name, self.members[name])
        return self._loaded[name]

    def __setitem__(self, name: str, command: Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)


class RootGroup(TyperGroup):
    """The group of all commands.

    Attributes:
        members: Commands by name, set by the application.
    """

    members: Mapping[str, Member] = {}

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - what typer passes on
        super().__init__(**options)
        self.commands: MutableMapping[str, Command] = _Members(self.members)

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the command names in display order."""
        return list(self.members)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the list of commands without importing their modules."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, member.help) for name, member in self.members.items()])

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that match a prefix, without importing their modules."""
        from typer._click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=member.help)
            for name, member in self.members.items()
            if name.startswith(incomplete) and not incomplete.startswith("-")
        ] or super(TyperGroup, self).shell_complete(ctx, incomplete)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Context | None = None,
        **extra: Any,  # noqa: ANN401 - what typer passes on
    ) -> Context:
        """Read the arguments. The help and the version are printed here."""
        with plain_errors(lambda: "--debug" in args):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Context) -> object:
        """Run a command. Print errors and warnings of the library as plain lines."""
        with plain_errors(lambda: DEBUG in ctx.meta), plain_warnings():
            return super().invoke(ctx)
