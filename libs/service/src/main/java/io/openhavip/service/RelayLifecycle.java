package io.openhavip.service;

import io.openhavip.eventing.outbox.Relay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts the relay once everything else has started, and stops it last, so that it sends what the last requests left. */
@ApplicationScoped
public class RelayLifecycle {

    private static final int LAST = 3000;

    private final Relay relay;

    RelayLifecycle(Relay relay) {
        this.relay = relay;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        relay.start();
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        relay.close();
    }
}
