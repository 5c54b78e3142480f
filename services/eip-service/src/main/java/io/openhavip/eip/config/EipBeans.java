package io.openhavip.eip.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Topics;
import io.openhavip.eip.domain.AddressBlock;
import io.openhavip.eip.domain.Eip;
import io.openhavip.eip.process.Allocation;
import io.openhavip.eip.process.Findings;
import io.openhavip.eip.process.PublicAddressPool;
import io.openhavip.eip.process.Reconciliation;
import io.openhavip.eip.process.WhenEipAssociationRefusedThenDetachIt;
import io.openhavip.eip.process.WhenEipAssociationRequestedThenAttachIt;
import io.openhavip.eip.process.WhenEipReleasedThenFreeQuota;
import io.openhavip.eip.process.WhenEipUnassociationRequestedThenDetachIt;
import io.openhavip.eip.projection.AttachmentProjection;
import io.openhavip.eip.projection.EipProjection;
import io.openhavip.eip.projection.EipQueries;
import io.openhavip.eip.projection.Maintained;
import io.openhavip.eip.projection.Mismatches;
import io.openhavip.eip.projection.Projections;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.process.Deadlines;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import io.openhavip.service.quota.AccountQuotas;
import io.openhavip.service.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the service together. */
@ApplicationScoped
public class EipBeans {

    private static final ServiceIdentity IDENTITY = new ServiceIdentity("eip-service", Topics.EIP_DLQ);

    @Produces
    @Singleton
    ServiceIdentity identity() {
        return IDENTITY;
    }

    @Produces
    @Singleton
    EventSourcing eventSourcing(PostgresTransactions transactions, Relay relay, EipConfiguration configuration) {
        return EventSourcing.builder(transactions, IDENTITY.name(), Topics.EIP_EVENTS)
                .aggregate(Eip.class)
                .aggregate(AccountQuotas.class)
                .reaction(new WhenEipAssociationRequestedThenAttachIt(configuration.processDeadline()))
                .reaction(new WhenEipAssociationRefusedThenDetachIt())
                .reaction(new WhenEipUnassociationRequestedThenDetachIt())
                .reaction(new WhenEipReleasedThenFreeQuota())
                .wakeRelay(relay::committed)
                .notFound(Eip::notFound)
                .start();
    }

    void close(@Disposes EventSourcing eventSourcing) {
        eventSourcing.close();
    }

    @Produces
    @Singleton
    Deadlines deadlines(EventSourcing eventSourcing) {
        return new Deadlines(eventSourcing);
    }

    @Produces
    @Singleton
    PublicAddressPool pool(PostgresTransactions transactions, EipConfiguration configuration) {
        return new PublicAddressPool(
                transactions,
                configuration.pool().stream().map(AddressBlock::of).toList());
    }

    @Produces
    @Singleton
    Allocation allocation(EventSourcing eventSourcing, PublicAddressPool pool, Quotas quotas) {
        return new Allocation(eventSourcing, pool, accountId -> quotas.limit(accountId, EipQuotas.EIPS_PER_ACCOUNT));
    }

    @Produces
    @Singleton
    Projections projections(
            PostgresTransactions transactions,
            Outbox outbox,
            DeadLetters deadLetters,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            MeterRegistry meters) {
        Function<Projection, Maintained> maintain =
                projection -> Maintained.of(projection, transactions, outbox, deadLetters, bootstrapServers, meters);
        return new Projections(
                maintain.apply(new EipProjection(IDENTITY.name())),
                maintain.apply(AttachmentProjection.atHaVips()),
                maintain.apply(AttachmentProjection.atInstances()));
    }

    /** The one that requests are answered from. */
    @Produces
    @Singleton
    LiveProjection served(Projections projections) {
        return projections.eips().live();
    }

    @Produces
    @Singleton
    EipQueries queries(PostgresTransactions transactions) {
        return new EipQueries(transactions);
    }

    @Produces
    @Singleton
    Operations operations(Projections projections, EipConfiguration configuration) {
        return new Operations(projections.eips().readModel(), configuration.operationTimeout());
    }

    @Produces
    @Singleton
    ClientTokens clientTokens(EventSourcing eventSourcing, Operations operations) {
        return new ClientTokens(eventSourcing, operations);
    }

    @Produces
    @Singleton
    Findings findings(PostgresTransactions transactions) {
        return new Findings(transactions);
    }

    @Produces
    @Singleton
    Reconciliation reconciliation(
            EventSourcing eventSourcing,
            Projections projections,
            Findings findings,
            Outbox outbox,
            EipConfiguration configuration,
            MeterRegistry meters) {
        return new Reconciliation(
                eventSourcing,
                projections,
                new Mismatches(eventSourcing.transactions()),
                findings,
                outbox,
                configuration.reconciliationGrace(),
                IDENTITY.name(),
                meters);
    }
}
