package io.openhavip.agent.announce;

import io.openhavip.agent.capture.CapturedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Announcements from devices that look like an instance's port but that the facts do not name yet: an instance can announce before
 * the agent has read that it exists, and keepalived may never repeat itself. The newest of each device and address is kept, for
 * {@link #AGE}. Thread-safe.
 */
final class UnplacedFrames {

    /** Device and address pairs kept; the oldest gives way. */
    static final int LIMIT = 1024;

    /** As long as an announcement says something about now: arp-gateway refuses an older one. */
    static final Duration AGE = Duration.ofSeconds(10);

    private record Source(int deviceIndex, String address) {}

    private final LinkedHashMap<Source, CapturedFrame> kept = new LinkedHashMap<>();
    private long givenUp;

    synchronized void keep(CapturedFrame captured) {
        Source source = new Source(captured.deviceIndex(), captured.frame().senderAddress());
        if (kept.remove(source) != null) {
            givenUp++;
        } else if (kept.size() == LIMIT) {
            kept.pollFirstEntry();
            givenUp++;
        }
        kept.putLast(source, captured);
    }

    /** Hands out the frames whose device is known now, oldest first, and gives up those that are too old. */
    synchronized List<CapturedFrame> take(IntPredicate known, Instant now) {
        List<CapturedFrame> placed = new ArrayList<>();
        Iterator<Map.Entry<Source, CapturedFrame>> entries = kept.entrySet().iterator();
        while (entries.hasNext()) {
            CapturedFrame frame = entries.next().getValue();
            if (frame.capturedAt().plus(AGE).isBefore(now)) {
                givenUp++;
                entries.remove();
            } else if (known.test(frame.deviceIndex())) {
                placed.add(frame);
                entries.remove();
            }
        }
        return placed;
    }

    /** Frames replaced by a newer one, displaced or too old. */
    synchronized long givenUp() {
        return givenUp;
    }

    synchronized int size() {
        return kept.size();
    }
}
