package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path folder;

    @Test
    void givesTheLastLines() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\n");
        assertThat(LogTail.lastLines(log, 2)).containsExactly("two", "three");
        assertThat(LogTail.lastLines(log, 9)).containsExactly("one", "two", "three");
    }

    @Test
    void readsNoMoreThanAThousandBytesForALine() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "a".repeat(5000));
        assertThat(LogTail.lastLines(log, 1)).containsExactly("a".repeat(1000));
    }
}
