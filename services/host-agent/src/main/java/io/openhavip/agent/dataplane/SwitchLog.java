package io.openhavip.agent.dataplane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last {@value #SIZE} switches, the newest last. Thread-safe. */
final class SwitchLog {

    static final int SIZE = 256;

    private final Deque<AppliedSwitch> last = new ArrayDeque<>(SIZE);

    synchronized void add(AppliedSwitch applied) {
        if (last.size() == SIZE) {
            last.removeFirst();
        }
        last.addLast(applied);
    }

    synchronized List<AppliedSwitch> last() {
        return List.copyOf(last);
    }
}
