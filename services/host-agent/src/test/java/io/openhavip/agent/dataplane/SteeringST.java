package io.openhavip.agent.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Privileged
class SteeringST {

    private Lab lab;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void ownershipThatComesWhileAllIsCorrectedIsProgrammedByItsOwnSwitch() throws Exception {
        LabInstance owner = lab.instance(1);
        LabInstance next = lab.instance(2);
        // The store asks about a stopped instance, which is how this test gets between.
        lab.facts.put(lab.instance(3).state(InstanceStatus.Stopped));
        lab.haVip(owner);
        lab.facts.put(lab.nextOwner(Optional.of(owner)));
        DataPlane plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        Steering steering = lab.closing(new Steering(lab.agent, lab.facts));
        steering.resynchronise(plane.layout());

        Thread move = Thread.ofPlatform().unstarted(() -> lab.facts.put(lab.nextOwner(Optional.of(next))));
        startDuringTheNextSnapshot(move);
        steering.resynchronise(plane.layout());
        move.join();
        steering.apply(Lab.KEY);

        assertThat(steering.verify(plane.layout())).isTrue();
    }

    /** It waits for the store until the snapshot is taken, and is in the store before who took it has gone on. */
    private void startDuringTheNextSnapshot(Thread put) {
        AtomicBoolean begun = new AtomicBoolean();
        lab.facts.whileRunning(_ -> {
            if (begun.compareAndSet(false, true)) {
                put.start();
                Await.until(() -> assertThat(put.getState()).isEqualTo(Thread.State.BLOCKED));
            }
            return false;
        });
    }
}
