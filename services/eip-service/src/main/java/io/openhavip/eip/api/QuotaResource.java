package io.openhavip.eip.api;

import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Requests;
import io.openhavip.service.quota.QuotaCenter;
import io.openhavip.service.quota.QuotaEndpoints;
import io.openhavip.service.quota.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;

/** The limits of EIPs. */
@Path("/")
@RunOnVirtualThread
public class QuotaResource extends QuotaEndpoints {

    QuotaResource(Quotas quotas, QuotaCenter center, ClientTokens clientTokens, Requests.Current request) {
        super(quotas, center, clientTokens, request);
    }
}
