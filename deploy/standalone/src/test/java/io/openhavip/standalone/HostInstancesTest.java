package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.localstack.ProcessIdentity;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances end with their host, and the next agent takes them for such. */
class HostInstancesTest {

    @TempDir
    Path directory;

    @Test
    void runningInstanceIsEndedAndNotedAsOfAnEarlierBoot() throws Exception {
        Process first = new ProcessBuilder("sleep", "1000").start();
        Path record = record("i-1", first.pid());
        Properties before = read(record);

        new HostInstances(directory).end();

        assertThat(first.isAlive()).isFalse();
        Properties after = read(record);
        assertThat(after.getProperty("boot")).isNotEqualTo(before.getProperty("boot"));
        after.setProperty("boot", before.getProperty("boot"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void processThatGotTheNumberOfADeadInstanceIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            Path record = record("i-1", other.pid());
            Properties earlier = read(record);
            earlier.setProperty("start", "1");
            write(record, earlier);

            new HostInstances(directory).end();

            assertThat(other.isAlive()).isTrue();
            assertThat(read(record)).isEqualTo(earlier);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void hostWithoutInstancesHasNothingToEnd() {
        new HostInstances(directory.resolve("none")).end();
        new HostInstances(directory).end();
    }

    /** As the agent writes it. */
    private Path record(String id, long pid) throws IOException {
        String[] identity =
                ProcessIdentity.ofLive(pid).orElseThrow().startedAt().split("@");
        Properties record = new Properties();
        record.setProperty("uidBase", "1879048192");
        record.setProperty("run", "2");
        record.setProperty("startedAt", "2026-11-27T22:00:00Z");
        record.setProperty("stopped", "false");
        record.setProperty("pid", String.valueOf(pid));
        record.setProperty("start", identity[0]);
        record.setProperty("boot", identity[1]);
        Path file = Files.createDirectories(directory.resolve(id)).resolve("record.properties");
        write(file, record);
        return file;
    }

    private static void write(Path file, Properties record) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            record.store(writer, null);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties record = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            record.load(reader);
        }
        return record;
    }
}
