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

    /** The host of a stack without agents. */
    private static final List<String> NONE_REGISTERED = List.of("host-1");

    private final NetworkConfiguration configuration;
    private final RegisteredHosts registered;
    private final InstanceQueries queries;

    Placement(NetworkConfiguration configuration, RegisteredHosts registered, InstanceQueries queries) {
        this.configuration = configuration;
        this.registered = registered;
        this.queries = queries;
    }

    /**
     * For an instance whose host was removed: the hosts that there are, as far as they are known; maybe none. It had one, so that this is
     * no stack without agents.
     */
    public List<HostChoice.Host> candidatesAnew() throws SQLException {
        return withLoad(configuration.hosts().orElseGet(registered::hostIds));
    }

    /**
     * The host asked for, or all that there are.
     *
     * @throws Refusal {@code InvalidParameter} if the host asked for does not exist; {@code ServiceUnavailable} if the hosts are not
     *     known yet
     */
    public List<HostChoice.Host> candidates(Optional<String> wanted) throws SQLException {
        List<String> hosts = hosts();
        if (wanted.isPresent() && !hosts.contains(wanted.get())) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"hostId\" is " + wanted.get() + "; the hosts are " + String.join(", ", hosts) + ".");
        }
        return withLoad(wanted.map(List::of).orElse(hosts));
    }

    /** Where nobody runs instances they take no room. */
    private long mostOnHost() {
        boolean nobody = configuration.hosts().isEmpty() && registered.hostIds().isEmpty();
        return nobody ? Long.MAX_VALUE : configuration.instancesOnHost();
    }

    private List<HostChoice.Host> withLoad(List<String> hosts) throws SQLException {
        long most = mostOnHost();
        Map<String, Long> load = queries.instancesByHost();
        return hosts.stream()
                .map(hostId -> new HostChoice.Host(hostId, load.getOrDefault(hostId, 0L), most))
                .toList();
    }

    private List<String> hosts() {
        return configuration.hosts().orElseGet(() -> {
            if (!registered.areComplete()) {
                throw new Refusal(ErrorCode.OPERATION_TIMED_OUT, "The hosts are still being read from Kafka.");
            }
            List<String> hostIds = registered.hostIds();
            return hostIds.isEmpty() ? NONE_REGISTERED : hostIds;
        });
    }
}
