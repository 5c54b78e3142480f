package io.openhavip.testkit;

import io.openhavip.localstack.KafkaAddress;
import java.util.HashMap;
import java.util.Map;

/** The broker in a container. */
final class DockerBroker extends DockerServer implements Broker {

    private static final String IMAGE = "apache/kafka:4.1.1";
    private static final int PORT = 9092;

    private final KafkaAddress address;

    DockerBroker(String container, int publishedPort) {
        super(container);
        this.address = new KafkaAddress(host(), publishedPort);
    }

    static String run(int publishedPort) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_NODE_ID", "1",
                "KAFKA_PROCESS_ROLES", "broker,controller",
                "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
                "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER",
                "KAFKA_LISTENERS", "PLAINTEXT://:9092,BROKER://:9094,CONTROLLER://:9093",
                "KAFKA_ADVERTISED_LISTENERS",
                        "PLAINTEXT://%s:%d,BROKER://localhost:9094".formatted(host(), publishedPort),
                "KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER",
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "KAFKA_LOG_DIRS", "/var/lib/kafka/data",
                "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"));
        environment.putAll(Map.of(
                "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1",
                "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "8",
                "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
                "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1",
                "KAFKA_BROKER_SESSION_TIMEOUT_MS", "4000",
                "KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "500",
                "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                "KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE", "4194304",
                "KAFKA_HEAP_OPTS", "-Xms64m -Xmx256m"));
        return run(IMAGE, publishedPort, PORT, environment);
    }

    @Override
    public KafkaAddress address() {
        return address;
    }

    @Override
    boolean answers() {
        return address.answers();
    }
}
