"""The command line. Each command is one file of this folder, imported only when it is called."""

from __future__ import annotations

import importlib
from typing import Any

import click

from envol import __version__
from envol.errors import EnvolError

COMMANDS = {
    "fly": "Fly a scenario and grade the flight.",
    "replay": "Fly a journal again, whole, up to an instant, or without one event.",
    "why": "Say which terms moved a state at an instant of a flight.",
    "export": "Write the telemetry of a flight to Parquet or CSV, or the trainings on offer to LHEO.",
    "run": "Run one unit operation open-loop, with anything set.",
    "campaign": "Spread many runs or flights over processes or a cluster.",
    "units": "List the unit operations, or show one.",
    "qualify": "Compare the unit operations with answers from outside.",
    "check": "Check content files; every fault at once.",
    "plan": "Say which trainings to open, grow, colour, hold or close.",
    "backtest": "Try the methods of foresight on the past.",
    "bench": "Measure how fast it is.",
    "import": "Import referentials, offers, schools, staff; or preview it (with the web extra).",
    "serve": "Serve the campus in a browser (with the web extra).",
    "manage": "Manage the campus: Django's own commands (with the web extra).",
}
"""Each command with its one line of help, kept here so that `envol --help` imports none of them."""
FILES = {"import": "importing"}
"""The files, each with its function, of commands whose names Python keeps for itself."""

FAILED, STOPPED = 1, 130


class Commands(click.Group):
    """Finds commands by the name of their file, and turns what went wrong into one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a flight's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command's file and return the command."""
        if name not in COMMANDS:
            return None
        file = FILES.get(name, name)
        command = getattr(importlib.import_module(f"envol.cli.{file}"), file)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Propose the nearest command where one is unknown."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from envol.errors import nearest

            close = nearest(args[0], COMMANDS)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; the work that failed says why on standard error and ends with 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except (EnvolError, OSError) as error:
            click.echo(f"envol: {_sentence(error)}", err=True)
            return ctx.exit(FAILED)
        except KeyboardInterrupt:
            click.echo("\nenvol: stopped", err=True)
            return ctx.exit(STOPPED)


def _sentence(error: EnvolError | OSError) -> str:
    if isinstance(error, EnvolError):
        return str(error)
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Envol, the flight school of bioproduction.

    Every command ends with 0 where the work is done, 1 where it failed, 2 where it was asked for in a wrong way.
    """


if __name__ == "__main__":
    main()
