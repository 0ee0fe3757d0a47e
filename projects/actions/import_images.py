"""Images of stored rows, so that an import can be undone exactly: taken and put back by PostgreSQL,
which alone knows every digit of a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from projects.models import ImportBatch, ImportTouch

# Rows are told apart by the columns that there were: a later release may have added some.
_AS_LEFT = """(to_jsonb(t) = touch.after
               OR (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(to_jsonb(t)) e
                   WHERE touch.after ? e.key) = touch.after)"""
_TAKE = """
INSERT INTO projects_importtouch (batch_id, model, row_id, before, after)
SELECT %s, %s, t.{pk}, {images} FROM {table} t WHERE t.{pk} = ANY(%s)
ON CONFLICT DO NOTHING
"""
_COMPLETE = """
UPDATE projects_importtouch touch SET after = to_jsonb(t) FROM {table} t
WHERE touch.batch_id = %s AND touch.model = %s AND touch.row_id = t.{pk} AND touch.after = 'null'
"""
_LET_GO = "DELETE FROM projects_importtouch WHERE batch_id = %s AND before = after"
_NOT_AS_LEFT = """
SELECT touch.row_id FROM projects_importtouch touch
LEFT JOIN {table} t ON t.{pk} = touch.row_id
WHERE touch.batch_id = %s AND touch.model = %s AND (t.{pk} IS NULL OR NOT {as_left})
ORDER BY 1
"""
_PUT_BACK = """
UPDATE {table} t SET ({columns}) = ROW({was})
FROM unnest(%s::bigint[]) AS wanted(id), projects_importtouch touch,
     LATERAL jsonb_populate_record(NULL::{table}, touch.before) was
WHERE touch.batch_id = %s AND touch.model = %s AND touch.before IS NOT NULL
  AND touch.row_id = wanted.id AND t.{pk} = wanted.id
"""
# Joined with the numbers: beside an index scan for each touch, ANY would look at all of them.
_DELETE = "DELETE FROM {table} WHERE {column} = ANY(%s)"


def label(model: type[Model]) -> str:
    """How a touch names a model."""
    return model._meta.label_lower


def model_of(name: str) -> type[Model]:
    """The model a touch names, the table between two models included."""
    found: type[Model] = apps.get_model(name)
    return found


def take_before(batch: ImportBatch, model: type[Model], ids: Iterable[int]) -> None:
    """Keep rows as they are before they are changed; what is kept already stays."""
    statement = _TAKE.format(images="to_jsonb(t), 'null'", **_names(model))
    _run(statement, [batch.pk, label(model), list(ids)])


def take_made(batch: ImportBatch, model: type[Model], ids: Iterable[int]) -> None:
    """Keep rows that the batch made."""
    statement = _TAKE.format(images="NULL, to_jsonb(t)", **_names(model))
    _run(statement, [batch.pk, label(model), list(ids)])


def take_after(batch: ImportBatch) -> None:
    """Keep what became of the rows that were changed; those that stayed as they were are let go."""
    for model in touched_models(batch):
        _run(_COMPLETE.format(**_names(model)), [batch.pk, label(model)])
    _run(_LET_GO, [batch.pk])


def touched_models(batch: ImportBatch) -> list[type[Model]]:
    """The models of which the batch made or changed rows."""
    names = (
        ImportTouch.objects.filter(batch=batch).order_by("model").values_list("model").distinct()
    )
    return [model_of(name) for (name,) in names]


def not_as_left(batch: ImportBatch, model: type[Model]) -> list[int]:
    """The rows of a model that are not as the batch left them, or are gone."""
    statement = _NOT_AS_LEFT.format(as_left=_AS_LEFT, **_names(model))
    with connection.cursor() as cursor:
        cursor.execute(statement, [batch.pk, label(model)])
        return [row[0] for row in cursor.fetchall()]


def put_back(batch: ImportBatch, model: type[Model], ids: Sequence[int]) -> None:
    """Make changed rows again what they were, each column that there was then."""
    columns = [connection.ops.quote_name(column) for column in _columns(batch, model)]
    if not columns or not ids:
        return
    statement = _PUT_BACK.format(
        columns=", ".join(columns),
        was=", ".join(f"was.{column}" for column in columns),
        **_names(model),
    )
    _run(statement, [list(ids), batch.pk, label(model)])


def delete(model: type[Model], column: str, ids: Sequence[int]) -> None:
    """Delete rows at once; what hangs on them was deleted or looked at before."""
    if ids:
        table = _names(model)["table"]
        name = connection.ops.quote_name(column)
        _run(_DELETE.format(table=table, column=name), [list(ids)])


def _columns(batch: ImportBatch, model: type[Model]) -> list[str]:
    image = ImportTouch.objects.filter(batch=batch, model=label(model), before__isnull=False)
    known = image.values_list("before", flat=True).first() or {}
    fields = model._meta.concrete_fields
    stored = [f for f in fields if not getattr(f, "generated", False) and not f.primary_key]
    return [str(field.column) for field in stored if field.column in known]


def _names(model: type[Model]) -> dict[str, str]:
    options = model._meta
    quote = connection.ops.quote_name
    pk = getattr(options.pk, "column", "id")
    return {"table": quote(options.db_table), "pk": quote(pk)}


def _run(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
