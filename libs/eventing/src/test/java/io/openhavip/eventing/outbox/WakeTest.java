package io.openhavip.eventing.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WakeTest {

    private static final long LONG = 60_000;

    private final Wake wake = new Wake();

    @Test
    void signalBeforeTheWaitIsNotLost() throws Exception {
        wake.signal();

        assertThat(wake.await(LONG)).isTrue();
    }

    @Test
    void manySignalsAreOne() throws Exception {
        wake.signal();
        wake.signal();

        assertThat(wake.await(LONG)).isTrue();
        assertThat(wake.await(1)).isFalse();
    }

    @Test
    void waitEndsWithoutASignal() throws Exception {
        assertThat(wake.await(1)).isFalse();
    }

    @Test
    void signalWakesAWaiter() throws Exception {
        CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> {
            try {
                return wake.await(LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        wake.signal();

        assertThat(waiter.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
