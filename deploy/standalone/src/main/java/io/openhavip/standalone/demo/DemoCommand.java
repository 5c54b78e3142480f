package io.openhavip.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.standalone.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havip demo}. */
@Command(
        name = "demo",
        description =
                "Shows a HAVIP that moves: keepalived announces it by gratuitous ARP, a client sees who answers.%n"
                        + "Needs root on Linux with keepalived and nginx; without root the announcements are posted by REST.%n"
                        + "Starts the stack if it does not run, and stops it again then.")
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Option(names = "--reported", description = "Post the announcements by REST, even as root.")
    private boolean reported;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Timeline timeline = new Timeline(line -> {
            out.println(line);
            out.flush();
        });
        Optional<String> obstacle = reported ? Optional.of("asked for by --reported") : obstacle();
        Report report = Interruption.heeded(() -> run(timeline, obstacle));
        out.println();
        out.println(report.failure().map(why -> "FAILED: " + why).orElse("passed"));
        if (json) {
            out.println(JsonMessages.MAPPER.writeValueAsString(report));
        }
        out.flush();
        return report.passed() ? 0 : 1;
    }

    private static Report run(Timeline timeline, Optional<String> obstacle) {
        try (LocalStack stack = LocalStack.running(timeline::tell)) {
            Interruption.check();
            obstacle.ifPresent(why -> timeline.tell(
                    "no real ARP here: " + why + ". The same story with announcements posted to arp-gateway by REST."));
            return tell(timeline, stack, obstacle.isEmpty());
        } catch (IOException | RuntimeException e) {
            return failed(timeline, e);
        }
    }

    private static Report tell(Timeline timeline, LocalStack stack, boolean realArp) throws IOException {
        Story story =
                realArp ? new RealArpStory(stack.client(), timeline) : new ReportedStory(stack.client(), timeline);
        try {
            return report(timeline, story.tell());
        } catch (RuntimeException e) {
            return failed(timeline, e);
        } finally {
            story.close();
            timeline.tell("everything the demo made is removed");
        }
    }

    private static Report report(Timeline timeline, Story.Figures figures) {
        return new Report(
                figures.negativeControl(),
                figures.realArp(),
                figures.negativeControl(),
                figures.switchMs(),
                figures.forwardingMs(),
                figures.describeMs(),
                figures.outageMs(),
                figures.negativeControl()
                        ? Optional.empty()
                        : Optional.of("the address moved to an instance that is not associated"),
                timeline.steps());
    }

    private static Report failed(Timeline timeline, Exception e) {
        String why = e instanceof DemoFailed || e instanceof LocalStackException ? e.getMessage() : e.toString();
        return new Report(
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(why),
                timeline.steps());
    }

    /** Why real ARP cannot be shown here; empty if it can. Missing programs are an error: they are there to be installed. */
    private static Optional<String> obstacle() {
        Optional<String> obstacle = LocalStack.agentObstacle();
        if (obstacle.isEmpty()) {
            List<String> missing = Stream.of("keepalived", "nginx")
                    .filter(program -> !LocalStack.isInstalled(program))
                    .toList();
            if (!missing.isEmpty()) {
                throw new LocalStackException("the demo needs " + String.join(" and ", missing)
                        + ": install the packages (Debian: apt-get install keepalived nginx-light), or use --reported");
            }
        }
        return obstacle;
    }
}
