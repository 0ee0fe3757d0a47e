"""What `./portal` can do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from investportal.local import machine, packages
from investportal.local.console import CHECKOUT, Refusal, Word, output_of, run, step
from investportal.local.instance import AlreadyRunning, Instance, environment
from investportal.local.postgres import stop_left_behind
from investportal.local.stack import services
from investportal.local.supervisor import Interrupted, Supervisor, health_of, programs

PYTHON = sys.executable
MANAGE: list[Word] = [PYTHON, CHECKOUT / "manage.py"]
PYTEST: list[Word] = [PYTHON, "-m", "pytest"]
DATASETS = ("demo", "published", "empty")
FIRST_PORT = 8000
# Faults by name, with the test that produces each. The quick ones are part of `./portal test`.
SLOW_FAULTS = {
    **dict.fromkeys(("web", "renderer", "beat", "redis", "postgresql"), "test_servers"),
    **dict.fromkeys(("disk-upload", "disk-render", "disk-edition"), "test_servers"),
    "import": "test_import",
    **dict.fromkeys(("clock-back", "clock-day", "clock-year"), "test_clock"),
}
QUICK_FAULTS = {
    "two-sweeps": "tests/integration/deadlines/test_two_workers.py",
    "duplicates": "tests/integration/house/test_delivered_twice.py",
}
KNOWN_FAULTS = (*SLOW_FAULTS, *QUICK_FAULTS)


def up(data: str, port: int | None) -> int:
    """Run the portal until Ctrl-C or SIGTERM."""
    machine.require(machine.missing_pango(), "PDF reports need Pango")
    instance = Instance(data)
    try:
        with services(instance) as env, portal(instance, env, data, port) as (supervisor, address):
            print(welcome(env, address, data), flush=True)
            supervisor.watch(instance.servers)
    except AlreadyRunning as other:
        print(f"The portal is already running: {other.address or 'it is just starting.'}")
    except Interrupted:
        print("\nEverything is stopped; the data stay.", flush=True)
    return 0


@contextmanager
def portal(
    instance: Instance, env: dict[str, str], data: str, port: int | None, *, quiet: bool = False
) -> Iterator[tuple[Supervisor, str]]:
    """The portal prepared, started and healthy, with its address; stopped on the way out."""
    if port and machine.free_port(port) != port:
        raise Refusal(f"Port {port} is taken. Give another with --port.")
    port = port or machine.free_port(FIRST_PORT)
    env["PORTAL_DATASET"] = data
    env.setdefault("DEMO", "0" if data == "empty" else "1")
    with step("Preparing the database, translations and static files"):
        owner = env | {"DATABASE_URL": env["DATABASE_OWNER_URL"]}
        if run([*MANAGE, "prepare_instance"], owner):
            raise Refusal("The portal could not be prepared; see above.")
    address = f"http://127.0.0.1:{port}"
    # Web, worker and beat never learn the owner's password.
    theirs = {name: value for name, value in env.items() if name != "DATABASE_OWNER_URL"}
    theirs.setdefault("PORTAL_URL", address)
    supervisor = Supervisor(programs(port, instance.root), theirs, quiet=quiet)
    try:
        with step("Starting web, worker and beat"):
            supervisor.start()
            supervisor.wait_until_healthy(address)
        instance.lend_environment()
        instance.announce(address)
        yield supervisor, address
    finally:
        with step("Stopping"):
            supervisor.stop()


def welcome(env: dict[str, str], address: str, data: str) -> str:
    """The address and, in a demonstration, who can sign in."""
    lines = ["", f"  The portal is ready: {address}", f"  Data: {data}. Ctrl-C stops everything."]
    if env["DEMO"] == "1":
        lines += ["", output_of([*MANAGE, "demo_accounts"], env)]
    else:
        lines += [f"  First account:  ./portal manage --data {data} createsuperuser"]
    alarms = health_of(address).get("alarms", [])
    lines += ["", *(f"  ! {alarm}" for alarm in alarms)] if alarms else []
    return "\n".join(lines)


def test(arguments: Sequence[str]) -> int:
    """Unit, integration and functional tests against a real PostgreSQL and Redis."""
    chosen = [word for word in arguments if Path(word.partition("::")[0]).exists()]
    elsewhere = [f"--ignore=tests/{folder}" for folder in ("e2e", "benchmarks", "faults")]
    scope = [] if chosen else ["tests", *elsewhere, "--numprocesses=auto"]
    return pytest("test", [*scope, *arguments])


def bench(arguments: Sequence[str]) -> int:
    """Speed, on a PostgreSQL with its usual safety on."""
    return pytest(
        "bench", ["tests/benchmarks", "-p", "no:randomly", "-s", *arguments], durable=True
    )


def pytest(name: str, arguments: Sequence[str], *, durable: bool = False) -> int:
    """Run pytest as the owner of a database server of its own."""
    machine.require(machine.missing_pango(), "PDF reports need Pango")
    with services(Instance(name), durable=durable) as env:
        env["DATABASE_URL"] = env["DATABASE_OWNER_URL"]
        compile_translations(env)
        return run([*PYTEST, *arguments], env)


def e2e(arguments: Sequence[str]) -> int:
    """The demonstration province, fresh, with a real worker and beat, in a real browser."""
    machine.require(machine.missing_pango(), "PDF reports need Pango")
    if machine.browser() is None:
        machine.require(["chromium"], "The browser tests need Chromium")
    instance = Instance("e2e")
    if instance.root.exists():
        _delete(instance)
    with services(instance, durable=False) as env:
        port = machine.free_port()
        mail = str(instance.root / "mail")
        env["EMAIL_URL"] = f"filemail:///{mail}"
        with portal(instance, env, "demo", port, quiet=True) as (supervisor, address):
            browser = machine.browser() or ""
            given = {"PORTAL_URL": address, "PORTAL_BROWSER": browser, "PORTAL_MAIL": mail}
            code = run([*PYTEST, "tests/e2e", *arguments], env | given)
            if code:
                print("\n".join(list(supervisor.log)[-60:]))
            return code


def faults(names: Sequence[str]) -> int:
    """Produce the faults of docs/runbook.md, all or the named ones, and see what comes of them."""
    machine.require(machine.missing_pango(), "PDF reports need Pango")
    slow = [name for name in names if name not in QUICK_FAULTS] if names else list(SLOW_FAULTS)
    unknown = [name for name in slow if name not in SLOW_FAULTS]
    if unknown:
        raise Refusal(f"Unknown: {', '.join(unknown)}. Known: {', '.join(KNOWN_FAULTS)}")
    if any(name.startswith("clock") for name in slow):
        packages.faketime()
    code = 0
    if slow:
        tests = [
            f"tests/faults/{SLOW_FAULTS[name]}.py::test_{name.replace('-', '_')}" for name in slow
        ]
        both = ["--numprocesses=2", "--dist=loadfile"]  # mostly they wait for the next minute
        code = run([*PYTEST, "-q", "-p", "no:randomly", *both, *tests], environment())
    quick = [QUICK_FAULTS[name] for name in names or QUICK_FAULTS if name in QUICK_FAULTS]
    return max(code, test(quick)) if quick else code


def check(arguments: Sequence[str]) -> int:
    """Lint, types, layers, missing migrations, translations. All are run; any failure counts."""
    env = environment() | {"SECRET_KEY": "only-for-checks-" + "0123456789" * 4, "DEBUG": "0"}
    failed = []
    commands: dict[str, list[Word]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", ".", *arguments],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy", "."],
        "layers": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        "configuration": [*MANAGE, "check", "--fail-level", "WARNING"],
        "repository": [*PYTEST, "-q", "tests/test_repository.py"],
    }
    for title, command in commands.items():
        with step(title):
            if run(command, env):
                failed.append(title)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything is in order.")
    return 1 if failed else 0


def compile_translations(env: dict[str, str]) -> None:
    """Bring the compiled translations up to date; the tests read them."""
    with step("Compiling translations"):
        output_of([*MANAGE, "compile_translations"], env)


def manage(name: str, command: Sequence[str]) -> int:
    """Run a management command with the rights of the running portal."""
    try:
        env = Instance(name).borrowed_environment()
    except FileNotFoundError:
        raise Refusal(f"Start it first:  ./portal up --data {name}") from None
    return run([*MANAGE, *command], env)


def reset(name: str | None, *, yes: bool) -> int:
    """Delete the data of one instance, or of all of them."""
    root = machine.data_root()
    names = (
        [name] if name else sorted(each.name for each in root.glob("*") if (each / "lock").exists())
    )
    if not any((root / each).exists() for each in names):
        print("Nothing to delete.")
        return 0
    print(f"This deletes the data of: {', '.join(names)}  (in {root})")
    if not yes and input("Type 'yes' to go on: ").strip() != "yes":
        print("Nothing was deleted.")
        return 1
    for each in names:
        _delete(Instance(each))
    return 0


def _delete(instance: Instance) -> None:
    try:
        instance.open()
    except AlreadyRunning as other:
        raise Refusal(f"{instance.name} is running ({other.address}). Stop it first.") from None
    stop_left_behind(instance.root)
    instance.close()
    shutil.rmtree(instance.root)
    print(f"  deleted {instance.name}")
