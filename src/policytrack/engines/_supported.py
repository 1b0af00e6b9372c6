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
    if condition is not None and any(True for _ in _unknown(condition)):
        raise refusal(engine, condition)


def refusal(engine: str, condition: Condition[Any]) -> UnsupportedQuery:
    """Return the error that names each kind in a condition that the language does not have."""
    hint = "build conditions from handles"
    names = sorted({type(one).__name__ for one in _unknown(condition)})
    problems = [
        Problem("unsupported", "", f"{name} is no condition that this engine knows", hint) for name in names
    ]
    return UnsupportedQuery(f"engine {engine}", problems)


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
