package io.openhavip.eventing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What a replica says to its database: the first words of each statement that it prepares, in order. Thread-safe. */
public final class Statements {

    private final DataSource pool;
    private final List<String> prepared = new ArrayList<>();
    private Consumer<String> before = sql -> {};

    public Statements(DataSource pool) {
        this.pool = pool;
    }

    /** Calls back before each statement is prepared, on the thread that prepares it. */
    public void before(Consumer<String> listener) {
        before = listener;
    }

    /** Statements since the last call: {@code append}, {@code read} (of events), {@code snapshot} or {@code other}. */
    public synchronized List<String> take() {
        List<String> taken = List.copyOf(prepared);
        prepared.clear();
        return taken;
    }

    private synchronized void note(String kind) {
        prepared.add(kind);
    }

    public DataSource dataSource() {
        return proxy(DataSource.class, pool);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        String kind = kindOf((String) arguments[0]);
                        note(kind);
                        before.accept(kind);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static String kindOf(String sql) {
        if (sql.contains("INSERT INTO domain_event_entry")) {
            return "append";
        }
        if (sql.contains("FROM domain_event_entry")) {
            return "read";
        }
        return sql.contains("FROM snapshot_event_entry") ? "snapshot" : "other";
    }
}
