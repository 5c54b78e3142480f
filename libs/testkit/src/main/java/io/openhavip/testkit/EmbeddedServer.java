package io.openhavip.testkit;

import io.openhavip.localstack.Directories;
import io.openhavip.localstack.ServerProcess;
import io.openhavip.localstack.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;

/** A server as a process of its own, everything it has in one folder. */
abstract class EmbeddedServer<P extends ServerProgram> implements TestServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final P program;
    private final ServerProcess process;

    EmbeddedServer(Path directory, P program) {
        this.directory = directory;
        this.program = program;
        this.process = new ServerProcess(program, directory.resolve("pid"));
    }

    P program() {
        return program;
    }

    @Override
    public void start() {
        process.start(START_LIMIT);
    }

    @Override
    public void stop() {
        process.stop(STOP_LIMIT);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void freeze() {
        process.freeze();
    }

    @Override
    public void thaw() {
        process.thaw();
    }

    @Override
    public void discard() {
        process.kill();
        Directories.delete(directory);
    }
}
