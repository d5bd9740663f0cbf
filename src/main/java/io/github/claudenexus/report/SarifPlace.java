package io.github.claudenexus.report;

import com.google.gson.stream.JsonWriter;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rehearsal.Step;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * Where a result of a SARIF log is: a line of a file, a class, or both.
 *
 * @param file the source file; empty when it is not known
 * @param line the line, from 1
 * @param column the column, from 1
 * @param type the class; empty when it is SQL
 */
record SarifPlace(Optional<String> file, int line, int column, Optional<String> type) {

    /** Where a remark is: at its statement; what is found after down is for down to fix. */
    static SarifPlace of(DiscoveredMigration migration, Remark remark, Map<String, String> sources) {
        Step step = remark.step();
        if (migration instanceof SqlMigration
                && step != Step.UP_AGAIN
                && remark.place().origin().isPresent()) {
            return of(remark.place(), sources);
        }
        boolean ofDown = step == Step.DOWN || step == Step.DATA || step == Step.UP_AGAIN;
        Optional<SqlScript> down = ofDown && migration instanceof SqlMigration sql ? sql.down() : Optional.empty();
        return at(migration, down.map(SqlScript::file).orElse(migration.origin()), sources);
    }

    private static SarifPlace of(Failure.Place place, Map<String, String> sources) {
        Optional<String> file = place.origin()
                .map(origin -> Optional.ofNullable(sources.get(origin)).orElse(origin));
        return place.position()
                .filter(SourcePosition::isInFile)
                .map(at -> new SarifPlace(file, at.line(), at.column(), Optional.empty()))
                .orElseGet(() -> new SarifPlace(file, 1, 1, Optional.empty()));
    }

    private static SarifPlace at(DiscoveredMigration migration, String origin, Map<String, String> sources) {
        Optional<String> source = Optional.ofNullable(sources.get(origin));
        boolean sql = migration instanceof SqlMigration;
        return new SarifPlace(
                sql ? source.or(() -> Optional.of(origin)) : source,
                1,
                1,
                sql ? Optional.empty() : Optional.of(origin));
    }

    /** Writes the list of one location. */
    void write(JsonWriter json) throws IOException {
        json.name("locations").beginArray();
        json.beginObject();
        if (file.isPresent()) {
            json.name("physicalLocation").beginObject();
            json.name("artifactLocation").beginObject();
            json.name("uri").value(uri(file.get()));
            json.name("uriBaseId").value("%SRCROOT%");
            json.endObject();
            json.name("region").beginObject();
            json.name("startLine").value(line);
            json.name("startColumn").value(column);
            json.endObject();
            json.endObject();
        }
        if (type.isPresent()) {
            json.name("logicalLocations").beginArray();
            json.beginObject();
            json.name("name").value(type.get().substring(type.get().lastIndexOf('.') + 1));
            json.name("fullyQualifiedName").value(type.get());
            json.name("kind").value("type");
            json.endObject();
            json.endArray();
        }
        json.endObject();
        json.endArray();
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
