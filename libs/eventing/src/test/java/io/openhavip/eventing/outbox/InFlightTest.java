package io.openhavip.eventing.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight();

    @Test
    void rowWaitsForItsPredecessors() {
        inFlight.sent(1);
        inFlight.sent(2);
        inFlight.sent(3);
        inFlight.acknowledged(2);
        inFlight.acknowledged(3);

        assertThat(inFlight.takeDeletable()).isEmpty();

        inFlight.acknowledged(1);
        assertThat(inFlight.takeDeletable()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void prefixGoesBeforeTheFirstUnacknowledgedRow() {
        inFlight.sent(1);
        inFlight.sent(2);
        inFlight.acknowledged(1);

        assertThat(inFlight.takeDeletable()).containsExactly(1L);
        assertThat(inFlight.takeDeletable()).isEmpty();
    }

    @Test
    void rowThatBecameVisibleLateHoldsLaterOnesBack() {
        inFlight.sent(5);
        inFlight.acknowledged(5);
        inFlight.sent(3);

        assertThat(inFlight.takeDeletable()).isEmpty();
    }

    @Test
    void rowIsPassedOverUntilItIsDeleted() {
        inFlight.sent(7);
        inFlight.acknowledged(7);
        var deletable = inFlight.takeDeletable();

        assertThat(inFlight.positions()).containsExactly(7L);

        inFlight.deleted(deletable);
        assertThat(inFlight.positions()).isEmpty();
        assertThat(inFlight.size()).isZero();
    }
}
