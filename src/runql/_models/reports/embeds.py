"""Blocks with content of other pages, and blocks of unknown kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from runql._models.reports.blocks import WrittenBlock
from runql._models.reports.markdown import link_to, text_of_lines
from runql._models.reports.panels.arguments import Argument, checked_json, checked_text, items_of
from runql._models.reports.text import plain_text, read_text
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
        report_id: Opaque ID of the report.
    """

    report_id: str

    def __post_init__(self) -> None:
        _given("report_id", self.report_id)


@dataclass(frozen=True, slots=True)
class GalleryURL:
    """A page in a gallery.

    Attributes:
        url: URL of the page.
        title: Title of the card.
        description: Text under the title.
        image_url: URL of the card's image.
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
    found = items_of(name, value)
    if not all(isinstance(each, GalleryReport | GalleryURL) for each in found):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(
            f"{name} must contain only GalleryReport and GalleryURL values, got {value!r}."
        )
    return found


@dataclass(frozen=True)
class Gallery(WrittenBlock):
    """Cards with links to reports and pages.

    Attributes:
        items: Contents of the cards.
    """

    items: Argument[Iterable[Item], tuple[Item, ...]] = Argument(_items, ())

    def to_markdown(self) -> str:
        """Return the gallery as a Markdown list of links and report IDs."""
        return "\n".join(
            f"- Report {each.report_id}"
            if isinstance(each, GalleryReport)
            else f"- [{text_of_lines(each.title or each.url)}]{link_to(each.url)}"
            for each in self.items
        )

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        links = list[JsonValue](map(_link, self.items))
        return {"type": "gallery", "children": [{"text": ""}], "links": links}


def _link(item: Item) -> dict[str, JsonValue]:
    if isinstance(item, GalleryReport):
        return {"type": "report", "id": item.report_id}
    # wandb-workspaces rejects links without the image key.
    optional = {"title": item.title, "description": item.description}
    given = {key: value for key, value in optional.items() if value is not None}
    return {"type": "url", "url": item.url, **given, "imageURL": item.image_url}


@dataclass(frozen=True)
class Spotify(WrittenBlock):
    """A Spotify player.

    Attributes:
        spotify_id: ID of the track.
    """

    spotify_id: Argument[str, str] = Argument(_given, None)

    def to_markdown(self) -> str:
        """Return the player as a Markdown link."""
        return f"[Spotify]{link_to(f'https://open.spotify.com/track/{self.spotify_id}')}"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        found: dict[str, JsonValue] = {"type": "spotify", "spotifyType": "track"}
        return {**found, "spotifyID": self.spotify_id, "children": [{"text": ""}]}


@dataclass(frozen=True)
class SoundCloud(WrittenBlock):
    """A SoundCloud player.

    Attributes:
        html: Embed code from SoundCloud.
    """

    html: Argument[str, str] = Argument(_given, None)

    def to_markdown(self) -> str:
        """Return a Markdown comment in place of the player."""
        return "<!-- soundcloud -->"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "soundcloud", "html": self.html, "children": [{"text": ""}]}


@dataclass(frozen=True)
class Twitter(WrittenBlock):
    """A Twitter post.

    Attributes:
        html: Embed code from Twitter.
    """

    html: Argument[str, str] = Argument(_given, None)

    def to_markdown(self) -> str:
        """Return a Markdown comment in place of the post."""
        return "<!-- twitter -->"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "twitter", "html": self.html, "children": [{"text": ""}]}


@dataclass(frozen=True)
class WeaveBlock(WrittenBlock):
    """A query in the web app's query language, outside of a panel grid.

    The query is not part of W&B Weave.

    Attributes:
        config: The query and its display settings, in the web app's format.
    """

    config: Argument[Mapping[str, JsonValue], Mapping[str, JsonValue]] = Argument(
        checked_json, None
    )

    def to_markdown(self) -> str:
        """Return a Markdown comment in place of the query."""
        return "<!-- weave-panel -->"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "weave-panel", "children": [{"text": ""}], "config": dict(self.config)}


@dataclass(frozen=True, slots=True)
class UnknownBlock:
    """A block of a kind that runql does not know. Its content is preserved.

    Attributes:
        kind: The web app's name of the kind.
        raw: Complete spec of the block.
    """

    kind: str
    raw: Raw

    def to_markdown(self) -> str:
        """Return the text of the block, or a comment with its kind if it has no text."""
        text = plain_text(read_text(self.raw.get("children")))
        return text_of_lines(text) if text else f"<!-- {self.kind.replace('-->', '')} -->"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return the original spec."""
        return dict(self.raw)
