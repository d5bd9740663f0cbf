package io.github.claudenexus.jdbc;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which servers will do, where several are named or a certain kind is demanded: libpq's target_session_attrs. */
public enum TargetSession {
    /** The first that answers. */
    ANY("any"),
    /** One whose sessions may write. */
    READ_WRITE("read-write"),
    /** One whose sessions may only read. */
    READ_ONLY("read-only"),
    /** One that is not a standby. */
    PRIMARY("primary"),
    /** A standby. */
    STANDBY("standby"),
    /** A standby, or else any. */
    PREFER_STANDBY("prefer-standby"),
    /** One whose sessions may write, or else any: pgjdbc's preferPrimary. */
    PREFER_READ_WRITE("preferPrimary"),
    /** One whose sessions may only read, or else any: pgjdbc's preferSecondary. */
    PREFER_READ_ONLY("preferSecondary");

    /** libpq's values. */
    static final Map<String, TargetSession> LIBPQ = Stream.of(
                    ANY, READ_WRITE, READ_ONLY, PRIMARY, STANDBY, PREFER_STANDBY)
            .collect(Collectors.toMap(TargetSession::toString, value -> value));

    /** The values of pgjdbc's targetServerType. */
    static final Map<String, TargetSession> JDBC = Map.of(
            "any", ANY,
            "primary", READ_WRITE,
            "master", READ_WRITE,
            "secondary", READ_ONLY,
            "slave", READ_ONLY,
            "preferPrimary", PREFER_READ_WRITE,
            "preferSecondary", PREFER_READ_ONLY,
            "preferSlave", PREFER_READ_ONLY);

    private final String value;

    TargetSession(String value) {
        this.value = value;
    }

    /** Whether a server that is not wanted will still do when there is no other. */
    boolean onlyPrefers() {
        return this == PREFER_STANDBY || this == PREFER_READ_WRITE || this == PREFER_READ_ONLY;
    }

    /**
     * What is wrong with a server, as the end of a sentence; empty when it is wanted.
     *
     * @param standby whether it is in recovery
     * @param readOnly whether its transactions may only read unless they say otherwise
     */
    Optional<String> objection(boolean standby, boolean readOnly) {
        return switch (this) {
            case ANY -> Optional.empty();
            case READ_WRITE, PREFER_READ_WRITE ->
                standby
                        ? Optional.of("is a standby")
                        : Optional.of("is read-only (default_transaction_read_only)")
                                .filter(reason -> readOnly);
            case READ_ONLY, PREFER_READ_ONLY -> Optional.of("is not read-only").filter(reason -> !standby && !readOnly);
            case PRIMARY -> Optional.of("is a standby").filter(reason -> standby);
            case STANDBY, PREFER_STANDBY -> Optional.of("is not a standby").filter(reason -> !standby);
        };
    }

    /** The value as it is written in a URL. */
    @Override
    public String toString() {
        return value;
    }
}
