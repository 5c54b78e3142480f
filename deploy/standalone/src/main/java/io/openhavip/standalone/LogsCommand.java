package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havip logs}. */
@Command(name = "logs", description = "Prints the end of the logs, of all parts or of one.")
final class LogsCommand implements Callable<Integer> {

    private static final String SUFFIX = ".log";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PART", description = "For example havip-service.")
    private String part = "";

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "Lines of each log (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() throws IOException {
        Path folder = Settings.fromEnvironment().logs();
        List<Path> logs = logsIn(folder);
        if (logs.isEmpty()) {
            throw new LocalStackException(
                    part.isEmpty()
                            ? "there are no logs in %s yet".formatted(folder)
                            : "there is no log of a part '%s' in %s".formatted(part, folder));
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Path log : logs) {
            if (logs.size() > 1) {
                out.println("==> " + log);
            }
            LogTail.lastLines(log, lines).forEach(out::println);
        }
        return 0;
    }

    private List<Path> logsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file ->
                            part.isEmpty() || file.getFileName().toString().equals(part + SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
