"""The handles of every class of records: typed for ours, made on demand for a plugin's.

The classes below only say the types; `RecordHandles` fills them from the records, and a test proves that
the two agree, name by name and kind by kind.
"""

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from policytrack import model, terms
from policytrack.errors import nearest
from policytrack.query import _handles as h
from policytrack.query._schema import Field, Kind, schema

R = TypeVar("R", bound=model.Record)
A = TypeVar("A", bound=model.Assertion)

_PLAIN: dict[Kind, type[h.Handle[Any]]] = {
    Kind.TEXT: h.Text,
    Kind.TEXTS: h.Texts,
    Kind.DATE: h.Date,
    Kind.NUMBER: h.Number,
    Kind.TRUTH: h.Truth,
    Kind.TERM: h.Term,
    Kind.ORDERED: h.Ordered,
    Kind.RELATION: h.Relation,
    Kind.WORDS: h.SearchText,
}
_OPTIONAL: dict[Kind, type[h.Handle[Any]]] = {
    Kind.TEXT: h.OptionalText,
    Kind.DATE: h.OptionalDate,
    Kind.NUMBER: h.OptionalNumber,
    Kind.TRUTH: h.OptionalTruth,
    Kind.TERM: h.OptionalTerm,
    Kind.ORDERED: h.OptionalOrdered,
}


def handle(field: Field) -> h.Handle[Any]:
    """Return the handle of a field."""
    return (_OPTIONAL if field.optional else _PLAIN)[field.kind](field)


class RecordHandles(Generic[R]):
    """The handles of a class of records, each an attribute of the field's name."""

    id: h.Text[R]

    def __init__(self, record: type[R]) -> None:
        vars(self).update({name: handle(field) for name, field in schema(record).items()})

    if TYPE_CHECKING:
        ...  # A checker that saw the method below would believe in any name.
    else:

        def __getattr__(self, name: str) -> h.Handle[Any]:
            near = ", ".join(nearest(name, vars(self)) or sorted(vars(self)))
            message = f"there is nothing called {name} to ask about (try {near})"
            raise AttributeError(message, name=name, obj=self)


class DynamicHandles(RecordHandles[R]):
    """The handles of a class that type checkers know nothing of."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # only the class tells
            """Return the handle of a field."""


class AssertionHandles(RecordHandles[A]):
    """What records that state a fact have besides: what they correct, and the sources that they cite."""

    corrects_id: h.OptionalText[A]
    correction: h.OptionalTerm[A, terms.CorrectionKind]
    correction_reason: h.OptionalText[A]
    sources: h.Relation[A, model.Source]


class PersonHandles(RecordHandles[model.Person]):
    """Asks about people."""

    name: h.Text[model.Person]
    sort_name: h.OptionalText[model.Person]
    notes: h.OptionalText[model.Person]
    memberships: h.Relation[model.Person, model.Membership]
    positions: h.Relation[model.Person, model.Position]


class OrganizationHandles(RecordHandles[model.Organization]):
    """Asks about organizations."""

    name: h.Text[model.Organization]
    classification: h.OptionalText[model.Organization]
    parent_id: h.OptionalText[model.Organization]
    parent: h.Relation[model.Organization, model.Organization]
    memberships: h.Relation[model.Organization, model.Membership]
    positions: h.Relation[model.Organization, model.Position]
    posts: h.Relation[model.Organization, model.Post]
    processes: h.Relation[model.Organization, model.Process]


class PostHandles(RecordHandles[model.Post]):
    """Asks about posts."""

    label: h.Text[model.Post]
    organization_id: h.OptionalText[model.Post]
    role: h.OptionalText[model.Post]
    organization: h.Relation[model.Post, model.Organization]
    memberships: h.Relation[model.Post, model.Membership]


class MembershipHandles(AssertionHandles[model.Membership]):
    """Asks about memberships."""

    person_id: h.Text[model.Membership]
    organization_id: h.Text[model.Membership]
    post_id: h.OptionalText[model.Membership]
    on_behalf_of_id: h.OptionalText[model.Membership]
    role: h.OptionalText[model.Membership]
    start_date: h.OptionalDate[model.Membership]
    end_date: h.OptionalDate[model.Membership]
    person: h.Relation[model.Membership, model.Person]
    organization: h.Relation[model.Membership, model.Organization]
    post: h.Relation[model.Membership, model.Post]
    on_behalf_of: h.Relation[model.Membership, model.Organization]
    positions: h.Relation[model.Membership, model.Position]


class SourceHandles(RecordHandles[model.Source]):
    """Asks about sources."""

    title: h.Text[model.Source]
    publisher: h.OptionalText[model.Source]
    url: h.OptionalText[model.Source]
    published: h.OptionalDate[model.Source]
    retrieved_on: h.OptionalDate[model.Source]
    language: h.OptionalText[model.Source]
    kind: h.Term[model.Source, terms.SourceKind]
    derived_from_id: h.OptionalText[model.Source]
    sha256: h.OptionalText[model.Source]
    licence: h.OptionalText[model.Source]
    derived_from: h.Relation[model.Source, model.Source]
    copies: h.Relation[model.Source, model.Source]


class ProposalHandles(AssertionHandles[model.Proposal]):
    """Asks about proposals; what is no field of theirs is worked out in the query's view."""

    title: h.Text[model.Proposal]
    summary: h.OptionalText[model.Proposal]
    topics: h.Texts[model.Proposal]
    jurisdiction: h.OptionalText[model.Proposal]
    lifecycle: h.Text[model.Proposal]
    part_of_id: h.OptionalText[model.Proposal]
    other_titles: h.Texts[model.Proposal]
    stakeholder_ids: h.Texts[model.Proposal]
    package: h.Relation[model.Proposal, model.Proposal]
    parts: h.Relation[model.Proposal, model.Proposal]
    related: h.Relation[model.Proposal, model.Proposal]
    stakeholders: h.Relation[model.Proposal, model.Person | model.Organization]
    positions: h.Relation[model.Proposal, model.Position]
    status_changes: h.Relation[model.Proposal, model.StatusChange]
    proponents: h.Relation[model.Proposal, model.Position]
    critics: h.Relation[model.Proposal, model.Position]
    status: h.Text[model.Proposal]
    phase: h.OptionalOrdered[model.Proposal, terms.Phase]
    status_since: h.OptionalDate[model.Proposal]
    text: h.SearchText[model.Proposal]


