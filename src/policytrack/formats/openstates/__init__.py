"""`openstates`: the legislatures of the United States as Open States keeps them; read only.

```
_format.py   the format: one file or a folder of them
_read.py     what stands in the files, in the order in which it is needed
_files.py    a file to objects, each told for what it is
_gather.py   where records go, with their ids, sources and problems
_bodies.py   governments, chambers, parties, seats, and people known by name alone
_people.py   people with their parties and roles, and committees with their members
_bills.py    bills with their sponsors, actions and relatives
_actions.py  what an action does to the status of a bill
```

**People** are the YAML files of https://github.com/openstates/people, one or a folder of them. A role
becomes a membership in the chamber or the government, with the district as a post; a party and a seat on a
committee become memberships too. A member whose file is not there becomes a person who has the name and
the id that stand there; without an id, a person for each name in each jurisdiction.

**Bills** are JSON: of the first version of the API, of Open Civic Data, or as people have put them
together from it, with `senate_sponsors` and a `bill_status`. Each sponsor becomes a position whose
`attribution` is the name as it stands there: who may be meant by it is not guessed. Each action becomes a
status change with its words, or, where it changes no status, an event. Related bills become relations where
they are in the same files. Addresses under `sources` become sources, and the evidence of all that.

Everything else stays in `extras` under `openstates:` and its name. A date that is none stays there too:
strict reading refuses it, lenient reading warns of it. An object that is none of these is left out and
named.
"""

from policytrack.formats.openstates._format import OpenStatesFormat

__all__ = ["OpenStatesFormat"]
