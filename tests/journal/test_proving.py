"""A proof from the stored log: verified without it, refused with any byte changed, read in a few rows."""

import json
from contextlib import suppress
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.journal.append import Actor, Entry, append
from taizhang.journal.head import Head, Typed
from taizhang.journal.heads import head_then
from taizhang.journal.models import Event
from taizhang.journal.proof import Proof, ToldEvent, Unreadable, read, written
from taizhang.journal.proving import Unproven, contained, prove

pytestmark = pytest.mark.django_db
CLERK = Actor("user:1", "张敏", "市水务局")
SIZE = 37


@pytest.fixture
def log(db, at):
    entries = [Entry("finding:add", f"finding:{n}", {"statement": f"问题{n}"}) for n in range(SIZE)]
    return append("ledger:x", entries, by=CLERK, at=at)


def test_every_event_is_proven_and_every_older_head(log):
    for n in range(SIZE):
        proof = read(written(prove(log, seq=n, older=head_then(log.key, n + 1))).encode())
        assert (proof.is_sound, proof.event["subject"], proof.older.size) == (True, f"finding:{n}", n + 1)


def test_what_is_proven_hangs_on_no_later_event(log, at):
    older = Head(log.size, log.root)
    proof = prove(log, seq=3)
    newer = append(log.key, [Entry("finding:edit", "finding:3", {})] * 5, by=CLERK, at=at)
    assert proof.is_sound
    assert prove(newer, older=older).only_adds


@pytest.mark.parametrize("change", [{"payload": "{}"}, {"by_name": "李强"}, {"node": b"\0" * 32}])
def test_a_log_that_was_changed_proves_nothing(log, change):
    Event.objects.filter(log=log, seq=7).update(**change)
    with pytest.raises(Unproven, match="改动"):
        prove(log, seq=8 if "node" in change else 7)
    Event.objects.filter(log=log, seq=7).delete()
    with pytest.raises(Unproven, match="第 8 条记录不见了"):
        prove(log, seq=7)


@pytest.mark.parametrize(("seq", "older"), [(SIZE, None), (None, Head(SIZE + 1, b"\0" * 32)), (None, Head(0, b"\0" * 32))])
def test_what_is_not_there_is_not_proven(log, seq, older):
    with pytest.raises(Unproven, match=f"共 {SIZE}"):
        prove(log, seq=seq, older=older)


def test_another_past_is_not_the_beginning_of_this_one(log):
    with pytest.raises(Unproven, match="对不上"):
        prove(log, older=Head(5, b"\1" * 32))


def test_a_proof_asks_twice_and_reads_rows_by_the_height_of_the_tree(db, at):
    for size in (1, 10, 100, 1000):
        log = append(f"ledger:{size}", [Entry("a:b", "c:1", {})] * size, by=CLERK, at=at)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows = counted(lambda log=log: prove(log, seq=0, older=head_then(log.key, 1)))
        height = log.size.bit_length()
        assert len(asked) <= 3  # the older head is one
        assert rows <= height * (height + 1) // 2 + height + 2


def counted(call):
    """How many rows were read."""
    rows = 0

    def count(execute, sql, params, many, context):
        nonlocal rows
        rows += sql.count("%s") - 1  # every event is asked for by its number
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        call()
    return rows


# --- what comes from outside ---

EVENT = ToldEvent(5, ("2026-11-22T02:00:00.000000Z", "finding:add", "finding:5", "user:1", "张敏", "市水务局", '{"a":"问题"}'))


def outsiders_file(at):
    entries = [Entry("finding:add", f"finding:{n}", {"statement": f"问题{n}"}) for n in range(SIZE)]
    log = append("ledger:y", entries, by=CLERK, at=at)
    return written(prove(log, seq=20, older=head_then(log.key, 9))).encode()


@pytest.fixture
def data(db, at):
    return outsiders_file(at)


def test_no_byte_of_a_file_can_be_changed(data):
    @settings(max_examples=400, deadline=None)
    @given(st.integers(0, len(data) - 1), st.integers(1, 255))
    def refused(place, other):
        changed = bytearray(data)
        changed[place] ^= other
        with pytest.raises(Unreadable):
            read(bytes(changed))

    refused()


