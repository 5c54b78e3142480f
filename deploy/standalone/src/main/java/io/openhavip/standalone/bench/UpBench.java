package io.openhavip.standalone.bench;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Seconds from {@code ./havip up --detach} on built artifacts to its return, when all parts are healthy, and what they take then. */
final class UpBench implements Bench {

    private static final int ROUNDS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public boolean needsStack() {
        return false;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            stack.down();
            stack.delete();
            first.add(up(stack));
            memory.add((double) stack.memoryMiB());
            stack.down();
            again.add(up(stack));
            progress.say("up: %.1f s with no data, %.1f s with data, %.0f MiB"
                    .formatted(first.getLast(), again.getLast(), memory.getLast()));
        }
        return List.of(
                Figure.alone("up.first", "s", Spread.of(first)),
                Figure.alone("up.again", "s", Spread.of(again)),
                Figure.alone("up.memory", "MiB", Spread.of(memory)));
    }

    private static double up(BenchStack stack) throws IOException, InterruptedException {
        Path log = stack.settings().home().resolveSibling("bench-up.log");
        Files.createDirectories(log.getParent());
        ProcessBuilder command =
                new ProcessBuilder(stack.settings().checkout().resolve("havip").toString(), "up", "--detach");
        command.environment().putAll(stack.environment());
        command.redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        if (command.start().waitFor() != 0) {
            throw new LocalStackException("the stack did not come up: read " + log);
        }
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        Files.delete(log);
        return seconds;
    }
}
