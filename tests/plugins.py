"""Two plugins: the one in `examples/climate-pledges`, and a small one for recommendations of inquiries."""

import enum
import importlib.util
import sys
from pathlib import Path
from typing import Annotated

import attrs

import policytrack as pt

_SOURCES = Path(__file__).parents[1] / "examples" / "climate-pledges" / "src"


def _imported(name, path):
    """A module that is not installed, imported once."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


climate_pledges = _imported("climate_pledges", _SOURCES / "climate_pledges" / "__init__.py")


class Tone(enum.Enum):
    """How a response reads; one of its terms is no text."""

    WARM = "warm"
    COLD = "cold"
    BLANK = 0


@attrs.frozen
class Cost(pt.Checked):
    """What something costs."""

    low: float
    is_estimate: bool = True


@attrs.frozen(kw_only=True, repr=False)
class Remedy(pt.Checked):
    """A measure: what would put a failing right."""

    failing: str
    needs_statute: bool | None = None
    within: pt.Period | None = None
    costs: tuple[Cost, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Recommendation(pt.Proposal):
    """A proposal that an inquiry made, with its number in the report."""

    number: int = 1
    is_interim: bool = False
    accepted_in_full: bool | None = None
    tone: Tone = Tone.BLANK
    confidence: pt.Confidence | None = None
    addressed_to_ids: frozenset[Annotated[str, pt.RefersTo("Organization")]] = frozenset()


@attrs.frozen(kw_only=True, repr=False)
class Response(pt.Assertion):
    """What somebody said to a recommendation."""

    recommendation_id: Annotated[str, pt.RefersTo("Recommendation")]
    by_id: Annotated[str, pt.RefersTo("Person", "Organization")] | None = None
    on: pt.PartialDate | None = None
    tone: Tone | None = None
    is_final: bool | None = None
    kinds: frozenset[str] = frozenset()
    follows_ids: frozenset[Annotated[str, pt.RefersTo("Response")]] = frozenset()


@attrs.frozen(kw_only=True, repr=False)
class Successor(pt.Record):
    """A record that names two proposals, and states no fact; no registry here knows it."""

    old_id: Annotated[str, pt.RefersTo("Proposal")]
    new_id: Annotated[str, pt.RefersTo("Proposal")] = attrs.field(metadata={"label": "taken up by"})


STATES = (
    pt.State("noted", "noted", pt.Phase.CONSIDERED, "The government has said that it read it."),
    pt.State("done", "done", pt.Phase.ENDED, "It was carried out, and the inquiry says so.", final=True),
)
ROUTES = (pt.Route("recommended", "noted"), pt.Route("noted", "accepted"), pt.Route("noted", "done"))


def register(registry):
    """Add what the plugin for inquiries brings: two types of records, a measure, states and a lifecycle."""
    inquiry = pt.Lifecycle(
        "inquiry",
        "Inquiry",
        (
            pt.State("made", "made", pt.Phase.PROPOSED, "The inquiry has published it."),
            pt.State("done", "done", pt.Phase.ENDED, "It was carried out.", final=True),
        ),
        (pt.Route("made", "done"),),
    )
    return (
        registry.with_measure(Remedy)
        .with_record(Recommendation)
        .with_record(Response)
        .with_states("uk-reform", STATES, ROUTES)
        .with_lifecycle(inquiry)
    )


SHIPPED = pt.Registry.shipped()
PLEDGES, INQUIRIES = climate_pledges.register(SHIPPED), register(SHIPPED)
BOTH = register(PLEDGES)
