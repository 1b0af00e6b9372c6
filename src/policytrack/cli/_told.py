"""How pages and citations are told in blocks; commands that show proposals share it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs
import pendulum

from policytrack.cli._blocks import Block, Fact, Heading, Line
from policytrack.cli._text import brief
from policytrack.pages import Cited, Detail, Page, Voice


def told_of(cited: Cited | None) -> str:
    """Give the words with their source, a passage by its beginning."""
    if cited is None:
        return "[no source]"
    return str(cited if cited.words is None else attrs.evolve(cited, words=brief(cited.words)))


def holding(as_of: pendulum.Date | None) -> Line:
    """Say as of when an answer holds."""
    return Line(f"as of {as_of or 'no date: no evidence has one'}")


def of_page(page: Page) -> Iterator[Block]:
    """Give a proposal."""
    yield Heading(page.title, page.proposal_id)
    yield Fact("asked", told_of(page.asked))
    if page.change is not None:
        yield Fact("change", page.change)
    yield from of_details(page.details)
    yield Fact("status", page.standing)
    if page.status_borne_by is not None:
        yield Fact("", told_of(page.status_borne_by))
    yield from _side("for", page.proponents)
    yield from _side("against", page.critics)
    if page.others:
        yield from _side("other", page.others)
    if page.inherited:
        # A stance on the package is a stance on its parts, and says so.
        yield Fact("package", "; ".join(f"{voice.name} {voice.stance}" for voice in page.inherited))
    if page.never_heard:
        yield Fact("unheard", "; ".join(page.never_heard))
    for question in page.not_found:
        yield Fact("unknown", question)
    for row in page.rows:
        said = ", ".join(f"{one.label} {one}" for one in row.details)
        yield Fact(row.label, f"{said} {told_of(row.cited)}".lstrip())


def of_details(details: Iterable[Detail]) -> Iterator[Block]:
    """Give the fields of a record."""
    for one in details:
        yield Fact(one.label, str(one))


def _side(label: str, voices: Iterable[Voice]) -> Iterator[Block]:
    """Give who stands on one side: those who signed the same words together."""
    said: dict[str, list[str]] = defaultdict(list)
    for voice in voices:
        said[told_of(voice.cited)].append(voice.who)
    for words, people in said.items():
        yield Fact(label, f"{'; '.join(people)}: {words}")
    if not said:
        yield Fact(label, "nobody found")
