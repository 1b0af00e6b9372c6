"""`policytrack mcp`: answers for assistants, over the Model Context Protocol."""

from argparse import Namespace

from policytrack.cli._command import Command
from policytrack.cli._parser import add_source
from policytrack.cli._sources import label, opened
from policytrack.errors import MissingExtraError


def _run(options: Namespace) -> None:
    try:
        from policytrack.cli.mcp._server import serve  # noqa: PLC0415  # It needs the extra `mcp`.
    except ModuleNotFoundError:
        feature, extra = "the server for assistants", "mcp"
        raise MissingExtraError(feature, extra) from None
    serve(opened(options.source), label(options.source))


COMMAND = Command(answers=None, run=_run, arguments=add_source)
