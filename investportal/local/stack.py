"""The services of one instance, started in order and stopped in reverse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from investportal.local import machine
from investportal.local.broker import Broker
from investportal.local.instance import Instance
from investportal.local.postgres import APP, Cluster


@contextmanager
def services(
    instance: Instance, *, durable: bool = True, own: bool = False
) -> Iterator[dict[str, str]]:
    """PostgreSQL and Redis, given or our own; the environment in which to run programs.

    In it DATABASE_URL is the application's and DATABASE_OWNER_URL the owner's, for migrations.
    `own`: servers of our own even where others are given, because they are going to be broken.
    """
    instance.open()
    with ExitStack() as stack:
        stack.callback(instance.close)
        env = instance.env
        given = {} if own or machine.forces_wheels() else env
        if not given.get("DATABASE_URL"):
            cluster = Cluster(instance, durable=durable)
            stack.callback(cluster.stop)
            urls = cluster.start()
            instance.servers["PostgreSQL"] = cluster
            env["DATABASE_URL"], env["DATABASE_OWNER_URL"] = urls.app_url, urls.owner_url
            env["DATABASE_APP_ROLE"] = APP
        env.setdefault("DATABASE_OWNER_URL", env["DATABASE_URL"])
        if not given.get("REDIS_URL"):
            broker = Broker(instance)
            stack.callback(broker.stop)
            env["REDIS_URL"] = broker.start()
            instance.servers["Redis"] = broker
        env.setdefault("SECRET_KEY", instance.key("django"))
        env["HISTORY_KEY"] = env.get("HISTORY_KEY") or instance.key("history")
        env.setdefault("ANCHORS_ROOT", str(instance.root / "anchors"))
        env.setdefault("FILES_ROOT", str(instance.root / "files"))
        env.setdefault("STATIC_ROOT", str(instance.root / "static"))
        yield env
