package io.openhavip.standalone;

import io.openhavip.localstack.Directories;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havip reset}. */
@Command(name = "reset", description = "Stops everything and deletes all data, secrets and logs. Asks first.")
final class ResetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        if (!yes && !confirmed(out, settings)) {
            out.println("nothing was changed");
            return 1;
        }
        try (StackLock _ = StackLock.take(settings.home())) {
            new Stack(settings, out::println).down();
            // Only what the launcher itself has put there: HAVIP_HOME may name a folder with other things in it.
            Directories.delete(settings.home().resolve("data"));
            Directories.delete(settings.home().resolve("apps"));
            Directories.delete(settings.logs());
            Directories.delete(settings.processes());
            Directories.delete(settings.home().resolve("secrets"));
        }
        out.println("all data in %s are deleted".formatted(settings.home()));
        return 0;
    }

    private static boolean confirmed(PrintWriter out, Settings settings) throws IOException {
        out.print("Delete all HAVIPs, instances and messages in %s? [y/N] ".formatted(settings.home()));
        out.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
