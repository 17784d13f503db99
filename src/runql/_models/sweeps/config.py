"""Typed configuration of sweeps: method, metric, parameters and early termination."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, cast

from runql_graphql.open_enum import OpenEnum

from runql._wire.responses.bodies import one_line, read_json
from runql.errors import DataValidationError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """The search method of a sweep."""

    GRID = "grid"
    RANDOM = "random"
    BAYES = "bayes"
    CUSTOM = "custom"


class Goal(OpenEnum):
    """The direction in which a metric improves."""

    MINIMIZE = "minimize"
    MAXIMIZE = "maximize"


class Distribution(OpenEnum):
    """The distribution of a parameter's values."""

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
    """The metric that a sweep optimizes.

    Attributes:
        name: Summary key.
        goal: Direction in which the metric improves.
        target: Value at which the search may end.
    """

    name: str
    goal: Goal = Goal.MINIMIZE
    target: float | None = None


@dataclass(frozen=True, slots=True)
class SweepParameter:
    """A parameter that a sweep varies.

    Attributes:
        name: Name in the runs' config. Names in groups are joined with dots.
        distribution: Distribution of the values; W&B's default if the config has none.
        value: Value of a constant.
        values: Values to choose from.
        probabilities: Probability of each of `values`; None if all are equal.
        min: Smallest value; its natural logarithm for `log_uniform`.
        max: Greatest value; its natural logarithm for `log_uniform`.
        mu: Mean of a normal distribution.
        sigma: Standard deviation of a normal distribution.
        q: Quantum. Values are multiples of it.
        raw: The parameter's complete JSON object in the config.
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
        """Whether the parameter has a list of values."""
        return self.distribution.startswith("categorical")


@dataclass(frozen=True, slots=True)
class EarlyTermination:
    """The rule by which a sweep stops runs early.

    Attributes:
        type: Name of the rule, such as `hyperband`.
        min_iter: Number of metric values before the first bracket.
        max_iter: Number of metric values of a complete run.
        s: Number of brackets below `max_iter`.
        eta: Factor between brackets. One run in `eta` continues.
        strict: Whether later brackets also judge a run.
        raw: The complete JSON object in the config.
    """

    type: str
    min_iter: int | None = None
    max_iter: int | None = None
    s: int | None = None
    eta: float | None = None
    strict: bool = False
    raw: Mapping[str, JsonValue] = field(default_factory=dict[str, "JsonValue"])


class SweepConfig(dict[str, "JsonValue"]):
    """The config of a sweep: typed attributes, and a read-only dict of the raw config.

    `config["method"]` and `json.dumps(config)` return the config unchanged, including unknown keys. `dict(config)`
    returns a copy that you can edit.
    """

    def __init__(self, document: Mapping[str, JsonValue]) -> None:
        super().__init__(document)

    def __repr__(self) -> str:
        return f"SweepConfig({dict(self)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        # Python would restore a dict item by item, which `_refuse_change` rejects.
        return (SweepConfig, (dict(self),))

    def _refuse_change(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(
            "The config of a sweep is read-only. Use dict(sweep.config) for a copy, and "
            "api.create_sweep(config, path) for a new sweep."
        )

    if not TYPE_CHECKING:
        __setitem__ = __delitem__ = __ior__ = _refuse_change
        clear = pop = popitem = setdefault = update = _refuse_change

    @property
    def method(self) -> SweepMethod:
        """Search method."""
        return SweepMethod(str(self.get("method") or ""))

    @property
    def metric(self) -> SweepMetric | None:
        """The metric to optimize; None if the config has none."""
        found = self.get("metric")
        if not isinstance(found, dict) or not isinstance(name := found.get("name"), str):
            return None
        goal = Goal(str(found.get("goal") or Goal.MINIMIZE))
        return SweepMetric(name, goal, as_number(found.get("target")))

    @property
    def parameters(self) -> dict[str, SweepParameter]:
        """Parameters by name. Names of parameters in groups are joined with dots."""
        return {each.name: each for each in read_parameters("", self.get("parameters"))}

    @property
    def early_terminate(self) -> EarlyTermination | None:
        """Rule for early termination; None if runs are never stopped early."""
        found = self.get("early_terminate")
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
        """Maximum number of runs; None if unlimited."""
        return _whole(self.get("run_cap"))

    @property
    def name(self) -> str | None:
        """Name at creation; None if not set."""
        return self._text("name")

    @property
    def description(self) -> str | None:
        """Description at creation; None if not set."""
        return self._text("description")

    @property
    def program(self) -> str | None:
        """Script that command-line agents run; None if not set."""
        return self._text("program")

    @property
    def command(self) -> tuple[str, ...] | None:
        """Command that starts the script; None for W&B's default."""
        found = self.get("command")
        return tuple(map(str, found)) if isinstance(found, list) else None

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the raw config as a new dict."""
        return dict(self)

    def _text(self, key: str) -> str | None:
        found = self.get(key)
        return found if isinstance(found, str) else None


def parse_sweep_config(text: str, owner: str) -> SweepConfig:
    """Parse a config from the server: YAML or JSON.

    Raises:
        MissingDependencyError: If the config is YAML, and pyyaml is not installed.
        DataValidationError: If the config is neither YAML nor JSON, or not an object.
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
    """Return the parameters of a config. Names in groups are joined with dots."""
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
    """Return W&B's default distribution of a parameter without one."""
    if "values" in given:
        return "categorical_w_probabilities" if "probabilities" in given else "categorical"
    if "value" in given:
        return "constant"
    if "min" in given or "max" in given:
        whole = isinstance(given.get("min"), int) and isinstance(given.get("max"), int)
        return "int_uniform" if whole else "uniform"
    return "normal" if "mu" in given or "sigma" in given else ""


def as_number(value: JsonValue) -> float | None:
    """Return a number, also from a string; None for other values.

    YAML reads `1e-4` as a string.
    """
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
    # YAML and JSON of the SDK may contain infinity and NaN, which int() rejects.
    return int(number) if number is not None and number == number // 1 else None


def _load_yaml(text: str, owner: str) -> object:
    try:
        import yaml
    except ImportError as error:
        raise MissingDependencyError(
            f"The config of {owner} is YAML, which requires the pyyaml package.",
            hint="Install it with: pip install 'runql[sweeps]'",
        ) from error
    try:
        document: object = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DataValidationError(
            f"The config of {owner} is not valid YAML: {one_line(str(error))}."
        ) from error
    return document
