"""`wandb.Api` and runql read the same files and console logs; where they differ on purpose, it is listed."""

from __future__ import annotations

import base64
import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import IntegrityError, NotFoundError, RunQLError, TargetExistsError
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runql import Api, File, Run

TESTS = Path(__file__).parents[1]

# Intended differences, and the defect of the official client or the users' need behind each.
WANTED: dict[str, str] = {
    "updated_at": "an aware datetime instead of a text (feature table, Files: attributes)",
    "missing": "NotFoundError with near names; theirs is an IndexError behind a message (Files: missing file)",
    "same": "a file that is there with the same content is no error (Files: exists handling)",
    "neither": "TargetExistsError, a FileExistsError, instead of CommError (section 21, 23)",
    "binary": "read() gives bytes; theirs gives a text handle that cannot read them (Files: binary files)",
    "spoilt": "the digest is compared; theirs is not (section 21, 4 is the same for artifacts)",
    "text": "text is without the escape sequences of terminals, raw has them (user needs, E5)",
    "level": "None instead of an empty text where there is no level",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, dict[str, str], Path]]:
    """A sandbox that the official SDK has logged files and console lines to."""
    scratch = tmp_path_factory.mktemp("wandb")
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch)
        script = (
            "import runpy\n"
            f"runpy.run_path({str(TESTS / 'official' / 'files.py')!r})['log_files']()\n"
            f"runpy.run_path({str(TESTS / 'official' / 'console_logs.py')!r})['log_printed']()\n"
        )
        command = ["-c", script]
        forked.official.run(command, env=environment, check=True)
        with sandbox.api(user) as api:
            yield api, environment, scratch


@pytest.fixture(scope="module")
def run(server: tuple[Api, dict[str, str], Path]) -> Run:
    """The run, with files that our side added before theirs read."""
    found = server[0].run("entity/files/files")
    found.upload_file(b"\x00ours", "ours.bin")
    found.upload_file(b"", "doomed.bin")
    return found


