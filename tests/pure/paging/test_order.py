"""Orders: one key, known to the server, in its own spelling."""

from __future__ import annotations

import contextlib
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._paging.order import Order, order_to_wire
from runql.errors import OrderError
from runql.filters import F

KEYS = st.text(
    st.characters(exclude_characters=".\"'", exclude_categories=["Cs"]), min_size=1, max_size=6
).filter(lambda key: key == key.strip() and "," not in key)


@pytest.mark.parametrize(
    ("order", "sent"),
    [
        (None, "+created_at"),
        ("created_at", "+created_at"),
        ("+created_at", "+created_at"),
        ("-createdAt", "-created_at"),
        (" - heartbeatAt ", "-heartbeat_at"),
        ("display_name", "+displayName"),
        ("-summary_metrics.loss", "-summary_metrics.loss"),
        ("summary.eval/loss", "+summary_metrics.eval/loss"),
        ('summary."eval/loss"', "+summary_metrics.eval/loss"),
        ("config.lr", "+config.lr.value"),
        ("-config.lr.value", "-config.lr.value"),
        ("config.opt.lr", "+config.opt.value.lr"),
        ("config.opt.value.lr", "+config.opt.value.lr"),
        ("config.'a.b'", "+config.a.b.value"),
        ("config.value", "+config.value.value"),
        (Order("config.lr", descending=True), "-config.lr.value"),
        (F.created_at.desc(), "-created_at"),
        (F.display_name.asc(), "+displayName"),
        (F.summary["loss"].desc(), "-summary_metrics.loss"),
        (F.config["lr"].asc(), "+config.lr.value"),
        (F.config["opt"]["lr"].asc(), "+config.opt.value.lr"),
        (F.config["a.b"].asc(), "+config.a.b.value"),
        (F.config["opt"]["value"].asc(), "+config.opt.value.value"),
    ],
)
def test_an_order_is_sent_as(order: str | Order | None, sent: str) -> None:
    assert order_to_wire(order) == sent


@pytest.mark.parametrize(
    ("order", "hint"),
    [
        ("", "must have a key"),
        (" - ", "must have a key"),
        ("creatd_at", "'created_at'"),
        ("config", "'config.KEY'"),
        ("config.", "cannot order"),
        ("config..lr", "cannot order"),
        ('config."lr', "cannot order"),
        ("--created_at", "cannot order"),
        ("summary_metrics['eval/loss']", "summary_metrics.KEY"),
        ("created_at,-name", "several keys"),
        ("config.lr, -created_at", "several keys"),
        (["created_at"], "Invalid order"),
        (5, "Invalid order"),
        (F.tags.asc(), "cannot order"),
        (F.notes.asc(), "cannot order"),
    ],
)
def test_what_the_server_would_refuse_or_ignore_is_refused(order: Any, hint: str) -> None:
    with pytest.raises(OrderError) as raised:
        order_to_wire(order)
    assert hint in str(raised.value)
    assert raised.value.hint


@given(
    st.lists(KEYS, min_size=1, max_size=3), st.booleans(), st.sampled_from(["config", "summary"])
)
def test_fields_and_texts_are_the_same_order(
    keys: list[str], descending: bool, document: str
) -> None:
    field = (F.config if document == "config" else F.summary)[keys[0]]
    for key in keys[1:]:
        field = field[key]
    made = field.desc() if descending else field.asc()
    sign = "-" if descending else "+"
    sent = order_to_wire(made)
    if "value" not in keys[1:]:
        assert order_to_wire(f"{sign}{document}.{'.'.join(keys)}") == sent
    assert sent.startswith(f"{sign}config." if document == "config" else f"{sign}summary_metrics.")


@given(
    st.text(max_size=20) | st.lists(KEYS, max_size=3).map(lambda keys: ".".join(["config", *keys]))
)
def test_what_is_sent_is_itself_an_order_and_sent_alike(text: str) -> None:
    with contextlib.suppress(OrderError):
        sent = order_to_wire(text)
        assert sent[0] in "+-"
        if '"' not in text and "'" not in text:
            assert order_to_wire(sent) == sent


def test_orders_are_values() -> None:
    order = F.summary["loss"].desc()
    assert order == Order("summary_metrics.loss", descending=True)
    assert pickle.loads(pickle.dumps(order)) == order
    assert len({order, F.summary["loss"].desc()}) == 1
