package io.openhavip.gateway.directory;

import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.AccessKeys;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.ram.Authorization;
import io.openhavip.gateway.ram.Policy;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Who may call and what they may do, in memory: the keys of the settings, which cannot change, and what the tables hold, read anew
 * whenever another version of them is found. Thread-safe; questions are answered from one state.
 */
public final class Directory implements AccessKeys {

    private static final Logger LOG = Logger.getLogger(Directory.class);

    private final DirectoryTables tables;
    private final Map<String, AccessKey> configured;
    private volatile State state;

    private record State(long version, Map<String, AccessKey> keys, Authorization authorization) {}

    /** @param configured keys of the settings, by their ids; they win over the tables' */
    public Directory(DirectoryTables tables, Map<String, AccessKey> configured) {
        this.tables = tables;
        this.configured = Map.copyOf(configured);
        this.state = new State(0, this.configured, new Authorization(Map.of()));
    }

    /** Reads the tables if they changed since the last time. */
    public synchronized void refresh() throws SQLException {
        long version = tables.version();
        if (version != state.version) {
            // A change after the version was read makes the next refresh read again.
            state = read(version);
            LOG.infof("directory read version=%d accessKeys=%d", version, state.keys.size());
        }
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        return Optional.ofNullable(state.keys.get(accessKeyId));
    }

    public Authorization authorization() {
        return state.authorization;
    }

    private State read(long version) throws SQLException {
        Map<String, AccessKey> keys = new HashMap<>();
        for (AccessKey key : tables.keysWithSecrets()) {
            keys.put(key.id(), key);
        }
        keys.putAll(configured);
        Map<String, List<Policy>> policies = new HashMap<>();
        for (RamUser user : tables.users(Optional.empty())) {
            policies.put(
                    Caller.user(user.accountId(), user.userId(), user.name()).principal(),
                    tables.policiesOf(user).stream().map(Policy::parse).toList());
        }
        return new State(version, Map.copyOf(keys), new Authorization(policies));
    }
}
