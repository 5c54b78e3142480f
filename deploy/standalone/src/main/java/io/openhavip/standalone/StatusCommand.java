package io.openhavip.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havip status}. */
@Command(
        name = "status",
        description = "Shows each part: up, health, port, process and memory. Exit status 0 if all is well, else 1.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Settings settings = Settings.fromEnvironment();
        List<PartStatus> parts = new Stack(settings, line -> {}).status();
        boolean healthy = parts.stream().allMatch(PartStatus::isFine);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("home", settings.home().toString());
            document.put("healthy", healthy);
            document.put("parts", parts);
            out.println(new ObjectMapper().writeValueAsString(document));
        } else {
            out.println("%-16s %-5s %-24s %6s %8s %10s".formatted("part", "up", "health", "port", "pid", "memory"));
            parts.forEach(part -> out.println("%-16s %-5s %-24s %6d %8s %10s"
                    .formatted(
                            part.name(),
                            part.up() ? "yes" : "no",
                            part.health(),
                            part.port(),
                            part.up() ? part.pid() : "-",
                            part.up() ? part.memoryMiB() + " MiB" : "-")));
        }
        return healthy ? 0 : 1;
    }
}
