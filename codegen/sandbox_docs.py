"""The table of fields that the sandbox serves, in docs/."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Final

from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.schema.served import WITHOUT_EFFECT, served_fields

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SANDBOX_PAGE", "write_sandbox_docs"]

SANDBOX_PAGE: Final = "sandbox-fields.md"

_ROOTS: Final = ("Query", "Mutation")
_UNTOLD: Final = ("Connection", "Edge", "Payload")


def write_sandbox_docs(target: Path) -> None:
    """Write the page below `target`."""
    served = served_fields(executable_schema())
    types = [name for name in served if name not in _ROOTS and not name.endswith(_UNTOLD)]
    without_effect = ", ".join(
        f"`{field}({argument})`"
        for field, arguments in WITHOUT_EFFECT.items()
        for argument in arguments.split()
    )
    told = [
        "The [sandbox](testing-your-code.md) accepts all queries that are valid for `schema.graphql` and serves the fields below. Any "
        "other field of these types is an error that names it (`Project.dockerImage is not served by this sandbox`), never "
        "null. An argument that the sandbox does not implement is rejected in the same way.",
        f"The sandbox accepts these arguments, but they have no effect: {without_effect}.",
        "This page is generated from the executable schema by `make docs`.",
    ]
    parts = [
        "# Fields that the sandbox serves",
        *(fill(each, 120, break_long_words=False, break_on_hyphens=False) for each in told),
        *(f"## {name}\n\n{fill(_listed(served[name]), 120)}" for name in _ROOTS),
        "## Types",
        "\n".join(
            [
                "| type | fields |",
                "|---|---|",
                *(f"| `{name}` | {_listed(served[name])} |" for name in types),
            ]
        ),
        "Connections, edges and mutation payloads contain the types of the fields above.",
    ]
    (target / SANDBOX_PAGE).write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)
