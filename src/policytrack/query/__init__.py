"""Questions as values: built here, answered by engines; nothing runs in this package.

>>> import policytrack as pt
>>> from policytrack import query as q
>>> critic = q.Position.stance.is_(pt.Stance.OPPOSES) & q.Position.actor_id.is_("inquest")
>>> query = q.select(pt.Proposal).where(q.Proposal.positions.any(critic)).at(on="2025-10-24").limit(20)
>>> q.Query.from_json(query.to_json()) == query
True

`q.parse` reads the same from text that people type, and `docs/query.md` shows all of it. What a question
means is said here, once for all engines; `tests/laws/` holds them to it.

**Two values.** A condition holds of a record or it does not. A comparison with a missing value does not
hold, whatever the operator, and `~` is a true complement: `~P.summary.contains("x")` holds of proposals
without a summary. SQL's third value would leave those out of both answers, so that a question and its
opposite would not add up to all. `is_missing()` asks for what is missing. A text of several (`topics`) is
never missing, only empty.

**Texts** compare by code point: `is_`, `contains`, `starts_with` and every order know no case, no accents,
no normal form and no locale, because each engine has its own idea of those. An `in_` or a `contains_any` of
no value never holds. To look for words as people do, use `matches`.

**Words.** `matches` holds when every word of the question is a word of the texts about the record, in any
order and in whichever of them. Both are cut by one tokenizer of ours, in Python, because the engines' own
disagree: brought to NFKC and folded by case, words are the longest runs of letters, marks and digits. The
texts of a proposal are its title, other titles and summary, the words quoted in its evidence, and the
statements of its positions with the words quoted in the evidence of its positions and status changes, each
as the relations below lead to it; those of a position are its statement and the words quoted in its
evidence.

**Dates** compare by their bounds, with two answers: surely (in every reading) and possibly (in some
reading), as `policytrack.dates.PartialDate` defines them. They sort by their first possible day, then by
their last.

**Numbers, truth values and terms** compare by value; a term of an ordered list (`Phase`) by its place in the
list, another by its text where records are sorted by it; false sorts before true.

**Derived classes.** What can be asked of a class of records can be asked of one that derives from it: a
condition about proposals, in a question about a plugin's class of proposals, is one about that class.

**Relations** lead from a record to others, in the query's view. `any(c)` holds when *one* related record
fulfils all of `c`: "opposed by INQUEST" is no matter of one position that opposes and another of INQUEST.
`none(c)` is `~any(c)`, and `all(c)` is `none(~c)`, so it holds where nothing is related. Where a relation
leads to several classes (`actor`), a condition about one class holds of no record of another. A relation
leads to every record that is public in the view (`known`); what is dated (positions, status changes,
events, figures) only if it possibly happened by `on`. Records that state a fact are left out when they were
retracted or corrected, or only retract; a position that the same actor's later one supersedes stays.
Proposals are those of `view.proposals`, which show what was corrected in them. A membership is not cut by
`on`, so that conditions can ask who held it when. Some relations are worked out:

- `Proposal.proponents` and `.critics`: the position that makes each actor a proponent or a critic in the
  view, the one that `tracker.proponents(id)` and `.critics(id)` give with scope `own`; one per actor, the
  latest.
- `Position.organization`: for whom it speaks. Its actor, if that is an organization; else the organization
  of the membership `capacity_id`; else those of the actor's memberships possibly held on the day it was
  said: the spans of `start_date` to `end_date` and of `said_on` share a day, and a date that is missing is
  open.
- `Proposal.related`: those that its `relations` name; `sources`: those that the evidence shown in the view
  cites.

`Proposal.status`, `phase` and `status_since` are what `tracker.standing(id)` gives in the view: `status` is
never missing, since `unassessed` and `unknown` are answers.

**Views.** A query asks the view of its `on` and `known`; an axis that it does not name is as it is where
the query is run, in a tracker without a cut. The records that it selects from are those of the view's own
attribute (`view.positions`), so that reports which lost or were withdrawn are there: only answers choose.

**Order.** The order keys decide one after the other, then the id, by code point, ascending; so every answer
has one order on every engine, and a cursor has one place. What is missing comes last in both directions:
whoever sorts by the newest status does not want to see first what has none. Groups come by their size, the
largest first, then by their values in that order, whatever the order of the records; dates with the same
bounds are groups of their own, by their text.

```
_words.py       the tokenizer
_schema.py      what can be asked of which class, derived from the records
_values.py      what conditions compare with
_operators.py   which operators there are
_nodes.py       conditions, and what joins them: plain data, in normal form
_leaves.py      conditions on one field, and order keys
_build.py       makes them, checked
_handles.py     the methods in users' hands, one class a kind of field
_records.py     the handles of each class of records
_query.py       Query, Count, GroupCount       _cursor.py   a place in an answer
_wire.py        reads JSON                     _lex.py, _parse.py   read text
_result.py      Result: what engines answer
```
"""

from policytrack.query._cursor import Cursor
from policytrack.query._leaves import Compare, Missing, Order, Related, Words
from policytrack.query._nodes import And, Condition, Not, Or
from policytrack.query._operators import Op, Quantifier
from policytrack.query._parse import parse
from policytrack.query._query import Count, GroupBy, GroupCount, Query, select
from policytrack.query._records import (
    Event,
    Figure,
    Membership,
    Organization,
    Person,
    Position,
    Post,
    Process,
    Proposal,
    Source,
    StatusChange,
    handles,
)
from policytrack.query._result import Group, Result
from policytrack.query._schema import Field, Kind, Way, schema
from policytrack.query._words import bag, words

__all__ = [
    "And",
    "Compare",
    "Condition",
    "Count",
    "Cursor",
    "Event",
    "Field",
    "Figure",
    "Group",
    "GroupBy",
    "GroupCount",
    "Kind",
    "Membership",
    "Missing",
    "Not",
    "Op",
    "Or",
    "Order",
    "Organization",
    "Person",
    "Position",
    "Post",
    "Process",
    "Proposal",
    "Quantifier",
    "Query",
    "Related",
    "Result",
    "Source",
    "StatusChange",
    "Way",
    "Words",
    "bag",
    "handles",
    "parse",
    "schema",
    "select",
    "words",
]
