package io.github.claudenexus.schema;

import static java.util.stream.Collectors.groupingBy;

import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Links Task calls to the conversations they started, and completes what is linked from the call's side only. It walks
 * the rows in the order of (timestamp, request_id), a page at a time; each call takes the earliest conversation that
 * fits and is free. What is linked is in the rows themselves, so a walk that was interrupted ends as one that was
 * not.
 */
final class SubtaskLinks implements Batch {

    private static final int ROWS = 5000;

    private static final String PAGE = """
            SELECT r.timestamp, r.request_id
            FROM api_requests r
            WHERE r.timestamp >= ? AND (r.timestamp, r.request_id) > (?, ?)
            ORDER BY r.timestamp, r.request_id
            LIMIT %d
            """.formatted(ROWS);

    private static final String LINK_CALL = """
            UPDATE api_requests
            SET task_tool_invocation = jsonb_set(
                task_tool_invocation, ARRAY[?, 'linked_conversation_id']::text[], to_jsonb(?::text))
            WHERE request_id = ?
            """;

    private static final String LINK_CONVERSATION = """
            UPDATE api_requests
            SET parent_task_request_id = ?, is_subtask = true
            WHERE conversation_id = ?
              AND (parent_task_request_id IS NULL OR parent_task_request_id = ? AND is_subtask IS NOT TRUE)
            """;

    private record SubtaskLink(TaskCall call, UUID conversation) {}

    @Override
    public Reached next(Database database, Optional<String> after) throws SQLException {
        RequestPosition from = after.map(RequestPosition::parse).orElse(RequestPosition.BEGINNING);
        List<RequestPosition> page = database.query(PAGE, RequestPosition::of, from.at(), from.at(), from.request());
        if (page.isEmpty()) {
            return Reached.END;
        }
        RequestPosition last = page.get(page.size() - 1);
        List<TaskCall> calls = TaskCall.near(database, page.get(0), last);
        List<SubtaskLink> links = pair(calls, conversations(database, calls));
        linkCalls(database, links);
        linkConversations(database, linked(calls));
        linkConversations(database, links);
        return Reached.at(last.position(), page.size());
    }

    /** The conversations that the open calls may have started, by prompt, earliest first. */
    private static Map<String, List<Conversation>> conversations(Database database, List<TaskCall> calls)
            throws SQLException {
        List<TaskCall> open = calls.stream().filter(TaskCall::isOpen).toList();
        if (open.isEmpty()) {
            return Map.of();
        }
        List<String> prompts = open.stream()
                .map(TaskCall::prompt)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return Conversation.begun(
                        database,
                        open.get(0).place().at(),
                        open.get(open.size() - 1).place().at(),
                        prompts)
                .stream()
                .collect(groupingBy(Conversation::prompt));
    }

    /** Calls in their order, each with the earliest conversation that no other call has. */
    private static List<SubtaskLink> pair(List<TaskCall> calls, Map<String, List<Conversation>> conversations) {
        Set<String> taken = new HashSet<>();
        calls.stream().map(TaskCall::linked).filter(Objects::nonNull).forEach(taken::add);
        List<SubtaskLink> links = new ArrayList<>();
        for (TaskCall call : calls) {
            if (call.isOpen()) {
                List<Conversation> fitting = conversations.getOrDefault(call.prompt(), List.of()).stream()
                        .filter(call::mayHaveStarted)
                        .filter(conversation ->
                                !taken.contains(conversation.id().toString()))
                        .toList();
                first(fitting, call.place().request())
                        .or(() -> first(fitting, null))
                        .ifPresent(conversation -> {
                            taken.add(conversation.id().toString());
                            links.add(new SubtaskLink(call, conversation.id()));
                        });
            }
        }
        return links;
    }

    /** The earliest that is linked to this request already; to none, where it is null. */
    private static Optional<Conversation> first(List<Conversation> fitting, @Nullable UUID parent) {
        return fitting.stream()
                .filter(conversation -> Objects.equals(conversation.parent(), parent))
                .findFirst();
    }

    private static List<SubtaskLink> linked(List<TaskCall> calls) {
        return calls.stream()
                .flatMap(call -> call.linkedConversation().map(id -> new SubtaskLink(call, id)).stream())
                .toList();
    }

    private static void linkCalls(Database database, List<SubtaskLink> links) throws SQLException {
        batch(database, LINK_CALL, links, (link, request) ->
                new Object[] {String.valueOf(link.call.element()), link.conversation.toString(), request});
    }

    private static void linkConversations(Database database, List<SubtaskLink> links) throws SQLException {
        batch(database, LINK_CONVERSATION, links, (link, request) ->
                new Object[] {request, link.conversation, request});
    }

    private static void batch(
            Database database, String sql, List<SubtaskLink> links, BiFunction<SubtaskLink, UUID, Object[]> parameters)
            throws SQLException {
        if (!links.isEmpty()) {
            database.batch(
                    sql,
                    links.stream()
                            .map(link ->
                                    parameters.apply(link, link.call.place().request()))
                            .toList());
        }
    }
}
