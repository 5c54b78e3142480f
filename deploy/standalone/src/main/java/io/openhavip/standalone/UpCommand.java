package io.openhavip.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havip up}. */
@Command(
        name = "up",
        description = "Starts what does not run yet and waits until everything is healthy. Data are kept.%n"
                + "Stays in the foreground: Ctrl-C stops the stack.")
final class UpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-d", "--detach"},
            description = "Return when everything is healthy; './havip down' stops it.")
    private boolean detach;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = Settings.fromEnvironment();
        Stack stack = new Stack(settings, line -> {
            out.println(line);
            out.flush();
        });
        if (detach) {
            try (StackLock _ = StackLock.take(settings.home())) {
                stack.up();
            }
            announce(stack, out);
            return 0;
        }
        AtomicBoolean stops = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, stops.get()), "stop"));
        stayInForeground(stack, settings, out, stops);
        return 0;
    }

    /** @param stops whether the end of this JVM is the end of the stack: not if a command fails that found it running */
    private static void stayInForeground(Stack stack, Settings settings, PrintWriter out, AtomicBoolean stops) {
        boolean own = false;
        try {
            try (StackLock _ = StackLock.take(settings.home())) {
                own = stack.isDown();
                stops.set(own);
                stack.up();
            }
            stops.set(true);
            announce(stack, out);
            out.println("Ctrl-C stops it.");
            out.flush();
            new Supervisor(stack, settings.home(), out::println).watch();
        } catch (RuntimeException e) {
            stops.set(own);
            throw e;
        }
    }

    // In a shutdown hook: a start that is under way holds the lock in this very process and is over with it.
    private static void stop(Stack stack, boolean stops) {
        if (stops && !stack.isStopped()) {
            stack.end();
        }
    }

    private static void announce(Stack stack, PrintWriter out) {
        out.println();
        out.println("OpenHaVip is up:");
        stack.addresses().forEach(out::println);
        out.flush();
    }
}
