"""Blocks that show something of other pages, and blocks of kinds that runql does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from runql._models.reports.blocks import WrittenBlock
from runql._models.reports.panels.arguments import Argument, checked_json, checked_text
from runql._models.reports.text import escaped, plain_text, read_text
from runql._wire.json_types import JsonValue
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._models.reports.blocks import Raw

__all__ = [
    "Gallery",
    "GalleryReport",
    "GalleryURL",
    "SoundCloud",
    "Spotify",
    "Twitter",
    "UnknownBlock",
    "WeaveBlock",
]


def _given(name: str, value: str) -> str:
    if not checked_text(name, value):
        raise UsageError(f"{name} must not be empty.")
    return value


@dataclass(frozen=True, slots=True)
class GalleryReport:
    """A report in a gallery.

    Attributes:
        report_id: Its opaque ID.
    """

    report_id: str

    def __post_init__(self) -> None:
        _given("report_id", self.report_id)


@dataclass(frozen=True, slots=True)
class GalleryURL:
    """A page in a gallery.

    Attributes:
        url: Where it is.
        title: What is above it.
        description: What is under the title.
        image_url: Where its image is.
    """

    url: str
    title: str | None = None
    description: str | None = None
    image_url: str | None = None

    def __post_init__(self) -> None:
        _given("url", self.url)
        for name in ("title", "description", "image_url"):
            if getattr(self, name) is not None:
                checked_text(name, getattr(self, name))


Item: TypeAlias = GalleryReport | GalleryURL


def _items(name: str, value: Iterable[Item]) -> tuple[Item, ...]:
    found = tuple(value)
    if not all(isinstance(each, GalleryReport | GalleryURL) for each in found):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must hold GalleryReport and GalleryURL, got {value!r}.")
    return found


@dataclass(frozen=True)
class Gallery(WrittenBlock):
    """Cards that lead to reports and pages.

    Attributes:
        items: What the cards show.
    """

    items: Argument[Iterable[Item], tuple[Item, ...]] = Argument(_items, ())

    def to_markdown(self) -> str:
        """Return it as Markdown: a list of links, and of IDs of reports."""
        return "\n".join(
            f"- Report {each.report_id}"
            if isinstance(each, GalleryReport)
            else f"- [{escaped(each.title or each.url)}](<{each.url}>)"
            for each in self.items
        )

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        links = list[JsonValue](map(_link, self.items))
        return {"type": "gallery", "children": [{"text": ""}], "links": links}


def _link(item: Item) -> dict[str, JsonValue]:
    if isinstance(item, GalleryReport):
        return {"type": "report", "id": item.report_id}
    # wandb-workspaces reads no link that lacks the key of its image.
    optional = {"title": item.title, "description": item.description}
    given = {key: value for key, value in optional.items() if value is not None}
    return {"type": "url", "url": item.url, **given, "imageURL": item.image_url}


@dataclass(frozen=True)
class Spotify(WrittenBlock):
    """A player of Spotify.

    Attributes:
        spotify_id: ID of the track.
    """

    spotify_id: Argument[str, str] = Argument(_given, None)

    def to_markdown(self) -> str:
        """Return it as Markdown: a link."""
        return f"[Spotify](<https://open.spotify.com/track/{self.spotify_id}>)"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        found: dict[str, JsonValue] = {"type": "spotify", "spotifyType": "track"}
        return {**found, "spotifyID": self.spotify_id, "children": [{"text": ""}]}


@dataclass(frozen=True)
class SoundCloud(WrittenBlock):
    """A player of SoundCloud.

    Attributes:
        html: The HTML that SoundCloud gives to embed it.
    """

    html: Argument[str, str] = Argument(_given, None)

    def to_markdown(self) -> str:
        """Return it as Markdown: a comment."""
        return "<!-- soundcloud -->"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        return {"type": "soundcloud", "html": self.html, "children": [{"text": ""}]}


@dataclass(frozen=True)
class Twitter(WrittenBlock):
    """A post of Twitter.

    Attributes:
        html: The HTML that Twitter gives to embed it.
    """

    html: Argument[str, str] = Argument(_given, None)

    def to_markdown(self) -> str:
        """Return it as Markdown: a comment."""
        return "<!-- twitter -->"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        return {"type": "twitter", "html": self.html, "children": [{"text": ""}]}


@dataclass(frozen=True)
class WeaveBlock(WrittenBlock):
    """A query of the web app's own language, outside of a grid; not one of W&B Weave.

    Attributes:
        config: The query and how it is shown, as the web app has it.
    """

    config: Argument[Mapping[str, JsonValue], Mapping[str, JsonValue]] = Argument(
        checked_json, None
    )

    def to_markdown(self) -> str:
        """Return it as Markdown: a comment."""
        return "<!-- weave-panel -->"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        return {"type": "weave-panel", "children": [{"text": ""}], "config": dict(self.config)}


@dataclass(frozen=True, slots=True)
class UnknownBlock:
    """A block of a kind that runql does not know; kept as the web app wrote it.

    Attributes:
        kind: The app's name of the kind.
        raw: Everything that the report keeps of it.
    """

    kind: str
    raw: Raw

    def to_markdown(self) -> str:
        """Return what text there is in it; a comment with its kind when there is none."""
        text = plain_text(read_text(self.raw.get("children")))
        return escaped(text) if text else f"<!-- {self.kind.replace('-->', '')} -->"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as the web app wrote it."""
        return dict(self.raw)
