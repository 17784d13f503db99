"""Selection of a run's versions: by type, by collection and by alias."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runql._caller import warn_caller
from runql._choices import near_names
from runql._models._attributes.text_lists import optional_text
from runql._paths.artifacts import is_version
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.artifacts.base import ArtifactAttributes

__all__ = ["VersionChoice"]


@dataclass(slots=True)
class VersionChoice:
    """Criteria for versions.

    Values of other versions are recorded to suggest a correct spelling.

    Attributes:
        wanted: Values by argument name; empty for all versions.
        found: Whether a version met all criteria.
    """

    wanted: dict[str, str]
    found: bool = False
    _seen: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])

    @classmethod
    def of(cls, kind: str | None, name: str | None, alias: str | None) -> VersionChoice:
        """Check the arguments.

        Raises:
            UsageError: If a value is not a string, is empty, or contains `/` or `:`.
        """
        given = {"type": kind, "name": name, "alias": alias}
        wanted = {
            argument: text
            for argument, value in given.items()
            if (text := optional_text(value, argument)) is not None
        }
        for argument, text in wanted.items():
            if not text or set("/:") & set(text):
                raise UsageError(
                    f"{argument} must be one word without '/' and ':', got {text!r}.",
                    hint="Pass the parts separately, such as name='model', alias='best'."
                    if ":" in text
                    else f"Omit {argument} for all versions.",
                )
        return cls(wanted)

    def fits(self, version: ArtifactAttributes[Any]) -> bool:
        """Return whether a version meets all criteria."""
        names = {
            "type": {version.type},
            "name": {version.collection_path.collection},
            "alias": {*version.aliases, version.version},
        }
        for argument in self.wanted:
            self._seen.setdefault(argument, set()).update(names[argument])
        fits = all(text in names[argument] for argument, text in self.wanted.items())
        self.found = self.found or fits
        return fits

    def warn_misspelled(self, what: str) -> None:
        """Warn about values that no version has, if a version has a similar value."""
        for argument, text in self.wanted.items() if not self.found else ():
            known = self._seen.get(argument, set())
            near = [] if text in known or is_version(text) else near_names(text, known)
            if near:
                warn_caller(
                    f"{what} has no version with {argument}={text!r}. Did you mean {near[0]!r}?"
                )
