"""How long the processes took, and what limits of 6, 12 and 18 months would have meant.

    python examples/time_limits.py

Nobody gave a length when the time limits were called for, so the three lengths are ours, for comparison.
"""

import attrs

import policytrack as pt


def main() -> None:
    """Print each process with its length, and each limit with its answer."""
    tracker = pt.datasets.load("police-accountability")
    proposal = tracker.get("time-limits", pt.Proposal)
    measure = proposal.measure
    assert isinstance(measure, pt.TimeLimit)
    print(f"{proposal.title}\n  {measure}\n")
    # A process that still runs is judged on the day of the newest evidence that is held.
    today = tracker.standing("time-limits").as_of
    for process in tracker.processes:
        body = tracker.get(process.body_id, pt.Organization)
        known = measure.assess(process, on=today)
        if known.verdict is pt.Verdict.NOT_APPLICABLE:
            continue
        print(f"{body.name}: {process.subject or process.kind}")
        print(f"  from {known.started or '?'} to {known.ended or f'no end recorded by {today}'}")
        if known.elapsed is not None:
            print(f"  took at least {known.elapsed.in_days()} days")
        for months in (6, 12, 18):
            # The same limit with a length: a copy, since no record is ever changed.
            limit = attrs.evolve(measure, limit=pt.Period.parse(f"P{months}M"))
            answer = limit.assess(process, on=today)
            over = f" by at least {answer.over.in_days()} days" if answer.over is not None else ""
            print(f"  {months:>2} months: {answer.verdict}{over}")
        print()


if __name__ == "__main__":
    main()
