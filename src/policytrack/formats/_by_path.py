"""Which format a path has, and which files of a folder are its own."""

from collections.abc import Callable
from pathlib import Path

from policytrack.errors import UnknownNameError
from policytrack.registry import Format, Registry

_FOLDER = "directory"


def named(given: str | Format, registry: Registry) -> Format:
    """Return a format that is given itself, or by its name.

    Raises:
        UnknownNameError: There is none of this name.
    """
    return registry.format(given) if isinstance(given, str) else given


def format_of(path: Path, given: str | Format | None, registry: Registry) -> Format:
    """Return the format that is given, or that of a path.

    Raises:
        UnknownNameError: There is none of this name, or with this ending.
    """
    if given is not None:
        return named(given, registry)
    if path.is_dir() or not path.suffix:
        return registry.format(_FOLDER)
    by_suffix = {suffix: format_ for format_ in registry.formats.values() for suffix in format_.suffixes}
    # The longest ending tells most: `.popolo.json` before `.json`.
    for start in range(len(path.suffixes)):
        suffix = "".join(path.suffixes[start:]).lower()
        if suffix in by_suffix:
            return by_suffix[suffix]
    raise UnknownNameError(kind="file ending", name=path.suffix.lower(), allowed=by_suffix)


def owner_of(format_: Format) -> Callable[[str], bool]:
    """Return what tells the files of a folder's format; every file is its own where it does not say."""
    owns: Callable[[str], bool] = getattr(format_, "owns", lambda _: True)
    return owns
