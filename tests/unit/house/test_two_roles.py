"""Web, worker and beat are the application; only what prepares the database is the owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from investportal.local import instance as instances
from investportal.local import machine, stack, verbs
from investportal.local.instance import Instance
from investportal.local.postgres import APP, OWNER, Databases
from tests.support.repository import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
PROGRAMS = ("web", "worker", "beat")


def role_in(url: str) -> str | None:
    return urlsplit(url.replace("${", "").replace("}", "")).username


@pytest.mark.parametrize("program", PROGRAMS)
def test_compose_runs_the_programs_as_the_application(program) -> None:
    environment = COMPOSE["services"][program]["environment"]
    assert role_in(environment["DATABASE_URL"].split(":?")[0] + "@x/y") == APP
    assert environment["DATABASE_APP_ROLE"] == APP
    assert environment["OWNER_PASSWORD"] == ""
    assert "OWNER_PASSWORD" not in environment["DATABASE_URL"]


def test_compose_prepares_as_the_owner_of_the_tables() -> None:
    prepare = COMPOSE["services"]["prepare"]
    assert prepare["command"][-1] == "prepare_instance"
    assert role_in(prepare["environment"]["DATABASE_URL"].split(":?")[0] + "@x/y") == OWNER
    assert prepare["environment"]["DATABASE_APP_ROLE"] == APP
    roles = COMPOSE["configs"]["roles"]["content"]
    assert f"CREATE DATABASE portal OWNER {OWNER}" in roles
    assert f"CREATE ROLE {APP} LOGIN PASSWORD" in roles
    assert "SUPERUSER" not in roles


def test_compose_keeps_the_anchors_outside_the_database() -> None:
    volumes = COMPOSE["services"]["worker"]["volumes"]
    assert "anchors:/srv/anchors" in volumes
    assert "ANCHORS_ROOT=/srv/anchors" in (ROOT / "Dockerfile").read_text()
    assert "anchors" not in str(COMPOSE["services"]["postgres"]["volumes"])


class Started:
    """A database server that needs no starting."""

    def __init__(self, _instance: Instance, *, durable: bool) -> None:
        self.durable = durable

    def start(self) -> Databases:
        return Databases(f"postgres://{APP}:a@127.0.0.1/x", f"postgres://{OWNER}:o@127.0.0.1/x")

    def stop(self) -> None:
        """Nothing runs."""

    def runs(self) -> bool:
        return True


@pytest.fixture
def nothing_starts(monkeypatch, tmp_path) -> dict[str, Any]:
    """`./portal up` without servers; what would have been run, with which environment."""
    seen: dict[str, Any] = {}

    class Watched:
        def __init__(self, _members: object, env: dict[str, str], *, quiet: bool) -> None:
            seen["programs"] = dict(env)
            seen["quiet"] = quiet

        def start(self) -> None: ...
        def stop(self) -> None: ...
        def wait_until_healthy(self, _address: str) -> None: ...

    def run(command: list[Any], env: dict[str, str]) -> int:
        seen[str(command[-1])] = dict(env)
        return 0

    @contextmanager
    def quietly(_title: str) -> Iterator[None]:
        yield

    own = {"REDIS_URL": "redis://127.0.0.1:1/0", "HISTORY_KEY": ""}
    monkeypatch.setattr(machine, "data_root", lambda: tmp_path / "data")
    monkeypatch.setattr(instances, "environment", lambda: dict(own))
    monkeypatch.setattr(stack, "Cluster", Started)
    monkeypatch.setattr(verbs, "Supervisor", Watched)
    monkeypatch.setattr(verbs, "run", run)
    monkeypatch.setattr(verbs, "step", quietly)
    return seen


def started() -> dict[str, str]:
    instance = Instance("demo")
    with stack.services(instance) as env, verbs.portal(instance, env, "demo", None):
        return dict(env)


def test_the_launcher_prepares_as_owner_and_runs_as_the_application(nothing_starts) -> None:
    started()
    assert role_in(nothing_starts["prepare_instance"]["DATABASE_URL"]) == OWNER
    assert role_in(nothing_starts["programs"]["DATABASE_URL"]) == APP
    assert nothing_starts["programs"]["DATABASE_APP_ROLE"] == APP
    assert OWNER not in str(nothing_starts["programs"])


def test_the_launcher_keeps_one_history_key_and_place_of_anchors(nothing_starts, tmp_path) -> None:
    first, second = started(), started()
    assert len(first["HISTORY_KEY"]) >= 50
    assert first["HISTORY_KEY"] == second["HISTORY_KEY"] != first["SECRET_KEY"]
    assert first["ANCHORS_ROOT"] == str(tmp_path / "data" / "demo" / "anchors")
    lent = Instance("demo").root / "environment.json"
    assert first["HISTORY_KEY"] in lent.read_text()
