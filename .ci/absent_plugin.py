"""Where a plugin was and is no more: its data load, are saved byte for byte, answer by phase, and are told.

    python .ci/absent_plugin.py write sample.json      with the plugin climate-pledges
    python .ci/absent_plugin.py read sample.json       without it

`.ci/run` does the one, removes the plugin, and does the other.
"""

import importlib
import sys
import warnings
from pathlib import Path

import policytrack as pt
from policytrack import query as q

path = Path(sys.argv[2])
if sys.argv[1] == "write":
    pt.save(importlib.import_module("climate_pledges").sample(), path)
    sys.exit()
if pt.plugins():
    sys.exit("the plugin is still there")
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    tracker = pt.load(path)
if len(told) != 1 or "emission-target" not in str(told[0].message) or "pledge" not in str(told[0].message):
    sys.exit(f"one warning should name what is missing: {[str(one.message) for one in told]}")
if pt.dumps(tracker) != path.read_bytes():
    sys.exit("what was read is not written as it was")
statuses = [tracker.standing(proposal.id).status for proposal in tracker.proposals]
decided = tracker.run(q.select(pt.Proposal).where(q.Proposal.phase.is_(pt.Phase.DECIDED)))
unknown = tracker.run(q.select(pt.Proposal).where(q.Proposal.phase.is_missing()))
if statuses != ["pledged", "on-track", "missed", "accepted"]:
    sys.exit(f"statuses are not kept: {statuses}")
if [proposal.id for proposal in decided] != ["dale-heat"] or len(unknown) != 3:  # the plugin's
    sys.exit(f"it does not answer by phase: {decided}, {unknown}")
sys.stdout.write(f"without the plugin: {len(tracker.proposals)} pledges, {told[0].message}\n")
