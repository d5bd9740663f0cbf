package io.github.claudenexus.author;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection as authors get it. What would end the transaction or the connection is refused; each statement passes
 * the log. Everything reached from it is guarded too, or {@code statement.getConnection()} would be a way around.
 */
final class GuardedConnection {

    private static final Set<String> REFUSED =
            Set.of("commit", "close", "abort", "setAutoCommit", "setReadOnly", "setTransactionIsolation", "unwrap");

    private static final List<Class<?>> GUARDED = List.of(
            CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    private static final Object[] NONE = {};

    private final Connection real;
    private final StatementLog log;
    private final Connection guarded;

    private GuardedConnection(Connection real, StatementLog log) {
        this.real = real;
        this.log = log;
        this.guarded = proxy(Connection.class, this::onConnection);
    }

    static Connection of(Connection real, StatementLog log) {
        return new GuardedConnection(real, log).guarded;
    }

    private @Nullable Object onConnection(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        boolean whole = name.equals("rollback") && method.getParameterCount() == 0;
        if (REFUSED.contains(name) || whole) {
            throw TransactionViolation.byCalling(name + "()");
        }
        if (name.startsWith("prepare") && arguments.length > 0 && arguments[0] instanceof String sql) {
            StatementLog.refuseTransactionControl(sql);
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
        return GUARDED.stream()
                .filter(type ->
                        type.isInstance(result) && method.getReturnType().isInterface())
                .findFirst()
                .<Object>map(
                        type -> proxy(type, (proxy, called, arguments) -> onResource(result, called, arguments, sql)))
                .orElse(result);
    }

    private @Nullable Object onResource(Object resource, Method method, Object[] arguments, String prepared)
            throws Throwable {
        if (method.getName().equals("unwrap")) {
            throw TransactionViolation.byCalling("unwrap()");
        }
        if (method.getName().equals("addBatch") && arguments.length > 0 && arguments[0] instanceof String sql) {
            StatementLog.refuseTransactionControl(sql);
        }
        if (!(resource instanceof Statement statement) || !method.getName().startsWith("execute")) {
            return guard(invoke(resource, method, arguments), method, prepared);
        }
        String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : prepared;
        Optional<Object> result = log.run(real, sql, () -> {
            try {
                return Optional.ofNullable(invoke(resource, method, arguments));
            } finally {
                log.heard().says(sql, statement);
            }
        });
        return guard(result.orElse(null), method, prepared);
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
