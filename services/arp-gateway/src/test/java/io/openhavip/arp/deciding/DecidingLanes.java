package io.openhavip.arp.deciding;

import io.openhavip.arp.config.ArpConfig;
import java.util.Map;

/** The configuration of something that decides so many addresses at a time, and takes no announcement by REST. */
record DecidingLanes(int parallelDecisions) implements ArpConfig {

    @Override
    public Map<String, String> hostCredentials() {
        return Map.of();
    }
}
