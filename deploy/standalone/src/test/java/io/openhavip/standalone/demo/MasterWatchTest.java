package io.openhavip.standalone.demo;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class MasterWatchTest {

    /** A demo that is interrupted before it watches must still get to remove what it made. */
    @Test
    void watchThatWasNotStartedIsClosed() {
        MasterWatch watch = new MasterWatch(new Resources(null));

        assertThatCode(watch::close).doesNotThrowAnyException();
    }
}
