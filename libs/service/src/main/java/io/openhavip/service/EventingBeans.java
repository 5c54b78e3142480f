package io.openhavip.service;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The parts of libs/eventing that every service has, as beans. Flyway has made the tables before any of them is used. */
@ApplicationScoped
public class EventingBeans {

    @Produces
    @Singleton
    PostgresTransactions transactions(AgroalDataSource dataSource) {
        return new PostgresTransactions(dataSource);
    }

    @Produces
    @Singleton
    Relay relay(
            AgroalDataSource dataSource,
            ServiceIdentity identity,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            MeterRegistry meters) {
        return new Relay(dataSource, identity.name(), bootstrapServers, Map.of(), meters);
    }

    @Produces
    @Singleton
    Outbox outbox(PostgresTransactions transactions, Relay relay) {
        return new Outbox(transactions, relay::committed);
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(ServiceIdentity identity, Outbox outbox) {
        return new DeadLetters(identity.deadLetters(), identity.name(), outbox);
    }
}
