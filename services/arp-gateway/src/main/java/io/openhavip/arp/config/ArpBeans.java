package io.openhavip.arp.config;

import io.openhavip.arp.domain.HaVipOwnership;
import io.openhavip.arp.process.WhenOwnershipSwitchedThenTellHosts;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The service's own parts of libs/service and libs/eventing. */
@ApplicationScoped
public class ArpBeans {

    @Produces
    @Singleton
    ServiceIdentity identity() {
        return new ServiceIdentity("arp-gateway", Topics.ARP_DLQ);
    }

    @Produces
    @Singleton
    EventSourcing eventSourcing(PostgresTransactions transactions, ServiceIdentity identity, Relay relay) {
        return EventSourcing.builder(transactions, identity.name(), Topics.ARP_OWNERSHIP)
                .longLivedAggregate(HaVipOwnership.class)
                .reaction(new WhenOwnershipSwitchedThenTellHosts())
                .wakeRelay(relay::committed)
                .start();
    }

    void close(@Disposes EventSourcing eventSourcing) {
        eventSourcing.close();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
