package io.openhavip.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.standalone.LocalStack;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havip demo}. */
@Command(
        name = "demo",
        description =
                "The quick deployment of the HAVIP guide: keepalived on two instances, an EIP, clients inside and outside.%n"
                        + "Needs root on Linux with keepalived and nginx; without, the announcements are posted by REST.%n"
                        + "Starts the stack if it does not run, with two hosts, and stops it again then.")
public final class DemoCommand implements Callable<Integer> {

    private static final int HOSTS = 2;

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
        Optional<String> obstacle = reported
                ? Optional.of("asked for by --reported")
                : obstacle(LocalStack.agentObstacle(), LocalStack::isInstalled);
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
        try (LocalStack stack = LocalStack.running(HOSTS, timeline::tell)) {
            Interruption.check();
            obstacle.ifPresent(why -> timeline.tell(
                    "no real ARP here: " + why + ". The same story with announcements posted to arp-gateway by REST."));
            return tell(timeline, stack, obstacle.isEmpty());
        } catch (RuntimeException e) {
            return failed(timeline, e);
        }
    }

    private static Report tell(Timeline timeline, LocalStack stack, boolean realArp) {
        Story story =
                realArp ? new RealArpStory(stack.client(), timeline) : new ReportedStory(stack.client(), timeline);
        Report report;
        try {
            report = Report.of(story.tell(), timeline.steps());
        } catch (RuntimeException e) {
            report = failed(timeline, e);
        }
        List<String> left = story.remove();
        timeline.tell(left.isEmpty() ? "everything the demo made is removed" : "left behind: " + left);
        return report.cleanedUp(left, timeline.steps());
    }

    private static Report failed(Timeline timeline, Exception e) {
        boolean explained = e instanceof DemoFailed || e instanceof LocalStackException || e instanceof OpenApi.Refused;
        return Report.failed(explained ? e.getMessage() : e.toString(), timeline.steps());
    }

    /** Why real ARP cannot be shown here; empty if it can. */
    static Optional<String> obstacle(Optional<String> ofTheAgent, Predicate<String> installed) {
        return ofTheAgent.or(() -> {
            List<String> missing =
                    Stream.of("keepalived", "nginx").filter(installed.negate()).toList();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("needs " + String.join(" and ", missing)
                            + " (Debian: apt-get install keepalived nginx-light)");
        });
    }
}
