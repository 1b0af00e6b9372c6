"""Text in colour, with what rich knows of the width of characters."""

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

_STYLES = {"bold": Style(bold=True), "dim": Style(color="cyan")}


class Coloured:
    """A look for terminals."""

    def __init__(self) -> None:
        self._console = Console(markup=False, emoji=False, highlight=False)

    def width(self, text: str) -> int:
        """Return the columns of a text: none for a combining mark, two for a wide character."""
        return cell_len(text)

    def wrap(self, text: str, width: int) -> list[str]:
        """Break a text at blanks; words that are too long are cut."""
        return [line.plain.rstrip() for line in Text(text).wrap(self._console, width)] or [""]

    def paint(self, text: str, style: str) -> str:
        """Paint a text."""
        return _STYLES[style].render(text, color_system=ColorSystem.STANDARD)
