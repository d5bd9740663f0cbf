package io.github.claudenexus.history;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.history.OtherHistory.OtherApplication;
import java.util.Optional;

/**
 * What another tool's history says of a migration that ours does not have.
 *
 * @param tool what the tool calls itself
 * @param table its table
 * @param order its place in the order of application
 * @param application when and by whom it was applied, as far as it is known
 * @param recordedBy what a row that takes it over says: of what that tool has only baselined nobody knows what made it
 * @param flaw why it cannot be taken over; empty when nothing speaks against it
 */
public record Elsewhere(
        String tool,
        String table,
        int order,
        OtherApplication application,
        HistoryRow.RecordedBy recordedBy,
        Optional<Failure> flaw) {}
