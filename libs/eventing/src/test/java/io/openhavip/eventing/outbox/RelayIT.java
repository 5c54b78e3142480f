package io.openhavip.eventing.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.eventing.TestStore;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The relay keeps the contract. */
@Tag("containers")
class RelayIT extends RelayContract {

    private static final Predicate<String> OWN =
            name -> name.startsWith("relay") || name.equals("outbox-notify") || name.contains("network-service-relay");

    @Override
    Relay startRelay(DataSource database) {
        Relay relay = new Relay(
                database, "network-service", TestKafka.bootstrapServers(), Map.of(), new SimpleMeterRegistry());
        relay.start();
        return relay;
    }

    @Test
    void closeLeavesNoThreadAndNoLock() throws Exception {
        try (TestStore store = TestStore.create()) {
            String topic = TestKafka.createTopic("relay", 1);
            Relay relay = startRelay(store.newPool());
            new Appenders(store, topic, 1).appendOne();
            Await.until(() -> assertThat(store.count("outbox")).isZero());
            Await.until(() -> assertThat(threads()).contains("relay", "relay-listen", "relay-states"));

            relay.close();

            Await.until(() -> assertThat(threads()).isEmpty());
            assertThat(store.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"))
                    .isEmpty();
            assertThat(relay.isLeading()).isFalse();
        }
    }

    @Test
    void oneOfTwoLeadsAndTheOtherFollows() throws Exception {
        try (TestStore store = TestStore.create();
                Relay first = startRelay(store.newPool())) {
            Await.until(() -> assertThat(first.isLeading()).isTrue());
            try (Relay second = startRelay(store.newPool())) {
                first.close();
                Await.until(() -> assertThat(List.of(first.isLeading(), second.isLeading()))
                        .containsExactly(false, true));
            }
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(OWN)
                .collect(Collectors.toSet());
    }
}
