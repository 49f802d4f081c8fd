"""A real OpenSearch cluster on this machine: three nodes, each a process of its own, on loopback and nowhere else."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from indexer.cluster.client import OpenSearchException, connect

ROOT = Path(__file__).resolve().parents[2]
JARS = ROOT / ".tools/cluster"
NODES = 3
START_SECONDS = 90
HEAP = "384m"


def missing() -> str | None:
    """What is needed to start a cluster and is not there."""
    if not shutil.which("java"):
        return "Java 17 (openjdk-17-jdk-headless)"
    if not (JARS / ".jars").is_file():
        return "the jars of OpenSearch (make cluster-jars, which needs Maven and javac)"
    return None


class Node:
    """One node; ``number`` counts from 0."""

    def __init__(self, home: Path, number: int, http: list[int], transport: list[int]) -> None:
        self.url = f"http://127.0.0.1:{http[number]}"
        self._log = home / f"node{number}.log"
        (home / f"node{number}/config").mkdir(parents=True)
        seeds = ",".join(f"127.0.0.1:{port}" for port in transport)
        self._settings = {
            "cluster.name": "tests",
            "cluster.initial_cluster_manager_nodes": ",".join(f"node{other}" for other in range(NODES)),
            "cluster.fault_detection.follower_check.interval": "1s",
            "cluster.fault_detection.follower_check.timeout": "2s",
            "cluster.fault_detection.leader_check.interval": "1s",
            "cluster.fault_detection.leader_check.timeout": "2s",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "discovery.seed_hosts": seeds,
            "http.port": str(http[number]),
            "network.host": "127.0.0.1",
            "node.name": f"node{number}",
            "path.home": str(home / f"node{number}"),
            "transport.port": str(transport[number]),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        java = ["java", "-Xms128m", f"-Xmx{HEAP}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        java += ["-cp", f"{JARS}/classes:{JARS}/lib/*", "ClusterNode"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*java, *(f"{name}={value}" for name, value in self._settings.items())],
                stdin=subprocess.PIPE, stdout=log, stderr=log, env={"PATH": os.environ["PATH"]},
            )  # fmt: skip

    def kill(self) -> None:
        """End it as a machine ends that loses its power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        """Stop it as a machine hangs: its connections stay, and nothing is answered."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on where it hung."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def told(self) -> str:
        """The last of what it said."""
        return self._log.read_text(errors="replace")[-3_000:]


class Cluster:
    """Three nodes under one folder."""

    def __init__(self, home: Path) -> None:
        ports = _free_ports(2 * NODES)
        self.nodes = [Node(home, number, ports[:NODES], ports[NODES:]) for number in range(NODES)]

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def start(self) -> None:
        for node in self.nodes:
            node.start()
        self.wait(NODES)

    def wait(self, nodes: int, status: str = "yellow") -> None:
        """Until so many nodes are one cluster of that health; ``TimeoutError`` when that takes too long."""
        client = connect(self.urls, 5)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OpenSearchException):
                health = client.cluster.health(
                    wait_for_status=status, wait_for_nodes=str(nodes), timeout="2s", request_timeout=5
                )
                if not health["timed_out"] and health["number_of_nodes"] == nodes:
                    client.close()
                    return
            time.sleep(0.3)
        raise TimeoutError("\n".join(node.told() for node in self.nodes))

    def close(self) -> None:
        for node in self.nodes:
            node.kill()


@contextlib.contextmanager
def running(home: Path) -> Iterator[Cluster]:
    """A cluster for as long as it is needed."""
    cluster = Cluster(home)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.close()


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
