package io.openhavip.eventing.outbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.testkit.TestKafka;
import java.util.Map;
import javax.sql.DataSource;

/** The relay keeps the contract. */
class RelayIT extends RelayContract {

    @Override
    AutoCloseable startRelay(DataSource database) {
        Relay relay = new Relay(
                database, "network-service", TestKafka.bootstrapServers(), Map.of(), new SimpleMeterRegistry());
        relay.start();
        return relay;
    }
}
