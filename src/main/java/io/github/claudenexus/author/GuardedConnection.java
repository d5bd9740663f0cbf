package io.github.claudenexus.author;

import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection as authors get it. What would end the transaction or the connection, or stay for later migrations, is
 * refused; each statement is sent as those of the database are. Everything reached from it is guarded too, or
 * {@code statement.getConnection()} would be a way around.
 */
final class GuardedConnection {

    private static final Set<String> REFUSED = Set.of(
            "commit",
            "close",
            "abort",
            "setAutoCommit",
            "setReadOnly",
            "setTransactionIsolation",
            "setHoldability",
            "setNetworkTimeout",
            "unwrap");

    private static final List<Class<?>> GUARDED = List.of(
            CallableStatement.class,
            PreparedStatement.class,
            java.sql.Statement.class,
            ResultSet.class,
            DatabaseMetaData.class);

    private static final Object[] NONE = {};

    private final Connection real;
    private final ServerNotices notices;
    private final Sender sender;
    private final Connection guarded;

    /** How the statements of the connection are sent: as those of the database that the author was handed. */
    interface Sender {
        /**
         * Sends it.
         *
         * @param repeatable whether the call may be made a second time
         */
        <T> T send(Statement statement, boolean repeatable, StatementProbe.Call<T> call) throws SQLException;
    }

    private GuardedConnection(Connection real, ServerNotices notices, Sender sender) {
        this.real = real;
        this.notices = notices;
        this.sender = sender;
        this.guarded = proxy(Connection.class, this::onConnection);
    }

    static Connection of(Connection real, ServerNotices notices, Sender sender) {
        return new GuardedConnection(real, notices, sender).guarded;
    }

    private @Nullable Object onConnection(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        boolean whole = name.equals("rollback") && method.getParameterCount() == 0;
        if (REFUSED.contains(name) || whole) {
            throw TransactionViolation.byCalling(name + "()", real.getAutoCommit());
        }
        if (name.startsWith("prepare") && arguments.length > 0 && arguments[0] instanceof String sql) {
            StatementLog.refuseTransactionControl(Statement.of(sql), real.getAutoCommit());
            return guard(invoke(real, method, arguments), method, sql);
        }
        return guard(invoke(real, method, arguments), method, "");
    }

    private @Nullable Object guard(@Nullable Object result, Method method, String sql) {
        if (result == null) {
            return null;
        }
        if (result instanceof Connection) {
            return guarded;
        }
        List<String> batch = new ArrayList<>();
        return GUARDED.stream()
                .filter(type ->
                        type.isInstance(result) && method.getReturnType().isInterface())
                .findFirst()
                .<Object>map(type -> proxy(
                        type,
                        (proxy, called, arguments) -> onResource(result, called, arguments, new Sent(sql, batch))))
                .orElse(result);
    }

    /**
     * What a statement of the driver's sends.
     *
     * @param prepared what it was prepared with; empty for one that is handed its text
     * @param batch what was added to its batch so far
     */
    private record Sent(String prepared, List<String> batch) {

        String by(Method method, Object[] arguments) {
            if (arguments.length > 0 && arguments[0] instanceof String text) {
                return text;
            }
            return isBatch(method) && prepared.isEmpty() ? String.join(";\n", batch) : prepared;
        }

        static boolean isBatch(Method method) {
            return method.getName().endsWith("Batch");
        }
    }

    private @Nullable Object onResource(Object resource, Method method, Object[] arguments, Sent sent)
            throws Throwable {
        if (method.getName().equals("unwrap")) {
            throw TransactionViolation.byCalling("unwrap()", real.getAutoCommit());
        }
        if (method.getName().equals("addBatch") && arguments.length > 0 && arguments[0] instanceof String sql) {
            StatementLog.refuseTransactionControl(Statement.of(sql), real.getAutoCommit());
            sent.batch().add(sql);
        }
        if (!(resource instanceof java.sql.Statement driver)
                || !method.getName().startsWith("execute")) {
            return guard(invoke(resource, method, arguments), method, sent.prepared());
        }
        Statement statement = Statement.of(sent.by(method, arguments));
        try {
            // Executing a batch empties it, whatever comes of it.
            Optional<Object> result = sender.send(statement, !Sent.isBatch(method), () -> {
                try {
                    return Optional.ofNullable(invoke(resource, method, arguments));
                } finally {
                    notices.says(statement, driver);
                }
            });
            return guard(result.orElse(null), method, sent.prepared());
        } finally {
            sent.batch().clear();
        }
    }

    private static @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        InvocationHandler whole = (proxy, method, arguments) -> switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "guarded " + type.getSimpleName();
            default -> handler.invoke(proxy, method, arguments == null ? NONE : arguments);
        };
        return type.cast(
                Proxy.newProxyInstance(GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, whole));
    }
}
