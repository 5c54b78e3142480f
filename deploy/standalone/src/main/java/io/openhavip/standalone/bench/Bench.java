package io.openhavip.standalone.bench;

import java.util.List;

/** One group of figures. A scale above one divides the counts and times, for a quick look. */
interface Bench {

    /** Measures against a running stack that belongs to the benchmarks alone. Bounded in count and time. */
    List<Figure> run(BenchStack stack, Progress progress) throws Exception;

    /** Receives one line at a time. */
    interface Progress {
        void say(String line);
    }
}
