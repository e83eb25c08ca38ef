"""A backup holds everything as of one moment, and becomes an installation again wholly or not at all."""

import json
import time
from pathlib import Path

import pytest
from django.db import connection

from taizhang.accounts.models import Unit
from taizhang.cli.demo import ACCOUNTS_FILE
from taizhang.files import store
from taizhang.intake.actions import read as read_paper
from taizhang.intake.actions import receive
from taizhang.journal.carrying import head_of
from taizhang.journal.head import Head
from taizhang.journal.models import Log
from taizhang.journal.record import FIELDS
from taizhang.journal.verify import verify
from taizhang.keeping.backup import BACKUP, KEPT, back_up
from taizhang.keeping.form import Unusable
from taizhang.keeping.restore import restore
from tests.keeping.archives import forged, manifest, members, rewritten, rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(own_home, ledger, clerk, tmp_path, at):
    """A backup of a ledger, its people, and a paper that was read."""
    read_paper(paper=receive(data="一、问题\n（一）漏损率高\n".encode(), name="反馈.txt", by=clerk, at=at), at=at)
    (own_home / ACCOUNTS_FILE).write_text("demo", "ascii")
    (own_home / "evidence.toml").write_text("# ours", "ascii")
    (own_home / "years").mkdir()
    (own_home / "years" / "2027.toml").write_text("year = 2027", "ascii")
    (own_home / "years" / "2027.part").write_text("half", "ascii")
    back_up(tmp_path / "backup.zip", at=at)
    return tmp_path / "backup.zip"


def all_but_the_site(path):
    """Every member with rows, files and home, save those that the event of restoring changes."""
    changed = ("rows/journal.", "backup.json")
    return {name: data for name, data in members(path).items() if not name.startswith(changed)}


def test_the_manifest_tells_what_is_in_it(backup, ledger):
    told = manifest(backup)
    assert told["tables"]["ledger.finding"]["rows"] == len(rows(backup, "rows/ledger.finding.jsonl")) == 3
    assert ["ledger", "0001_initial"] in told["migrations"]
    log = Log.objects.get(key=ledger.log_key)
    assert told["heads"][ledger.log_key] == str(verify(log).head) == str(Head(log.size, log.root))


def test_files_key_and_demo_mark_are_in_it_and_only_the_owner_reads_it(backup, own_home):
    there = members(backup)
    assert there["home/secret.key"] == b"the key of tests"
    assert there[f"home/{ACCOUNTS_FILE}"] == b"demo"
    assert {name: data for name, data in there.items() if name.startswith(("home/years", "home/evidence"))} == {
        "home/years/2027.toml": b"year = 2027",
        "home/evidence.toml": b"# ours",
    }
    assert [name for name in there if name.startswith("files/")] == [f"files/{Path(p).name}" for p in own_home.glob("files/*/*")]
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_demo_mark_is_known_by_its_name():
    assert {ACCOUNTS_FILE, "secret.key", "evidence.toml"} == set(KEPT)


def test_a_damaged_file_is_named_and_the_rest_is_saved(own_home, tmp_path, at):
    whole, damaged = store.keep(b"whole", at=at), store.keep(b"damaged", at=at)
    next(own_home.glob(f"files/*/{damaged.digest}")).write_bytes(b"other")
    assert back_up(tmp_path / "b.zip", at=at).missing == [damaged.digest]
    assert f"files/{whole.digest}" in members(tmp_path / "b.zip")


def test_nothing_can_be_written_in_a_backups_snapshot_and_afterwards_it_can(own_home, units, tmp_path, at):
    back_up(tmp_path / "b.zip", at=at)
    assert Unit.objects.create(name="另一单位", path="/x/").pk


def test_restored_it_is_what_it_was_on_any_database_and_verifies(backup, elsewhere, ledger, tmp_path):
    last = backup
    for there in [elsewhere(sqlite=True)] + ([elsewhere()] if connection.vendor != "sqlite" else []):
        done = there.taizhang("restore", last)
        assert (done.returncode, done.stderr) == (0, "")
        assert "3 个问题" in done.stdout
        assert f"✔ {ledger.title}：4 条" in done.stdout
        assert done.stdout.endswith("全部完整，未被改动。\n")
        before, last = last, tmp_path / f"{there.home.name}.zip"
        assert there.taizhang("backup", last).returncode == 0
        assert all_but_the_site(last) == all_but_the_site(backup)
        assert [event[3] for event in added(before, last)] == ["site:restore"]


def added(before, after):
    """The events that ``after`` has and ``before`` has not; the others are the same."""
    old, new = rows(before, "rows/journal.event.jsonl"), rows(after, "rows/journal.event.jsonl")
    assert new[: len(old)] == old
    return new[len(old) :]


