"""The law of stores on a real Spark cluster: a master, two workers and a Connect server, each a process.

It needs Java and the wheel `pyspark` (see tests/servers/README.md), and takes a minute or two.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from histories import drawn, history
from hypothesis import strategies as st
from servers import spark
from strategies import questions

import policytrack as pt
from policytrack.engines.reference import answer

__all__ = ["history"]

pytest.importorskip("pyspark")

COUNT = 120


@pytest.fixture(scope="module")
def cluster(history, spark_urls):
    """The data set of the law, read by the cluster."""
    with pt.open_store(f"spark:{history.url}/data?remote={spark_urls[spark.VARIABLE]}") as store:
        yield store


def test_a_cluster_answers_as_the_reference_does(cluster, history, spark_urls):
    """More than a hundred questions have the reference's answer, and both workers took part."""
    asked = drawn(st.tuples(questions(), st.booleans()), COUNT)
    views = {True: cluster.at(recorded=history.recorded[0]), False: cluster}
    before = spark.tasks(spark_urls[spark.STATUS])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda one: views[one[1]].run(one[0]), asked))
    wrong = [
        question.to_json()
        for (question, earlier), one in zip(asked, found, strict=True)
        if one != answer(history.trackers[0 if earlier else 1], question)
    ]
    assert not wrong
    assert len(found) >= 100
    after = spark.tasks(spark_urls[spark.STATUS])
    done = {executor: count - before.get(executor, 0) for executor, count in after.items()}
    assert len(done) == spark.WORKERS
    assert min(done.values()) > 0, done
