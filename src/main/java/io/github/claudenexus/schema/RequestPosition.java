package io.github.claudenexus.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A row's place in the order of (timestamp, request_id); exact to the microsecond, as PostgreSQL keeps it. */
record RequestPosition(OffsetDateTime at, UUID request) {

    /** Before every row: the driver sends its time as -infinity. */
    static final RequestPosition BEGINNING = new RequestPosition(OffsetDateTime.MIN, new UUID(0, 0));

    static RequestPosition parse(String position) {
        String[] parts = position.split(" ", 2);
        return new RequestPosition(OffsetDateTime.parse(parts[0]), UUID.fromString(parts[1]));
    }

    /** The place in the first two columns of a row. */
    static RequestPosition of(ResultSet row) throws SQLException {
        return new RequestPosition(row.getObject(1, OffsetDateTime.class), row.getObject(2, UUID.class));
    }

    String position() {
        return at + " " + request;
    }
}
