"""Records for people who have rows and no ids: one call per fact, in words.

>>> desk = build()
>>> _ = desk.proposal("Free buses for under-18s", topics=["transport"])
>>> _ = desk.position("Free buses for under-18s", "supports", person="Ann Lee", organization="Riders' Union",
...                   quote="Every child should ride free", source="Evening Post, 5 March 2024")
>>> _ = desk.status("Free buses for under-18s", "under-review", on="2024-03", source="Council minutes 12/24")
>>> tracker = desk.tracker()
>>> tracker.standing("free-buses-for-under-18s").status
'under-review'

Whatever is named is made when it is first named, and found again after that: by id, name, title or
address. Ids are made of the words, so that the same calls give the same ids on every machine.
"""

from policytrack.builder._builder import Builder, build

__all__ = ["Builder", "build"]
