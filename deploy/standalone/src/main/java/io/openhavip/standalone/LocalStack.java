package io.openhavip.standalone;

import java.util.Optional;
import java.util.function.Consumer;

/** The stack for a command that needs it: started if it does not run, and stopped again at the end only then. */
public final class LocalStack implements AutoCloseable {

    private final Stack stack;
    private final StackClient client;
    private final boolean startedHere;

    private LocalStack(Stack stack, StackClient client, boolean startedHere) {
        this.stack = stack;
        this.client = client;
        this.startedHere = startedHere;
    }

    /**
     * @param hosts how many it has if it is started here and the environment does not say
     * @param say receives one line of progress at a time
     */
    public static LocalStack running(int hosts, Consumer<String> say) {
        Settings given = Settings.fromEnvironment();
        boolean startedHere = new Stack(given, say).isStopped();
        Settings settings = startedHere ? Settings.fromEnvironment(hosts) : given;
        Stack stack = new Stack(settings, say);
        try (StackLock _ = StackLock.take(settings.home())) {
            up(stack, startedHere);
        }
        return new LocalStack(stack, new StackClient(settings), startedHere);
    }

    // What a failed start has launched is nobody's to stop later.
    private static void up(Stack stack, boolean startedHere) {
        try {
            stack.up();
        } catch (RuntimeException e) {
            if (startedHere) {
                stack.end();
            }
            throw e;
        }
    }

    public StackClient client() {
        return client;
    }

    /** Why the host-agent cannot run here; empty if it can. */
    public static Optional<String> agentObstacle() {
        return StackNetwork.obstacle();
    }

    public static boolean isInstalled(String program) {
        return Commands.find(program).isPresent();
    }

    @Override
    public void close() {
        if (startedHere) {
            stack.down();
        }
    }
}
