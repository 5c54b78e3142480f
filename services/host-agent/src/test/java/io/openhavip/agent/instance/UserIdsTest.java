package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserIdsTest {

    private static final long BASE = 1_000_000;
    private static final UserIds TWO = new UserIds(BASE, 2);

    @Test
    void firstFreeRangeIsGiven() throws IOException {
        assertThat(TWO.free(List.of())).isEqualTo(BASE);
        assertThat(TWO.free(List.of(BASE))).isEqualTo(BASE + 65_536);
        assertThat(TWO.free(List.of(BASE + 65_536))).isEqualTo(BASE);
    }

    @Test
    void rangeThatOverlapsOneOfAnotherBaseIsNotGiven() throws IOException {
        assertThat(TWO.free(List.of(BASE - 65_535))).isEqualTo(BASE + 65_536);
        assertThat(TWO.free(List.of(BASE - 65_536))).isEqualTo(BASE);
    }

    @Test
    void noneBeyondTheHostsNumberIsGiven() {
        assertThatThrownBy(() -> TWO.free(List.of(BASE, BASE + 65_536)))
                .isInstanceOf(IOException.class)
                .hasMessage("this host takes no more than 2 instances (havip.agent.instance.max-instances),"
                        + " stopped ones included");
    }

    @ParameterizedTest
    @CsvSource({"65536, 65534", "4294901759, 1", "1879048192, 1000"})
    void rangesEndBeforeTheKernelsNobody(long base, int instances) throws IOException {
        assertThat(new UserIds(base, instances).free(List.of())).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource({
        "65535, 1",
        "0, 1",
        "-65536, 1",
        "65536, 65535",
        "4294901760, 1",
        "9223372036854775807, 1",
        "1879048192, 2147483647"
    })
    void rangesThatTheKernelDoesNotHaveOrThatAreTheHostsAreRefused(long base, int instances) {
        assertThatThrownBy(() -> new UserIds(base, instances))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "%d instances (havip.agent.instance.max-instances) have no room from user id %d",
                        instances, base);
    }

    @Test
    void hostThatTakesNoneIsRefused() {
        assertThatThrownBy(() -> new UserIds(BASE, 0))
                .hasMessage("havip.agent.instance.max-instances must be 1 at least");
    }
}
