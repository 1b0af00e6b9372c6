"""`popolo`: the civic projects' JSON for people, organizations, posts, memberships and events, both ways.

```
_format.py   the format: a document to a snapshot and back
_read.py     a document to records
_write.py    and back
_kinds.py    which list of a document holds which records, and what stands inside of what
_values.py   how texts, dates and references read and write
_lists.py    how lists do
_readings.py what stands in a document: texts in several languages, parts of names, ids, dates
_scope.py    what the ids of one document mean
_objects.py  one object of a document to a wire object and back
_collect.py  the objects of a document, each with its id
```

**Reading.** What our model has a field for goes there; every other property, and every value that a field
cannot hold as it is, stays in the record's `extras` under `popolo:` and its name. Areas and vote events
have no record type of ours: they are kept whole among `others`, as are the keys of the document itself.
Names in several languages give the English one, or the first by language, and the others as other names.
The `sources` of memberships, events, speeches, motions and bills become `Source` records and evidence.

**Ids.** Popolo's ids are unique in one list, ours across all: where two lists share an id, the later one
gets its kind in front, and `popolo:id` keeps the id as it was. An object without an id gets one that is
made of its names (see `policytrack.formats._derive`), the same in whatever order the objects come.

**Writing.** Proposals become `bills` in the shape of Open Civic Data, with status changes as `actions`,
who proposed them as `sponsorships`, and other positions as `speeches`. What Popolo has no word for stands
in the same object under `extras.policytrack`, so nothing is lost. Whoever edits a property that Popolo
does have is believed over what stands there.

The schemas: https://www.popoloproject.com/specs/ and the bill of Open Civic Data,
https://open-civic-data.readthedocs.io/en/latest/data/bill.html
"""

from policytrack.formats.popolo._format import PopoloFormat

__all__ = ["PopoloFormat"]
