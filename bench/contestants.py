"""Who takes part: how its project is laid out, what it is told to do, and where it keeps its history."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional


@dataclass(frozen=True)
class Contestant:
    """`versions`: a query for the versions that are applied. `goals`: none for psql, which is not run by Maven."""

    name: str
    role: str
    write: Callable
    versions: str
    migrate: Optional[str] = None
    status: Optional[str] = None
    compiled: bool = False
    java: bool = False

    @property
    def maven(self):
        return self.migrate is not None

    @property
    def floor(self):
        """Whose time its own is compared with."""
        return "floor-java" if self.java else "floor-sql"

    def takes_part(self, workload):
        if workload.jars:
            return self.java
        if workload.verb == "nothing" and not self.maven:
            return False
        return workload.count < 5000 or self.name not in ("liquibase", "flyway-java", "floor-java")


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_floor(folder, migrations):
    for it in migrations:
        put(folder / f"src/main/resources/db/migration/{it.number:05}-{it.name}.sql", it.sql)


def write_nexus(folder, migrations):
    for it in migrations:
        name = f"{it.number:05}-{it.name.replace('_', '-')}.sql"
        put(folder / "src/main/resources/db/migration" / name, f"-- nexus: irreversible=only measured\n{it.sql}")


def write_flyway(folder, migrations):
    for it in migrations:
        put(folder / f"migrations/V{it.number}__{it.name}.sql", it.sql)


LIQUIBASE_ROOT = """\
<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                   xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                   xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                                       http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
  <includeAll path="sql" relativeToChangelogFile="true"/>
</databaseChangeLog>
"""


def write_liquibase(folder, migrations):
    put(folder / "migrations/root.xml", LIQUIBASE_ROOT)
    for it in migrations:
        text = f"--liquibase formatted sql\n--changeset bench:{it.number}\n{it.sql}--rollback empty\n"
        put(folder / f"migrations/sql/{it.number:05}_{it.name}.sql", text)


# What `migration init` writes: the first script makes the history table.
MYBATIS_FIRST = """\
-- // create changelog
CREATE TABLE changelog (
    id numeric(20,0) NOT NULL PRIMARY KEY,
    applied_at varchar(25) NOT NULL,
    description varchar(255) NOT NULL
);

-- //@UNDO
DROP TABLE changelog;
"""
MYBATIS_ENVIRONMENT = """\
time_zone=GMT+0:00
driver=org.postgresql.Driver
url=%s
username=bench
password=
send_full_script=false
delimiter=;
full_line_delimiter=false
auto_commit=false
changelog=changelog
"""


def write_mybatis(folder, migrations):
    put(folder / "migrations/scripts/20230101000000_create_changelog.sql", MYBATIS_FIRST)
    put(folder / "migrations/scripts/bootstrap.sql", "-- // bootstrap\n")
    for it in migrations:
        text = f"-- // {it.name}\n{it.sql}\n-- //@UNDO\n"
        put(folder / f"migrations/scripts/{20240000000000 + it.number}_{it.name}.sql", text)


def tell_mybatis(folder, url):
    """It reads the URL from a file alone."""
    put(folder / "migrations/environments/development.properties", MYBATIS_ENVIRONMENT % url)


PSQL_HISTORY = """\
CREATE TABLE psql_history (
    version integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    duration_ms integer NOT NULL
);
"""


def write_psql(folder, migrations):
    """A message for each migration: psql sends what \\; joins at once."""
    messages = []
    for it in migrations:
        row = f"INSERT INTO psql_history VALUES ({it.number}, '{it.name}', 'none', now(), 1)"
        messages.append(" \\;\n".join(["BEGIN", *it.statements, row, "COMMIT"]) + ";\n")
    put(folder / "run.sql", PSQL_HISTORY + "".join(messages))


JAVA = """\
package db.migration;

%(imports)s

