"""Settings of the tests: fewer examples at the desk, many where there is time; and the servers."""

import os

from hypothesis import settings
from servers.fixtures import postgresql_url, sail_url, spark_urls

__all__ = ["postgresql_url", "sail_url", "spark_urls"]

settings.register_profile("desk", max_examples=16, deadline=None)
settings.register_profile("ci", max_examples=150, deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
