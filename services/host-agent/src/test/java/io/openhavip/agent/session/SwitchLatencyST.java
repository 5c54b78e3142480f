package io.openhavip.agent.session;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpCapture;
import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.agent.capture.FrameSender;
import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.lab.Decider;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** From the announcement's kernel time stamp to forwarding in effect, decided in the agent: the floor of every move. */
@Privileged
class SwitchLatencyST {

    private static final int SWITCHES = 1000;
    private static final Duration MEDIAN_BOUND = Duration.ofMillis(5);
    private static final Logger LOG = Logger.getLogger(SwitchLatencyST.class);

    @Test
    void switchTakesEffectWithinMilliseconds() throws IOException {
        try (Lab lab = new Lab()) {
            LabInstance first = lab.instance(1);
            LabInstance second = lab.instance(2);
            lab.haVip(first, second);
            try (DataPlane plane = new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1));
                    DeviceTable devices = DeviceTable.start(lab.agent, () -> {});
                    FrameSender fromFirst = new FrameSender(first);
                    FrameSender fromSecond = new FrameSender(second)) {
                plane.reconcile();
                Decider decider = new Decider(lab, plane, devices, List.of(first, second));
                decider.associate(first);
                decider.associate(second);
                try (ArpCapture capture = ArpCapture.start(lab.agent, decider)) {
                    for (int i = 0; i < SWITCHES; i++) {
                        boolean even = i % 2 == 0;
                        LabInstance claimant = even ? first : second;
                        (even ? fromFirst : fromSecond).send(ArpFrame.announcement(claimant.mac, ADDRESS));
                        int switched = i + 1;
                        Await.until(() -> assertThat(decider.captureToApplied()).hasSize(switched));
                    }
                    assertThat(capture.received()).isEqualTo(SWITCHES);
                }
                report(decider.captureToApplied());
            }
        }
    }

    private static void report(List<Duration> sorted) {
        Duration median = sorted.get(SWITCHES / 2);
        Duration tail = sorted.get(SWITCHES * 99 / 100);
        LOG.infof(
                "capture to forwarding measured switches=%d p50Micros=%d p99Micros=%d maxMicros=%d",
                sorted.size(),
                median.toNanos() / 1000,
                tail.toNanos() / 1000,
                sorted.getLast().toNanos() / 1000);
        assertThat(sorted).hasSize(SWITCHES);
        assertThat(median).isLessThan(MEDIAN_BOUND);
    }
}
