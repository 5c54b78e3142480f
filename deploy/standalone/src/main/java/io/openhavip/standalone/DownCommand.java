package io.openhavip.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code havip down}. */
@Command(name = "down", description = "Stops everything. Data are kept.")
final class DownCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = Settings.fromEnvironment();
        try (StackLock _ = StackLock.take(settings.home())) {
            new Stack(settings, spec.commandLine().getOut()::println).down();
        }
        return 0;
    }
}
