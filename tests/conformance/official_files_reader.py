"""Files and console logs that `wandb.Api` reads, writes and deletes: printed as JSON. Run as a script."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import wandb

if TYPE_CHECKING:
    from wandb.apis.public import File, Run

ATTRIBUTES = ("id", "name", "size", "md5", "mimetype", "updated_at", "url", "direct_url")
PATTERNS = ("%.ckpt", "plots/%", "weights/step__.ckpt", "nothing%")


def attempt(work: Any) -> str:
    """Name the error of something that fails."""
    try:
        work()
    except (wandb.Error, ValueError, LookupError) as error:
        return type(error).__name__
    return ""


def content(file: File, root: str) -> str:
    file.download(root=root, replace=True).close()
    return base64.b64encode(Path(root, file.name).read_bytes()).decode()


def lines(run: Run, **requested: Any) -> list[dict[str, object]]:
    return [
        {
            "number": line.number,
            "time": line.timestamp.isoformat() if line.timestamp else None,
            "level": line.level,
            "label": line.label,
            "text": line.content,
        }
        for line in run.console_logs(**requested)
    ]


def existing(file: File, root: str) -> dict[str, str]:
    """The effect of the flags on an existing file with other content."""
    target = Path(root, file.name)
    found = {}
    for name, flags in {
        "neither": {},
        "exist_ok": {"exist_ok": True},
        "replace": {"replace": True},
        "both": {"replace": True, "exist_ok": True},
    }.items():
        target.write_bytes(b"mine")
        failed = attempt(lambda flags=flags: file.download(root=root, **flags).close())
        kept = "kept" if target.read_bytes() == b"mine" else "replaced"
        found[name] = failed or kept
    return found


def read(path: str, printed: str) -> dict[str, object]:
    api = wandb.Api()
    run = api.run(path)
    files = {file.name: file for file in run.files()}
    Path("theirs.bin").write_bytes(bytes(range(256)))
    uploaded = run.upload_file("theirs.bin")
    run.file("doomed.bin").delete()
    binary = files["weights/step_20.ckpt"]
    log = api.run(printed)
    return {
        "files": {
            name: {each: getattr(file, each) for each in ATTRIBUTES} for name, file in files.items()
        },
        "contents": {
            name: content(file, "out") for name, file in files.items() if name != "doomed.bin"
        },
        "patterns": {each: [file.name for file in run.files(pattern=each)] for each in PATTERNS},
        "named": [file.name for file in run.files(names=["notes.txt", "absent"])],
        "uploaded": {"name": uploaded.name, "size": uploaded.size, "md5": uploaded.md5},
        "existing": existing(files["notes.txt"], "out"),
        "missing": attempt(lambda: run.file("absent.txt").size),
        "same": attempt(lambda: files["notes.txt"].download(root="same").close())
        or attempt(lambda: files["notes.txt"].download(root="same").close()),
        "binary": attempt(lambda: binary.download(root="text").read()),
        "spoilt": attempt(lambda: corrupted(files["notes.txt"]).download(root="bad").close()),
        "lines": lines(log),
        "tail": lines(log, last=3),
        "paged": lines(log, per_page=5),
    }


def corrupted(file: File) -> File:
    """The same file with another digest."""
    file._attrs["md5"] = "A" * 22 + "=="
    return file


if __name__ == "__main__":
    json.dump(read(*sys.argv[1:]), sys.stdout, default=str)
