package io.openhavip.havip.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.process.Deadlines;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.domain.HaVip;
import io.openhavip.havip.domain.HaVipPrivilege;
import io.openhavip.havip.process.Reconciliation;
import io.openhavip.havip.process.Repairs;
import io.openhavip.havip.process.WhenHaVipAssociationRefusedThenDetachInstance;
import io.openhavip.havip.process.WhenHaVipAssociationRequestedThenAttachInstance;
import io.openhavip.havip.process.WhenHaVipCreationRefusedThenReleaseAddress;
import io.openhavip.havip.process.WhenHaVipCreationRequestedThenReserveAddress;
import io.openhavip.havip.process.WhenHaVipDeletionRequestedThenReleaseAddress;
import io.openhavip.havip.process.WhenHaVipEndsThenFreeItsPlace;
import io.openhavip.havip.process.WhenHaVipUnassociationRequestedThenDetachInstance;
import io.openhavip.havip.projection.HaVipMasters;
import io.openhavip.havip.projection.HaVipProjection;
import io.openhavip.havip.projection.HaVipQueries;
import io.openhavip.havip.projection.NetworkSide;
import io.openhavip.havip.projection.NetworkSideProjection;
import io.openhavip.havip.projection.ReadUpTo;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import io.openhavip.service.quota.AccountQuotas;
import io.openhavip.service.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the service together. */
@ApplicationScoped
public class HaVipBeans {

    private static final ServiceIdentity IDENTITY = new ServiceIdentity("havip-service", Topics.HAVIP_DLQ);

    @Produces
    @Singleton
    ServiceIdentity identity() {
        return IDENTITY;
    }

    @Produces
    @Singleton
    EventSourcing eventSourcing(PostgresTransactions transactions, Relay relay, HaVipConfiguration configuration) {
        return EventSourcing.builder(transactions, IDENTITY.name(), Topics.HAVIP_EVENTS)
                .aggregate(HaVip.class)
                .aggregate(AccountQuotas.class)
                .reaction(new WhenHaVipCreationRequestedThenReserveAddress(configuration.processDeadline()))
                .reaction(new WhenHaVipCreationRefusedThenReleaseAddress())
                .reaction(new WhenHaVipDeletionRequestedThenReleaseAddress())
                .reaction(new WhenHaVipAssociationRequestedThenAttachInstance(configuration.processDeadline()))
                .reaction(new WhenHaVipAssociationRefusedThenDetachInstance())
                .reaction(new WhenHaVipUnassociationRequestedThenDetachInstance())
                .reaction(new WhenHaVipEndsThenFreeItsPlace())
                .wakeRelay(relay::committed)
                .notFound(HaVip::notFound)
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
    HaVipProjection projection() {
        return new HaVipProjection(IDENTITY.name());
    }

    @Produces
    @Singleton
    ReadModel readModel(PostgresTransactions transactions, HaVipProjection projection) {
        return new ReadModel(transactions, projection.name());
    }

    @Produces
    @Singleton
    LiveProjection liveProjection(
            HaVipProjection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            DeadLetters deadLetters,
            ReadModel readModel,
            MeterRegistry meters) {
        return new LiveProjection(projection, transactions, outbox, deadLetters, readModel, meters);
    }

    @Produces
    @Singleton
    ProjectionRebuild rebuild(
            HaVipProjection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            ReadModel readModel,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return new ProjectionRebuild(projection, transactions, outbox, readModel, bootstrapServers, Map.of());
    }

    @Produces
    @Singleton
    NetworkSide networkSide(
            PostgresTransactions transactions,
            Outbox outbox,
            DeadLetters deadLetters,
            MeterRegistry meters,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        NetworkSideProjection projection = new NetworkSideProjection();
        ReadModel readModel = new ReadModel(transactions, projection.name());
        return new NetworkSide(
                new LiveProjection(projection, transactions, outbox, deadLetters, readModel, meters),
                new ProjectionRebuild(projection, transactions, outbox, readModel, bootstrapServers, Map.of()));
    }

    @Produces
    @Singleton
    Repairs repairs(PostgresTransactions transactions) {
        return new Repairs(transactions);
    }

    @Produces
    @Singleton
    Reconciliation reconciliation(
            EventSourcing eventSourcing,
            Outbox outbox,
            LiveProjection projection,
            NetworkSide networkSide,
            Repairs repairs,
            HaVipConfiguration configuration,
            MeterRegistry meters,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return new Reconciliation(
                eventSourcing,
                outbox,
                new ReadUpTo(bootstrapServers, projection, networkSide.live()),
                repairs,
                configuration.reconciliationGrace(),
                IDENTITY.name(),
                meters);
    }

    @Produces
    @Singleton
    HaVipQueries queries(PostgresTransactions transactions) {
        return new HaVipQueries(transactions);
    }

    @Produces
    @Singleton
    Operations operations(ReadModel readModel, HaVipConfiguration configuration) {
        return new Operations(readModel, configuration.operationTimeout());
    }

    @Produces
    @Singleton
    ClientTokens clientTokens(EventSourcing eventSourcing, Operations operations) {
        return new ClientTokens(eventSourcing, operations);
    }

    @Produces
    @Singleton
    QuotaLedger quotaLedger(PostgresTransactions transactions) {
        return new QuotaLedger(transactions);
    }

    @Produces
    @Singleton
    HaVipPrivilege privilege(Quotas quotas) {
        return requiring(accountId -> quotas.limit(accountId, HaVipQuotas.CREATION));
    }

    /** @param granted of an account: 1, or 0 */
    static HaVipPrivilege requiring(ToLongFunction<String> granted) {
        return accountId -> {
            if (granted.applyAsLong(accountId) == 0) {
                throw new Refusal(
                        ErrorCode.HAVIP_FORBIDDEN,
                        "The account " + accountId + " may not create HaVips; apply for " + HaVipQuotas.CREATION + ".");
            }
        };
    }

    @Produces
    @Singleton
    HaVipMasters masters(PostgresTransactions transactions) {
        return new HaVipMasters(transactions);
    }
}
