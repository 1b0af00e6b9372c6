"""The engine in memory: indexes that are built when a question first needs them, and a plan for each.

What it answers is what `policytrack.engines.reference` answers, row by row; `tests/laws/test_engines.py`
holds it to that.

Records go by their place in the snapshot: ids ascend with the places, so an answer by id is an ascending list
of numbers. Of the parts of a condition, the one whose index gives the fewest candidates
drives; the others are functions that each candidate is tried on. Indexes on the records' own fields serve
every view of a tracker, since a view only says which places it shows. What answers a kind of condition is
made once in a view, and takes the values of each question: there is little to do to plan one.

```
_answer.py      a query planned once in a view, its records found as they are asked for
_order.py       in the order of the ids, along an index, or sorted         _groups.py   counts of groups
_lookups.py     what an index finds for a condition, and how much that is: the planner
_finders.py     comparisons in the indexes
_filters.py     conditions as functions of a place
_relations.py   from a record to its related records, and back             _texts.py    words
_spoken.py      the organizations that all positions speak for             _field.py    indexes on one field
_links.py       ids as arrays of places, there and back                    _pairs.py    indexes on two fields
_space.py       the tables of a view                                       _postings.py places by value
_sight.py       what is needed of the view                                 _explain.py  a plan to read
_cutting.py     very many texts cut into words, by numpy
```
"""

from policytrack.engines.memory._answer import answer
from policytrack.engines.memory._explain import Plan, Step, explain_plan

__all__ = ["Plan", "Step", "answer", "explain_plan"]
