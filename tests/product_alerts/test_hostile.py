"""Whatever a file holds, a feed raises its own error or nothing, and does not swell."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from product_alerts.feeds import FEEDS, feed_of, safety_gate_excel, safety_gate_xml
from product_alerts.feeds.base import Feed, FeedError
from tests.product_alerts import sources
from tests.product_alerts.test_feeds import excel_row, sample, workbook

_XML, _JSON, _CSV = sample("weekly_report.xml"), sample("notification.json"), sample("rapex.csv")
_EXCEL = workbook([excel_row(alert_number="SR/09401/26", product="Kettle", barcode=1990417362015)])
_SEEDS = (
    _XML,
    _JSON,
    _CSV,
    _EXCEL,
    json.dumps([sources.french(n) for n in range(3)]).encode(),
    json.dumps([sources.american(n) for n in range(3)]).encode(),
    json.dumps([sources.canadian(n) for n in range(3)]).encode(),
    json.dumps([sources.mirrored(n) for n in range(3)]).encode(),
    json.dumps(sources.british(1)).encode(),
    sources.australian(1).encode(),
    b"Recall Number,Date,Recall Heading,Description\n24-039,x,y,models LN-1 and LN-2\n",
    b'{"caseNumber": "SR/09101/26", "brand": "Lumora"}\n{"caseNumber": "SR/09102/26"}\n',
)
_quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(feed: Feed, raw: bytes) -> None:
    try:
        for _ in feed.parse(raw):
            pass
    except FeedError:
        pass


@_quick
@given(st.sampled_from(sorted(FEEDS)), st.binary(max_size=400))
def test_any_bytes(name: str, raw: bytes) -> None:
    feed_of(raw)
    read(FEEDS[name], raw)


@_quick
@given(
    st.sampled_from(_SEEDS),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=6)), min_size=1, max_size=4),
    st.floats(0.2, 1),
)
def test_damaged_and_cut_files(seed: bytes, damage: list[tuple[float, bytes]], kept: float) -> None:
    raw = bytearray(seed)
    for where, what in damage:
        at = int(where * len(raw))
        raw[at : at + len(what)] = what
    for feed in FEEDS.values():
        read(feed, bytes(raw[: int(kept * len(raw))]))


@_quick
@given(
    st.sampled_from(["brand", "report_addendum", "measures", "barcode", "onlineTrader", "type_numberOfModel"]),
    st.text(),
)
def test_any_text_in_a_field(tag: str, text: str) -> None:
    clean = "".join(c for c in text if c.isprintable()).replace("]]>", "")
    head = "<Safety-Gate><report_addendum/><notifications><caseNumber>SR/09101/26</caseNumber>"
    raw = f"{head}<{tag}><![CDATA[{clean}]]></{tag}></notifications></Safety-Gate>"
    list(safety_gate_xml.parse(raw.encode("utf-8", "replace")))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["brands", "versions", "risk", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@_quick
@given(_json, _json)
def test_any_json(product: object, rest: object) -> None:
    raw = json.dumps(
        {"reference": "SR/09301/26", "product": product, "risk": rest, "measureTaken": rest, "country": rest}
    )
    read(FEEDS["safety-gate-json"], raw.encode("utf-8", "surrogatepass"))


_LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Safety-Gate>&b;</Safety-Gate>"""
)
_OUTSIDE = b"""<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]><Safety-Gate>&x;</Safety-Gate>"""


@pytest.mark.parametrize("raw", [_LAUGHS, _OUTSIDE, b"<!DOCTYPE html><html>a page of JavaScript</html>"])
def test_a_doctype_is_refused(raw: bytes) -> None:
    with pytest.raises(FeedError, match="DOCTYPE"):
        list(safety_gate_xml.parse(raw))


@pytest.mark.parametrize(
    "raw",
    [
        b"<Safety-Gate>" + b"<a>" * 5_000,
        b"<Safety-Gate>",
        b"",
        _XML[:-30],
        b'<?xml version="1.0" encoding="utf-7"?><Safety-Gate/>',
        b'<?xml version="1.0" encoding="no-such"?><Safety-Gate/>',
    ],
)
def test_broken_xml_is_refused(raw: bytes) -> None:
    with pytest.raises(FeedError):
        list(safety_gate_xml.parse(raw))


def test_a_workbook_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety_gate_excel, "_MAX_UNPACKED", 3_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(5):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", b"\0" * 900_000)
    assert len(out.getvalue()) < 50_000
    with pytest.raises(FeedError, match="unpacks to more than"):
        list(safety_gate_excel.parse(out.getvalue()))


def test_deep_json_is_refused() -> None:
    with pytest.raises(FeedError):
        list(FEEDS["safety-gate-json"].parse(b'{"reference":"x","product":' + b"[" * 200_000))


_any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["body", "Name", "x"]), inner, max_size=2)
    ),
    max_leaves=5,
)
_RECORDS = {
    "rappelconso": sources.french(1),
    "cpsc": sources.american(1),
    "health-canada": sources.canadian(1),
    "safety-gate-mirror": sources.mirrored(1),
    "uk-opss": sources.british(1),
    "safety-gate-json": sources.detail(1),
}


@_quick
@given(st.data())
def test_any_value_in_any_field(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(_RECORDS)))
    record = dict(_RECORDS[name])
    for key in data.draw(st.lists(st.sampled_from(sorted(record)), max_size=4)):
        record[key] = data.draw(_any)
    read(FEEDS[name], json.dumps([record]).encode("utf-8", "surrogatepass"))
