"""`bundestag`: proceedings of the German Bundestag and Bundesrat from DIP21; read only.

```
_format.py       the format: an object, JSON Lines, or a folder of both
_files.py        documents to proceedings
_proceedings.py  one proceeding
_people.py       who spoke, and for whom
_words.py        what German words say: statuses, decisions, days in texts
```

A proceeding (`VORGANG`, `VORGANGSABLAUF`) becomes a proposal that follows `de-gesetz`, or `de-vorlage` where
it makes no law. Each step of it becomes an event, and each decision that moves it a status change besides.
Its status of today is a status change with the German words: another report of the decision that it repeats,
or one that is dated as no earlier than the last step. Who initiated it proposes it, as do those who signed
the motion or the bill; who else spoke holds a position of unknown stance. People have no ids in the data:
theirs are made of their names, with the constituency where it stands there. Documents become sources with
their dates.

What the model has no field for stays in `extras` under `de.dip21:` and a name.
"""

from policytrack.formats.bundestag._format import BundestagFormat

__all__ = ["BundestagFormat"]
