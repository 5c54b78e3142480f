package io.openhavip.network.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.HostChoice;
import io.openhavip.network.projection.InstanceQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hosts that an instance can be placed on. */
@ApplicationScoped
public class Placement {

    private final NetworkConfiguration configuration;
    private final InstanceQueries queries;

    Placement(NetworkConfiguration configuration, InstanceQueries queries) {
        this.configuration = configuration;
        this.queries = queries;
    }

    /**
     * The host asked for, or all that there are.
     *
     * @throws Refusal {@code InvalidParameter} if the host asked for does not exist
     */
    public List<HostChoice.Host> candidates(Optional<String> wanted) throws SQLException {
        if (wanted.isPresent() && !configuration.hosts().contains(wanted.get())) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"hostId\" is " + wanted.get() + "; the hosts are " + String.join(", ", configuration.hosts())
                            + ".");
        }
        Map<String, Long> load = queries.instancesByHost();
        return wanted.map(List::of).orElseGet(configuration::hosts).stream()
                .map(hostId -> new HostChoice.Host(hostId, load.getOrDefault(hostId, 0L)))
                .toList();
    }
}
