"""Wrappers that show runql objects with the names, types and exceptions of the official client."""

from __future__ import annotations

import functools
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from runql.compat.errors import translated
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import Api

__all__ = ["Translated", "Wrapped", "iframe", "snake_case", "wrapped"]

T = TypeVar("T")

_WRAPPERS: dict[type, type[Wrapped[Any]]] = {}

_SPECIAL = frozenset(
    {"__bool__", "__contains__", "__getitem__", "__init__", "__iter__", "__len__", "__next__"}
)


class Translated:
    """A class whose public methods and properties raise the official client's exceptions."""

    _is_listing: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, member in list(vars(cls).items()):
            if not name.startswith("_") or name in _SPECIAL:
                setattr(cls, name, _translating(member, listing=cls._is_listing))


def _translating(member: object, *, listing: bool) -> object:
    if isinstance(member, property):
        getter, setter = member.fget, member.fset
        return property(
            _guarded(getter, listing) if getter else None,
            cast("Callable[[Any, Any], None]", _guarded(setter, listing)) if setter else None,
            doc=member.__doc__,
        )
    if isinstance(member, classmethod):
        return classmethod(_guarded(member.__func__, listing))
    if callable(member) and not isinstance(member, type):
        return _guarded(member, listing)
    return member


def _guarded(function: Callable[..., object], listing: bool) -> Callable[..., object]:
    @functools.wraps(function)
    def guarded(*args: object, **kwargs: object) -> object:
        try:
            return function(*args, **kwargs)
        except RunQLError as error:
            raised = translated(error, listing=listing)
            if raised is error:
                raise
            raise raised from error

    return guarded


class Wrapped(Translated, Generic[T]):
    """A runql object with the interface of the official client."""

    _wraps: ClassVar[tuple[type, ...]] = ()
    _raw_names: ClassVar[tuple[str, ...]] = ()
    """Names of the fields in `_attrs`, in the server's spelling."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for kind in vars(cls).get("_wraps", ()):
            _WRAPPERS[kind] = cls

    def __init__(self, inner: T, api: Api) -> None:
        self._inner = inner
        self._api = api

    @classmethod
    def _of(cls, inner: Any, api: Api) -> Any:  # noqa: ANN401 - the registry knows the types
        return cls(inner, api)

    def _wrap(self, inner: object) -> Any:  # noqa: ANN401 - what the caller says it is
        return wrapped(inner, self._api)

    def snake_to_camel(self, string: str) -> str:
        """Return a name in the server's spelling."""
        first, *others = string.split("_")
        return first + "".join(each.title() for each in others)

    def to_html(self, height: int = 420, hidden: bool = False) -> str | None:
        """Return an iframe with the object's page; None if it has no page."""
        url = getattr(self, "url", None)
        return iframe(url, height, hidden=hidden) if isinstance(url, str) else None

    def display(self, height: int = 420, hidden: bool = False) -> bool:
        """Show the object's page in a notebook, and return whether there is one to show."""
        html = self.to_html(height, hidden)
        shown = _notebook_display()
        if html is None or shown is None:
            return False
        shown(html)
        return True

    @property
    def _attrs(self) -> dict[str, Any]:
        return {name: self._raw(name) for name in self._raw_names}

    def _raw(self, name: str) -> object:
        return getattr(self, snake_case(name), None)

    def __repr__(self) -> str:
        return repr(self._inner)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            own = snake_case(name)
            if not name.startswith("_") and own != name and hasattr(type(self), own):
                return getattr(self, own)
            # No repr, because an object that is being unpickled has no attributes yet.
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def wrapped(inner: object, api: Api) -> Any:  # noqa: ANN401 - what the caller says it is
    """Return a runql object with the interface of the official client; None for None."""
    if inner is None:
        return None
    for kind in type(inner).__mro__:
        if kind in _WRAPPERS:
            return _WRAPPERS[kind]._of(inner, api)
    raise TypeError(f"{type(inner).__name__} has no counterpart in the official client.")


def snake_case(name: str) -> str:
    """Convert a name from the server's spelling to Python's."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def iframe(url: str, height: int, *, hidden: bool) -> str:
    """Return an iframe with a page of the web app."""
    style = f"border:none;width:100%;height:{height}px;{'display:none;' if hidden else ''}"
    button = ""
    if hidden:
        button = (
            "<button onClick=\"this.nextSibling.style.display='block';"
            "this.style.display='none';\">Display W&B page</button>"
        )
    return f"{button}<iframe src={url + '?jupyter=true'!r} style={style!r}></iframe>"


def _notebook_display() -> Callable[[str], None] | None:
    """Return a function that shows HTML in a notebook; None outside of notebooks."""
    try:
        shell, shown = import_module("IPython"), import_module("IPython.display")
    except ImportError:
        return None
    if shell.get_ipython() is None:
        return None
    return lambda html: shown.display(shown.HTML(html))
