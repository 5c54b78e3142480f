package io.openhavip.network.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each instance goes to the host that has the fewest; a deployment set changes nothing about that. Stateless. */
public final class LeastLoaded implements HostChoice {

    @Override
    public List<String> place(Optional<String> deploymentSetId, List<Host> hosts, List<String> instanceIds) {
        Map<String, Long> load = new HashMap<>();
        hosts.forEach(host -> load.put(host.hostId(), host.instances()));
        List<String> chosen = new ArrayList<>();
        instanceIds.forEach(instanceId -> {
            String hostId = hosts.stream()
                    .map(Host::hostId)
                    .min(Comparator.comparing(load::get))
                    .orElseThrow();
            load.merge(hostId, 1L, Long::sum);
            chosen.add(hostId);
        });
        return chosen;
    }

    @Override
    public void leave(Optional<String> deploymentSetId, String instanceId) {}
}
