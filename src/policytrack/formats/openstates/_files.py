"""A file of Open States to objects, each told for what it is."""

from collections.abc import Iterator

import attrs

from policytrack.errors import Problem
from policytrack.formats import _yaml_read
from policytrack.formats._document import text_of
from policytrack.formats._faults import pointer
from policytrack.formats._foreign import Object, is_record
from policytrack.formats._intake import Locate
from policytrack.formats._json_text import JsonReader
from policytrack.formats._scalars import resolve
from policytrack.formats._trees import Tree, is_list


@attrs.frozen
class Found:
    """One object of a file: `kind` is person, committee or bill, empty for what is none of them."""

    kind: str
    value: object
    locate: Locate
    problems: tuple[Problem, ...] = ()


def objects_in(path: str, data: bytes) -> Iterator[Found]:
    """Give the objects of a file; its path is empty for a file that came alone.

    Raises:
        Fault: It is neither JSON nor YAML that can be read.
        MissingExtraError: It is YAML, and PyYAML is not installed.
    """
    text = text_of(data)
    if text.lstrip()[0] in "{[":
        tree = JsonReader().read(text)
        yield from _sorted_out(tree, in_file(path))
    else:
        located = _yaml_read.read_foreign(text)
        tree = Tree(resolve(located.tree.value), located.tree.problems)
        yield from _sorted_out(tree, _in_lines(path, located))


def in_file(path: str) -> Locate:
    """Return what places a problem of a file, whose path is empty where it came alone."""
    return (lambda place: f"{path}: {place}".removesuffix(": ")) if path else str


def _in_lines(path: str, located: _yaml_read.Located) -> Locate:
    def locate(place: str) -> str:
        line = located.line(place)
        return f"{f'{path}:{line}' if path else f'line {line}'}: {place}".removesuffix(": ")

    return locate


def _sorted_out(tree: Tree, locate: Locate) -> Iterator[Found]:
    for place, value in _parts(tree.value):
        inner = tuple(
            attrs.evolve(problem, path=problem.path.removeprefix(place))
            for problem in tree.problems
            if problem.path.startswith(place)
        )
        yield Found(_kind(value), value, _below(locate, place), inner)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """Give the objects of a document with their places: one, a list, `results`, or one for each number."""
    if is_list(value):
        for index, part in enumerate(value):
            yield pointer(index), part
    elif is_record(value) and is_list(results := value.get("results")):
        for index, part in enumerate(results):
            yield pointer("results", index), part
    elif is_record(value) and value and all(map(_kind, value.values())):
        for key, part in value.items():
            yield pointer(key), part
    else:
        yield "", value


def _kind(value: object) -> str:
    if not is_record(value):
        return ""
    if "title" in value and ("bill_id" in value or "identifier" in value):
        return "bill"
    record_id = str(value.get("id"))
    if record_id.startswith("ocd-organization/") or ("members" in value and "chamber" in value):
        return "committee"
    return "person" if record_id.startswith("ocd-person/") or _is_person(value) else ""


def _is_person(value: Object) -> bool:
    return "name" in value and ("roles" in value or "party" in value)


def _below(locate: Locate, place: str) -> Locate:
    return lambda path: locate(place + path)
