package io.openhavip.arp.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** Configuration of arp-gateway. */
@ConfigMapping(prefix = "havip.arp")
public interface ArpConfig {

    /** How many addresses are decided about at a time, each with a database connection of its own while it commits. */
    @WithDefault("8")
    int parallelDecisions();

    /** The secret of each host that may report announcements by REST, by host id; none: nobody may. */
    Map<String, String> hostCredentials();
}
