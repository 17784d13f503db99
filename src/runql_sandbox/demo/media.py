"""Media of the demo in the SDK's format: images with boxes, histograms, a table, audio and HTML."""

from __future__ import annotations

import hashlib
import io
import json
import math
import struct
import wave
import zlib
from dataclasses import dataclass, field
from typing import Final

__all__ = ["LoggedMedia", "log_media"]

_WIDTH, _HEIGHT = 32, 24
_LABELS: Final = {"0": "cat", "1": "dog"}
_ROWS: Final = [["cat", 0.9, True], ["dog", 0.4, False], ["cat", 0.7, True]]


@dataclass(slots=True)
class LoggedMedia:
    """History rows with media, and the files that they name."""

    rows: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def add(self, folder: str, name: str, content: bytes) -> dict[str, object]:
        """Add a file, and return the value that names it in rows."""
        path = f"media/{folder}/{name}"
        self.files[path] = content
        return {
            "path": path,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
        }


def log_media() -> LoggedMedia:
    """Return the media of a run that evaluates a model."""
    made = LoggedMedia()
    for step in range(3):
        image = {
            "_type": "image-file",
            **made.add("images", f"sample_{step}.png", _png(60 * step)),
            "width": _WIDTH,
            "height": _HEIGHT,
            "format": "png",
            "caption": f"sample {step}",
            "boxes": {"guess": _boxes(made, step)},
        }
        counts = [1 + step, 4, 8 - step, 2]
        histogram = {"_type": "histogram", "values": counts, "bins": [0.0, 0.25, 0.5, 0.75, 1.0]}
        accuracy = 0.8 + 0.05 * step
        made.rows.append(
            {"_step": step, "accuracy": accuracy, "sample": image, "gradients": histogram}
        )
    table = json.dumps({"columns": ["name", "score", "correct"], "data": _ROWS}).encode()
    made.rows[-1] |= {
        "predictions": {
            "_type": "table-file",
            **made.add("table", "predictions_2.table.json", table),
            "ncols": 3,
            "nrows": len(_ROWS),
        },
        "tone": {
            "_type": "audio-file",
            **made.add("audio", "tone_2.wav", _tone()),
            "caption": "440 Hz",
        },
        "page": {
            "_type": "html-file",
            **made.add("html", "page_2.html", b"<h1>Evaluation</h1><p>3 samples</p>"),
        },
    }
    return made


def _boxes(made: LoggedMedia, step: int) -> dict[str, object]:
    box = {
        "position": {"minX": 0.1 + 0.1 * step, "maxX": 0.5 + 0.1 * step, "minY": 0.2, "maxY": 0.7},
        "class_id": step % 2,
        "box_caption": _LABELS[str(step % 2)],
        "scores": {"score": 0.9 - 0.1 * step},
    }
    content = json.dumps({"box_data": [box], "class_labels": _LABELS}).encode()
    return {
        "_type": "boxes2D",
        **made.add("metadata/boxes2D", f"guess_{step}.boxes2D.json", content),
    }


def _png(shade: int) -> bytes:
    """Encode a gradient as PNG without an image library."""
    lines = b"".join(
        b"\0" + bytes(value for x in range(_WIDTH) for value in (shade, x * 8, y * 10))
        for y in range(_HEIGHT)
    )
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _tone() -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        values = (int(8000 * math.sin(math.tau * 440 * index / 8000)) for index in range(800))
        file.writeframes(b"".join(struct.pack("<h", value) for value in values))
    return content.getvalue()
