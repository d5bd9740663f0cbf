package io.github.claudenexus.author;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;
import org.postgresql.util.PSQLException;

/** Binds what an author hands over, also what the driver does not know, or says what to hand over instead. */
final class AuthorParameters {

    private static final String OBJECT = "org.postgresql.util.PGobject";
    private static final int SECONDS_OF_AN_HOUR = 3600;
    private static final double NANOS = 1e9;

    private static final Map<Class<?>, String> ARRAYS = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(Integer.class, "int4"),
            Map.entry(Long.class, "int8"),
            Map.entry(Short.class, "int2"),
            Map.entry(Boolean.class, "bool"),
            Map.entry(Double.class, "float8"),
            Map.entry(Float.class, "float4"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(OffsetDateTime.class, "timestamptz"));

    private AuthorParameters() {}

    /** Binds parameters in order. */
    static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int index = 0; index < parameters.length; index++) {
            bind(statement, index + 1, parameters[index]);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object handedOver) throws SQLException {
        Object value = plain(handedOver);
        try {
            if (value instanceof Enum<?> constant) {
                // As text without a type: the server takes it for what the place wants, an enum or text.
                statement.setObject(index, constant.name(), Types.OTHER);
            } else if (value instanceof Collection<?> elements) {
                bindArray(statement, index, elements);
            } else {
                statement.setObject(index, value);
            }
        } catch (PSQLException refused) {
            throw explained(refused, index, value);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        } else if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        } else if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        } else if (value != null && value.getClass() == Date.class) {
            return ((Date) value).toInstant().atOffset(ZoneOffset.UTC);
        } else if (value instanceof Duration duration) {
            double seconds = duration.getSeconds() % SECONDS_OF_AN_HOUR + duration.getNano() / NANOS;
            return new PGInterval(0, 0, 0, Math.toIntExact(duration.toSeconds() / SECONDS_OF_AN_HOUR), 0, seconds);
        } else if (value instanceof Period period) {
            return new PGInterval(period.getYears(), period.getMonths(), period.getDays(), 0, 0, 0);
        }
        return value != null && value.getClass().getName().equals(OBJECT) ? object(value) : value;
    }

    // The project's own driver has a class of that name too, which is not ours.
    private static PGobject object(Object theirs) throws SQLException {
        try {
            PGobject ours = new PGobject();
            ours.setType((String) theirs.getClass().getMethod("getType").invoke(theirs));
            ours.setValue((String) theirs.getClass().getMethod("getValue").invoke(theirs));
            return ours;
        } catch (ReflectiveOperationException unknown) {
            throw new SQLException("A PGobject of a driver that is not known: " + unknown, unknown);
        }
    }

    private static void bindArray(PreparedStatement statement, int index, Collection<?> elements) throws SQLException {
        Connection connection = statement.getConnection();
        Object[] plain = new Object[elements.size()];
        Class<?> type = Void.class;
        boolean named = false;
        int at = 0;
        for (Object element : elements) {
            Object value = plain(element);
            named |= value instanceof Enum<?>;
            plain[at++] = value instanceof Enum<?> constant ? constant.name() : value;
            if (value != null) {
                type = value instanceof Enum<?> ? String.class : value.getClass();
            }
        }
        String name = ARRAYS.get(type == Void.class ? String.class : type);
        if (name == null) {
            throw new SQLException("Parameter " + index + " is a collection of " + type.getName()
                    + ", for which no array is known. Hand over connection().createArrayOf(type, elements).");
        }
        Array array = connection.createArrayOf(name, plain);
        if (named || type == Void.class) {
            statement.setObject(index, array.toString(), Types.OTHER);
        } else {
            statement.setArray(index, array);
        }
    }

    private static SQLException explained(PSQLException refused, int index, @Nullable Object value) {
        if (refused.getServerErrorMessage() != null) {
            return refused;
        }
        String message = String.valueOf(refused.getMessage());
        if (message.contains("infer the SQL type") && value != null) {
            return new SQLException(
                    "Parameter " + index + " is a " + value.getClass().getName() + ", for which no SQL type is known."
                            + " Hand over a String with a cast (?::jsonb), a number, boolean, UUID, byte[], enum or a"
                            + " collection of these; for a time an OffsetDateTime, LocalDateTime or LocalDate.",
                    refused.getSQLState(),
                    refused);
        }
        return message.contains("out of range")
                ? new SQLException(
                        "Parameter " + index + " is handed over, and the statement has fewer ?.",
                        refused.getSQLState(),
                        refused)
                : refused;
    }

    /** Says what the driver does not: that a question mark is taken for a parameter. */
    static SQLException explained(SQLException failure) {
        boolean ofDriver = failure instanceof PSQLException refused && refused.getServerErrorMessage() == null;
        return ofDriver && String.valueOf(failure.getMessage()).startsWith("No value specified for parameter")
                ? new SQLException(
                        "The statement has more ? than parameters are handed over. PostgreSQL's operators ?, ?| and ?&"
                                + " are written ??, ??| and ??&.",
                        failure.getSQLState(),
                        failure)
                : failure;
    }
}
