package io.openhavip.service.quota;

import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import io.openhavip.service.api.Requests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.time.Duration;

/** A service that has nothing but {@link Limits}. */
@ApplicationScoped
public class QuotaTestService {

    private static final ServiceIdentity IDENTITY = new ServiceIdentity("network-service", Topics.NETWORK_DLQ);

    /** Its REST. */
    @Path("/")
    @RunOnVirtualThread
    public static class QuotaResource extends QuotaEndpoints {
        QuotaResource(Quotas quotas, QuotaCenter center, ClientTokens clientTokens, Requests.Current request) {
            super(quotas, center, clientTokens, request);
        }
    }

    @Produces
    @Singleton
    ServiceIdentity identity() {
        return IDENTITY;
    }

    @Produces
    @Singleton
    QuotaDefinitions definitions() {
        return Limits.ALL;
    }

    @Produces
    @Singleton
    EventSourcing eventSourcing(PostgresTransactions transactions, Relay relay) {
        return EventSourcing.builder(transactions, IDENTITY.name(), Topics.NETWORK_EVENTS)
                .aggregate(AccountQuotas.class)
                .wakeRelay(relay::committed)
                .start();
    }

    void close(@Disposes EventSourcing eventSourcing) {
        eventSourcing.close();
    }

    @Produces
    @Singleton
    ClientTokens clientTokens(EventSourcing eventSourcing, PostgresTransactions transactions) {
        return new ClientTokens(
                eventSourcing, new Operations(new ReadModel(transactions, "none"), Duration.ofSeconds(10)));
    }
}
