"""Which tables an installation has at a state of its migrations, and which of them are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

Migration = tuple[str, str]
# Made again by the product itself (types of content, permissions) or ending with the process that had them (sessions).
LEFT_OUT = frozenset({"contenttypes", "auth", "sessions"})


class UnknownMigration(Exception):
    """The database is, or was, at a state that this product does not know: a newer one made it."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The models as they stood when ``targets``, the last migration of each app, had been applied."""

    targets: list[Migration]
    models: list[type[Model]]


def applied_migrations() -> list[Migration]:
    """Every migration that the database has been through."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def schema_at(migrations: list[Migration]) -> Schema:
    """The schema after ``migrations``: today's models may have gained fields since. Raises UnknownMigration."""
    loader = MigrationLoader(None)  # looks at no database: there may be none yet
    graph, done = loader.graph, set(migrations)
    if unknown := done - graph.nodes.keys():
        raise UnknownMigration(", ".join(".".join(migration) for migration in sorted(unknown)))
    targets = [node for node in migrations if not any(child.key in done for child in _next_in_app(loader, node))]
    models = loader.project_state(targets).apps.get_models(include_auto_created=True)
    kept = [model for model in models if model._meta.app_label not in LEFT_OUT and model._meta.managed and not model._meta.proxy]
    return Schema(targets, sorted(kept, key=lambda model: model._meta.label_lower))


def _next_in_app(loader: MigrationLoader, node: Migration) -> list[Any]:
    return [child for child in loader.graph.node_map[node].children if child.key[0] == node[0]]


def migrate_to(schema: Schema) -> None:
    """Bring an empty database to the state of ``schema``."""
    MigrationExecutor(connection).migrate(schema.targets)
