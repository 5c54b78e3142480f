package io.openhavip.service.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of all services that hold limits, prefix {@code havip.quotas}. */
@ConfigMapping(prefix = "havip.quotas")
public interface QuotaConfiguration {

    /** Who decides about applications for other limits: {@code automatic}, or {@code manual} for an operator. */
    @WithDefault("automatic")
    QuotaApproval approval();

    /** Whether every account has the privileges, such as creating HAVIPs, without applying for them. */
    @WithDefault("true")
    boolean privilegesGranted();
}
