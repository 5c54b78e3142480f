package io.openhavip.localstack;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A real Kafka broker on 127.0.0.1: one node in combined mode, everything replicated once, topics created on request only.
 *
 * @param directory the broker's own folder: configuration and data, kept over restarts
 * @param log file that receives its output
 * @param port port for clients
 * @param controllerPort port of the quorum of one
 * @param durability what an acknowledged record survives
 */
public record KafkaServer(Path directory, Path log, int port, int controllerPort, Durability durability)
        implements ServerProgram {

    private static final int NODE = 1;
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    /** What an acknowledged record survives. */
    public enum Durability {
        /** The death of the process. The kernel writes to the disk in its own time. */
        PROCESS,
        /** The death of the machine: every write reaches the disk before it is acknowledged. */
        MACHINE
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    public KafkaAddress address() {
        return new KafkaAddress("127.0.0.1", port);
    }

    @Override
    public void prepare() {
        Binaries.kafka(Binaries.defaultCache());
        try {
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(configuration())) {
                properties().store(writer, "Written at every start.");
            }
        } catch (IOException failure) {
            throw new LocalStackException(
                    "kafka's folder %s cannot be written: %s".formatted(directory, failure.getMessage()), failure);
        }
    }

    @Override
    public List<String> command() {
        Path broker = Binaries.kafka(Binaries.defaultCache());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", broker + "/*:" + broker, KafkaMain.class.getName()));
        command.add(configuration().toString());
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public boolean answers() {
        return address().answers();
    }

    private Path configuration() {
        return directory.toAbsolutePath().resolve("server.properties");
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE),
                "controller.quorum.voters",
                "%d@127.0.0.1:%d".formatted(NODE, controllerPort),
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort),
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                directory.toAbsolutePath().resolve("data").toString(),
                "auto.create.topics.enable",
                "false",
                "group.initial.rebalance.delay.ms",
                "0"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "8",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                // A killed broker may register again when its last session has ended: by default that is nine seconds.
                "broker.session.timeout.ms", "4000",
                "broker.heartbeat.interval.ms", "500",
                // The default takes half of this heap.
                "log.cleaner.dedupe.buffer.size", "4194304"));
        if (durability == Durability.MACHINE) {
            properties.put("log.flush.interval.messages", "1");
        }
        return properties;
    }
}
