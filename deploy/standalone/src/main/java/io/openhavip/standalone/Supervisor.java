package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Watches the stack in the foreground and starts again what dies, until somebody stops it or a part keeps dying. */
final class Supervisor {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST_RESTARTS_IN_A_ROW = 5;
    private static final Duration QUIET = Duration.ofMinutes(5);
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    private final Stack stack;
    private final Path home;
    private final Consumer<String> say;
    private int restarts;
    private String lastObstacle = "";
    private long lastRestart = System.nanoTime();

    Supervisor(Stack stack, Path home, Consumer<String> say) {
        this.stack = stack;
        this.home = home;
        this.say = say;
    }

    /** Returns when another command has stopped the stack, or on interruption. */
    void watch() {
        while (!stack.isStopped()) {
            List<Part> died = stack.died();
            if (!died.isEmpty()) {
                restart(died);
            }
            try {
                Thread.sleep(PERIOD);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        say.accept("the stack was stopped by another command");
    }

    private void restart(List<Part> died) {
        Part first = died.getFirst();
        if (restartsInARow() == MOST_RESTARTS_IN_A_ROW) {
            throw new LocalStackException("%s keeps dying: read %s"
                    .formatted(first.name(), first.process().program().log()));
        }
        try (StackLock _ = StackLock.take(home)) {
            stack.requireDisk();
            restarts++;
            lastRestart = System.nanoTime();
            died.forEach(part -> say.accept("%-16s died: read %s.1"
                    .formatted(part.name(), part.process().program().log())));
            stack.up();
            lastObstacle = "";
        } catch (LocalStackException e) {
            // A full disk or another command at work passes: what still runs is better than nothing.
            sayOnce("%-16s not started again: %s".formatted(first.name(), e.getMessage()));
        }
    }

    private void sayOnce(String obstacle) {
        String kind = NUMBERS.matcher(obstacle).replaceAll(""); // how much is left changes, and is no news
        if (!kind.equals(lastObstacle)) {
            say.accept(obstacle);
        }
        lastObstacle = kind;
    }

    private int restartsInARow() {
        if (System.nanoTime() - lastRestart > QUIET.toNanos()) {
            restarts = 0;
        }
        return restarts;
    }
}