public final class %(name)s %(is_a)s {
%(before)s
    @Override
    public void %(up)s throws SQLException {
%(statements)s    }
}
"""
JDBC = "        try (Statement statement = %s.createStatement()) {\n%s        }\n"


def write_java(folder, migrations, name, imports, is_a, up, before="", connection=None):
    for it in migrations:
        indent = " " * (12 if connection else 8)
        on = "statement" if connection else "database"
        statements = "".join(f"{indent}{on}.execute({json.dumps(sql)});\n" for sql in it.statements)
        parts = {
            "imports": "\n".join(f"import {type};" for type in sorted(imports)),
            "name": name(it),
            "is_a": is_a,
            "before": before.replace("@VERSION@", str(it.number)),
            "up": up,
            "statements": JDBC % (connection, statements) if connection else statements,
        }
        put(folder / f"src/main/java/db/migration/{name(it)}.java", JAVA % parts)


def write_floor_java(folder, migrations):
    write_java(
        folder,
        migrations,
        name=lambda it: f"V{it.number}__{it.name}",
        imports=("bench.floor.FloorMigration", "java.sql.Connection", "java.sql.SQLException", "java.sql.Statement"),
        is_a="implements FloorMigration",
        before="    @Override\n    public int version() {\n        return @VERSION@;\n    }\n",
        up="up(Connection connection)",
        connection="connection",
    )


def write_nexus_java(folder, migrations):
    api = "io.github.claudenexus.migration"
    write_java(
        folder,
        migrations,
        name=lambda it: f"M{it.number:05}_{it.name.title().replace('_', '')}",
        imports=(f"{api}.Database", f"{api}.Migration", "java.sql.SQLException"),
        is_a="implements Migration",
        before='    @Override\n    public String irreversible() {\n        return "only measured";\n    }\n',
        up="up(Database database)",
    )


def write_flyway_java(folder, migrations):
    api = "org.flywaydb.core.api.migration"
    write_java(
        folder,
        migrations,
        name=lambda it: f"V{it.number}__{it.name}",
        imports=(f"{api}.BaseJavaMigration", f"{api}.Context", "java.sql.SQLException", "java.sql.Statement"),
        is_a="extends BaseJavaMigration",
        up="migrate(Context context)",
        connection="context.getConnection()",
    )


FLOOR_VERSIONS = "SELECT version FROM floor_history"
NEXUS_VERSIONS = "SELECT version FROM nexus_migrations WHERE state = 'applied'"
FLYWAY_VERSIONS = "SELECT version FROM flyway_schema_history WHERE success"

CONTESTANTS = (
    Contestant("floor-sql", "floor", write_floor, FLOOR_VERSIONS, "floor:sql", "floor:status"),
    Contestant("floor-java", "floor", write_floor_java, FLOOR_VERSIONS, "floor:java", "floor:status", True, True),
    Contestant("nexus-sql", "ours", write_nexus, NEXUS_VERSIONS, "nexus:migrate", "nexus:status", True),
    Contestant("nexus-java", "ours", write_nexus_java, NEXUS_VERSIONS, "nexus:migrate", "nexus:status", True, True),
    Contestant("flyway-sql", "peer", write_flyway, FLYWAY_VERSIONS, "flyway:migrate", "flyway:info"),
    Contestant(
        "flyway-java", "peer", write_flyway_java, FLYWAY_VERSIONS, "flyway:migrate", "flyway:info", True, True
    ),
    Contestant(
        "liquibase",
        "peer",
        write_liquibase,
        "SELECT id FROM databasechangelog",
        "liquibase:update",
        "liquibase:status",
    ),
    Contestant(
        "mybatis",
        "peer",
        write_mybatis,
        "SELECT id FROM changelog WHERE id > 20230101000000",
        "migration:up",
        "migration:status",
    ),
    Contestant("psql", "reference", write_psql, "SELECT version FROM psql_history"),
)


def read_pom(name, version, jars):
    """The POM of a contestant, as the file of that name has it, with the jars where they are asked for."""
    poms = Path(__file__).parent / "poms"
    text = (poms / f"{name}.xml").read_text(encoding="utf-8").replace("@project.version@", version)
    return text.replace("    <!-- jars -->\n", (poms / "jars.xml").read_text(encoding="utf-8") if jars else "")
