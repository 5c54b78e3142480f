package io.openhavip.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What it takes to run one server as a process of its own. Implementations hold no process: {@link ServerProcess} does. */
public interface ServerProgram {

    /** Name for people, for example {@code kafka}. */
    String name();

    /** File that receives everything the process prints. */
    Path log();

    /** TCP ports on 127.0.0.1 that must be free before the start. */
    List<Integer> ports();

    /**
     * Makes the files that the process needs; does nothing where they exist, so it may be called before every start.
     *
     * @throws LocalStackException if that is impossible
     */
    void prepare();

    /** Program and arguments. Valid after {@link #prepare}. */
    List<String> command();

    /** Variables added to the caller's environment. */
    Map<String, String> environment();

    /** Whether it serves requests now; returns within a few seconds and never throws. */
    boolean answers();

    /** Signal that asks for an orderly end: a name known to kill(1), without SIG. */
    default String stopSignal() {
        return "TERM";
    }
}
