"""An entry of the table, and short forms to declare entries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "ISO",
    "MAYBE_ISO",
    "Entry",
    "Kind",
    "Names",
    "Parameter",
    "absent",
    "differs",
    "dropped",
    "hinted",
    "mapped",
    "renamed",
]


ISO: Final = '{self}.{member}.strftime("%Y-%m-%dT%H:%M:%SZ")'
"""Rewriting of a time that is a string in wandb."""
MAYBE_ISO: Final = f"({{self}}.{{member}} and {ISO})"
"""Rewriting of a time that may be None."""


class Kind(StrEnum):
    """How runql treats a wandb name."""

    SAME = "same"
    """The same name; `why` describes a difference of the value, if there is one."""
    ACCEPTED = "accepted"
    """Works with a `DeprecationWarning`, and is hidden from type checkers."""
    HINT = "hint"
    """Raises an error with a hint."""
    ABSENT = "absent"
    """Not available in runql; the error gives the reason."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a wandb method.

    Attributes:
        kind: How runql treats it.
        write: Replacement.
        why: Difference of the value, or reason for the difference.
        to: Name of the runql parameter that accepts the value; empty if there is none.
        values: Meaning of each accepted value: an argument such as `format='records'`,
            another method such as `.refresh`, or nothing.
        rewrite: How `runql migrate` writes the value: `glob` for an SQL pattern, `all` for rows with all keys, `keys` for another key (at run time too),
            `method` for a method of the result, `metric` for a summary key, `drop` to remove it.
    """

    kind: Kind = Kind.SAME
    write: str = ""
    why: str = ""
    to: str = ""
    values: Mapping[object, str] | None = None
    rewrite: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A wandb name and its counterpart in runql.

    Attributes:
        owner: wandb class or module.
        member: Attribute or method; empty for the class itself.
        here: runql class with the name, without `Async`.
        task: Heading on the page "Coming from wandb".
        kind: How runql treats the name.
        wrote: Code for wandb.
        write: Code for runql; empty if there is none.
        why: Difference of the value, or reason for the difference.
        gives: How an accepted name resolves: an attribute (`name`), a call (`name()`), nothing (`()`), or
            the object itself (`self()`).
        rewrite: Code that `runql migrate` writes, with `{self}`, `{args}`, `{0}` and `{call}` for the parts.
        parameters: Parameters of the method, in wandb's order.
        is_method: Whether the member is called.
    """

    owner: str
    member: str
    here: str
    task: str
    kind: Kind
    wrote: str
    write: str = ""
    why: str = ""
    gives: str = ""
    rewrite: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    is_method: bool = False

    @property
    def method(self) -> str:
        """Name of the runql method or attribute; empty if there is none."""
        if self.kind is Kind.SAME:
            return self.member
        given = self.gives.removesuffix("()") if self.kind is Kind.ACCEPTED else ""
        return "" if given == "self" else given

    @property
    def advice(self) -> str:
        """The replacement as a sentence, or the reason if there is none."""
        return " ".join(
            part for part in (self.why, f"Use {self.write}." * bool(self.write)) if part
        )


SAME: Final = Parameter()
_NOT_EXPORTED: Final = frozenset({"Lister", "Resource", "dict", "filters", "reports"})
"""Names that hints use in place of a class, and that are not classes exported by runql."""


def renamed(to: str, why: str = "") -> Parameter:
    """A parameter with another name in runql."""
    return Parameter(Kind.ACCEPTED, f"{to}=", why, to)


def dropped(why: str) -> Parameter:
    """A parameter without effect in runql."""
    return Parameter(Kind.ACCEPTED, "", why)


def mapped(values: Mapping[object, str], write: str, why: str = "") -> Parameter:
    """A parameter of which runql can express some values."""
    return Parameter(Kind.ACCEPTED, write, why, values=values)


def hinted(write: str, why: str = "") -> Parameter:
    """A parameter that raises with a hint."""
    return Parameter(Kind.HINT, write, why)


def absent(why: str) -> Parameter:
    """A parameter that raises, because runql has no counterpart."""
    return Parameter(Kind.ABSENT, "", why)


def differs(why: str) -> Parameter:
    """A parameter with the same name and a partly different meaning."""
    return Parameter(Kind.SAME, "", why)


class Names:
    """Entries of a wandb class, declared member by member.

    Args:
        owner: wandb class.
        here: runql class, without `Async`; empty if there is none.
        shown: Variable for the object in examples.
        task: Heading on the page.
    """

    def __init__(self, owner: str, here: str, shown: str, task: str) -> None:
        self._blank = Entry(owner, "", here, task, Kind.SAME, shown)
        self._shown = shown
        self._found: list[Entry] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._found)

    def extend(self, others: Names) -> None:
        """Add the entries of another class."""
        self._found.extend(others)

    def kind(self, write: str = "", why: str = "", rewrite: str = "") -> None:
        """Declare the class itself. A class that runql exports can be imported under both names."""
        kind = Kind.HINT if write else Kind.ABSENT
        last = write.removeprefix("runql.").removeprefix("errors.")
        if last.isidentifier() and last not in _NOT_EXPORTED:
            kind = Kind.SAME if last == self._blank.owner else Kind.ACCEPTED
        self._add("", kind, wrote=self._blank.owner, write=write, why=why, rewrite=rewrite)

    def same(self, members: str) -> None:
        """Declare attributes and methods without parameters that do not differ."""
        for member in members.split():
            self._add(member, Kind.SAME)

    def differs(self, member: str, why: str, rewrite: str = "", wrote: str = "") -> None:
        """Declare a member with the same name and a different value."""
        self._add(member, Kind.SAME, why=why, rewrite=rewrite, wrote=wrote)

    def accepted(
        self, member: str, gives: str, write: str = "", why: str = "", rewrite: str = ""
    ) -> None:
        """Declare a member that resolves to another one with a warning."""
        shown = write or (f"{self._shown}.{gives}" if gives not in {"()", "self()"} else "")
        if not rewrite and gives not in {"()", "self()"}:
            rewrite = f"{{self}}.{gives}"
        self._add(member, Kind.ACCEPTED, gives=gives, write=shown, why=why, rewrite=rewrite)

    def hint(
        self, member: str, write: str, why: str = "", rewrite: str = "", wrote: str = ""
    ) -> None:
        """Declare a member that raises with a hint."""
        self._add(member, Kind.HINT, write=write, why=why, rewrite=rewrite, wrote=wrote)

    def absent(self, members: str, why: str) -> None:
        """Declare members that runql does not have."""
        for member in members.split():
            self._add(member, Kind.ABSENT, why=why)

    def call(
        self,
        member: str,
        parameters: str,
        different: Mapping[str, Parameter] | None = None,
        **changes: str,
    ) -> None:
        """Declare a method and its parameters. Parameters that are not in `different` do not differ.

        A member that was declared before gets the parameters.
        """
        found = {name: (different or {}).get(name, SAME) for name in parameters.split()}
        if self._found and self._found[-1].member == member:
            self._found[-1] = replace(self._found[-1], parameters=found, is_method=True)
        else:
            self._add(member, Kind.SAME, parameters=found, is_method=True, **changes)

    def _add(self, member: str, kind: Kind, **changes: object) -> None:
        wrote = changes.pop("wrote", "") or f"{self._shown}.{member}"
        new = replace(self._blank, member=member, kind=kind, wrote=str(wrote))
        self._found.append(replace(new, **changes))  # type: ignore[arg-type]
