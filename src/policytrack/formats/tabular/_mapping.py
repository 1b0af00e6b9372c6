"""A mapping: which columns of a table say what, as a value that is checked when it is made.

`docs/tabular.md` is its reference; a mapping is mostly written as a TOML file and read with
`TableMapping.read`.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Self, cast

import attrs
from cattrs import Converter

from policytrack.errors import DecodeError, Problem
from policytrack.formats import _structure
from policytrack.formats._faults import near, problems_of
from policytrack.formats._trees import is_object
from policytrack.formats.tabular._parts import (
    Cell,
    DateCell,
    PositionColumns,
    ProposalColumns,
    Rest,
    SourceColumns,
    StatusColumns,
    Table,
)
from policytrack.model import Checked

_CSV = Table()


@attrs.frozen(kw_only=True, repr=False)
class TableMapping(Checked):
    """A mapping: what each row of a table says of a proposal, of its status and of who is for and against it.

    `name` is that of the format, and stands before the columns that are kept in `extras`.
    """

    name: str
    proposal: ProposalColumns
    title: str | None = None
    suffixes: tuple[str, ...] = ()
    table: Table = _CSV
    statuses: tuple[StatusColumns, ...] = ()
    positions: tuple[PositionColumns, ...] = ()
    sources: tuple[SourceColumns, ...] = ()
    rest: Rest = Rest.PROPOSAL

    @classmethod
    def parse(cls, text: str | bytes, subject: str = "mapping") -> Self:
        """Read a mapping from the text of its TOML file.

        Raises:
            DecodeError: It is no TOML, or no mapping; it lists every problem, for an unknown key with the
            nearest.
        """
        import tomllib  # noqa: PLC0415  # Loaded with the first mapping.

        try:
            tree = tomllib.loads(text if isinstance(text, str) else text.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            message = f"not UTF-8 at byte {error.start}"
            raise DecodeError(subject, [Problem("bad-encoding", "", message, "save it as UTF-8")]) from None
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            problem = Problem("bad-syntax", "", f"no TOML: {str(error) or 'nested too deeply'}")
            raise DecodeError(subject, [problem]) from None
        try:
            return _converter().get_structure_hook(cls)(tree, cls)  # type: ignore[no-any-return]
        except Exception as error:  # noqa: BLE001  # cattrs and the checks raise each their own.
            raise DecodeError(subject, problems_of(error)) from None

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Self:
        """Read a mapping from its TOML file.

        Raises:
            DecodeError: As for `parse`.
            OSError: The file system refuses.
        """
        return cls.parse(Path(path).read_bytes(), str(path))

    def rules(self) -> Iterable[Problem]:
        """Refuse a source that is not named, and one place for the rest of many rows."""
        names = [source.name for source in self.sources]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield Problem(
                    "duplicate-item", f"/sources/{index}/name", f"{name}: two sources have this name"
                )
        for path, cited in self._cited():
            for index, name in enumerate(cited):
                if name not in names:
                    message, hint = f"{name}: no such source in the mapping", near(name, names)
                    yield Problem("unknown-source", f"{path}/sources/{index}", message, hint)
        if self.proposal.shared and self.rest is Rest.PROPOSAL:
            hint = "write rest = 'position' or rest = 'status'"
            yield Problem("shared-rest", "/rest", "rows that share a proposal have no place there", hint)

    def _cited(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        yield "/proposal", self.proposal.sources
        for index, status in enumerate(self.statuses):
            yield f"/statuses/{index}", status.sources
        for index, position in enumerate(self.positions):
            yield f"/positions/{index}", position.sources


def cells_of(value: object) -> Iterable[Cell | DateCell]:
    """Give every cell of a mapping, or of a part of one."""
    if isinstance(value, Cell | DateCell):
        yield value
    elif isinstance(value, tuple):
        for part in cast("tuple[object, ...]", value):
            yield from cells_of(part)
    elif isinstance(value, Checked):
        cls: type[attrs.AttrsInstance] = cast("Any", type(value))
        for field in attrs.fields(cls):
            yield from cells_of(getattr(value, field.name))


@cache
def _converter() -> Converter:
    """Return what reads a mapping: as the wire is read, and a text alone stands for a column."""
    converter = Converter(detailed_validation=True)
    _structure.configure(converter, {})
    for cls in (Cell, DateCell):
        converter.register_structure_hook_func(_is(cls), _short(cls, converter))
    return converter


def _is(cls: type) -> Callable[[Any], bool]:
    return lambda hint: hint is cls


def _short(cls: type[Cell | DateCell], converter: Converter) -> Callable[[Any, Any], Any]:
    full = converter.get_structure_hook(cls)

    def hook(value: object, _: object) -> Any:  # noqa: ANN401  # A cell.
        if isinstance(value, str):
            return full({"column": value}, cls)
        if is_object(value) and cls is DateCell and isinstance(pattern := value.get("pattern"), str):
            return full({**value, "pattern": [pattern]}, cls)
        return full(value, cls)

    return hook
