"""A ledger's package: the same ledger with the same log in another installation, or nothing at all."""

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from taizhang.accounts.actions import add_unit, rename_unit
from taizhang.accounts.models import Unit, User
from taizhang.files import store
from taizhang.files.models import Original
from taizhang.journal.append import SYSTEM
from taizhang.journal.head import Head
from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from taizhang.keeping.form import Unusable
from taizhang.ledger import actions, package, snapshots, tally
from taizhang.ledger.models import Finding, Ledger, LookBack, Measure, PinnedProfile, Tally, UsualProfile
from taizhang.ledger.packing import pack
from taizhang.ledger.unpacking import unpack
from tests.keeping.archives import forged, manifest, members, rewritten, rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(settings, tmp_path, at):
    """An original, in a data folder of this test's own."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return store.keep("整改通报".encode(), at=at)


@pytest.fixture
def adopted(clerk, sheet, opening, paper, at):
    """A ledger from a paper, with progress reported on one measure and one finding standing within another."""
    ledger = actions.adopt(opening=opening, sheet=sheet, source=paper, reported=True, by=clerk, at=at)
    measure = ledger.measures.get(serial=1)
    actions.report_progress(
        subject=measure, text="已更换13公里", as_of=at.date(), degree="basically_done", version=1, by=clerk, at=at
    )
    first, second, _ = ledger.findings.order_by("serial")
    Finding.objects.filter(pk=first.pk).update(within=second, notice="立行立改〔2026〕1号")
    LookBack.objects.create(
        finding=second, cycle=1, position=1, kind="own_check", carried_out_on=at.date(), checked_by="市水务局", passed=True
    )
    said = {"kind": "leader", "giver": first.leader, "taker": "李卫民", "reason": "分工调整"}
    actions.make_handover(ledger=ledger, **said, by=clerk, at=at)
    tally.rebuild(ledger)
    actions.take_snapshot(ledger=ledger, by=clerk, at=at)
    return ledger


@pytest.fixture
def packed(adopted, tmp_path, at):
    pack(adopted, tmp_path / "ledger.zip", at=at)
    return tmp_path / "ledger.zip"


def forget(ledger):
    """As if this were another installation: the ledger, its log and its files were never here."""
    Event.objects.filter(log__key=ledger.log_key).delete()
    Log.objects.filter(key=ledger.log_key).delete()
    Tally.objects.filter(ledger=ledger).delete()
    Measure.objects.filter(ledger=ledger).delete()
    Finding.objects.filter(ledger=ledger).update(within=None)
    ledger.findings.all().delete()
    ledger.delete()
    Original.objects.all().delete()
    for path in (Path(django_settings.HOME) / "files").glob("*/*"):
        path.unlink()


@pytest.fixture
def elsewhere(adopted, packed):
    """The package, in an installation that has the units and nothing else of it."""
    forget(adopted)
    return packed


def content(ledger):
    """Everything that is carried, units by name."""
    found = {"tallies": sorted(str(t).partition(":")[2] for t in ledger.tallies.filter(scope="all"))}
    for part in package.PARTS:
        kept = part.model.objects.filter(**{part.of_ledger: ledger.pk}).order_by(*part.order)
        paths = [path for link in part.links.values() for path in link.by]
        links = [path.replace("unit_id", "unit__name") for path in paths]
        found[part.member] = list(kept.values_list(*part.fields, *links))
    return found


def test_what_is_packed_is_the_same_ledger_elsewhere(adopted, packed, at):
    before, head = content(adopted), verify(Log.objects.get(key=adopted.log_key)).head
    forget(adopted)
    taken = unpack(packed, at=at)
    assert content(taken.ledger) == before
    assert (taken.ledger.key, taken.ledger.title, taken.ledger.body.name) == (adopted.key, adopted.title, "市水务局")
    assert [wrong for _, wrong in snapshots.damaged()] == [False]
    verdict = verify(Log.objects.get(key=adopted.log_key), head)
    assert (verdict.broken, verdict.head) == (None, head)
    assert store.fetch(taken.ledger.findings.get(serial=1).source) == "整改通报".encode()


def test_packed_again_it_is_the_same_package(elsewhere, tmp_path, at):
    pack(unpack(elsewhere, at=at).ledger, tmp_path / "again.zip", at=at)
    assert members(tmp_path / "again.zip") == members(elsewhere)


def test_it_goes_on_living_there(elsewhere, clerk, at):
    ledger = unpack(elsewhere, at=at).ledger
    finding = ledger.findings.get(serial=2)
    actions.assign(subject=finding, lead_unit=None, leader="李局", assisting="", version=finding.version, by=clerk, at=at)
    assert verify(Log.objects.get(key=ledger.log_key)).broken is None
    kept = {str(t) for t in ledger.tallies.exclude(n=0)}
    tally.rebuild(ledger)
    assert {str(t) for t in ledger.tallies.all()} == kept


def test_leaving_and_arriving_are_in_the_sites_log_and_not_in_the_ledgers(adopted, packed, at):
    size = Log.objects.get(key=adopted.log_key).size
    left = Event.objects.get(name="ledger:export")
    assert (left.by_name, left.facts["head"]) == ("系统", manifest(packed)["head"])
    forget(adopted)
    taken = unpack(packed, at=at)
    came = Event.objects.get(name="ledger:import")
    assert came.facts == left.facts | {"key": f"ledger:{adopted.key}"}
    assert came.facts["package"] == taken.fingerprint
    assert Log.objects.get(key=adopted.log_key).size == size


@pytest.mark.parametrize("part", [package.THE_LEDGER, *package.PARTS], ids=lambda part: part.member)
def test_every_field_of_a_ledger_is_carried_or_left_on_purpose(part):
    fields = {field.name for field in part.model._meta.concrete_fields}
    assert {*part.fields, *part.links, *part.left} == fields
    assert len(part.fields) + len(part.links) + len(part.left) == len(fields)


def test_every_model_of_a_ledger_is_carried_or_made_again():
    from django.apps import apps

    carried = {part.model for part in (package.THE_LEDGER, *package.PARTS)}
    models = set(apps.get_app_config("ledger").get_models(include_auto_created=True))
    models -= {PinnedProfile, UsualProfile}  # the one goes with the ledger, the other is the installation's
    assert models == carried | set(package.MADE_AGAIN)


def test_nothing_in_it_is_a_number_of_this_installation(packed):
    for part in package.PARTS:
        for row in rows(packed, part.member):
            assert set(row) == set(part.names)
    units = rows(packed, "ledger.json")[0]["units"]
    assert units == [["江岸市", "市委巡察办"], ["江岸市", "市水务局"], ["江岸市", "市水务局", "供水科"]]
    assert rows(packed, "findings.jsonl")[0]["within"] == 2


def test_a_leader_who_is_a_user_goes_by_name(adopted, contact, tmp_path, at):
    adopted.findings.filter(serial=2).update(leader="", leader_user=contact)
    pack(adopted, tmp_path / "x.zip", at=at)
    assert rows(tmp_path / "x.zip", "findings.jsonl")[1]["leader"] == contact.name
    forget(adopted)
    assert unpack(tmp_path / "x.zip", at=at).ledger.findings.get(serial=2).leader_user is None


def test_a_ledger_that_is_here_is_not_taken_in_again(packed, at):
    assert "没有重复导入" in refused(packed, at)
    Ledger.objects.update(key="00000000-0000-0000-0000-000000000001")
    assert "办理记录已在本系统中" in refused(packed, at)


def state():
    """How much there is of everything, and the files."""
    files = sorted(path.name for path in Path(django_settings.HOME).glob("files/*/*"))
    return [model.objects.count() for model in (Ledger, Finding, Measure, Tally, Unit, User, Original, Event, Log)], files


def refused(path, at, **how):
    """Why ``path`` is not taken in; nothing is there afterwards that was not before."""
    before = state()
    with pytest.raises(Unusable) as why:
        unpack(path, at=at, **how)
    assert state() == before
    return str(why.value)


# --- Units ---


@pytest.fixture
def another_tree(elsewhere, units, at):
    """An installation whose tree has the bureau at its root, under the same name, with one of its sections."""
    from taizhang.accounts.models import Membership

    Membership.objects.all().delete()
    for name in ("供水科", "财务科", "河湖科", "办公室", "市水务局", "市委巡察办", "江岸市"):
        units[name].delete()
    bureau = add_unit(name="市水务局", parent=None, by=SYSTEM, at=at)
    return {"市水务局": bureau, "供水科": add_unit(name="供水科", parent=bureau, by=SYSTEM, at=at)}


def test_units_that_are_not_here_are_named_with_what_to_do(elsewhere, another_tree, at):
    why = refused(elsewhere, at)
    assert "江岸市/市委巡察办、江岸市/市水务局、江岸市/市水务局/供水科" in why
    assert f"本系统的 {another_tree['市水务局'].pk} 市水务局，请加 --body" in why
    assert "--make-units" in why


def test_a_body_that_is_named_brings_its_sections(elsewhere, another_tree, at):
    why = refused(elsewhere, at, body=another_tree["市水务局"])
    assert "没有这些单位：江岸市/市委巡察办。" in why
    ledger = unpack(elsewhere, body=another_tree["市水务局"], make_units=True, at=at).ledger
    assert ledger.body == another_tree["市水务局"]
    assert ledger.findings.get(serial=1).lead_unit == another_tree["供水科"]
    assert ledger.supervised_by.parent.name == "江岸市"


def test_units_are_made_only_when_asked_each_with_its_event(elsewhere, another_tree, at):
    before = Event.objects.filter(name="unit:add").count()
    ledger = unpack(elsewhere, make_units=True, at=at).ledger
    assert ledger.body.parent.name == "江岸市"
    assert ledger.body != another_tree["市水务局"]
    assert Event.objects.filter(name="unit:add").count() == before + 4


def test_a_unit_is_known_by_its_former_name(elsewhere, units, at):
    rename_unit(unit=units["供水科"], name="供水管理科", by=SYSTEM, at=at)
    assert unpack(elsewhere, at=at).ledger.findings.get(serial=1).lead_unit == units["供水科"]


# --- What is not as it was packed ---


def test_a_log_that_is_broken_here_does_not_leave(adopted, tmp_path, at):
    Event.objects.filter(log__key=adopted.log_key, seq=1).update(payload='{"statement":"别的问题"}')
    with pytest.raises(Unusable, match="不能导出"):
        pack(adopted, tmp_path / "x.zip", at=at)
    assert not (tmp_path / "x.zip").exists()
    assert not Event.objects.filter(name="ledger:export").exists()


def test_a_file_that_is_damaged_here_does_not_leave(adopted, paper, tmp_path, settings, at):
    next(settings.HOME.glob(f"files/*/{paper.digest}")).write_bytes(b"other")
    with pytest.raises(store.Damaged):
        pack(adopted, tmp_path / "x.zip", at=at)
    assert not (tmp_path / "x.zip").exists()


def changed(path, member, **values):
    """The first row of ``member`` with other values, as bytes."""
    first, *rest = rows(path, member)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ({**first, **values}, *rest)).encode()


def test_a_changed_member_is_named(elsewhere, tmp_path, at):
    words = members(elsewhere)["measures.jsonl"].replace("管网".encode(), "管綱".encode())
    assert "measures.jsonl 与清单不符" in refused(rewritten(elsewhere, tmp_path / "x.zip", {"measures.jsonl": words}), at)


@pytest.mark.parametrize(
    "facts", [{"by_name": "李四"}, {"at": "2026-11-22T02:00:00.000001Z"}, {"payload": "{}"}, {"subject": "finding:9"}]
)
def test_a_changed_event_is_noticed_by_the_head_though_every_digest_is_right(elsewhere, tmp_path, at, facts):
    path = forged(elsewhere, tmp_path / "x.zip", {"events.jsonl": changed(elsewhere, "events.jsonl", **facts)})
    assert "办理记录与日志头不符" in refused(path, at)


def test_a_cut_log_and_another_head_are_noticed(elsewhere, tmp_path, at):
    events = members(elsewhere)["events.jsonl"].splitlines(keepends=True)
    head = Head.parse(manifest(elsewhere)["head"])
    cut = forged(elsewhere, tmp_path / "x.zip", {"events.jsonl": b"".join(events[:-1])})
    assert "与日志头不符" in refused(cut, at)
    assert "与日志头不符" in refused(forged(elsewhere, tmp_path / "y.zip", head=str(Head(head.size, bytes(32)))), at)


@pytest.mark.parametrize(
    ("member", "values"),
    [
        ("findings.jsonl", {"serial": "1"}), ("findings.jsonl", {"state": None}), ("findings.jsonl", {"deadline": "明天"}),
        ("findings.jsonl", {"horizon": "马上"}), ("findings.jsonl", {"lead_unit": 99}), ("findings.jsonl", {"lead_unit": -1}),
        ("findings.jsonl", {"source": "0" * 64}), ("findings.jsonl", {"source": "../../secret.key"}), ("findings.jsonl", {"extra": 1}),
        ("measures.jsonl", {"title": "长" * 301}), ("measures.jsonl", {"text": "a\0b"}), ("aspects.jsonl", {"position": 2**40}),
        ("events.jsonl", {"at": "昨天"}), ("events.jsonl", {"payload": "[]"}), ("events.jsonl", {"name": "x" * 61}),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_named_by_its_line(elsewhere, tmp_path, at, member, values):
    path = forged(elsewhere, tmp_path / "x.zip", {member: changed(elsewhere, member, **values)})
    assert f"{member} 第 1 行不合格式" in refused(path, at)


@pytest.mark.parametrize(
    ("member", "values"),
    [
        ("findings.jsonl", {"state": "gone"}), ("findings.jsonl", {"serial": 2}), ("findings.jsonl", {"aspect": 77}),
        ("findings.jsonl", {"within": 77}), ("findings.jsonl", {"within": 1}), ("measures.jsonl", {"finding": 77}),
        ("measures.jsonl", {"degree_self": "half"}), ("measures.jsonl", {"position": 20}),
    ],
)  # fmt: skip
def test_rows_that_contradict_one_another_are_refused(elsewhere, tmp_path, at, member, values):
    path = forged(elsewhere, tmp_path / "x.zip", {member: changed(elsewhere, member, **values)})
    assert "自相矛盾" in refused(path, at)


@pytest.mark.parametrize(
    "values", [{"units": []}, {"units": [[""]]}, {"units": [["x" * 121]]}, {"units": "abc"}, {"body": None}, {"body": 7}, {"source": "别处"}, {"key": "1"},
     {"profile": None}, {"profile": {"text": "[]", "own": False}}, {"profile": {"text": "{}", "own": False}}]
)  # fmt: skip
def test_a_ledger_that_does_not_fit_is_refused(elsewhere, tmp_path, at, values):
    path = forged(elsewhere, tmp_path / "x.zip", {"ledger.json": changed(elsewhere, "ledger.json", **values)})
    assert "ledger.json 不合格式" in refused(path, at)


def test_a_file_under_another_digest_is_refused(elsewhere, tmp_path, at):
    name = next(name for name in members(elsewhere) if name.startswith("files/"))
    assert "内容与名称不符" in refused(forged(elsewhere, tmp_path / "x.zip", {name: b"something else"}), at)


@pytest.mark.parametrize("member", ["ledger.json", "events.jsonl", "measures.jsonl"])
def test_a_package_without_one_of_its_parts_is_refused(elsewhere, tmp_path, at, member):
    assert refused(forged(elsewhere, tmp_path / "x.zip", {member: None}), at)


def test_a_package_of_a_newer_product_and_a_backup_are_refused(elsewhere, tmp_path, at):
    assert "由更新版本的产品" in refused(forged(elsewhere, tmp_path / "x.zip", format=99), at)
    assert "不是台账导出包" in refused(forged(elsewhere, tmp_path / "y.zip", kind="taizhang-backup"), at)


def test_a_file_over_the_upload_limit_is_refused(elsewhere, settings, at):
    settings.UPLOAD_LIMIT = 5
    assert "TAIZHANG_UPLOAD_LIMIT" in refused(elsewhere, at)


def test_a_bomb_is_refused_before_it_is_unpacked(elsewhere, tmp_path, at):
    bomb = forged(elsewhere, tmp_path / "x.zip", {"aspects.jsonl": b" " * (32 * 1024 * 1024)})
    assert "大得异常" in refused(bomb, at)
