package io.openhavip.havip.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of havip-service, prefix {@code havip.service}. */
@ConfigMapping(prefix = "havip.service")
public interface HaVipConfiguration {

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
     * How long an unforced request to unassociate the instance that has the address waits for the other associations to go, before it is
     * refused with {@code Forbidden.UnassociateMaster}; never longer than {@link #operationTimeout()}. Terraform destroys all
     * attachments of a HAVIP at the same time and unforced, and does not try that code again: whichever of its requests is about the
     * master has to come last, and this is what lets it. {@code 0s} refuses at once.
     */
    @WithDefault("5s")
    Duration masterGrace();

    /** Whether accounts may create HAVIPs: what the privilege {@code vpc_privilege_allow_buy_havip_instance} is by default. */
    @WithDefault("true")
    boolean privilegeGranted();
}
