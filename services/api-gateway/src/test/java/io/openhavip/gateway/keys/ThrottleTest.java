package io.openhavip.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(500));
    private final Throttle throttle = new Throttle(10, clock::get);

    private long taken(int calls, String key, String action) {
        return Stream.generate(() -> throttle.take(key, action))
                .limit(calls)
                .filter(Duration::isZero)
                .count();
    }

    @Test
    void secondsWorthIsTakenAtOnceAndThenOneAnInterval() {
        assertThat(taken(15, "a", "CreateHaVip")).isEqualTo(10);
        assertThat(throttle.take("a", "CreateHaVip")).isEqualTo(Duration.ofMillis(100));
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(60));
        assertThat(throttle.take("a", "CreateHaVip")).isEqualTo(Duration.ofMillis(40));
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
        assertThat(taken(5, "a", "CreateHaVip")).isEqualTo(1);
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(taken(15, "a", "CreateHaVip")).isEqualTo(10);
    }

    @Test
    void keysAndActionsAreCountedApart() {
        assertThat(taken(15, "a", "CreateHaVip")).isEqualTo(10);
        assertThat(taken(15, "a", "DeleteHaVip")).isEqualTo(10);
        assertThat(taken(15, "b", "CreateHaVip")).isEqualTo(10);
    }

    @Test
    void callThatIsGivenBackDoesNotCount() {
        for (int i = 0; i < 30; i++) {
            assertThat(throttle.take("a", "CreateHaVip")).isZero();
            throttle.giveBack("a", "CreateHaVip");
        }
        assertThat(taken(15, "a", "CreateHaVip")).isEqualTo(10);
        throttle.giveBack("b", "DeleteHaVip");
        assertThat(taken(15, "b", "DeleteHaVip")).isEqualTo(10);
    }

    @Test
    void callersAtOnceGetNoMoreThanOne() throws Exception {
        try (var callers = Executors.newFixedThreadPool(8)) {
            Callable<Long> caller = () -> taken(1000, "a", "CreateHaVip");
            long all = 0;
            for (Future<Long> each : callers.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> caller).toList())) {
                all += each.get();
            }
            assertThat(all).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_000_001})
    void rateMustMakeSense(int perSecond) {
        assertThatThrownBy(() -> new Throttle(perSecond, clock::get)).isInstanceOf(IllegalArgumentException.class);
    }
}