WRITER = """
from pathlib import Path
from django.utils import timezone
from taizhang.accounts.actions import add_unit
from taizhang.journal.append import SYSTEM
n = 0
while not Path({stop!r}).exists():
    add_unit(name=f"单位{{n}}", parent=None, by=SYSTEM, at=timezone.now())
    n += 1
    Path({started!r}).touch()
print(n)
"""
MANY = """
from django.core.management import call_command
from taizhang.accounts.models import Unit
call_command("migrate", verbosity=0)
Unit.objects.bulk_create([Unit(name=f"老单位{n}", path=f"/{n}/") for n in range(1, 3001)])
"""


def test_a_backup_taken_while_others_write_is_of_one_moment(elsewhere, tmp_path):
    there = elsewhere()
    there.python(MANY)
    marks = {name: str(tmp_path / name) for name in ("started", "stop")}
    writer = there.python(WRITER.format(**marks), wait=False)
    while not Path(marks["started"]).exists():
        assert writer.poll() is None
        time.sleep(0.05)
    backups = [tmp_path / f"{n}.zip" for n in range(2)]
    assert [there.taizhang("backup", path).returncode for path in backups] == [0, 0]
    Path(marks["stop"]).touch()
    wrote, errors = writer.communicate(timeout=60)
    assert (writer.returncode, errors) == (0, "")
    sizes = [events_in_step_with_rows(path) for path in backups]
    assert 0 < sizes[0] < sizes[1] <= int(wrote)


def events_in_step_with_rows(path):
    """How many events there are: as many as units were added, and together they make the head in the manifest."""
    events, units = rows(path, "rows/journal.event.jsonl"), rows(path, "rows/accounts.unit.jsonl")
    columns = manifest(path)["tables"]["journal.event"]["columns"]
    told = [tuple(event[columns.index(name)] for name in FIELDS) for event in events]
    [(key, head)] = manifest(path)["heads"].items()
    assert str(head_of(key, told)) == head
    assert len(units) == 3000 + len(events)
    return len(events)


def test_a_row_that_was_deleted_does_not_give_its_number_to_another(own_home, units, elsewhere, tmp_path, at):
    gone = Unit.objects.create(name="撤销的单位", path="/x/")
    number = gone.pk
    gone.delete()
    back_up(tmp_path / "b.zip", at=at)
    there = elsewhere()
    assert there.taizhang("restore", tmp_path / "b.zip").returncode == 0
    added = there.python("from taizhang.accounts.models import Unit; print(Unit.objects.create(name='新单位').pk)")
    assert int(added.stdout) == number + 1


def test_an_older_backup_is_brought_up_to_date(elsewhere, tmp_path):
    old, new = elsewhere(), elsewhere()
    old.python(
        "from django.core.management import call_command as c; c('migrate', 'ledger', '0001', verbosity=0); c('migrate', 'journal', verbosity=0)"
    )
    assert old.taizhang("backup", tmp_path / "old.zip").returncode == 0
    assert ["ledger", "0002_handed_over_on_site"] not in manifest(tmp_path / "old.zip")["migrations"]
    assert new.taizhang("restore", tmp_path / "old.zip").returncode == 0
    new.python("from taizhang.ledger.models import Finding; list(Finding.objects.all())")


def refused(path, at):
    """Why ``path`` is not restored; the data folder of the tests is left as it was."""
    with pytest.raises(Unusable) as why:
        restore(path, at=at)
    return str(why.value)


@pytest.fixture
def empty_home(settings, tmp_path):
    """An empty data folder for the tests' own installation; its database is not empty on PostgreSQL."""
    settings.HOME = tmp_path / "empty"
    settings.HOME.mkdir()
    return settings.HOME


@pytest.fixture
def any_database(monkeypatch):
    """Lets a restore go past the look at the database, to what it refuses for other reasons before it writes."""
    monkeypatch.setattr(type(connection.introspection), "django_table_names", lambda *args, **kwargs: [])


def test_what_is_not_whole_is_refused_before_anything_is_written(backup, empty_home, any_database, tmp_path, at):
    changed = members(backup)["rows/ledger.finding.jsonl"].replace("漏损率".encode(), "漏水率".encode())
    assert "与清单不符" in refused(rewritten(backup, tmp_path / "x.zip", {"rows/ledger.finding.jsonl": changed}), at)
    (tmp_path / "cut.zip").write_bytes(backup.read_bytes()[:-200])
    assert "没有拷完" in refused(tmp_path / "cut.zip", at)
    assert not list(empty_home.iterdir())


