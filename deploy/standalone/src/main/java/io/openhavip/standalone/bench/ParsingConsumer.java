package io.openhavip.standalone.bench;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process of deploy/bench-consumer: the same batches on the same framework as arp-gateway, read by a method that only parses them.
 * Its JVM has the options of the running arp-gateway. Owns the process until closed.
 */
final class ParsingConsumer implements AutoCloseable {

    static final String TOPIC = "bench.announcements";
    static final String GROUP = "bench-consumer";

    private static final Path JAR = Path.of("deploy/bench-consumer/target/quarkus-app/quarkus-run.jar");
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Process process;

    ParsingConsumer(BenchStack stack) throws IOException {
        Path jar = stack.settings().checkout().resolve(JAR);
        if (!Files.isReadable(jar)) {
            throw new LocalStackException("bench-consumer is not built: %s is missing".formatted(jar));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(stack.jvmArguments("arp-gateway"));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", stack.client().bootstrapServers());
        builder.redirectErrorStream(true)
                .redirectOutput(
                        stack.settings().logs().resolve("bench-consumer.log").toFile());
        this.process = builder.start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
