"""Where facts come from."""

from typing import Annotated

import attrs

from policytrack.dates import PartialDate
from policytrack.model._base import Record
from policytrack.model._refs import RefersTo
from policytrack.terms import SourceKind


@attrs.frozen(kw_only=True, repr=False)
class Source(Record):
    """A text that can be pointed at.

    `published` comes from the page, its address or the words seen, never from the event that it reports;
    where it is missing, `retrieved_on` stands in when asking what was public. `derived_from_id` names the
    source that this one copies or shares its words with: the two are one witness. `sha256` is the
    hexadecimal digest of the text that the offsets of quotes count in.
    """

    title: str
    publisher: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    retrieved_on: PartialDate | None = None
    language: str | None = None
    kind: SourceKind = SourceKind.SECONDARY
    derived_from_id: Annotated[str, RefersTo("Source")] | None = None
    sha256: str | None = None
    licence: str | None = None
