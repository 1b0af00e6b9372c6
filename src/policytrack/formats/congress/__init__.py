"""`congress`: people, committees and bills of the Congress of the United States; read only.

```
_format.py    the format: one file or a folder of them
_files.py     tells by what stands in a file which kind it is
_people.py    people, terms, committees and seats
_bills.py     bills, with their relatives and actions
_sponsors.py  who stands behind a bill
_actions.py   what an action does to a bill
```

**People** are the YAML of unitedstates/congress-legislators. A legislator becomes a person, each of their
terms, party affiliations and leadership roles a membership with its dates; a committee becomes an
organization, and who sits on it has a membership. People go by their bioguide id, committees by their code.

**Bills** are GPO's BILLSTATUS XML in each of its generations. A bill becomes a proposal that follows
`us-bill` and goes by its number and Congress (`hr5240-116`). Its sponsor proposes it, its cosponsors
support it from the day of their sponsorship, and one who withdrew holds a second, later position of unknown
stance. Each action becomes a status change where it moves the bill, and an event where it does not, with its
words as they are; two sources that report one step on one day make one transition. A related bill that no
file is about is kept by its title.

What the model has no field for stays in `extras` under `us.congress:` and a name.
"""

from policytrack.formats.congress._format import CongressFormat

__all__ = ["CongressFormat"]
