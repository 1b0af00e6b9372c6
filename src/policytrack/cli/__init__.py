"""The command `policytrack`: what the library answers, for people at a terminal and for programs.

```
_main.py      runs a command: its answer, how it is told, the exit status
_commands.py  which commands there are; each is one module under commands/, loaded when it is called
_command.py   what a command is
_parser.py    arguments, and mistakes in them on one line
_sources.py   a bundled case, a file, a folder or a store, opened
_failures.py  errors on one line each
_values.py    answers as JSON, and the JSON Schema of that
_text.py      what data may do to a terminal: nothing
_blocks.py    an answer as headings, facts and tables
_look.py      those as text, plain; _rich.py in colour, with the extra `cli`
_pager.py     to a screen that is too small
_progress.py  how far long work is
mcp/          the server for assistants
schema.py     the JSON Schema of every answer, and the file that has it
starter/      the files of `policytrack new`
```

A new command is one module with a `COMMAND`, and one line in `_commands.py`.
"""

from policytrack.cli._main import main

__all__ = ["main"]
