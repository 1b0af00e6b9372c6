"""Settings of the tests: fewer examples at the desk, many where there is time; and the servers."""

import os

from hypothesis import HealthCheck, settings
from servers.fixtures import postgresql_url, sail_url, spark_urls

__all__ = ["postgresql_url", "sail_url", "spark_urls"]

# No test is timed: how long a machine takes to draw an example says nothing of the project.
untimed = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("desk", untimed, max_examples=16)
settings.register_profile("ci", untimed, max_examples=150)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
