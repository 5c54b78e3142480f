package io.openhavip.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void repeatsUntilTheAssertionHolds() {
        AtomicInteger tries = new AtomicInteger();
        Await.until(() -> assertThat(tries.incrementAndGet()).isEqualTo(3));
        assertThat(tries).hasValue(3);
    }

    @Test
    void failsWithTheLastReasonWhenTimeIsUp() {
        assertThatThrownBy(() -> Await.within(Duration.ofMillis(1)).untilHolds(() -> {
                    throw new IllegalStateException("still 7");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not so within PT0.001S: still 7");
    }

    @Test
    void givesTheValueOnceThereIsOne() {
        AtomicInteger tries = new AtomicInteger();
        String value = Await.value(() -> Optional.of("found").filter(any -> tries.incrementAndGet() == 2));
        assertThat(value).isEqualTo("found");
    }
}
