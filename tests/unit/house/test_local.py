"""The launcher: locks, keys, stale files, versions, ports. No server is started here."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator

import pytest

from investportal.local import instance as instances
from investportal.local import machine, packages, postgres
from investportal.local.console import Refusal
from investportal.local.instance import AlreadyRunning, Instance


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path) -> None:
    """A checkout of its own, so that no real instance is touched."""
    monkeypatch.setattr(machine, "data_root", lambda: tmp_path / "data")
    monkeypatch.setattr(instances, "CHECKOUT", tmp_path)


@pytest.fixture
def opened() -> Iterator[Callable[[str], Instance]]:
    """Opens instances and lets go of their locks afterwards."""
    held: list[Instance] = []

    def open_one(name: str) -> Instance:
        held.append(Instance(name))
        held[-1].open()
        return held[-1]

    yield open_one
    for each in held:
        each.close()


def cluster_of(tmp_path, pid_file: str) -> postgres.Cluster:
    cluster = object.__new__(postgres.Cluster)
    cluster.data = tmp_path / "postgres-15"
    cluster.data.mkdir()
    (cluster.data / "postmaster.pid").write_text(pid_file)
    return cluster


def test_a_second_start_is_told_the_address_of_the_first(opened) -> None:
    first = opened("demo")
    first.announce("http://127.0.0.1:8000")
    with pytest.raises(AlreadyRunning) as refused:
        Instance("demo").open()
    assert refused.value.address == "http://127.0.0.1:8000"


def test_a_lock_left_by_a_killed_launcher_does_not_hold(opened, tmp_path) -> None:
    (tmp_path / "data" / "demo").mkdir(parents=True)
    (tmp_path / "data" / "demo" / "lock").write_text("4711")
    (tmp_path / "data" / "demo" / "address").write_text("http://127.0.0.1:8000")
    demo = opened("demo")
    assert (demo.root / "address").read_text() == ""


def test_instances_do_not_share_keys_and_keep_them(opened) -> None:
    demo, published = opened("demo"), opened("published")
    assert demo.key("django") == demo.key("django") != published.key("django")
    assert (demo.root / "keys.json").stat().st_mode & 0o077 == 0


def test_the_shell_wins_over_the_file_env(monkeypatch, tmp_path) -> None:
    (tmp_path / ".env").write_text("# REDIS_URL=no\nPROVINCE_NAME='Cao Bằng'\nREPORT_DAY=20\n")
    monkeypatch.setenv("REPORT_DAY", "25")
    monkeypatch.delenv("REDIS_URL", raising=False)
    found = instances.environment()
    assert (found["PROVINCE_NAME"], found["REPORT_DAY"]) == ("Cao Bằng", "25")
    assert "REDIS_URL" not in found


@pytest.mark.parametrize(
    "pid_file",
    ["999999999\n/x\n0\n5432\n", f"{os.getpid()}\n/x\n0\n5432\n", "77\n"],
    ids=["a dead process", "a stranger with the same number", "half written"],
)
def test_a_stale_pid_file_is_removed(tmp_path, pid_file) -> None:
    cluster = cluster_of(tmp_path, pid_file)
    assert cluster._running_port() == 0
    assert not (cluster.data / "postmaster.pid").exists()


def test_data_are_opened_by_the_version_that_made_them(monkeypatch, tmp_path) -> None:
    (tmp_path / "postgres-15").mkdir()
    both = [postgres.Binaries(tmp_path, 17), postgres.Binaries(tmp_path, 15)]
    monkeypatch.setattr(postgres, "found_binaries", lambda: both)
    assert postgres.choose(tmp_path).major == 15


def test_the_newest_version_makes_new_data(monkeypatch, tmp_path) -> None:
    both = [postgres.Binaries(tmp_path, 17), postgres.Binaries(tmp_path, 15)]
    monkeypatch.setattr(postgres, "found_binaries", lambda: both)
    assert postgres.choose(tmp_path).major == 17


def test_data_of_an_absent_version_are_not_touched(monkeypatch, tmp_path) -> None:
    (tmp_path / "postgres-16").mkdir()
    monkeypatch.setattr(postgres, "found_binaries", lambda: [postgres.Binaries(tmp_path, 17)])
    monkeypatch.setattr(packages, "has_services", lambda: False)
    with pytest.raises(Refusal, match="Install postgresql-16"):
        postgres.choose(tmp_path)


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert machine.free_port(port) > port


def test_a_missing_package_names_the_exact_line(monkeypatch) -> None:
    monkeypatch.setattr(machine, "is_root", lambda: False)
    with pytest.raises(Refusal, match=r"sudo apt-get install .* libpango-1\.0-0"):
        machine.require(["libpango-1.0-0"], "PDF reports need Pango")
