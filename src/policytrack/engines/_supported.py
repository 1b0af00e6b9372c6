"""What an engine refuses before it begins."""

from collections.abc import Iterator
from typing import Any

from policytrack.errors import Problem, UnsupportedQuery
from policytrack.query import And, Compare, Condition, Missing, Not, Or, Related, Words


def refuse_unknown(engine: str, condition: Condition[Any] | None) -> None:
    """Refuse conditions of kinds that the language does not have.

    Raises:
        UnsupportedQuery: There are such; each is named.
    """
    unknown = [] if condition is None else list(_unknown(condition))
    if unknown:
        hint = "build conditions from handles"
        names = sorted({type(one).__name__ for one in unknown})
        problems = [
            Problem("unsupported", "", f"{name} is no condition that this engine knows", hint)
            for name in names
        ]
        raise UnsupportedQuery(f"engine {engine}", problems)


def _unknown(condition: Condition[Any]) -> Iterator[Condition[Any]]:
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _unknown(part)
        case Not(part) | Related(condition=Condition() as part):
            yield from _unknown(part)
        case Compare() | Missing() | Words() | Related():
            pass
        case _:
            yield condition
