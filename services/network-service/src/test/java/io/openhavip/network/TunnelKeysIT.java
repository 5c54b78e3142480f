package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.TunnelKeys;
import io.openhavip.network.process.SequenceOfTunnelKeys;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Each vSwitch has a tunnel key of its own. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class TunnelKeysIT {

    private final Rest rest = new Rest("2000000000000042");

    @Inject
    PostgresTransactions transactions;

    @Test
    void everyVSwitchHasItsOwn() {
        String first = rest.vSwitch("10.0.0.0/24");
        String second = rest.vSwitch("10.0.0.0/24");

        try (NetworkTopics topics = new NetworkTopics()) {
            int one = topics.state(first, VSwitchState.class).tunnelKey().orElseThrow();
            int other = topics.state(second, VSwitchState.class).tunnelKey().orElseThrow();
            assertThat(one).isBetween(TunnelKeys.LOWEST, TunnelKeys.HIGHEST);
            assertThat(other).isGreaterThan(one);
        }
    }

    @Test
    void vSwitchesAreMadeWithoutOneWhenNoneIsLeft() throws SQLException {
        TunnelKeys keys = new SequenceOfTunnelKeys(transactions);
        int before = keys.next().orElseThrow();
        setTo(TunnelKeys.HIGHEST - 1);
        try {
            assertThat(keys.next()).contains(TunnelKeys.HIGHEST);
            assertThat(keys.next()).isEmpty();
            String vSwitchId = rest.vSwitch("10.0.0.0/24");
            try (NetworkTopics topics = new NetworkTopics()) {
                assertThat(topics.state(vSwitchId, VSwitchState.class).tunnelKey())
                        .isEmpty();
            }
        } finally {
            setTo(before);
        }
    }

    private void setTo(int value) throws SQLException {
        try (Connection connection = transactions.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT setval('tunnel_key', " + value + ")");
        }
    }
}
