package io.openhavip.eventing.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that are with the broker. A row may be deleted once it and every row that was sent before it are acknowledged. Thread-safe:
 * the producer's thread acknowledges, the relay's thread does the rest.
 */
final class InFlight {

    private enum Stage {
        SENT,
        ACKNOWLEDGED,
        DELETING
    }

    private final Map<Long, Stage> rows = new TreeMap<>();

    synchronized void sent(long position) {
        rows.put(position, Stage.SENT);
    }

    synchronized void acknowledged(long position) {
        rows.put(position, Stage.ACKNOWLEDGED);
    }

    /** The acknowledged rows before the first unacknowledged one, for deletion now. */
    synchronized List<Long> takeDeletable() {
        List<Long> positions = new ArrayList<>();
        for (Map.Entry<Long, Stage> row : rows.entrySet()) {
            if (row.getValue() == Stage.SENT) {
                break;
            }
            if (row.getValue() == Stage.ACKNOWLEDGED) {
                positions.add(row.getKey());
                row.setValue(Stage.DELETING);
            }
        }
        return positions;
    }

    synchronized void deleted(List<Long> positions) {
        positions.forEach(rows::remove);
    }

    /** The rows that a new read of the work list must pass over. */
    synchronized Long[] positions() {
        return rows.keySet().toArray(Long[]::new);
    }

    synchronized int size() {
        return rows.size();
    }
}
