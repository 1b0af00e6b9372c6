"""A real Apache Spark cluster: a master, two workers and a Connect server, from the wheel `pyspark`.

The wheel stands in a folder of its own, which `SPARK_HOME` names (`…/pyspark`): it brings a package `pyspark`
too, and would overwrite the light client that policytrack uses. All four are processes of this machine that
listen on loopback only, with as little memory as they run with.
"""

import json
import os
import shutil
import urllib.request
from pathlib import Path
from typing import Any

from servers.processes import CannotStartError, Server, free_port, listens

VARIABLE = "POLICYTRACK_SPARK"
STATUS = "POLICYTRACK_SPARK_STATUS"
WORKERS = 2

_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_ENVIRONMENT = {
    "SPARK_LOCAL_IP": "127.0.0.1",
    "SPARK_DAEMON_JAVA_OPTS": _JAVA,
    "SPARK_SUBMIT_OPTS": _JAVA,
}
# A test's tables are small: what pays off on large ones only costs time here.
_SETTINGS = {
    "spark.executor.memory": "500m",
    "spark.executor.cores": "1",
    "spark.executor.extraJavaOptions": _JAVA,
    "spark.scheduler.mode": "FAIR",
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": "60s",
    "spark.locality.wait": "0",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.ui.retainedExecutions": "10",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.showConsoleProgress": "false",
}


def start(server: Server) -> None:
    """Start the cluster, and wait until both workers have registered and the Connect server listens.

    Raises:
        CannotStartError: Java or the wheel is missing, or a process does not start.
    """
    home = _home()
    master, board, connect, status = (free_port() for _ in range(4))
    program = home / "bin" / "spark-class"

    def run(name: str, *arguments: str | Path, memory: str = "128m") -> None:
        # The Connect server counts as a daemon too: this is the driver's memory.
        environment = {**_ENVIRONMENT, "SPARK_HOME": str(home), "SPARK_DAEMON_MEMORY": memory}
        server.start(name, [program, *arguments], environment=environment)

    at = ("--host", "127.0.0.1", "--port")
    package = "org.apache.spark.deploy"
    run("master", f"{package}.master.Master", *at, str(master), "--webui-port", str(board))
    server.wait("master", lambda: listens(master) and listens(board))
    for number in range(WORKERS):
        mine = ("--cores", "1", "--memory", "600m", "--work-dir", server.folder / f"work-{number}")
        ports = (*at, str(free_port()), "--webui-port", str(free_port()))
        run(f"worker-{number}", f"{package}.worker.Worker", *ports, *mine, f"spark://127.0.0.1:{master}")
    server.wait(f"worker-{WORKERS - 1}", lambda: _workers(board) == WORKERS)
    settings = {
        **_SETTINGS,
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(connect),
        "spark.ui.port": str(status),
        "spark.sql.warehouse.dir": str(server.folder / "warehouse"),
    }
    run(
        "connect",
        f"{package}.SparkSubmit",
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--name", "policytrack", "--master", f"spark://127.0.0.1:{master}"),
        *(part for name, value in settings.items() for part in ("--conf", f"{name}={value}")),
        "spark-internal",
        memory="600m",
    )
    server.wait("connect", lambda: listens(connect))
    server.urls[VARIABLE] = f"sc://127.0.0.1:{connect}"
    server.urls[STATUS] = f"http://127.0.0.1:{status}/api/v1"
    server.save()


def _home() -> Path:
    """Return the folder of Spark's programs, where Java is there to run them."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        message = "Java is missing: apt-get install openjdk-17-jre-headless"
        raise CannotStartError(message)
    given = os.environ.get("SPARK_HOME")
    if not given or not (Path(given) / "bin" / "spark-class").exists():
        hint = "pip install --no-deps --target FOLDER 'pyspark==4.3.*', and set SPARK_HOME=FOLDER/pyspark"
        message = f"Spark is missing: {hint}"
        raise CannotStartError(message)
    return Path(given).resolve()


def _workers(board: int) -> int:
    """Return how many workers the master knows; it answers with other pages while it starts."""
    try:
        return int(_asked(f"http://127.0.0.1:{board}/json/")["aliveworkers"])
    except (OSError, ValueError):
        return 0


def tasks(status: str) -> dict[str, int]:
    """Return how many tasks each executor has completed, by its id, as Spark's status store says."""
    (application,) = _asked(f"{status}/applications")
    executors = _asked(f"{status}/applications/{application['id']}/executors")
    return {one["id"]: one["completedTasks"] for one in executors if one["id"] != "driver"}


def _asked(url: str) -> Any:
    """Return what Spark's own pages of loopback say, as JSON."""
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  # the scheme is ours
        return json.load(answer)
