"""Bounding boxes of images, read from their files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runql._models._attributes.json_text import read_json
from runql._wire.json_types import is_finite
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["BoundingBox", "boxes_within", "read_boxes"]


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A rectangle in an image.

    Attributes:
        left: Left edge, as a fraction of the image's width, or in pixels.
        right: Right edge, in the same unit.
        top: Top edge, as a fraction of the image's height, or in pixels. Rows count from the top.
        bottom: Bottom edge, in the same unit.
        pixels: Whether edges are in pixels.
        class_id: Number of the class; None if not logged.
        label: Name of the class; None if not logged.
        caption: Caption from the user; None if not logged.
        scores: Scores by name.
    """

    left: float
    right: float
    top: float
    bottom: float
    pixels: bool = False
    class_id: int | None = None
    label: str | None = None
    caption: str | None = None
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)


def read_boxes(path: str, content: bytes) -> tuple[BoundingBox, ...]:
    """Parse a file of bounding boxes.

    Raises:
        ProtocolError: If the file is not a list of bounding boxes.
    """
    document = read_json(content, path)
    boxes = document.get("box_data") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(boxes, list):
        raise ProtocolError(f"Invalid bounding boxes in {path}: expected a list under `box_data`.")
    labels = document.get("class_labels")
    names = (
        {k: v for k, v in labels.items() if isinstance(v, str)} if isinstance(labels, dict) else {}
    )
    return tuple(_box(path, each, names) for each in boxes)


def boxes_within(path: str | None, named: JsonValue) -> dict[str, tuple[BoundingBox, ...]]:
    """Return the boxes inside an image's JSON value, by name; empty for files.

    Raises:
        ProtocolError: If a box has no position.
    """
    if not isinstance(named, dict):
        return {}
    where = path or "an image"
    return {
        name: tuple(_box(where, each, {}) for each in boxes)
        for name, boxes in named.items()
        if isinstance(boxes, list)
    }


def _box(path: str, value: JsonValue, labels: Mapping[str, str]) -> BoundingBox:
    position = value.get("position") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(position, dict):
        raise ProtocolError(f"Invalid bounding box in {path}: it has no position.")
    number, caption, scores = value.get("class_id"), value.get("box_caption"), value.get("scores")
    class_id = int(number) if is_finite(number) else None
    left, right, top, bottom = _edges(path, position)
    return BoundingBox(
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        pixels=value.get("domain") == "pixel",
        class_id=class_id,
        label=labels.get(str(class_id)),
        caption=caption if isinstance(caption, str) else None,
        scores={
            name: each
            for name, each in (scores.items() if isinstance(scores, dict) else ())
            if isinstance(each, int | float)
        },
    )


def _edges(path: str, position: Mapping[str, JsonValue]) -> tuple[float, float, float, float]:
    middle = position.get("middle")
    names = ("minX", "maxX", "minY", "maxY")
    if isinstance(middle, list) and len(middle) == 2:
        x, y, width, height = _numbers(
            path, [*middle, position.get("width"), position.get("height")]
        )
        return x - width / 2, x + width / 2, y - height / 2, y + height / 2
    left, right, top, bottom = _numbers(path, [position.get(name) for name in names])
    return left, right, top, bottom


def _numbers(path: str, values: list[JsonValue]) -> list[float]:
    numbers: list[float] = [each for each in values if isinstance(each, int | float)]
    if len(numbers) != len(values):
        raise ProtocolError(f"Invalid bounding box in {path}: an edge is missing or not a number.")
    return numbers
