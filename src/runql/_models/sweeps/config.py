"""The configuration of a sweep, typed: how it searches, for what, and when it gives a run up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from runql_graphql.open_enum import OpenEnum

from runql._wire.responses.bodies import one_line, read_json
from runql.errors import DataValidationError, MissingDependencyError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = [
    "Distribution",
    "EarlyTermination",
    "Goal",
    "SweepConfig",
    "SweepMethod",
    "SweepMetric",
    "SweepParameter",
    "parse_sweep_config",
]


class SweepMethod(OpenEnum):
    """How a sweep chooses values."""

    GRID = "grid"
    RANDOM = "random"
    BAYES = "bayes"
    CUSTOM = "custom"


class Goal(OpenEnum):
    """Which way a metric is better."""

    MINIMIZE = "minimize"
    MAXIMIZE = "maximize"


class Distribution(OpenEnum):
    """How the values of a parameter are spread."""

    CONSTANT = "constant"
    CATEGORICAL = "categorical"
    CATEGORICAL_W_PROBABILITIES = "categorical_w_probabilities"
    INT_UNIFORM = "int_uniform"
    UNIFORM = "uniform"
    Q_UNIFORM = "q_uniform"
    INV_LOG_UNIFORM = "inv_log_uniform"
    INV_LOG_UNIFORM_VALUES = "inv_log_uniform_values"
    LOG_UNIFORM = "log_uniform"
    LOG_UNIFORM_VALUES = "log_uniform_values"
    Q_LOG_UNIFORM = "q_log_uniform"
    Q_LOG_UNIFORM_VALUES = "q_log_uniform_values"
    NORMAL = "normal"
    Q_NORMAL = "q_normal"
    LOG_NORMAL = "log_normal"
    Q_LOG_NORMAL = "q_log_normal"
    BETA = "beta"
    Q_BETA = "q_beta"


@dataclass(frozen=True, slots=True)
class SweepMetric:
    """What a sweep optimizes.

    Attributes:
        name: Key of the summary.
        goal: Which way is better.
        target: The value at which the search may end.
    """

    name: str
    goal: Goal = Goal.MINIMIZE
    target: float | None = None


@dataclass(frozen=True, slots=True)
class SweepParameter:
    """One parameter that a sweep varies.

    Attributes:
        name: Name in the runs' config, with dots between the groups it is in.
        distribution: How its values are spread; what W&B assumes when the config does not say.
        value: The value of a constant.
        values: The values to choose from.
        probabilities: How likely each of `values` is; None when all are alike.
        min: Least value; of `log_uniform`, its natural logarithm.
        max: Greatest value; of `log_uniform`, its natural logarithm.
        mu: Mean of a normal distribution.
        sigma: Standard deviation of a normal distribution.
        q: What values are multiples of.
        raw: Everything the config says of it.
    """

    name: str
    distribution: Distribution
    value: JsonValue = None
    values: tuple[JsonValue, ...] = ()
    probabilities: tuple[float, ...] | None = None
    min: float | None = None
    max: float | None = None
    mu: float | None = None
    sigma: float | None = None
    q: float | None = None
    raw: Mapping[str, JsonValue] = field(default_factory=dict[str, "JsonValue"])

    @property
    def is_categorical(self) -> bool:
        """Whether its values are listed."""
        return self.distribution.startswith("categorical")


@dataclass(frozen=True, slots=True)
class EarlyTermination:
    """When a sweep gives a run up.

    Attributes:
        type: Name of the rule, such as `hyperband`.
        min_iter: Values of the metric before the first look.
        max_iter: Values of the metric that a whole run has.
        s: How many looks there are below `max_iter`.
        eta: By how much looks are apart; one run in `eta` continues.
        strict: Whether a run is also judged by looks that are after it.
        raw: Everything the config says of it.
    """

    type: str
    min_iter: int | None = None
    max_iter: int | None = None
    s: int | None = None
    eta: float | None = None
    strict: bool = False
    raw: Mapping[str, JsonValue] = field(default_factory=dict[str, "JsonValue"])


class SweepConfig(Mapping[str, "JsonValue"]):
    """A sweep's configuration: typed attributes, and the document itself as a mapping.

    `config["method"]` and `dict(config)` give the document as it is, unknown keys included.
    """

    def __init__(self, document: Mapping[str, JsonValue]) -> None:
        self._document = dict(document)

    def __getitem__(self, key: str) -> JsonValue:
        return self._document[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._document)

    def __len__(self) -> int:
        return len(self._document)

    def __repr__(self) -> str:
        return f"SweepConfig({self._document!r})"

    @property
    def method(self) -> SweepMethod:
        """How values are chosen."""
        return SweepMethod(str(self._document.get("method") or ""))

    @property
    def metric(self) -> SweepMetric | None:
        """What is optimized; None when the config names nothing."""
        found = self._document.get("metric")
        if not isinstance(found, dict) or not isinstance(name := found.get("name"), str):
            return None
        goal = Goal(str(found.get("goal") or Goal.MINIMIZE))
        return SweepMetric(name, goal, as_number(found.get("target")))

    @property
    def parameters(self) -> dict[str, SweepParameter]:
        """What is varied, by name; parameters of a group have dotted names."""
        return {each.name: each for each in read_parameters("", self._document.get("parameters"))}

    @property
    def early_terminate(self) -> EarlyTermination | None:
        """When a run is given up; None for never."""
        found = self._document.get("early_terminate")
        if not isinstance(found, dict):
            return None
        return EarlyTermination(
            type=str(found.get("type") or ""),
            min_iter=_whole(found.get("min_iter")),
            max_iter=_whole(found.get("max_iter")),
            s=_whole(found.get("s")),
            eta=as_number(found.get("eta")),
            strict=bool(found.get("strict")),
            raw=found,
        )

    @property
    def run_cap(self) -> int | None:
        """How many runs there are at most; None when there is no limit."""
        return _whole(self._document.get("run_cap"))

    @property
    def name(self) -> str | None:
        """Name that the sweep was made with."""
        return self._text("name")

    @property
    def description(self) -> str | None:
        """Description that the sweep was made with."""
        return self._text("description")

    @property
    def program(self) -> str | None:
        """Script that agents of the command line run."""
        return self._text("program")

    @property
    def command(self) -> tuple[str, ...] | None:
        """How that script is called; None for W&B's own way."""
        found = self._document.get("command")
        return tuple(map(str, found)) if isinstance(found, list) else None

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the document."""
        return dict(self._document)

    def _text(self, key: str) -> str | None:
        found = self._document.get(key)
        return found if isinstance(found, str) else None


def parse_sweep_config(text: str, owner: str) -> SweepConfig:
    """Read a configuration as servers hold it: YAML, of which JSON is a part.

    Raises:
        MissingDependencyError: If it is YAML, and pyyaml is not installed.
        DataValidationError: If it is neither.
    """
    try:
        document = read_json(text)
    except ValueError:
        document = _load_yaml(text, owner)
    if not isinstance(document, dict):
        raise DataValidationError(
            f"The config of {owner} must be a JSON object, got {text[:80]!r}."
        )
    return SweepConfig(cast("dict[str, JsonValue]", document))


def read_parameters(group: str, given: JsonValue) -> list[SweepParameter]:
    """Return the parameters of a document, those of groups with dotted names."""
    found: list[SweepParameter] = []
    for name, each in (given if isinstance(given, dict) else {}).items():
        path = f"{group}{name}"
        if not isinstance(each, dict):
            continue
        if isinstance(each.get("parameters"), dict):
            found += read_parameters(f"{path}.", each["parameters"])
            continue
        values, chances = each.get("values"), each.get("probabilities")
        found.append(
            SweepParameter(
                name=path,
                distribution=Distribution(str(each.get("distribution") or implied(each))),
                value=each.get("value"),
                values=tuple(values) if isinstance(values, list) else (),
                probabilities=_numbers(chances) if isinstance(chances, list) else None,
                min=as_number(each.get("min")),
                max=as_number(each.get("max")),
                mu=as_number(each.get("mu")),
                sigma=as_number(each.get("sigma")),
                q=as_number(each.get("q")),
                raw=each,
            )
        )
    return found


def implied(given: Mapping[str, JsonValue]) -> str:
    """Return the distribution that W&B takes a parameter to have when it names none."""
    if "values" in given:
        return "categorical_w_probabilities" if "probabilities" in given else "categorical"
    if "value" in given:
        return "constant"
    if "min" in given or "max" in given:
        whole = isinstance(given.get("min"), int) and isinstance(given.get("max"), int)
        return "int_uniform" if whole else "uniform"
    return "normal" if "mu" in given or "sigma" in given else ""


def as_number(value: JsonValue) -> float | None:
    """Return a number, also of the text that YAML makes of `1e-4`; None for what is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return None


def _numbers(values: list[JsonValue]) -> tuple[float, ...]:
    return tuple(each for each in map(as_number, values) if each is not None)


def _whole(value: JsonValue) -> int | None:
    number = as_number(value)
    return int(number) if number is not None and number == int(number) else None


def _load_yaml(text: str, owner: str) -> object:
    try:
        import yaml
    except ImportError as error:
        raise MissingDependencyError(
            f"The config of {owner} is YAML, and pyyaml is not installed.",
            hint="Install it with: pip install 'runql[sweeps]'",
        ) from error
    try:
        document: object = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DataValidationError(
            f"The config of {owner} is not YAML: {one_line(str(error))}."
        ) from error
    return document
