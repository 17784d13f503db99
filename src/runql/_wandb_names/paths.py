"""Paths of downloads, which are strings and open files in wandb. String methods work with a warning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from runql._caller import warn_caller

__all__ = ["DownloadedPath", "downloaded"]

_OPEN_FILE: Final = frozenset(
    {
        "buffer", "closed", "fileno", "flush", "mode", "read", "seek", "tell", "write",
        "writelines",
    }
)  # fmt: skip

_READ_LINES: Final = frozenset({"readline", "readlines"})

if TYPE_CHECKING:
    from typing import TextIO

    _SystemPath = Path
else:
    # Python 3.11 has no path class that is independent of the system.
    _SystemPath = type(Path())


class DownloadedPath(_SystemPath):
    """The path of a downloaded file or folder.

    Type checkers know only the methods of `Path`. `read()` and other methods of open files are missing, because
    libraries such as numpy and h5py treat a path with such methods as an open file.
    """

    __slots__ = ("_opened",)

    def __repr__(self) -> str:
        return repr(Path(self))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name in _OPEN_FILE:
                raise AttributeError(_unopened(self, name), name=name, obj=self)
            if name == "close":
                _warn("close()", "nothing: the file is not open")
                return self._close
            if name in _READ_LINES:
                _warn(f"{name}()", "path.open()")
                self._opened = getattr(self, "_opened", None) or self.open()
                return getattr(self._opened, name)
            if name.startswith("_") or not hasattr(str, name):
                raise AttributeError(
                    f"{_kind(self)!r} object has no attribute {name!r}", name=name, obj=self
                )
            _warn(f"{name}()", f"str(path).{name}()")
            return getattr(str(self), name)

        def _close(self) -> None:
            if getattr(self, "_opened", None) is not None:
                self._opened.close()

        def replace(self, target: object, *more: object) -> object:
            """Replace a part of the path if two strings are given; otherwise move the file, as `Path` does."""
            if not more:
                return super().replace(target)
            _warn("replace(old, new)", "str(path).replace(old, new)")
            return str(self).replace(target, *more)

        def __add__(self, other: object) -> object:
            return _joined(other, str(self), other)

        def __radd__(self, other: object) -> object:
            return _joined(other, other, str(self))

        def __getitem__(self, index: object) -> str:
            if not isinstance(index, slice):
                # A loop over an object without `__iter__` reads its items.
                raise TypeError(_unopened(self, "__iter__"))
            _warn("[…]", "str(path)[…]")
            return str(self)[index]

        def __contains__(self, text: object) -> bool:
            _warn("`in`", "text in str(path)")
            return text in str(self)

        def __enter__(self) -> TextIO:
            _warn("`with`", "path.open()")
            self._opened = self.open()
            return self._opened

        def __exit__(self, *_: object) -> None:
            self._opened.close()


def downloaded(path: Path) -> Path:
    """Return a path that also has the string methods of wandb's downloads."""
    return DownloadedPath(path)


def _kind(path: Path) -> str:
    return type(Path(path)).__name__


def _unopened(path: Path, name: str) -> str:
    return (
        f"{_kind(path)!r} object has no {name!r}: download() returns a path instead of an open "
        "file, as wandb does. Use path.read_text(), path.open(), or file.read_text() without a download."
    )


def _warn(wrote: str, write: str) -> None:
    message = (
        f"{wrote} on a download works as in wandb, where it is a string or a file. Use {write}."
    )
    warn_caller(message, DeprecationWarning)


def _joined(other: object, first: object, second: object) -> object:
    if not isinstance(other, str):
        return NotImplemented
    _warn("`+`", 'path / "name", or str(path) + text')
    return f"{first}{second}"
