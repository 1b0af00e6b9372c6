"""What sources disagree on."""

import enum

import attrs


class ConflictKind(enum.StrEnum):
    """What sources disagree on."""

    STATUS = "status"
    DATE = "date"
    ACTOR = "actor"
    EXTENT = "extent"
    MEASURE = "measure"
    STANCE = "stance"
    FIGURE = "figure"
    ROLE = "role"


@attrs.frozen(kw_only=True)
class Competing:
    """One of the values that compete, with the records and the sources that bear it.

    Reports that give one value in one person's name are merged here, with all their sources; the same
    value in another's name stands apart. `wins` says whether the view's resolution takes it; nothing
    decides between figures and roles.
    """

    value: str
    attributed_to_id: str | None
    record_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    wins: bool = False


@attrs.frozen(kw_only=True)
class Conflict:
    """Something on which sources disagree; `str()` gives every value with its sources.

    `about` is the id of the proposal or person that it is about, or a figure's label; `question` says in
    words what is disputed.
    """

    kind: ConflictKind
    about: str
    question: str
    values: tuple[Competing, ...]

    def __str__(self) -> str:
        """Tell it line by line."""
        lines = [f"{self.question} ({self.kind}, {self.about})"]
        for value in self.values:
            whose = f", in the name of {value.attributed_to_id}" if value.attributed_to_id else ""
            mark = "*" if value.wins else "-"
            lines.append(f"  {mark} {value.value}{whose} [{', '.join(value.source_ids) or 'no source'}]")
        return "\n".join(lines)
