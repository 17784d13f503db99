"""Tool calls: limits on requests and time, errors that a model can act on, and responses within the token budget."""

from __future__ import annotations

import asyncio
import base64
import difflib
import inspect
import warnings
from contextvars import ContextVar
from typing import TYPE_CHECKING, Annotated, Any, Final

from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, ImageContent, TextContent, ToolAnnotations
from pydantic import ConfigDict, ValidationError

from runql import RequestLimit
from runql._mcp.results.base import fitted
from runql._mcp.text import Redactor
from runql._mcp.tokens import image_tokens
from runql.errors import RequestLimitError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TextIO

    from mcp.server.mcpserver.context import Context
    from pydantic import JsonValue

    from runql import AsyncApi
    from runql._mcp.options import ServerOptions
    from runql._mcp.results.base import Answer

__all__ = ["Calls", "collect_warnings"]

_LONGEST_ERROR: Final = 2000

_notes: ContextVar[list[str] | None] = ContextVar("runql_mcp_notes", default=None)


class _CheckedTool(Tool):
    """A tool that reports invalid arguments so that a model can correct them."""

    async def run(
        self,
        arguments: dict[str, Any],
        context: Context[Any, Any],
        convert_result: bool = False,
    ) -> Any:  # noqa: ANN401 - as the base class has it
        """Run the tool."""
        known = self.parameters["properties"]
        for name in arguments:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = (
                    f"Did you mean {near[0]!r}?" if near else f"Its arguments: {', '.join(known)}."
                )
                raise ToolError(f"{self.name} has no argument {name!r}. {hint}")
        try:
            return await super().run(arguments, context, convert_result)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                said = "; ".join(
                    f"{'.'.join(map(str, each['loc']))}: {each['msg']}"
                    for each in error.__cause__.errors(include_url=False)
                )
                raise ToolError(f"Invalid arguments of {self.name}: {said}.") from error
            raise


class Calls:
    """Runs the tools of a server.

    Attributes:
        api: The client.
        options: Permissions and limits.
        redactor: Removes API keys from responses.
    """

    def __init__(self, api: AsyncApi, options: ServerOptions) -> None:
        self.api = api
        self.options = options
        self.redactor = Redactor([api.settings.api_key])

    def tool(self, method: Callable[..., Awaitable[Answer]], *, edits: bool = False) -> Tool:
        """Return a tool that runs a method. The docstring and the annotations describe the tool."""
        signature = inspect.signature(method, eval_str=True)

        async def run(**arguments: object) -> CallToolResult:
            """Run the method with the arguments of a client."""
            return await self.run(method, arguments)

        structured = Annotated[CallToolResult, signature.return_annotation]
        run.__signature__ = signature.replace(return_annotation=structured)  # type: ignore[attr-defined]  # pyright: ignore[reportFunctionMemberAccess]
        made = _CheckedTool.from_function(
            run,
            name=method.__name__,
            title=method.__name__.replace("_", " ").capitalize(),
            description=inspect.getdoc(method),
            annotations=ToolAnnotations(
                read_only_hint=not edits,
                # An edit may replace notes or remove tags, and a second call appends or creates again.
                destructive_hint=edits,
                idempotent_hint=not edits,
                open_world_hint=True,
            ),
        )
        # The SDK would drop unknown arguments without an error.
        arguments = made.fn_metadata.arg_model
        arguments.model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
        arguments.model_rebuild(force=True)
        made.parameters = _brief(arguments.model_json_schema(by_alias=True))
        if made.fn_metadata.output_schema is not None:
            made.fn_metadata.output_schema = _brief(made.fn_metadata.output_schema)
        return made

    async def run(
        self, method: Callable[..., Awaitable[Answer]], arguments: dict[str, object]
    ) -> CallToolResult:
        """Run a tool and return its response.

        Raises:
            ToolError: If the tool failed. The message suggests the next step.
        """
        answer = await self.bounded(method, arguments)
        document, text = self.fit(answer)
        content: list[TextContent | ImageContent] = [TextContent(type="text", text=text)]
        if answer.png is not None:
            data = base64.b64encode(answer.png).decode()
            content.insert(0, ImageContent(type="image", data=data, mime_type="image/png"))
        return CallToolResult(content=[*content], structured_content=document)

    async def bounded(
        self, method: Callable[..., Awaitable[Answer]], arguments: dict[str, object]
    ) -> Answer:
        """Run a tool within the limits of requests and time.

        Raises:
            ToolError: If the tool failed or exceeded a limit. The message suggests the next step.
        """
        noted: list[str] = []
        token = _notes.set(noted)
        limit = asyncio.timeout(self.options.timeout)
        try:
            with RequestLimit(self.options.max_requests):
                async with limit:
                    answer = await method(**arguments)
        except RunQLError as error:
            raise self._failed(error) from error
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise ToolError(
                f"The call took more than {self.options.timeout:g} seconds and was stopped. "
                "Request less data: add a filter, or use fewer runs, keys or points. The server's option --timeout "
                "sets the limit."
            ) from error
        finally:
            _notes.reset(token)
        answer.notes = [*answer.notes, *dict.fromkeys(noted)]
        return answer

    def fit(self, answer: Answer) -> tuple[dict[str, JsonValue], str]:
        """Return a response as a JSON object and as text, within the token budget.

        Raises:
            ToolError: If the response exceeds the budget after all reductions.
        """
        most = self.options.max_tokens - image_tokens(*answer.pixels)
        try:
            return fitted(answer, most, self.redactor)
        except RunQLError as error:
            raise self._failed(error) from error

    def _failed(self, error: RunQLError) -> ToolError:
        said = str(error)
        if isinstance(error, RequestLimitError):
            said = (
                f"The call reached the limit of {self.options.max_requests} requests and was stopped. "
                "Request less data: add a filter, or use fewer runs or keys, or buckets instead of exact rows. "
                "The server's option --max-requests sets the limit."
            )
        elif error.retryable:
            said += "\nThe error may be temporary: call the tool again in a moment."
        return ToolError(self.redactor.text(said)[:_LONGEST_ERROR])


def _brief(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON schema without titles. Titles repeat the names and cost tokens."""

    def walk(value: Any, *, named: bool = False) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, list):
            return [walk(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {
            key: walk(each, named=key in ("properties", "$defs") and not named)
            for key, each in value.items()
            if named or key != "title"
        }

    brief: dict[str, Any] = walk(schema)
    return brief


def collect_warnings() -> None:
    """Add warnings during a call to the notes of its response."""
    warnings.simplefilter("always", UserWarning)
    shown = warnings.showwarning

    def note(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        noted = _notes.get()
        if noted is None or not issubclass(category, UserWarning):
            shown(message, category, filename, lineno, file, line)
        else:
            noted.append(str(message))

    warnings.showwarning = note
