package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
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
                                List.of(new Host("host-1", 2, 9), new Host("host-2", 0, 9), new Host("host-3", 1, 9)),
                                List.of("i-1", "i-2", "i-3", "i-4")))
                .containsExactly("host-2", "host-2", "host-3", "host-1");
    }

    @Test
    void fullHostTakesNoMoreAndWhatHasNoRoomIsRefusedWhole() {
        List<Host> hosts = List.of(new Host("host-1", 2, 3), new Host("host-2", 0, 1));
        assertThat(new HostChoice(1).place(Optional.empty(), hosts, List.of("i-1", "i-2")))
                .containsExactly("host-2", "host-1");
        assertThatThrownBy(() -> new HostChoice(1).place(Optional.empty(), hosts, List.of("i-1", "i-2", "i-3")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NO_HOST))
                .hasMessage("The hosts are full: there is room for 2 of 3 instances.");
    }
}
