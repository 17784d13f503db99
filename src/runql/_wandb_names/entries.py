"""An entry of the table, and short forms to declare many of them."""

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
"""How to rewrite a time that is a string in wandb."""
MAYBE_ISO: Final = f"({{self}}.{{member}} and {ISO})"
"""How to rewrite a time that may be None."""


class Kind(StrEnum):
    """What becomes of a name of wandb in runql."""

    SAME = "same"
    """The same name; `why` says how the value differs, if it does."""
    ACCEPTED = "accepted"
    """Works with a `DeprecationWarning`, and is unknown to type checkers."""
    HINT = "hint"
    """Raises an error that says what to write."""
    ABSENT = "absent"
    """runql does not offer it; the error says why."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a method of wandb.

    Attributes:
        kind: What becomes of it.
        write: What to write in its place.
        why: How the value differs, or why runql differs.
        to: Name of the parameter of runql that takes the value; empty when there is none.
        values: For each value that is accepted, what it means: an argument such as `format='records'`,
            another method such as `.refresh`, or nothing.
        rewrite: How `runql migrate` writes the value: `glob` for a pattern of SQL, `all` for rows that have every key, `keys` for another key (at run time too),
            `method` for a method of the result, `metric` for a key of the summary, `drop` for nothing.
    """

    kind: Kind = Kind.SAME
    write: str = ""
    why: str = ""
    to: str = ""
    values: Mapping[object, str] | None = None
    rewrite: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of wandb, and what it is in runql.

    Attributes:
        owner: Class of wandb, or module.
        member: Attribute or method; empty for the class itself.
        here: Class of runql that has the name in its stead, without `Async`.
        task: Heading on the page "Coming from wandb".
        kind: What becomes of the name.
        wrote: What users of wandb wrote.
        write: What to write in runql; empty when there is nothing.
        why: How the value differs, or why runql differs.
        gives: How an accepted name resolves: an attribute (`name`), a call (`name()`), nothing (`()`), or
            the object itself (`self()`).
        rewrite: What `runql migrate` writes, with `{self}`, `{args}`, `{0}` and `{call}` for the parts.
        parameters: Parameters of the method, in the order of wandb.
        is_method: Whether it is called.
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
        """Name of the method or attribute of runql; empty when there is none."""
        if self.kind is Kind.SAME:
            return self.member
        given = self.gives.removesuffix("()") if self.kind is Kind.ACCEPTED else ""
        return "" if given == "self" else given

    @property
    def advice(self) -> str:
        """What to write, as a sentence; else why there is nothing to write."""
        return " ".join(
            part for part in (self.why, f"Use {self.write}." * bool(self.write)) if part
        )


SAME: Final = Parameter()
_NOT_EXPORTED: Final = frozenset({"Lister", "Resource", "dict", "filters", "reports"})
"""What advice names in place of a class, and is not a class that runql exports."""


def renamed(to: str, why: str = "") -> Parameter:
    """A parameter with another name in runql."""
    return Parameter(Kind.ACCEPTED, f"{to}=", why, to)


def dropped(why: str) -> Parameter:
    """A parameter that has no effect in runql."""
    return Parameter(Kind.ACCEPTED, "", why)


def mapped(values: Mapping[object, str], write: str, why: str = "") -> Parameter:
    """A parameter some of whose values can be expressed in runql."""
    return Parameter(Kind.ACCEPTED, write, why, values=values)


def hinted(write: str, why: str = "") -> Parameter:
    """A parameter that raises, and names what to write."""
    return Parameter(Kind.HINT, write, why)


def absent(why: str) -> Parameter:
    """A parameter that raises, because runql has nothing like it."""
    return Parameter(Kind.ABSENT, "", why)


def differs(why: str) -> Parameter:
    """A parameter of the same name with another meaning in part."""
    return Parameter(Kind.SAME, "", why)


class Names:
    """Entries of one class of wandb, declared member by member.

    Args:
        owner: Class of wandb.
        here: Class of runql, without `Async`; empty when there is none.
        shown: Variable that examples use for the object.
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
        """Declare the class itself; a class that runql exports can be imported under both names."""
        kind = Kind.HINT if write else Kind.ABSENT
        last = write.removeprefix("runql.").removeprefix("errors.")
        if last.isidentifier() and last not in _NOT_EXPORTED:
            kind = Kind.SAME if last == self._blank.owner else Kind.ACCEPTED
        self._add("", kind, wrote=self._blank.owner, write=write, why=why, rewrite=rewrite)

    def same(self, members: str) -> None:
        """Declare attributes and methods without parameters that are the same."""
        for member in members.split():
            self._add(member, Kind.SAME)

    def differs(self, member: str, why: str, rewrite: str = "", wrote: str = "") -> None:
        """Declare a member of the same name whose value differs."""
        self._add(member, Kind.SAME, why=why, rewrite=rewrite, wrote=wrote)

    def accepted(
        self, member: str, gives: str, write: str = "", why: str = "", rewrite: str = ""
    ) -> None:
        """Declare a member that resolves to another one, with a warning."""
        shown = write or (f"{self._shown}.{gives}" if gives not in {"()", "self()"} else "")
        if not rewrite and gives not in {"()", "self()"}:
            rewrite = f"{{self}}.{gives}"
        self._add(member, Kind.ACCEPTED, gives=gives, write=shown, why=why, rewrite=rewrite)

    def hint(
        self, member: str, write: str, why: str = "", rewrite: str = "", wrote: str = ""
    ) -> None:
        """Declare a member that raises, and names what to write."""
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
        """Declare a method and its parameters; those that are not in `different` are the same.

        A member that has been declared before gets the parameters.
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
