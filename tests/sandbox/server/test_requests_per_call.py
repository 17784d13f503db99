"""The requests of each call are those of the tables in the docs."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from runql import Api
from runql.testing import Sandbox
from tests.counting import Counting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE: Final = Path(__file__).parents[3] / "docs/requests.md"
ROW: Final = re.compile(
    r"^\| `(?P<call>.+)` \| (?P<count>\d+) \| (?P<operations>.+) \|$", re.MULTILINE
)
ROWS: Final = {found["call"]: found for found in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
PATH: Final = "sandbox/mnist"


@pytest.fixture(scope="module")
def demo() -> Iterator[Sandbox]:
    with Sandbox(demo=True) as served:
        yield served


@pytest.fixture
def transport() -> Counting:
    return Counting()


@pytest.fixture
def api(demo: Sandbox, transport: Counting) -> Iterator[Api]:
    with Api(demo.api_key, base_url=demo.base_url, transport=transport) as made:
        yield made


def names_of(call: str, api: Api) -> dict[str, Any]:
    """Return the names that a call uses."""
    makers: dict[str, Callable[[], object]] = {
        "api": lambda: api,
        "path": lambda: PATH,
        "run": lambda: api.runs(PATH)[1],
        "run_path": lambda: "/".join(api.runs(PATH)[1].path),
        "sweep": lambda: api.sweeps(PATH)[0],
        "sweep_path": lambda: "/".join(api.sweeps(PATH)[0].path),
        "report": lambda: api.reports(PATH)[0],
        "artifact": lambda: api.artifact(f"{PATH}/model:latest"),
        "artifact_path": lambda: f"{PATH}/model:latest",
        "collection_path": lambda: f"{PATH}/model",
    }
    used = set(re.findall(r"\w+", call))
    return {name: make() for name, make in makers.items() if name in used}


def test_the_page_has_tables() -> None:
    assert len(ROWS) > 60


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", ROWS)
def test_a_call_sends_what_the_table_says(call: str, api: Api, transport: Counting) -> None:
    names = names_of(call, api)
    transport.seen.clear()
    eval(call, names)
    # Downloads of files are not counted.
    sent = Counter(each for each in transport.seen if not each.startswith("/"))
    shown = ", ".join(f"{count} x {name}" if count > 1 else name for name, count in sent.items())
    assert (sent.total(), shown or "none") == (
        int(ROWS[call]["count"]),
        ROWS[call]["operations"],
    )
