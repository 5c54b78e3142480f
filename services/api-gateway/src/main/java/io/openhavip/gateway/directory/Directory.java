package io.openhavip.gateway.directory;

import io.openhavip.gateway.directory.DirectoryTables.StoredKey;
import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.AccessKeys;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.ram.Authorization;
import io.openhavip.gateway.ram.Policy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Who may call and what they may do, in memory: the keys of the settings, which cannot change, and what the tables hold, read anew
 * whenever another version of them is found. What cannot be read stops nobody else: a key is left out, and a user whose policies cannot
 * all be read may do nothing, since the one that is missing could have forbidden something. Thread-safe; questions are answered from
 * one state.
 */
public final class Directory implements AccessKeys {

    private static final Logger LOG = Logger.getLogger(Directory.class);

    private final DirectoryTables tables;
    private final Map<String, AccessKey> configured;
    private final LongSupplier clock;
    private volatile State state;
    private volatile long refreshedAt;
    /** What could not be read the last time, so that each is said once. */
    private Set<String> unreadable = Set.of();

    private record State(long version, Map<String, AccessKey> keys, Authorization authorization) {}

    /**
     * @param configured keys of the settings, by their ids; they win over the tables'
     * @param clock nanoseconds from anywhere, which never go back
     */
    public Directory(DirectoryTables tables, Map<String, AccessKey> configured, LongSupplier clock) {
        this.tables = tables;
        this.configured = Map.copyOf(configured);
        this.clock = clock;
        this.refreshedAt = clock.getAsLong();
        this.state = new State(0, this.configured, new Authorization(Map.of(), Map.of()));
    }

    /** Reads the tables if they changed since the last time. */
    public synchronized void refresh() throws SQLException {
        long version = tables.version();
        if (version != state.version) {
            // A change after the version was read makes the next refresh read again.
            state = read(version);
            LOG.infof("directory read version=%d accessKeys=%d", version, state.keys.size());
        }
        refreshedAt = clock.getAsLong();
    }

    /** How old what is known here can be. */
    public Duration sinceRefresh() {
        return Duration.ofNanos(clock.getAsLong() - refreshedAt);
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        return Optional.ofNullable(state.keys.get(accessKeyId));
    }

    public Authorization authorization() {
        return state.authorization;
    }

    private State read(long version) throws SQLException {
        Map<String, RuntimeException> failures = new HashMap<>();
        Map<String, AccessKey> keys = new HashMap<>();
        List<StoredKey> all = tables.storedKeys();
        for (StoredKey stored : all) {
            readable("accessKey=" + stored.id(), () -> tables.opened(stored), failures)
                    .ifPresent(key -> keys.put(key.id(), key));
        }
        if (all.size() > 1 && keys.isEmpty()) {
            throw new IllegalStateException(
                    "none of the %d stored access keys can be opened: havip.gateway.master-key is missing or another's"
                            .formatted(all.size()));
        }
        keys.putAll(configured);
        Map<String, List<Policy>> policies = new HashMap<>();
        Map<String, String> unreadablePolicies = new HashMap<>();
        for (RamUser user : tables.users(Optional.empty())) {
            String principal =
                    Caller.user(user.accountId(), user.userId(), user.name()).principal();
            List<Policy> ofUser = new ArrayList<>();
            for (PolicyView policy : tables.policiesOf(user)) {
                String key = "policy=" + policy.accountId() + "/" + policy.name();
                readable(key, () -> Policy.parse(policy.document()), failures)
                        .ifPresentOrElse(ofUser::add, () -> unreadablePolicies.put(principal, policy.name()));
            }
            policies.put(principal, List.copyOf(ofUser));
        }
        tell(failures);
        return new State(version, Map.copyOf(keys), new Authorization(policies, unreadablePolicies));
    }

    private static <T> Optional<T> readable(String what, Supplier<T> reading, Map<String, RuntimeException> failures) {
        try {
            return Optional.of(reading.get());
        } catch (RuntimeException e) {
            failures.put(what, e);
            return Optional.empty();
        }
    }

    private void tell(Map<String, RuntimeException> failures) {
        failures.forEach((what, cause) -> {
            if (!unreadable.contains(what)) {
                LOG.errorf("cannot be read and is left out until it is changed %s cause=%s", what, cause.getMessage());
            }
        });
        unreadable = Set.copyOf(failures.keySet());
    }
}
