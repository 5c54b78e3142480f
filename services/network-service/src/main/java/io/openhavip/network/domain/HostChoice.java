package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;

/**
 * Places instances on hosts, in the transaction that creates them: what a deployment set knows of its instances changes with the choice
 * or not at all. Stateless.
 *
 * @param mostOnHost how many instances of a deployment set of strategy Availability a host may have
 */
public record HostChoice(int mostOnHost) {

    /**
     * A host that can be chosen.
     *
     * @param instances how many it had when last looked at; replicas that place at the same time don't see each other's
     * @param mostInstances how many it takes
     */
    public record Host(String hostId, long instances, long mostInstances) {

        private boolean hasRoom(long load) {
            return load < mostInstances;
        }
    }

    /**
     * Hosts for new instances: those that the set allows, else any; of these the one that has the fewest instances, the first in order.
     *
     * @param set the deployment set that takes them in; empty: none
     * @param hosts not empty
     * @return the host of each instance, in order
     * @throws Refusal {@code OperationDenied.NoStock} if all hosts are full; another if the set leaves no host
     */
    List<String> place(Optional<Aggregate<DeploymentSet>> set, List<Host> hosts, List<String> instanceIds) {
        Map<String, Long> load = new HashMap<>();
        hosts.forEach(host -> load.put(host.hostId(), host.instances()));
        List<String> chosen = new ArrayList<>();
        for (String instanceId : instanceIds) {
            List<String> leastLoadedFirst = hosts.stream()
                    .filter(host -> host.hasRoom(load.get(host.hostId())))
                    .map(Host::hostId)
                    .sorted(Comparator.comparing(load::get))
                    .toList();
            if (leastLoadedFirst.isEmpty()) {
                throw new Refusal(
                        ErrorCode.NO_HOST,
                        "The hosts are full: there is room for " + chosen.size() + " of " + instanceIds.size()
                                + " instances.");
            }
            String hostId = set.map(
                            it -> Aggregates.read(it, root -> root.place(instanceId, leastLoadedFirst, mostOnHost)))
                    .orElseGet(leastLoadedFirst::getFirst);
            load.merge(hostId, 1L, Long::sum);
            chosen.add(hostId);
        }
        return chosen;
    }
}
