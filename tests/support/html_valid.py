"""What a browser forgives and a reader with a screen reader does not: faults of a page's markup."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

_VOID = {
    *(
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
    ),
    "wbr",
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "ul"),
}
_ONLY_IN = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot", "table"},
    "td": {"tr"},
    "th": {"tr"},
    "option": {"select", "optgroup", "datalist"},
    "summary": {"details"},
    "legend": {"fieldset"},
    "caption": {"table"},
}
_NOT_WITHIN = {
    "a": {"a", "button"},
    "button": {"a", "button"},
    "form": {"form"},
    "label": {"label"},
}
_CONTROLS = {"select", "textarea"}
_UNLABELLED_TYPES = {"hidden", "submit", "button"}
_POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.pointed: list[tuple[str, str]] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.headings: list[int] = []
        self.mains = 0

    def fault(self, words: str) -> None:
        line, column = self.getpos()
        self.faults.append(f"{line}:{column} {words}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "svg" not in self.open and tag not in _VOID:
            self.fault(f"<{tag}/> is no empty element")
        self.note(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.note(tag, attrs)
        if "svg" not in self.open:
            self.nesting(tag)
        if tag not in _VOID:
            self.open.append(tag)

    def nesting(self, tag: str) -> None:
        above = self.open[-1] if self.open else ""
        if tag in _ONLY_IN and above not in _ONLY_IN[tag]:
            self.fault(f"<{tag}> in <{above}>")
        if above in ("ul", "ol") and tag != "li":
            self.fault(f"<{tag}> straight in <{above}>")
        if tag in _BLOCKS and "p" in self.open:
            self.fault(f"<{tag}> within <p>")
        if tag in _BLOCKS - {"div"} and above in ("span", "button", "label"):
            self.fault(f"<{tag}> in <{above}>")
        for other in _NOT_WITHIN.get(tag, set()) & set(self.open):
            self.fault(f"<{tag}> within <{other}>")

    def note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _value in attrs)
        self.faults += [f"{name} twice on <{tag}>" for name, n in names.items() if n > 1]
        known = {name: value or "" for name, value in attrs}
        if "id" in known:
            self.ids[known["id"]] += 1
        if "style" in known:
            self.fault("a style in the markup, which the policy refuses")
        self.pointed += [(name, each) for name in _POINTING for each in known.get(name, "").split()]
        if tag == "label":
            self.labels.add(known.get("for", ""))
        is_input = tag == "input" and known.get("type") not in _UNLABELLED_TYPES
        if is_input or tag in _CONTROLS:
            self.controls.append(known | {"within": str("label" in self.open)})
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "img" and "alt" not in known:
            self.fault("a picture without words")
        self.mains += tag == "main"

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> closes <{self.open[-1] if self.open else ''}>")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def faults(html: str) -> list[str]:
    """What is wrong with the markup of a whole page, each with line and column; empty when nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.faults
    found += [f"<{tag}> is never closed" for tag in reader.open]
    found += [
        f"id {name!r} is there {count} times" for name, count in reader.ids.items() if count > 1
    ]
    found += [f"{name} points at no {to!r}" for name, to in reader.pointed if to not in reader.ids]
    for control in reader.controls:
        named = (
            control.get("aria-label")
            or control.get("aria-labelledby")
            or control["within"] == "True"
        )
        if not named and control.get("id") not in reader.labels:
            found.append(f"no label on {control.get('name', control)}")
    if reader.headings.count(1) != 1:
        found.append(f"{reader.headings.count(1)} headings of the first level")
    found += [
        f"h{low} is followed by h{high}"
        for low, high in zip(reader.headings, reader.headings[1:], strict=False)
        if high > low + 1
    ]
    if reader.mains != 1:
        found.append(f"{reader.mains} main parts")
    if not html.lstrip().lower().startswith("<!doctype html>"):
        found.append("no doctype")
    return found
