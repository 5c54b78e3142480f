package io.openhavip.network.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.projection.InstanceQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses hosts for instances: the one asked for, or the one with the fewest instances. */
@ApplicationScoped
public class Placement {

    private final NetworkConfiguration configuration;
    private final InstanceQueries queries;

    Placement(NetworkConfiguration configuration, InstanceQueries queries) {
        this.configuration = configuration;
        this.queries = queries;
    }

    /**
     * Hosts for some instances, in order.
     *
     * @throws Refusal {@code InvalidParameter} if the host asked for does not exist
     */
    public List<String> choose(Optional<String> wanted, int amount) throws SQLException {
        if (wanted.isPresent() && !configuration.hosts().contains(wanted.get())) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"hostId\" is " + wanted.get() + "; the hosts are " + String.join(", ", configuration.hosts())
                            + ".");
        }
        Map<String, Long> load = new HashMap<>(wanted.isPresent() ? Map.of() : queries.instancesByHost());
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < amount; i++) {
            String host = wanted.orElseGet(() -> configuration.hosts().stream()
                    .min(Comparator.comparingLong(candidate -> load.getOrDefault(candidate, 0L)))
                    .orElseThrow());
            load.merge(host, 1L, Long::sum);
            chosen.add(host);
        }
        return chosen;
    }
}
