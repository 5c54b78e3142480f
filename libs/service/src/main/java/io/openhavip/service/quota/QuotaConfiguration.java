package io.openhavip.service.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** Settings of all services that hold limits, prefix {@code havip.quotas}. */
@ConfigMapping(prefix = "havip.quotas")
public interface QuotaConfiguration {

    /** Who decides about applications for other limits: {@code automatic}, or {@code manual} for an operator. */
    @WithDefault("automatic")
    QuotaApproval approval();

    /** Whether every account has the privileges, such as creating HAVIPs, without applying for them. */
    @WithDefault("true")
    boolean privilegesGranted();

    /** What every account has of limits where that is another than the guide's, by their codes. */
    Map<String, Long> defaults();
}
