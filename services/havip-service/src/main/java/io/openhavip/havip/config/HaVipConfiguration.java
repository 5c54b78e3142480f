package io.openhavip.havip.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of havip-service, prefix {@code havip.service}. */
@ConfigMapping(prefix = "havip.service")
public interface HaVipConfiguration {

    /** Account of callers who name none. */
    @WithDefault("1000000000000001")
    String defaultAccountId();

    /** Region of callers who name none. */
    @WithDefault("cn-hangzhou")
    String defaultRegionId();

    /** How long a caller waits for the end of its operation before the answer is "unknown". */
    @WithDefault("10s")
    Duration operationTimeout();

    /** How long network-service may take to answer before a creation or an association is given up. */
    @WithDefault("30s")
    Duration processDeadline();

    /**
     * How long this service and network-service may know different things of a HAVIP before that counts as an orphan; longer than
     * {@link #processDeadline()}.
     */
    @WithDefault("2m")
    Duration reconciliationGrace();

    /** How often orphans are looked for. */
    @WithDefault("1m")
    Duration reconciliationInterval();
}
