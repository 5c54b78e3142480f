package io.openhavip.standalone.bench;

import io.openhavip.contracts.Topic;
import io.openhavip.localstack.Directories;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.localstack.Ports;
import io.openhavip.localstack.ServerProcess;
import io.openhavip.standalone.PartStatus;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.Settings;
import io.openhavip.standalone.Stack;
import io.openhavip.standalone.StackClient;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A stack for the benchmarks alone, beside the user's own: the folder {@code bench} of HAVIP_HOME, ports {@value #PORT_DISTANCE} above
 * the configured ones. Its data are deleted at the end.
 */
final class BenchStack {

    /** How many partitions every topic of the benchmarks has: those of the topics that they stand beside. */
    static final int PARTITIONS = 8;

    private static final int PORT_DISTANCE = 10_000;
    private static final String DATABASE = "bench";
    private static final short ONE_REPLICA = 1;

    private final Settings settings;
    private final Bench.Progress progress;
    private Optional<Handles> handles = Optional.empty();
    private boolean ended;

    /** What knows the passwords that stand in the folder, or makes them: of no use once the folder is deleted. */
    private record Handles(Stack stack, StackClient client) {}

    BenchStack(Settings users, Bench.Progress progress) {
        Map<Settings.Port, Integer> ports = new EnumMap<>(Settings.Port.class);
        users.ports().forEach((port, number) -> ports.put(port, number + PORT_DISTANCE));
        this.settings = new Settings(
                users.checkout(),
                users.home().resolve("bench"),
                ports,
                users.startLimit(),
                users.hosts(),
                Settings.Instances.none);
        this.progress = progress;
    }

    private synchronized Handles handles() {
        if (handles.isEmpty()) {
            handles = Optional.of(new Handles(new Stack(settings, progress::say), new StackClient(settings)));
        }
        return handles.get();
    }

    /** Starts what does not run. */
    void up() {
        handles().stack().up();
    }

    void down() {
        handles().stack().down();
    }

    /** Stops it for good, whatever another thread is about to start. */
    void end() {
        Stack last = endHandles();
        last.end();
    }

    // Deleting does not give a thread that is still measuring a new stack to start.
    private synchronized Stack endHandles() {
        ended = true;
        return handles().stack();
    }

    /** Deletes the data; only of a stack that is down. */
    synchronized void delete() {
        Directories.delete(settings.home());
        if (!ended) {
            handles = Optional.empty();
        }
    }

    /** A second process of a service, until closed. */
    Replica startReplica(String service) {
        int port = Ports.free();
        ServerProcess process = handles().stack().startReplica(service, port);
        return new Replica(process, URI.create("http://127.0.0.1:" + port));
    }

    /** A process beside the stack's own of the same service. */
    record Replica(ServerProcess process, URI base) implements AutoCloseable {

        private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

        RestClient rest(String accountId) {
            return new RestClient(base, Map.of()).forAccount(accountId);
        }

        @Override
        public void close() {
            process.stop(STOP_LIMIT);
        }
    }

    List<PartStatus> status() {
        return handles().stack().status();
    }

    PartStatus part(String name) {
        return status().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    StackClient client() {
        return handles().client();
    }

    Settings settings() {
        return settings;
    }

    /** What {@code ./havip} needs to know to be about this stack. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HAVIP_HOME", settings.home().toString());
        environment.put("HAVIP_INSTANCES", settings.instances().name());
        settings.ports()
                .forEach((port, number) -> environment.put("HAVIP_PORT_" + port.name(), String.valueOf(number)));
        return environment;
    }

    /** The benchmarks' own database on the services' server; made at the first call. */
    BenchDatabase benchDatabase() throws SQLException {
        return benchDatabase(DATABASE);
    }

    /** One more such database, for a benchmark that shares no tables. */
    BenchDatabase benchDatabase(String name) throws SQLException {
        client().login().createDatabase(name);
        return new BenchDatabase(client().login(), name);
    }

    /** Makes a topic unless it exists, configured like one of the product's. */
    void createTopic(String name, Topic like) {
        NewTopic topic = new NewTopic(name, PARTITIONS, ONE_REPLICA).configs(like.configuration());
        try (Admin admin = admin()) {
            if (!admin.listTopics().names().get().contains(name)) {
                admin.createTopics(List.of(topic)).all().get();
            }
        } catch (ExecutionException e) {
            throw new LocalStackException("topic %s cannot be created: %s".formatted(name, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while creating topic " + name, e);
        }
    }

    List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", client().bootstrapServers()));
    }

    /** A producer as the services have it: every record confirmed, nothing held back. */
    Producer<String, byte[]> producer(Map<String, Object> overrides) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                client().bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0));
        configuration.putAll(overrides);
        return new KafkaProducer<>(configuration, new StringSerializer(), new ByteArraySerializer());
    }

    /** What this stack's processes take together, in MiB. */
    long memoryMiB() {
        return status().stream().mapToLong(PartStatus::memoryMiB).sum();
    }

    /** Arguments of the JVM of a service that runs. */
    List<String> jvmArguments(String service) {
        Optional<String[]> arguments = ProcessHandle.of(part(service).pid())
                .flatMap(process -> process.info().arguments());
        return arguments
                .map(all -> List.of(all).subList(0, List.of(all).indexOf("-jar")))
                .orElseThrow(() -> new LocalStackException(service + " does not run"));
    }
}
