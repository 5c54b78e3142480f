package io.openhavip.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What happened and when, told as it happens and kept for the report. Thread-safe. */
final class Timeline {

    /**
     * One line of the story.
     *
     * @param atMs milliseconds since the demo began
     */
    record Step(long atMs, String what) {}

    /** Something that was seen at a moment that has passed. */
    record Moment(Instant when, String what) {}

    private final Instant begin = Instant.now();
    private final List<Step> steps = new ArrayList<>();
    private final Consumer<String> say;

    Timeline(Consumer<String> say) {
        this.say = say;
    }

    void tell(String what) {
        tell(Instant.now(), what);
    }

    synchronized void tell(Instant when, String what) {
        long atMs = Duration.between(begin, when).toMillis();
        steps.add(new Step(atMs, what));
        say.accept(String.format(Locale.ROOT, "%8.3f s  %s", atMs / 1000.0, what));
    }

    /** Tells several things that were seen by different watchers, the earliest first. */
    void tellInOrder(List<Moment> moments) {
        moments.stream()
                .sorted(Comparator.comparing(Moment::when))
                .forEach(moment -> tell(moment.when(), moment.what()));
    }

    synchronized List<Step> steps() {
        return List.copyOf(steps);
    }
}