def test_nothing_that_is_told_can_be_changed_even_where_the_file_is_written_anew(data):
    """As somebody would who knows the format: every text and hash of it, each in its turn. A size is compared with what is kept."""
    proof, told = read(data), json.loads(data)
    texts = [("log",), ("head", "root"), ("older", "root"), *(("event", name) for name in told["event"])]
    hashes = [(part, n) for part in ("inclusion", "consistency") for n in range(len(told[part]))]
    for *way, last in texts + hashes:
        changed = json.loads(data)
        within = changed[way[0]] if way else changed
        within[last] = other_than(within[last])
        assert not anew(changed).is_sound, (way, last)
    assert [fits.head.size for fits in (proof, anew(told | {"head": told["head"] | {"size": 38}}))] == [SIZE, 38]


def anew(told):
    """The proof that somebody makes of what he changed, its sum with it."""
    told = {name: value for name, value in told.items() if name != "sum"}
    return read(as_text({**told, "sum": sha256(as_text(told)).hexdigest()}))


def as_text(told):
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def other_than(value):
    if isinstance(value, int):
        return value + 1
    return ("0" if value[:1] != "0" else "1") + value[1:] if len(value) == 64 else value + "。"


@pytest.mark.parametrize("part", ["inclusion", "consistency"])
def test_a_path_too_long_or_too_short_proves_nothing(data, part):
    for changed in (lambda path: path[:-1], lambda path: [*path, path[-1]], lambda path: path[::-1]):
        told = json.loads(data)
        told[part] = changed(told[part])
        assert not anew(told).is_sound


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_is_no_proof_is_said_to_be_none(data):
    with pytest.raises(Unreadable):
        read(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["taizhang_proof", "log", "head", "event", "inclusion", "older", "consistency"]), JSON)
def test_no_shape_of_a_file_is_a_crash(name, value):
    told = json.loads(written(Proof("ledger:x", Head(1, b"\0" * 32), EVENT, (), Head(1, b"\0" * 32), ())))
    told[name] = value
    with suppress(Unreadable, UnicodeEncodeError):
        assert not anew(told).is_sound


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"taizhang_proof": ' + b"9" * 5000 + b"}", b"{}", b"\xff", b""])
def test_monsters_are_no_proofs(data):
    with pytest.raises(Unreadable):
        read(data)


# --- heads as people type them ---


def test_a_head_typed_from_paper_is_found(log):
    head = head_then(log.key, 12)
    printed = f"2026年巡察整改台账　{head.printed}。"
    for text in (
        printed,
        f"12:{head.root.hex()}",
        f"１２：{head.code.upper()}",
        f"ledger:x {head}",
        f"12 entries, check code {head.code}",
        f"到2026年11月23日 10:00为止：\n  {head.printed}\n  {head}\n",
        f"12:{head.code[:24]}\n{head.code[24:]}",
    ):
        assert contained(log, Typed.parse(text)) == head
    assert contained(log, Typed.parse(f"13:{head.code}")) is None
    assert contained(log, Typed.parse(f"12:{'0' * 40}")) is None
    assert contained(log, Typed.parse(f"{SIZE + 1}:{head.code}")) is None


@pytest.mark.parametrize("text", ["", "12", "12:", "12:abcd", "abcd", "12:" + "g" * 40, "12:" + "a" * 65])
def test_what_is_no_head_is_not_guessed_at(text):
    with pytest.raises(ValueError, match="校验码"):
        Typed.parse(text)


def test_thousands_may_be_written_with_commas():
    assert Typed.parse(f"1,234:{'ab12 ' * 10}") == Typed(1234, "ab12" * 10)


def test_the_bytes_of_an_event_are_as_the_page_for_verifiers_says():
    fields = ("2026-11-22T02:00:00.000000Z", "finding:add", "finding:1", "user:1", "张敏", "市水务局", '{"statement":"…"}')
    said = '8:ledger:x,0,27:2026-11-22T02:00:00.000000Z,11:finding:add,9:finding:1,6:user:1,6:张敏,12:市水务局,{"statement":"…"}'
    assert ToldEvent(0, fields).leaf("ledger:x") == sha256(b"\0" + said.encode()).digest()
