package io.openhavip.arp.deciding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LanesTest {

    private final Lanes lanes = new Lanes(new DecidingLanes(1));

    @Test
    @Timeout(10)
    void whoeverAwaitsTasksThatCanNoLongerRunIsTold() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean second = new AtomicBoolean();
        FutureTask<Boolean> batch = new FutureTask<>(() -> {
            lanes.runAll(List.of(() -> untilInterrupted(running), () -> second.set(true), () -> {}));
            return true;
        });
        Thread.ofVirtual().start(batch);
        running.await();

        lanes.close();

        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> batch.get(5, TimeUnit.SECONDS))
                .havingCause()
                .isInstanceOf(InterruptedException.class);
        assertThat(second).isFalse();
    }

    @Test
    void closedLanesTakeNoBatch() {
        lanes.close();

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> lanes.runAll(List.of(() -> {}, () -> {})));
    }

    @Test
    void faultOfATaskIsTheCallers() {
        IllegalStateException fault = new IllegalStateException("fault");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> lanes.runAll(List.of(
                        () -> {
                            throw fault;
                        },
                        () -> {})))
                .isSameAs(fault);
        lanes.close();
    }

    private static void untilInterrupted(CountDownLatch running) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The lane is closed.
        }
    }
}
