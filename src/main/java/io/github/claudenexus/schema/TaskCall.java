package io.github.claudenexus.schema;

import io.github.claudenexus.migration.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An element of some row's task_tool_invocation.
 *
 * @param place the row's place
 * @param conversation the row's conversation
 * @param element its place in the array, from 0
 * @param prompt null where it is not a string
 * @param linked the conversation it is linked to
 * @param inPage whether the row is on the page asked for, not only near it
 */
record TaskCall(
        RequestPosition place,
        @Nullable UUID conversation,
        int element,
        @Nullable String prompt,
        @Nullable String linked,
        boolean inPage) {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Duration LATEST = Duration.ofSeconds(30);

    private static final String NEAR_PAGE = """
            SELECT r.timestamp, r.request_id, r.conversation_id, e.place - 1,
                   CASE jsonb_typeof(e.call -> 'prompt') WHEN 'string' THEN e.call ->> 'prompt' END,
                   e.call ->> 'linked_conversation_id',
                   (r.timestamp, r.request_id) >= (?, ?) AND (r.timestamp, r.request_id) <= (?, ?)
            FROM api_requests r
            CROSS JOIN LATERAL jsonb_array_elements(
                CASE jsonb_typeof(r.task_tool_invocation) WHEN 'array' THEN r.task_tool_invocation END)
                WITH ORDINALITY AS e(call, place)
            WHERE r.task_tool_invocation IS NOT NULL
              AND r.timestamp >= ?::timestamptz - interval '30 seconds'
              AND r.timestamp <= ?::timestamptz + interval '30 seconds'
            ORDER BY r.timestamp, r.request_id, e.place
            """;

    /** In the order of their places: those from one place to another, and those up to 30 seconds off. */
    static List<TaskCall> near(Database database, RequestPosition first, RequestPosition last) throws SQLException {
        return database.query(
                NEAR_PAGE, TaskCall::of, first.at(), first.request(), last.at(), last.request(), first.at(), last.at());
    }

    /** Whether a conversation is to be looked for. */
    boolean isOpen() {
        return inPage && prompt != null && !prompt.isEmpty() && linked == null;
    }

    /** The conversation that a call on the page is linked to already, unless that is its own or no id. */
    Optional<UUID> linkedConversation() {
        if (!inPage || linked == null || !ID.matcher(linked).matches()) {
            return Optional.empty();
        }
        return Optional.of(UUID.fromString(linked)).filter(id -> !id.equals(conversation));
    }

    /** Whether, by time and place, it may have started that conversation. */
    boolean mayHaveStarted(Conversation other) {
        Duration later = Duration.between(place.at(), other.began());
        return !other.id().equals(conversation) && later.compareTo(Duration.ZERO) > 0 && later.compareTo(LATEST) <= 0;
    }

    private static TaskCall of(ResultSet row) throws SQLException {
        return new TaskCall(
                RequestPosition.of(row),
                row.getObject(3, UUID.class),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7));
    }
}
