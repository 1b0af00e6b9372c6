"""Shows a long text screen by screen, as git does: only on a terminal, only where it does not fit."""

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress


def show(text: str, *, may_page: bool) -> None:
    """Write a text to the standard output, by way of the reader's pager where it is longer than the screen.

    `PAGER` names the pager, and nothing or `cat` none; without it, it is `less`, where that is installed.
    """
    pager = shlex.split(os.environ.get("PAGER", "less"))
    fits = text.count("\n") < shutil.get_terminal_size().lines
    if not may_page or fits or not sys.stdout.isatty() or pager in ([], ["cat"]):
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    if shutil.which(pager[0]) is None:
        sys.stdout.write(text)
        return
    # As git has it: quit where one screen is enough, keep colours, leave the text on the screen.
    environment = {"LESS": "FRX", **os.environ}
    with (
        subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment, encoding="utf-8") as process,  # noqa: S603  # The reader's own.
        suppress(BrokenPipeError, KeyboardInterrupt),
    ):
        process.communicate(text)
