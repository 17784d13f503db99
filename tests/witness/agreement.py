"""Facts in one form, so that those of two readers, and what was logged, can be compared."""

from __future__ import annotations

import io

from PIL import Image

from runql._frames.flatten import flatten
from tests.witness.values import EXPECTED, Facts

__all__ = ["differences"]


def differences(part: str, read: Facts) -> list[str]:
    """Name each fact of a part that a reader found other than it was logged."""
    if "error" in read:
        return [str(read["error"]).strip().splitlines()[-1]]
    expected, found = EXPECTED[part], _in_one_form(part, read)
    return [
        f"{name}: {found.get(name)!r}, not {wanted!r}"
        for name, wanted in expected.items()
        if found.get(name) != wanted
    ]


def _in_one_form(part: str, read: Facts) -> Facts:
    if part in ("config", "summary"):
        return _summary(read) if part == "summary" else read
    if part == "media":
        return _media(read)
    if part == "console":
        return {"lines": [line for line in read["lines"] if line and "wandb: " not in line]}
    found = dict(read)
    for name in ("rows", "parent"):
        if name in found:
            found[name] = [_row(row) for row in found[name]]
    if "summary" in found:
        found["summary"] = _summary(found["summary"])
    for name in ("aliases", "tags"):
        if name in found:
            found[name] = sorted(found[name])
    return found


def _row(row: Facts) -> Facts:
    """Flatten nested values, and leave out what the SDK adds and what stands for nothing."""
    return {
        name: value
        for name, value in flatten(row).items()
        if value is not None and (name == "_step" or not name.startswith("_"))
    }


def _summary(summary: Facts) -> Facts:
    flat = {name: value for name, value in summary.items() if not name.startswith("_")}
    if isinstance(flat.get("low"), dict):
        flat |= flatten({"low": flat.pop("low")})
    return flat


def _media(read: Facts) -> Facts:
    picture, histogram = read["picture"], read["histogram"]
    with Image.open(io.BytesIO(bytes.fromhex(read["content"]))) as image:
        pixels = image.convert("RGB").tobytes()
    described = {name: picture[name] for name in ("format", "width", "height")}
    return {
        "image": {"type": picture["_type"], **described},
        "pixels": " ".join(sorted({pixels[at : at + 3].hex() for at in range(0, len(pixels), 3)})),
        "histogram": {"type": histogram["_type"], "values": histogram["values"]},
    }
