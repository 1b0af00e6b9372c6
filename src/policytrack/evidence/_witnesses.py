"""Which sources of a record are one witness: copies, and those that print the same words."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from policytrack.errors import RecordNotFoundError
from policytrack.evidence._folding import Span
from policytrack.evidence._shared import SharedPassage
from policytrack.model import Assertion, Quote, Source
from policytrack.resolution import witness
from policytrack.tracker import View

_COVERED = 0.8  # Of a quote's characters: marks and a leading "he said" are no words of their own.


def witnesses(
    record: Assertion, view: View, shared: Iterable[SharedPassage] = ()
) -> tuple[tuple[str, ...], ...]:
    """Return the independent witnesses of a record: groups of the ids of its sources, each group one.

    Two sources are one witness where both go back to one source by `derived_from_id`, where all that one of
    them is quoted with has the `origin` of what the other is quoted with, or where all that one
    of them is quoted with, for this record, is quoted from the other as well, in a passage that both share.
    So two papers that print one agency's sentence are one witness to it, and may still be two to something
    else. A quote lies in a passage with four fifths of its characters; one without offsets lies in none. A
    citation without a quote names no words of its own: a shared passage that is quoted from the other source
    ties it. What nothing ties is independent.

    Args:
        record: The record, with the evidence that is to count.
        view: The tracker, or the view, that knows its sources.
        shared: What its sources share; see `shared_passages`.

    Raises:
        RecordNotFoundError: The view does not show one of the sources.
    """
    quotes: dict[str, list[Quote | None]] = {}
    roots: dict[str, set[str]] = {}
    for citation in record.evidence:
        source = view.get(citation.source_id, Source)
        quotes.setdefault(source.id, []).append(citation.quote)
        roots.setdefault(source.id, set()).add(citation.origin or witness(source, _line(source, view)).root)
    passages = list(shared)
    group = {source_id: {source_id} for source_id in quotes}
    for one, other in combinations(quotes, 2):
        same = roots[one] <= roots[other] or roots[other] <= roots[one]
        if same or _tied(one, quotes[one], other, quotes[other], passages):
            merged = group[one] | group[other]
            for member in merged:
                group[member] = merged
    return tuple(sorted({tuple(sorted(members)) for members in group.values()}))


def _line(source: Source, view: View) -> dict[str, Source]:
    """Return what a source goes back to, as far as the view shows it, by id."""
    found: dict[str, Source] = {}
    while (parent := source.derived_from_id) is not None and parent not in found:
        try:
            source = found[parent] = view.get(parent, Source)
        except RecordNotFoundError:
            break
    return found


def _tied(
    one: str,
    quotes: Sequence[Quote | None],
    other: str,
    others: Sequence[Quote | None],
    passages: Iterable[SharedPassage],
) -> bool:
    """Say whether one of two sources is quoted with nothing but what is quoted from the other too."""
    spans = [spans for passage in passages if (spans := _of_pair(passage, one, other)) is not None]
    there = [any(_same(quote, there, spans) for there in others) for quote in quotes]
    back = [any(_same(quote, there, spans) for quote in quotes) for there in others]
    return all(there) or all(back)


def _of_pair(passage: SharedPassage, one: str, other: str) -> tuple[Span, Span] | None:
    """Return the places of a passage in two sources, in their order, None for other sources."""
    if (passage.first_id, passage.second_id) == (one, other):
        return passage.first_span, passage.second_span
    if (passage.first_id, passage.second_id) == (other, one):
        return passage.second_span, passage.first_span
    return None


def _same(quote: Quote | None, other: Quote | None, spans: Iterable[tuple[Span, Span]]) -> bool:
    """Say whether two quotes lie in one passage, or one does and the other names no words."""
    if quote is None and other is None:
        return False
    return any(
        (quote is None or _covers(here, quote)) and (other is None or _covers(there, other))
        for here, there in spans
    )


def _covers(span: Span, quote: Quote) -> bool:
    if quote.start is None or quote.end is None:
        return False
    overlap = min(span[1], quote.end) - max(span[0], quote.start)
    return overlap >= _COVERED * (quote.end - quote.start)
