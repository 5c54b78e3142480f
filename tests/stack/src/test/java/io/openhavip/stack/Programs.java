package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs in another language that drive official clients, in a copy of their sources, where their dependencies may be installed.
 *
 * @param needs what to say when a command of theirs is not there
 */
record Programs(Path home, String needs) {

    private static final int LIMIT_S = 240;

    /** @param language the folder of the sources, src/test/language */
    static Programs of(String language, String needs) throws IOException {
        Path home = Files.createDirectories(Path.of("target", language));
        try (Stream<Path> sources = Files.list(Path.of("src/test", language))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, home.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new Programs(home, needs);
    }

    /** What a command said, which must have ended well. */
    String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(home, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = start(builder);
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " took too long: " + Files.readString(log));
        }
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(List.of(command) + ": " + said).isZero();
        return said;
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(needs + ": " + e.getMessage(), e);
        }
    }
}
