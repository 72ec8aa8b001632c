"""Write the names of Typst's symbols, with the characters that they stand for, from the installed Typst.

``python tools/typst_symbols.py`` renews ``sessen/notation/symbols.json``; a test says when that is due.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import typst

FILE: Final = Path(__file__).parent.parent / "sessen" / "notation" / "symbols.json"
_STRING: Final = r'"((?:[^"\\]|\\.)*)"'
_VARIANT: Final = re.compile(rf"\({_STRING}, {_STRING}\)")
_PLAIN: Final = re.compile(rf"^symbol\(\s*{_STRING}")


def installed_symbols() -> dict[str, dict[str, str]]:
    """Each name with its variants: their modifiers joined by points ("" is the name alone) and their characters."""
    query = b"#metadata(dictionary(sym).pairs().map(pair => (pair.at(0), str(type(pair.at(1))), repr(pair.at(1)))))<s>"
    found = json.loads(typst.query(query, "<s>", field="value", one=True))
    return {name: _variants(shown) for name, kind, shown in found if kind == "symbol"}


def _variants(shown: str) -> dict[str, str]:
    plain = _PLAIN.match(shown)
    variants = {modifiers: _character(text) for modifiers, text in _VARIANT.findall(shown)}
    return ({"": _character(plain[1])} if plain else {}) | variants


def _character(text: str) -> str:
    escaped = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", escaped)


def written(symbols: dict[str, dict[str, str]]) -> str:
    """The file: one name a line."""
    rows = (f"{json.dumps(name)}: {json.dumps(symbols[name], ensure_ascii=False)}" for name in sorted(symbols))
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(installed_symbols()), encoding="utf-8")
