"""Whether a format says what it loses, and refuses what it cannot read."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from hypothesis import strategies as st

from policytrack import formats
from policytrack.errors import DecodeError, EncodeError, PolicytrackError
from policytrack.formats._files import one_file
from policytrack.formats._trees import is_list, is_object
from policytrack.model import Snapshot
from policytrack.registry import Encoded, Format, Registry
from policytrack.testing._records import snapshots
from policytrack.testing._running import EXAMPLES, expect, holds_for


def check_format(
    form: Format,
    *,
    registry: Registry | None = None,
    sample: bytes | Mapping[str, bytes] | None = None,
    drawn: st.SearchStrategy[Snapshot] | None = None,
    examples: int = EXAMPLES,
) -> None:
    """Check a format: what it reads again is what it wrote, less exactly what it declares lost.

    A format that is only written gives the same bytes each time, and one that is only read refuses to write.
    Damaged input is refused by an error of ours, or read and reported.

    Args:
        form: The format.
        registry: What it works with; None takes what ships.
        sample: Something that it reads, where it does not write itself.
        drawn: Snapshots to try it on; None draws what nobody would write by hand.
        examples: How many snapshots, and how many damaged samples, are drawn.

    Raises:
        AssertionError: It is not so; Hypothesis shows the smallest example.
    """
    known = Registry.shipped() if registry is None else registry
    expect(bool(form.name), "it has a name")
    expect(all(suffix.startswith(".") for suffix in form.suffixes), "an ending begins with a dot")
    written = _written(form, Snapshot(), known)
    if written is not None:
        holds_for(
            snapshots(known) if drawn is None else drawn,
            lambda snapshot: _keeps(form, snapshot, known),
            examples,
        )
    given = sample if sample is not None else None if written is None else written.data
    if given is not None and _reads(form, given, known):
        holds_for(_damaged(given), lambda data: _refuses(form, data, known), examples)
    expect(written is not None or sample is not None, "a format that is only read is checked with a sample")


def _written(form: Format, snapshot: Snapshot, known: Registry) -> Encoded | None:
    try:
        return form.encode(snapshot, registry=known)
    except EncodeError as error:
        codes = {problem.code for problem in error.problems}
        expect("read-only-format" in codes, "what is only read says so by the code read-only-format")
        return None


def _reads(form: Format, data: bytes | Mapping[str, bytes], known: Registry) -> bool:
    try:
        form.decode(data, registry=known)
    except DecodeError as error:
        codes = {problem.code for problem in error.problems}
        expect("write-only-format" in codes, f"it reads what it is given: {error}")
        return False
    return True


def _keeps(form: Format, snapshot: Snapshot, known: Registry) -> None:
    try:
        written = form.encode(snapshot, registry=known)
    except EncodeError:
        return  # It says that it cannot write this.
    expect(form.encode(snapshot, registry=known) == written, "it writes the same bytes each time")
    try:
        again = form.decode(written.data, registry=known).snapshot
    except DecodeError as error:
        codes = {problem.code for problem in error.problems}
        expect("write-only-format" in codes, f"it reads what it wrote: {error}")
        return
    expected = without(wire(snapshot, known), set(written.losses))
    expect(pruned(wire(again, known)) == pruned(expected), "it loses what it declares lost, and no more")


def _refuses(form: Format, data: bytes | Mapping[str, bytes], known: Registry) -> None:
    for strict in (True, False):
        try:
            form.decode(data, strict=strict, registry=known)
        except PolicytrackError:
            continue


@st.composite
def _damaged(draw: st.DrawFn, sample: bytes | Mapping[str, bytes]) -> bytes | Mapping[str, bytes]:
    """Draw what is left of a sample that was cut, or of which bytes were replaced."""
    if isinstance(sample, bytes):
        return _hurt(draw, sample)
    name = draw(st.sampled_from(sorted(sample) or [""]))
    return {**sample, name: _hurt(draw, sample.get(name, b""))}


def _hurt(draw: st.DrawFn, data: bytes) -> bytes:
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, len(data)))
    return data[:start] + draw(st.binary(max_size=8)) + draw(st.sampled_from([b"", data[end:]]))


def wire(snapshot: Snapshot, registry: Registry | None = None) -> dict[str, Any]:
    """Return the wire document of a snapshot, to which the losses of a format point."""
    data = formats.get("json").encode(snapshot, registry=registry).data
    document: dict[str, Any] = json.loads(one_file(data, "json"))
    return document


def without(value: Any, pointers: Collection[str], path: str = "") -> Any:  # noqa: ANN401  # any JSON
    """Return a copy of a wire document without what stands at these JSON Pointers."""
    if is_object(value):
        parts = {key: f"{path}/{key.replace('~', '~0').replace('/', '~1')}" for key in value}
        return {
            key: without(value[key], pointers, place) for key, place in parts.items() if place not in pointers
        }
    if is_list(value):
        places = [(part, f"{path}/{index}") for index, part in enumerate(value)]
        return [without(part, pointers, place) for part, place in places if place not in pointers]
    return value


def pruned(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """Return a copy without empty lists and objects, outside of free JSON."""
    if is_object(value):
        parts = {key: part if key in {"extras", "data"} else pruned(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in ([], {})}
    return [pruned(part) for part in value] if is_list(value) else value
