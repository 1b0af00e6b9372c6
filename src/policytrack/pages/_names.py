"""What people call a record, instead of its id."""

from policytrack.errors import RecordNotFoundError
from policytrack.model import Event, Record, Source
from policytrack.tracker import View


def name_of(view: View, record_id: str) -> str:
    """Return the name, the title or the label of a record; its id where it has none, or was not public yet.

    A source goes by who published it. An event goes with its outcome, whatever the view's day: an accusation
    is never shown without the verdict.
    """
    try:
        record = view.get(record_id)
    except RecordNotFoundError:
        return record_id
    match record:
        case Source():
            return record.publisher or record.title
        case Event():
            ends = (str(pair) for pair in view.outcomes() if pair.event.id == record_id)
            return next(ends, record.label)
        case _:
            return _called(record) or record_id


def _called(record: Record) -> str | None:
    names = (getattr(record, field, None) for field in ("name", "title", "label"))
    return next((name for name in names if isinstance(name, str)), None)