class PositionHandles(AssertionHandles[model.Position]):
    """Asks about positions."""

    proposal_id: h.Text[model.Position]
    actor_id: h.Text[model.Position]
    stance: h.Term[model.Position, terms.Stance]
    capacity_id: h.OptionalText[model.Position]
    attribution: h.OptionalText[model.Position]
    said_on: h.OptionalDate[model.Position]
    statement: h.OptionalText[model.Position]
    mode: h.OptionalTerm[model.Position, terms.Mode]
    replies_to_id: h.OptionalText[model.Position]
    reply: h.OptionalTerm[model.Position, terms.Reply]
    proposal: h.Relation[model.Position, model.Proposal]
    actor: h.Relation[model.Position, model.Person | model.Organization]
    capacity: h.Relation[model.Position, model.Membership]
    replies_to: h.Relation[model.Position, model.Position]
    replies: h.Relation[model.Position, model.Position]
    organization: h.Relation[model.Position, model.Organization]
    text: h.SearchText[model.Position]


class StatusChangeHandles(AssertionHandles[model.StatusChange]):
    """Asks about reports of status changes."""

    proposal_id: h.Text[model.StatusChange]
    to: h.Text[model.StatusChange]
    on: h.OptionalDate[model.StatusChange]
    by_ids: h.Texts[model.StatusChange]
    wording: h.OptionalText[model.StatusChange]
    extent: h.OptionalTerm[model.StatusChange, terms.Extent]
    confidence: h.OptionalOrdered[model.StatusChange, terms.Confidence]
    claim: h.OptionalText[model.StatusChange]
    proposal: h.Relation[model.StatusChange, model.Proposal]
    by: h.Relation[model.StatusChange, model.Person | model.Organization]


class EventHandles(AssertionHandles[model.Event]):
    """Asks about events."""

    label: h.Text[model.Event]
    on: h.OptionalDate[model.Event]
    involves_ids: h.Texts[model.Event]
    outcome_id: h.OptionalText[model.Event]
    involves: h.Relation[model.Event, model.Person | model.Organization]
    outcome: h.Relation[model.Event, model.Event]


class FigureHandles(AssertionHandles[model.Figure]):
    """Asks about figures."""

    label: h.Text[model.Figure]
    low: h.OptionalNumber[model.Figure]
    high: h.OptionalNumber[model.Figure]
    unit: h.OptionalText[model.Figure]
    as_of: h.OptionalDate[model.Figure]
    attributed_to_id: h.OptionalText[model.Figure]
    wording: h.OptionalText[model.Figure]
    attributed_to: h.Relation[model.Figure, model.Person | model.Organization]


class ProcessHandles(AssertionHandles[model.Process]):
    """Asks about processes."""

    body_id: h.Text[model.Process]
    kind: h.Text[model.Process]
    subject: h.OptionalText[model.Process]
    body: h.Relation[model.Process, model.Organization]


Person: Final = PersonHandles(model.Person)
Organization: Final = OrganizationHandles(model.Organization)
Post: Final = PostHandles(model.Post)
Membership: Final = MembershipHandles(model.Membership)
Source: Final = SourceHandles(model.Source)
Proposal: Final = ProposalHandles(model.Proposal)
Position: Final = PositionHandles(model.Position)
StatusChange: Final = StatusChangeHandles(model.StatusChange)
Event: Final = EventHandles(model.Event)
Figure: Final = FigureHandles(model.Figure)
Process: Final = ProcessHandles(model.Process)


def handles(record: type[R]) -> DynamicHandles[R]:
    """Return the handles of any class of records, a plugin's too; type checkers know no more than `id`.

    Raises:
        QueryError: It is no class of records.
    """
    return DynamicHandles(record)
