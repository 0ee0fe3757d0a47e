"""Decisions, documents on file, proposals and investors are found by words, through trigram indexes."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models

# The same folding as `vn.text.fold`; immutable, so that an index may be built on it. đ Đ and ð
# become d, the marks that decomposing leaves are dropped.
FUNCTION = """
CREATE FUNCTION search_document(number text, words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
  SELECT lower(translate(
    normalize(translate(number, ' .', '') || ' | ' || words, NFD),
    U&'\\0111\\0110\\00F0\\0300\\0301\\0302\\0303\\0306\\0309\\031B\\0323', 'ddd'))
$$
"""

# What `actions.indexing.index` writes from now on.
CERTIFICATES = """
UPDATE projects_project SET search_text = search_text || ' | ' || certificate_code
WHERE certificate_code <> '' AND strpos(search_text, certificate_code) = 0
"""


def _documents(model: str, name: str, number: str, words: str = "") -> migrations.AddIndex:
    told = models.F(words) if words else models.Value("")
    text = models.TextField()
    folded = models.Func(models.F(number), told, function="search_document", output_field=text)
    index = GinIndex(OpClass(folded, name="gin_trgm_ops"), name=name)
    return migrations.AddIndex(model_name=model, index=index)


class Migration(migrations.Migration):
    dependencies = [("projects", "0016_points_by_place")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION search_document(text, text)"),
        migrations.RunSQL(CERTIFICATES, migrations.RunSQL.noop),
        _documents("instrument", "instrument_search", "number_key"),
        _documents("document", "document_search", "number_key", "title"),
        _documents("basisdocument", "basis_document_search", "number_key", "title"),
        _documents("proposal", "proposal_search", "dossier_code", "report_number"),
        migrations.AddIndex(
            model_name="investor",
            index=GinIndex(
                fields=["search_text"], name="investor_search", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