def test_a_newer_products_backup_is_refused(backup, empty_home, any_database, tmp_path, at):
    migrations = [*manifest(backup)["migrations"], ["ledger", "0999_from_tomorrow"]]
    newer = forged(backup, tmp_path / "x.zip", migrations=migrations, product="9.9")
    assert "由更新版本的产品（9.9）制作" in refused(newer, at)
    assert "由更新版本的产品" in refused(forged(backup, tmp_path / "y.zip", format=BACKUP.format + 1), at)
    assert not list(empty_home.iterdir())


@pytest.mark.parametrize(
    "facts", [{"tables": {}}, {"tables": []}, {"heads": {"x": "1:z"}}, {"migrations": [1]}, {"last_ids": None}]
)
def test_a_manifest_that_does_not_fit_is_refused(backup, empty_home, any_database, tmp_path, at, facts):
    assert refused(forged(backup, tmp_path / "x.zip", **facts), at)
    assert not list(empty_home.iterdir())


def test_a_disk_without_room_is_named(backup, empty_home, any_database, monkeypatch, at):
    monkeypatch.setattr("taizhang.keeping.sealed.shutil.disk_usage", lambda folder: type("Usage", (), {"free": 1000}))
    assert "磁盘空间不够" in refused(backup, at)


@pytest.mark.parametrize("name", ["taizhang.sqlite3", "taizhang.sqlite3-wal", "files", "queue.sqlite3", "notes.txt"])
def test_a_folder_that_holds_anything_is_refused(backup, empty_home, any_database, at, name):
    (empty_home / name).mkdir()
    assert f"里已有 {name}" in refused(backup, at)
    assert "TAIZHANG_HOME" in refused(backup, at)


def test_a_database_that_holds_anything_is_refused(backup, empty_home, at):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lies in the data folder")
    assert "请新建一个数据库" in refused(backup, at)


def broken(backup, tmp_path):
    """Backups by somebody who knows the form, each wrong in its contents."""
    events = members(backup)["rows/journal.event.jsonl"].splitlines(keepends=True)
    heads = {key: f"{Head.parse(head).size}:{'0' * 64}" for key, head in manifest(backup)["heads"].items()}
    aspects = {"rows/ledger.aspect.jsonl": twice(backup, "rows/ledger.aspect.jsonl")}
    yield (
        "第 4 行不合格式",
        forged(backup, tmp_path / "1.zip", {"rows/journal.event.jsonl": b"".join([*events[:3], b"[1, 2]\n"])}),
    )
    yield "行，清单说有", forged(backup, tmp_path / "4.zip", {"rows/journal.event.jsonl": b"".join(events[:-1])})
    yield "数据库不接受", forged(backup, tmp_path / "2.zip", aspects)
    yield "日志头与清单不符", forged(backup, tmp_path / "3.zip", heads=heads)


def twice(backup, member):
    first, *rest = members(backup)[member].splitlines(keepends=True)
    return b"".join([first, first, *rest[1:]])


def test_a_restore_that_fails_leaves_nothing_and_can_be_tried_again(backup, elsewhere, tmp_path):
    there = elsewhere()
    for why, path in broken(backup, tmp_path):
        done = there.taizhang("restore", path)
        assert (done.returncode, done.stdout) == (2, "")
        assert why in done.stderr
        assert done.stderr.count("\n") == 1
        assert set(there.names()) <= {"secret.key"}
    assert there.taizhang("restore", backup).returncode == 0


def test_what_an_interrupted_restore_left_does_not_stand_in_the_way(backup, elsewhere):
    there = elsewhere()
    (there.home / ".restoring").mkdir()
    (there.home / ".restoring" / "taizhang.sqlite3").write_text("half")
    (there.home / "files" / "ab").mkdir(parents=True)
    (there.home / "files" / "ab" / "half").touch()
    assert there.taizhang("restore", backup).returncode == 0
    assert ".restoring" not in there.names()
    assert not (there.home / "files" / "ab" / "half").exists()


def test_a_log_that_was_changed_before_the_backup_comes_back_as_it_was_and_is_named(backup, elsewhere, tmp_path, at):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_event SET payload = replace(payload, '管网', '管綱') WHERE subject = 'finding:1'")
    back_up(tmp_path / "changed.zip", at=at)
    done = elsewhere(sqlite=True).taizhang("restore", tmp_path / "changed.zip")
    assert done.returncode == 1
    assert "第 2 条与记录时不符" in done.stdout


def test_an_empty_database_is_not_backed_up(elsewhere, tmp_path):
    done = elsewhere().taizhang("backup", tmp_path / "x.zip")
    assert (done.returncode, "还没有可备份的数据" in done.stderr) == (2, True)
    assert not (tmp_path / "x.zip").exists()


def test_heads_are_json_that_other_programs_read(backup):
    assert json.loads(members(backup)["backup.json"])["kind"] == "taizhang-backup"
