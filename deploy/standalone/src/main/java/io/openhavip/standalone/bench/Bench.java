package io.openhavip.standalone.bench;

import java.util.List;
import java.util.Optional;

/** One group of figures. A scale above one divides the counts and times, for a quick look. */
interface Bench {

    /** Measures against a running stack that belongs to the benchmarks alone. Bounded in count and time. */
    List<Figure> run(BenchStack stack, Progress progress) throws Exception;

    /** Why it cannot be done here; empty: it can. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Whether the stack must run before it begins. */
    default boolean needsStack() {
        return true;
    }

    /** Receives one line at a time. */
    interface Progress {
        void say(String line);
    }
}
