package io.openhavip.eip.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Settings of eip-service, prefix {@code havip.eip}. */
@ConfigMapping(prefix = "havip.eip")
public interface EipConfiguration {

    /** Blocks of public addresses that EIPs are made from; the same on each replica. */
    @WithDefault("203.0.113.0/24")
    List<String> pool();

    /** Region of callers who name none. */
    @WithDefault("cn-hangzhou")
    String defaultRegionId();

    /** How long a caller waits for the end of its operation before the answer is "unknown". */
    @WithDefault("10s")
    Duration operationTimeout();

    /** How long havip-service or network-service may take to answer before an association is given up. */
    @WithDefault("30s")
    Duration processDeadline();

    /** How long an attachment may be known to one side only before that is repaired. */
    @WithDefault("2m")
    Duration reconciliationGrace();
}
