package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.network.domain.HostChoice.Host;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostChoiceTest {

    @Test
    void eachInstanceGoesToTheHostWithTheFewestThenInOrder() {
        assertThat(new HostChoice(1)
                        .place(
                                Optional.empty(),
                                List.of(new Host("host-1", 2), new Host("host-2", 0), new Host("host-3", 1)),
                                List.of("i-1", "i-2", "i-3", "i-4")))
                .containsExactly("host-2", "host-2", "host-3", "host-1");
    }
}
