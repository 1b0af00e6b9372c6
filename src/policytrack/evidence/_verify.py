"""Hold every quote against the text of its source."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import attrs

from policytrack.errors import MissingExtraError
from policytrack.evidence._folding import fold
from policytrack.evidence._judge import judge, repaired
from policytrack.evidence._texts import Held, Texts, is_path_for_text, lookup
from policytrack.evidence._verification import QuoteVerdict, Verification
from policytrack.integrity import path_of
from policytrack.model import Assertion, Snapshot, Source
from policytrack.tracker import View

if TYPE_CHECKING:
    from policytrack.evidence._near import Near

SHORTEST_DRIFTED, LONGEST_DRIFTED = 12, 2000
"""How many characters a quote has that near words are looked for: fewer are near to anything."""

_NOWHERE = "neither its words nor any near them stand in the text"
_A_PATH = "this is read as a text; give a Path to read a file"


def verify(view: View, texts: Texts) -> tuple[Verification, ...]:
    """Return a verdict on each citation with a quote that a view shows: see `QuoteVerdict`.

    Verdicts come in the order of the view's snapshot, those of one record in the order of its evidence.
    Offsets count the Unicode code points of the text with its line ends, and a byte order mark, as they
    are. Each text is read once, and looking takes time linear in it for each quote that has moved; a quote
    that stands in its place is not looked for at all.

    Near words are looked for with rapidfuzz (extra `quotes`), for quotes of 12 to 2,000 characters, and are
    `DRIFTED` from a similarity of 0.8 on. Without rapidfuzz such quotes are `MISSING`, and `reason` says so.

    Args:
        view: A tracker, or a view of one.
        texts: The text of each source by the source's id: as text, as the bytes of its file, or as a path.
            Or a folder: see `find_texts`. What cannot be read makes its quotes `UNAVAILABLE`. A `str` in a
            mapping is always the text itself; where it names a file, `reason` says so of what is `MISSING`.

    Raises:
        NotADirectoryError: There is no such folder.
    """
    snapshot = view.snapshot()
    asked = list(_asked(snapshot))
    by_source: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(asked):
        by_source[one.source_id].append(index)
    sources = {source.id: source for source in snapshot.sources}
    for source_id, indexes in by_source.items():
        # One text is at hand at a time, however large the folder.
        found = _of_source(sources[source_id], [asked[index] for index in indexes], texts)
        for index, verification in zip(indexes, found, strict=True):
            asked[index] = verification
    return tuple(asked)


def _asked(snapshot: Snapshot) -> Iterator[Verification]:
    """Give each quote that there is, without a verdict as yet."""
    for record in snapshot.records():
        if isinstance(record, Assertion):
            for index, citation in enumerate(record.evidence):
                if citation.quote is not None:
                    yield Verification(
                        record_id=record.id,
                        citation=index,
                        path=path_of(record, f"/evidence/{index}/quote"),
                        source_id=citation.source_id,
                        quote=citation.quote,
                        verdict=QuoteVerdict.UNAVAILABLE,
                    )


def _of_source(source: Source, asked: list[Verification], texts: Texts) -> list[Verification]:
    held = lookup(source, texts)
    matches = None if source.sha256 is None or held.digest is None else source.sha256.lower() == held.digest
    asked = [attrs.evolve(one, hash_matches=matches) for one in asked]
    if not isinstance(held, Held):
        return [attrs.evolve(one, reason=held.reason) for one in asked]
    judged = [judge(one, held) for one in asked]
    missing = [index for index, one in enumerate(judged) if one.verdict is QuoteVerdict.MISSING]
    for index, verification in zip(missing, _drifted([judged[at] for at in missing], held), strict=True):
        judged[index] = verification
    if missing and is_path_for_text(source, texts):
        return [
            attrs.evolve(one, reason=_A_PATH) if one.verdict is QuoteVerdict.MISSING else one
            for one in judged
        ]
    return judged


def _drifted(missing: list[Verification], held: Held) -> list[Verification]:
    """Look for near words, for those quotes for which that means something."""
    found = [_too_short_or_long(one) for one in missing]
    left = [index for index, one in enumerate(found) if one.reason is None]
    if not left:
        return found
    try:
        # rapidfuzz is optional: the module that imports it is imported when there is something to look for.
        engine: Any = import_module("policytrack.evidence._near")
    except ImportError:
        reason = str(MissingExtraError("looking for near words", "quotes"))
        return [attrs.evolve(one, reason=one.reason or reason) for one in found]
    passages = engine.near(held.folded, [fold(found[index].quote.exact).text for index in left])
    for index, passage in zip(left, passages, strict=True):
        if passage is None:
            found[index] = attrs.evolve(found[index], reason=_NOWHERE)
        else:
            found[index] = _near(found[index], held, passage, engine.word_diff)
    return found


def _too_short_or_long(missing: Verification) -> Verification:
    length = len(missing.quote.exact)
    if length < SHORTEST_DRIFTED:
        reason = f"its words stand nowhere, and under {SHORTEST_DRIFTED} characters are near to anything"
    elif length > LONGEST_DRIFTED:
        reason = f"its words stand nowhere; near words are not looked for over {LONGEST_DRIFTED} characters"
    else:
        return missing
    return attrs.evolve(missing, reason=reason)


def _near(
    missing: Verification, held: Held, passage: "Near", diff: Callable[[str, str], str]
) -> Verification:
    start, end = held.folded.origin(*passage.span)
    rivals = tuple(held.folded.origin(*rival) for rival in passage.rivals)
    return attrs.evolve(
        missing,
        verdict=QuoteVerdict.DRIFTED,
        start=start,
        end=end,
        places=((start, end), *rivals) if rivals else (),
        similarity=passage.similarity,
        diff=diff(missing.quote.exact, held.text[start:end]),
        reason=f"{len(rivals) + 1} passages are as near" if rivals else None,
        repair=None if rivals else repaired(missing.quote, held.text, (start, end)),
    )
