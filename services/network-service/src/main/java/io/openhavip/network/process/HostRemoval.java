package io.openhavip.network.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.Changes;
import io.openhavip.network.domain.InstanceRequest.LoseHost;
import io.openhavip.network.process.RegisteredHosts.Registration;
import io.openhavip.network.projection.InstanceQueries;
import io.openhavip.network.projection.InstanceQueries.Placed;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes hosts whose agents are gone for good. First the host is withdrawn, so that nothing more is placed there, then its instances
 * lose it, each in a transaction. A removal that was broken off is gone on with by asking again: until then the host is one that has
 * instances. Thread-safe.
 */
@ApplicationScoped
public class HostRemoval {

    private final RegisteredHosts registered;
    private final NetworkConfiguration configuration;
    private final InstanceQueries queries;
    private final EventSourcing eventSourcing;
    private final HostWithdrawal withdrawal;

    HostRemoval(
            RegisteredHosts registered,
            NetworkConfiguration configuration,
            InstanceQueries queries,
            EventSourcing eventSourcing,
            HostWithdrawal withdrawal) {
        this.registered = registered;
        this.configuration = configuration;
        this.queries = queries;
        this.eventSourcing = eventSourcing;
        this.withdrawal = withdrawal;
    }

    /**
     * @return the last sequence of each instance that lost its host, by instance
     * @throws Refusal {@code ResourceNotFound} if it is neither registered nor has instances; {@code InvalidParameter} if the
     *     configuration still names it; {@code ServiceUnavailable} if the broker does not answer: no instance loses its host then
     */
    public Map<String, Long> remove(String hostId, Cause cause) throws SQLException {
        if (configuration.hosts().orElse(List.of()).contains(hostId)) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "The setting havip.network.hosts names " + hostId + "; take it out of there first.");
        }
        Optional<Registration> known = registered.find(hostId);
        if (known.isEmpty() && queries.instancesOn(hostId).isEmpty()) {
            throw new Refusal(ErrorCode.RESOURCE_NOT_FOUND, "The host " + hostId + " does not exist.");
        }
        withdrawal.withdraw(hostId, cause);
        known.ifPresent(registered::remove);
        Map<String, Long> lost = new LinkedHashMap<>();
        for (Placed instance : queries.instancesOn(hostId)) {
            lose(instance, hostId, cause).ifPresent(changes -> lost.putAll(changes.lastSequences()));
        }
        return lost;
    }

    /** Empty: it was deleted meanwhile. */
    private Optional<Changes> lose(Placed instance, String hostId, Cause cause) {
        try {
            return Optional.of((Changes)
                    eventSourcing.send(new LoseHost(instance.accountId(), instance.instanceId(), hostId), cause));
        } catch (Refusal gone) {
            return Optional.empty();
        }
    }
}
