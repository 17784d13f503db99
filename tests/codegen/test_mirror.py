"""The sync code that is written from async code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen.mirror import HAND_WRITTEN, RENAMES, MirrorError, mirror_files, mirror_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("async def f() -> None: ...", "def f() -> None: ..."),
        ("x = await f(1)", "x = f(1)"),
        ("return await  f()", "return f()"),
        ("async for x in y: pass", "for x in y: pass"),
        ("async with a as b, c: pass", "with a as b, c: pass"),
        ("z = [x async for x in y if await g(x)]", "z = [x for x in y if g(x)]"),
        ("n = (await load(self)).name", "n = load(self).name"),
        ("n = (await self.runs[0].load(a, b=(1, 2)))[0]", "n = self.runs[0].load(a, b=(1, 2))[0]"),
        ("n = (await a or b).name", "n = (a or b).name"),
        ("f(await g()).name", "f(g()).name"),
        ("print((await f()))", "print((f()))"),
        ("if (await f()): pass", "if (f()): pass"),
        ("x = await (\n    f()\n)", "x = (\n    f()\n)"),
        ("class AsyncRuns(AsyncLister[T]): ...", "class Runs(Lister[T]): ..."),
        ("class _AsyncThing: ...", "class _Thing: ..."),
        ("x: AsyncIterator[AsyncRun]", "x: Iterator[Run]"),
        ("f: Callable[[], Awaitable[dict[str, int]]]", "f: Callable[[], dict[str, int]]"),
        ("def Asynchrony(): ...", "def Asynchrony(): ..."),
        ("x = 1  # await f() of AsyncApi", "x = 1  # f() of Api"),
        ('"""Use `await runs.first()` or `async for`."""', '"""Use `runs.first()` or `for`."""'),
        ('s = f"{await g()!r} of {AsyncApi}"', 's = f"{g()!r} of {Api}"'),
        ('s = "awaited and awaits"', 's = "awaited and awaits"'),
    ],
)
def test_a_construct_is_mirrored(source: str, expected: str) -> None:
    assert mirror_text(source) == expected


@pytest.mark.parametrize(("name", "other"), sorted(RENAMES.items()))
def test_every_rename_holds_in_code_text_and_comment(name: str, other: str) -> None:
    source = f'x.{name}()  # {name}\ny = "{name}"\n'
    assert mirror_text(source) == f'x.{other}()  # {other}\ny = "{other}"\n'


def test_a_rename_does_not_touch_parts_of_words() -> None:
    assert mirror_text("encloses = acloses\n") == "encloses = acloses\n"


@pytest.mark.parametrize(
    "survivor",
    [
        "import asyncio",
        "x = asynchronous.async_thing",
        "raise StopAsyncIteration",
        "y = anext(x)",
        '"""An async list."""',
        "# you must await",
        "def __await__(self): ...",
        "import pytest_asyncio",
        "from x import mine_async",
    ],
)
def test_what_stays_asynchronous_is_an_error_with_file_and_line(survivor: str) -> None:
    with pytest.raises(MirrorError, match=r"^src/a\.py:3: '.*' remains in"):
        mirror_text(f"x = 1\n\n{survivor}\n", "src/a.py")


SOURCE = '''"""Runs of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async.zebra import AsyncZebra
from runql._async.api import AsyncApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


__all__ = ["AsyncRuns", "Page"]


class AsyncRuns:
    """Runs.

    Example:
        ```python
        async with AsyncApi() as api:
            await api.runs("e/p").first()
        ```
    """

    # The reason stands here.
    async def each(self, act: Callable[[str], Awaitable[int]]) -> AsyncIterator[int]:
        async for run in self._list(
            a_rather_long_name_of_an_argument, another_rather_long_name_of_an_argument, third
        ):
            yield (await act(run)).real  # and another one here

    async def __aenter__(self) -> AsyncZebra:
        return await AsyncApi().zebra([each async for each in self])
'''

EXPECTED = '''# Generated from src/runql/_async/runs.py by `make generate`. Do not edit.

"""Runs of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._sync.api import Api
from runql._sync.zebra import Zebra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


__all__ = ["Page", "Runs"]


class Runs:
    """Runs.

    Example:
        ```python
        with Api() as api:
            api.runs("e/p").first()
        ```
    """

    # The reason stands here.
    def each(self, act: Callable[[str], int]) -> Iterator[int]:
        for run in self._list(
            a_rather_long_name_of_an_argument, another_rather_long_name_of_an_argument, third
        ):
            yield act(run).real  # and another one here

    def __enter__(self) -> Zebra:
        return Api().zebra(list(self))
'''

USED = {"_async": "_sync", "__aenter__": "__enter__"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n", encoding="utf-8")
    (tmp_path / "src/runql/_async").mkdir(parents=True)
    (tmp_path / "src/runql/_async/runs.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def _mirror(root: Path, renames: dict[str, str]) -> None:
    mirror_files(root, [(root / "src/runql/_async", root / "out")], renames)


def test_a_whole_module_is_mirrored_with_its_comments_and_formatted(root: Path) -> None:
    _mirror(root, USED)
    assert (root / "out/runs.py").read_text(encoding="utf-8") == EXPECTED


def test_a_rename_that_matches_nothing_is_an_error(root: Path) -> None:
    with pytest.raises(MirrorError, match="the rename 'handle_async' matches nothing"):
        _mirror(root, USED | {"handle_async": "handle"})


def _written(root: Path) -> list[str]:
    out = root / "out"
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.py"))


def _add(root: Path, path: str, text: str) -> None:
    source = root / "src/runql/_async" / path
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text, encoding="utf-8")


def test_hand_written_pairs_are_left_alone(root: Path) -> None:
    for path in HAND_WRITTEN:
        _add(root, path, "import asyncio\n")
    _mirror(root, USED)
    assert _written(root) == ["runs.py"]


def test_hand_written_pairs_are_told_by_their_whole_path(root: Path) -> None:
    for path in HAND_WRITTEN:
        _add(root, f"elsewhere/{path}", '"""Nothing that waits."""\n')
    _mirror(root, USED)
    assert _written(root) == sorted(["runs.py", *(f"elsewhere/{path}" for path in HAND_WRITTEN)])


def test_test_modules_get_names_of_their_own(root: Path) -> None:
    _add(root, "test_runs.py", "async def test_x(): ...\n")
    _add(root, "artifacts/test_edits.py", "async def test_x(): ...\n")
    _mirror(root, USED)
    assert _written(root) == ["artifacts/test_sync_edits.py", "runs.py", "test_sync_runs.py"]


def test_sub_packages_are_mirrored_to_the_same_tree(root: Path) -> None:
    _add(root, "artifacts/__init__.py", '"""Versions, for AsyncApi."""\n')
    _add(
        root,
        "artifacts/resource.py",
        "from runql._async.artifacts.listing.api import AsyncArtifactsApi\n",
    )
    _add(root, "artifacts/parts/listing.py", "async def each(): ...\n")
    _mirror(root, USED)
    assert _written(root) == [
        "artifacts/__init__.py",
        "artifacts/parts/listing.py",
        "artifacts/resource.py",
        "runs.py",
    ]
    text = (root / "out/artifacts/parts/listing.py").read_text(encoding="utf-8")
    assert text == (
        "# Generated from src/runql/_async/artifacts/parts/listing.py by `make generate`. "
        "Do not edit.\n\n\ndef each(): ...\n"
    )


def test_nothing_to_mirror_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    mirror_files(tmp_path, [(tmp_path / "empty", tmp_path / "out")])
    assert not (tmp_path / "out").exists()
