package io.openhavip.network.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.host.HostState;
import io.openhavip.network.process.RegisteredHosts.Registration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegisteredHostsTest {

    private static final HostState HOST = new HostState("host-1", Optional.empty(), false);

    @Test
    void removalDoesNotTakeBackARegistrationThatCameAfterIt() {
        RegisteredHosts hosts = new RegisteredHosts();
        Registration removed = new Registration(HOST, Instant.EPOCH);
        Registration again = new Registration(HOST, Instant.EPOCH.plusMillis(1));
        hosts.add(removed);
        hosts.add(again);

        hosts.remove(removed);
        assertThat(hosts.all()).containsExactly(again);

        hosts.remove(again);
        assertThat(hosts.all()).isEmpty();
    }
}
