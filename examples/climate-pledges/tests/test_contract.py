"""What the plugin brings keeps the contract of policytrack, by policytrack's own kit."""

from importlib import resources

import climate_pledges as plugin

import policytrack as pt
from policytrack import testing

REGISTRY = plugin.register(pt.Registry.shipped())


def test_the_measure_fits() -> None:
    """Targets are written, read, copied and compared like what ships."""
    testing.check_measure(plugin.EmissionTarget, registry=REGISTRY)


def test_the_record_types_fit() -> None:
    """Pledges are proposals, reports are records; without the plugin nothing of them is lost."""
    testing.check_record_type(plugin.Pledge, registry=REGISTRY)
    testing.check_record_type(plugin.ProgressReport, registry=REGISTRY)


def test_engines_answer_about_them() -> None:
    """What is asked of pledges and reports in memory has the answer of the reference."""
    testing.check_engine(pt.View.run, registry=REGISTRY, examples=5)


def test_the_states_fit() -> None:
    """Along the routes every pledge has a status with its phase."""
    testing.check_lifecycle(REGISTRY.lifecycles["uk-reform"])


def test_the_table_fits() -> None:
    """A damaged table is refused by an error of policytrack's, or read and reported."""
    sample = (resources.files(plugin) / "towns.pledges.csv").read_bytes()
    testing.check_format(plugin.PledgeTable(), registry=REGISTRY, sample=sample)