@pytest.fixture(scope="module")
def official(run: Run, server: tuple[Api, dict[str, str], Path]) -> dict[str, Any]:
    """Files that the official reader reads, uploads and deletes."""
    _, environment, scratch = server
    done = forked.official.run(
        [
            str(Path(__file__).parent / "official_files_reader.py"),
            "entity/files/files",
            "entity/console-logs/printed",
        ],
        env=environment,
        cwd=scratch,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.fixture(scope="module")
def files(run: Run, official: dict[str, Any]) -> dict[str, File]:
    return {file.name: file for file in run.files()}


def test_every_attribute_of_every_file_agrees(
    files: dict[str, File], official: dict[str, Any]
) -> None:
    assert files.keys() == official["files"].keys() - {"doomed.bin"} | {"theirs.bin"}
    for name, theirs in official["files"].items():
        if name == "doomed.bin":
            continue
        file = files[name]
        assert file.updated_at is not None
        ours = {
            "id": file.id,
            "name": file.name,
            "size": file.size,
            "md5": file.md5,
            "mimetype": file.mimetype,
            "url": file.url,
        }
        assert ours == {key: theirs[key] for key in ours}, name
        moment = dt.datetime.fromisoformat(theirs["updated_at"]).replace(tzinfo=dt.UTC)
        assert file.updated_at == moment
        assert file.direct_url.partition("?")[0] == theirs["direct_url"].partition("?")[0]


def test_every_byte_of_every_file_agrees(
    files: dict[str, File], official: dict[str, Any], tmp_path: Path
) -> None:
    for name, theirs in official["contents"].items():
        content = base64.b64decode(theirs)
        assert files[name].read() == content, name
        assert files[name].download(tmp_path).read_bytes() == content, name


def test_each_side_reads_what_the_other_uploaded_and_misses_what_it_deleted(
    files: dict[str, File], official: dict[str, Any]
) -> None:
    assert base64.b64decode(official["contents"]["ours.bin"]) == b"\x00ours"
    theirs, ours = official["uploaded"], files["theirs.bin"]
    assert (ours.name, ours.size, ours.md5) == (theirs["name"], theirs["size"], theirs["md5"])
    assert ours.read() == bytes(range(256))
    assert "doomed.bin" not in files


@pytest.mark.parametrize(
    ("glob", "like"),
    [
        ("*.ckpt", "%.ckpt"),
        ("plots/**", "plots/%"),
        ("weights/step_?.ckpt", "weights/step__.ckpt"),
        ("nothing*", "nothing%"),
    ],
)
def test_a_glob_finds_what_the_pattern_finds(
    run: Run, official: dict[str, Any], glob: str, like: str
) -> None:
    assert [file.name for file in run.files(glob)] == official["patterns"][like]


def test_names_choose_the_same_files(run: Run, official: dict[str, Any]) -> None:
    assert [file.name for file in run.files(names=["notes.txt", "absent"])] == official["named"]


def test_the_flags_do_the_same_with_a_file_that_is_there(
    files: dict[str, File], official: dict[str, Any], tmp_path: Path
) -> None:
    flags: dict[str, dict[str, bool]] = {
        "exist_ok": {"exist_ok": True},
        "replace": {"replace": True},
        "both": {"replace": True, "exist_ok": True},
    }
    for name, given in flags.items():
        target = tmp_path / "notes.txt"
        target.write_bytes(b"mine")
        files["notes.txt"].download(tmp_path, **given)
        kept = "kept" if target.read_bytes() == b"mine" else "replaced"
        assert kept == official["existing"][name], name


def test_every_console_line_agrees(
    server: tuple[Api, dict[str, str], Path], official: dict[str, Any]
) -> None:
    run = server[0].run("entity/console-logs/printed")
    for name, lines in {
        "lines": run.console_logs(),
        "tail": run.console_logs(last=3),
        "paged": run.console_logs(per_page=5),
    }.items():
        ours = [
            {
                "number": line.number,
                "time": line.time.isoformat() if line.time else None,
                "level": line.level or "",
                "label": line.label or "",
                "text": line.raw,
            }
            for line in lines
        ]
        assert ours == official[name], name
    assert len(official["lines"]) == 12
    assert {line["level"] for line in official["lines"]} == {"", "error"}


def failure(work: Callable[[], object]) -> str:
    """Name the error of something that fails."""
    try:
        work()
    except (RunQLError, UnicodeDecodeError) as error:
        return type(error).__name__
    return ""


@pytest.fixture(scope="module")
def both(
    run: Run,
    files: dict[str, File],
    official: dict[str, Any],
    server: tuple[Api, dict[str, str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[object, object]]:
    """Each wanted difference as ours and theirs."""
    root = tmp_path_factory.mktemp("root")
    notes = files["notes.txt"]
    notes.download(root)
    again = failure(lambda: notes.download(root))
    (root / "notes.txt").write_bytes(b"mine")
    neither = failure(lambda: notes.download(root))
    corrupted = run.file("notes.txt")
    corrupted._snapshot = corrupted._snapshot.model_copy(update={"md5": "A" * 22 + "=="})
    lines = list(server[0].run("entity/console-logs/printed").console_logs())
    return {
        "updated_at": (type(notes.updated_at), type(official["files"]["notes.txt"]["updated_at"])),
        "missing": (failure(lambda: run.file("absent.txt")), official["missing"]),
        "same": (again, official["same"]),
        "neither": (neither, official["existing"]["neither"]),
        "binary": (failure(lambda: files["weights/step_20.ckpt"].read()), official["binary"]),
        "spoilt": (failure(corrupted.read), official["spoilt"]),
        "text": (lines[1].text, official["lines"][1]["text"]),
        "level": (lines[0].level, official["lines"][0]["level"]),
    }


@pytest.mark.parametrize("name", WANTED)
def test_a_wanted_difference_is_there(name: str, both: dict[str, tuple[object, object]]) -> None:
    ours, theirs = both[name]
    assert ours != theirs, f"they agree: take {name!r} out of WANTED"


def test_what_goes_wrong_has_our_names(both: dict[str, tuple[object, object]]) -> None:
    expected = {
        "missing": NotFoundError.__name__,
        "neither": TargetExistsError.__name__,
        "spoilt": IntegrityError.__name__,
        "same": "",
        "binary": "",
    }
    assert {name: both[name][0] for name in expected} == expected
