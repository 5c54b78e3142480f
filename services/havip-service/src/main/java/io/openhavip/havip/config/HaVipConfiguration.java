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
     * How long this service and network-service may know different things of a HAVIP before that counts as an orphan; longer than
     * {@link #processDeadline()}.
     */
    @WithDefault("2m")
    Duration reconciliationGrace();

    /** How often orphans are looked for. */
    @WithDefault("1m")
    Duration reconciliationInterval();

    /**
     * How long an unforced request to unassociate the instance that has the address waits for the other associations to go, before it is
     * refused. Terraform destroys all attachments of a HAVIP at the same time and unforced, and does not try
     * {@code Forbidden.UnassociateMaster} again: whichever of its requests is about the master has to come last, and this is what lets
     * it. If others went meanwhile and some are left, the refusal is {@code IncorrectHaVipStatus}, which Terraform does try again, and
     * that begins a new grace: ten slow attachments take several. As long as {@link #turnLimit()}, so that the tries of all of them stay
     * abreast, and shorter than the 3 s after which Alibaba's Node clients give a request up, so that they are told why. {@code 0s}
     * refuses at once.
     */
    @WithDefault("2s")
    Duration masterGrace();

    /**
     * How long a request to associate or unassociate waits for another of the same HAVIP to end, before it is refused with
     * {@code IncorrectHaVipStatus}. Terraform makes and destroys all attachments of a HAVIP at the same time, and tries those that are
     * refused again only after 3 s, 8 s and so on. {@code 0s} refuses at once.
     */
    @WithDefault("2s")
    Duration turnLimit();
}
