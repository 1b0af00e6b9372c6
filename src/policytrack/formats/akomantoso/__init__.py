"""`akomantoso`: what names a bill, its events and its people, from Akoma Ntoso XML; read only.

```
_format.py     the format: one file or a folder of them
_documents.py  one document
_people.py     who stands in its references
```

Each document (what has a `meta`), in whatever namespace its version has, becomes a source; a bill, an
amendment and an act become a proposal besides. Events come from `eventRef`, `step`, `voting` and `recount`,
people from `TLCPerson`, organizations from `TLCOrganization`, positions from `docProponent` and `signature`,
and each speech of a debate becomes an event with its words as evidence. The `meta` element stays in the
source's extras as `akn:meta`. The text of a bill is not kept, and no status is read.
"""

from policytrack.formats.akomantoso._format import AkomaNtosoFormat

__all__ = ["AkomaNtosoFormat"]
