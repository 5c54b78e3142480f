package io.openhavip.eventing;

import org.axonframework.config.Configuration;
import org.axonframework.modelling.command.Repository;

/** Gives command handlers the repositories of the aggregates that they change together. Thread-safe. */
public final class Repositories {

    private final Configuration configuration;

    Repositories(Configuration configuration) {
        this.configuration = configuration;
    }

    public <T> Repository<T> of(Class<T> type) {
        return configuration.repository(type);
    }
}
