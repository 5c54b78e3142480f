package io.openhavip.agent.instance;

import io.openhavip.agent.linux.ProcessIdentity;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What the next agent must know of an instance; written before it matters, atomically. Immutable.
 *
 * @param uidBase the host's user id that its root is
 * @param run the run that was last started; 0: none was, its disk is not complete
 * @param first its first process in that run
 * @param letGo whether that process is known to have been let go; one that was not ended with the agent that made it
 * @param stopped whether that run was ended from outside
 */
record InstanceRecord(
        long uidBase, int run, Optional<ProcessIdentity> first, Instant startedAt, boolean letGo, boolean stopped) {

    private static final String FILE = "record.properties";

    static InstanceRecord created(long uidBase) {
        return new InstanceRecord(uidBase, 0, Optional.empty(), Instant.EPOCH, false, false);
    }

    InstanceRecord started(int newRun, ProcessIdentity newFirst, Instant at) {
        return new InstanceRecord(uidBase, newRun, Optional.of(newFirst), at, false, false);
    }

    InstanceRecord wasLetGo() {
        return new InstanceRecord(uidBase, run, first, startedAt, true, stopped);
    }

    InstanceRecord ended() {
        return new InstanceRecord(uidBase, run, first, startedAt, letGo, true);
    }

    boolean isAlive() {
        return first.filter(ProcessIdentity::isAlive).isPresent();
    }

    static Optional<InstanceRecord> read(Path directory) throws IOException {
        Properties text = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(FILE))) {
            text.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<ProcessIdentity> first = Optional.ofNullable(text.getProperty("pid"))
                .map(pid -> new ProcessIdentity(
                        Long.parseLong(pid), Long.parseLong(text.getProperty("start")), text.getProperty("boot")));
        return Optional.of(new InstanceRecord(
                Long.parseLong(text.getProperty("uidBase")),
                Integer.parseInt(text.getProperty("run")),
                first,
                Instant.parse(text.getProperty("startedAt")),
                Boolean.parseBoolean(text.getProperty("letGo", "true")),
                Boolean.parseBoolean(text.getProperty("stopped"))));
    }

    void write(Path directory) throws IOException {
        Properties text = new Properties();
        text.setProperty("uidBase", Long.toString(uidBase));
        text.setProperty("run", Integer.toString(run));
        text.setProperty("startedAt", startedAt.toString());
        text.setProperty("letGo", Boolean.toString(letGo));
        text.setProperty("stopped", Boolean.toString(stopped));
        first.ifPresent(process -> {
            text.setProperty("pid", Long.toString(process.pid()));
            text.setProperty("start", Long.toString(process.startTicks()));
            text.setProperty("boot", process.bootId());
        });
        StringWriter writer = new StringWriter();
        text.store(writer, null);
        Path written = directory.resolve(FILE + ".new");
        Files.writeString(written, writer.toString());
        Files.move(written, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
