"""The catalogues of locale/: which texts the code and the templates ask for, with Babel alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
NOT_OURS = {"tests", "locale", "static", "docs", "requirements"}


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue is kept."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """A language's catalogue as it is on disk; an empty one if there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as text:
        return read_po(text, locale=language, abort_invalid=True)


def asked_for() -> Catalog:
    """Every text that the code and the templates mark for translation."""
    wanted = Catalog(fuzzy=False)
    for path in sorted(_sources(settings.BASE_DIR)):
        where = path.relative_to(settings.BASE_DIR).as_posix()
        source = _as_python(path) if path.suffix != ".py" else path.read_bytes()
        for _line, message, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
            wanted.add(message, context=context, locations=[(where, 0)])
    return wanted


def update_catalogue(language: str, words: dict[str, str]) -> Catalog:
    """Bring a catalogue in line with the code, add the given translations, write it.

    Texts that nobody asks for any more are dropped; nothing is guessed from similar texts.
    """
    catalogue = read_catalogue(language)
    catalogue.update(asked_for(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = f"# {language}: kept by `manage.py collect_translations`."
    catalogue.project, catalogue.version = "InvestPortal", "1"
    catalogue.msgid_bugs_address = catalogue.last_translator = ""
    for message in catalogue:
        if isinstance(message.id, str) and message.id in words:
            message.string = words[message.id]
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as text:
        write_po(
            text, catalogue, sort_output=True, omit_header=False, width=100, include_lineno=False
        )
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """Texts without a translation or with a doubtful one."""
    return [str(each.id) for each in catalogue if each.id and (not each.string or each.fuzzy)]


def _sources(root: Path) -> Iterator[Path]:
    """The project's own code and templates, without tests and migrations."""
    for folder in root.iterdir():
        if folder.is_dir() and folder.name[0] != "." and folder.name not in NOT_OURS:
            code = (path for path in folder.rglob("*.py") if "migrations" not in path.parts)
            yield from [*code, *folder.rglob("*.html"), *folder.rglob("*.txt")]


def _as_python(path: Path) -> bytes:
    """A template as the Python that Django would translate, without its stray indentation."""
    words: str = templatize(path.read_text(), origin=str(path))
    found = re.findall(
        r"(?:\b_|\bp?gettext)\((?:u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")[, ]*)+\)", words
    )
    return "\n".join(found).encode()
