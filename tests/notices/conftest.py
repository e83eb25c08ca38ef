"""What tests of notices start from: a ledger with people whom it concerns, mail that is kept and not sent."""

import pytest
from django.core import mail

from taizhang.accounts.actions import correct_user
from taizhang.journal.append import SYSTEM
from taizhang.ledger import actions as ledger_actions
from taizhang.notices import actions
from taizhang.notices.actions import GroupSaid, Said
from tests.ledger.closing import way
from tests.notices.receiver import receiver


@pytest.fixture(autouse=True)
def set_up(settings):
    """Mail and the installation's own address are set up."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_HOST = "mail.example"
    settings.SITE_ADDRESS = "https://taizhang.example"


@pytest.fixture
def outbox(db):
    """Mails that would have gone."""
    return mail.outbox


@pytest.fixture
def start(clerk, sheet, opening, person, units):
    """Begins a ledger by the code of its profile, with everybody whom a close-out needs."""
    return lambda code: way(code, clerk=clerk, sheet=sheet, opening=opening, person=person, units=units)


@pytest.fixture
def water(person):
    """The contact of the water section, which leads the first finding."""
    return person("contact", "供水科", "赵联络")


@pytest.fixture
def mailed(at):
    """Gives a person an address."""

    def give(user, address="someone@water.example"):
        correct_user(user=user, name=user.name, email=address, by=SYSTEM, at=at)
        user.refresh_from_db()
        return user

    return give


@pytest.fixture
def due(at):
    """Sets a finding's deadline by the office's own action."""

    def set_to(finding, day, by):
        finding.refresh_from_db()
        said = {"deadline": day, "horizon": "限期", "version": finding.version}
        return ledger_actions.set_deadline(subject=finding, by=by, at=at, **said)

    return set_to


@pytest.fixture
def there(settings):
    """A chat program's server on this machine."""
    settings.OUTSIDE_ALLOWED = ["127.0.0.1"]
    with receiver() as found:
        yield found


@pytest.fixture
def group(there, units, clerk, at):
    """A group of the bureau, told at once and at any time."""
    said = GroupSaid("整改工作群", "wecom", f"{there.url}?key=robot-key-1234", "", AT_ONCE)
    return actions.add_group(unit=units["市水务局"], group=said, by=clerk, at=at)


AT_ONCE = Said(daily=False, quiet_from=0, quiet_until=0, working_days_only=False)
