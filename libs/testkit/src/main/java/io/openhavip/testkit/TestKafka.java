package io.openhavip.testkit;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.localstack.Ports;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker that all tests of this JVM share. It starts when first used, with every topic of {@link Topics#ALL}, and ends with the
 * JVM. A test that stops or kills it starts it again.
 */
public final class TestKafka {

    private static final int ADMIN_LIMIT_S = 30;
    private static final SharedServer<Broker> SHARED =
            new SharedServer<>("openhavip.testkit.kafka", TestKafka::launch, TestKafka::attach);

    private TestKafka() {}

    public static String bootstrapServers() {
        return SHARED.get().address().bootstrapServers();
    }

    /** Stops the broker in an orderly way. */
    public static void stop() {
        SHARED.get().stop();
    }

    /** Ends the broker as kill -9 does. */
    public static void kill() {
        SHARED.get().kill();
    }

    /** Stops the broker where it is, connections and all. */
    public static void freeze() {
        SHARED.get().freeze();
    }

    /** Lets the broker go on. */
    public static void thaw() {
        SHARED.get().thaw();
    }

    /** Starts the broker again, at the same address with the same records. */
    public static void start() {
        SHARED.get().start();
    }

    /** Creates an empty topic that nobody else uses, kept for ever, and gives its name. */
    public static String createTopic(String prefix, int partitions) {
        Topic topic = new Topic(prefix + "-" + UUID.randomUUID(), partitions, false, Optional.empty());
        createTopics(List.of(topic));
        return topic.name();
    }

    /** Creates an empty topic configured as the given one but with a name of its own, and gives the name. */
    public static String createTopicLike(Topic topic) {
        Topic own = new Topic(
                topic.name() + "-" + UUID.randomUUID(), topic.partitions(), topic.compacted(), topic.retention());
        createTopics(List.of(own));
        return own.name();
    }

    /** Creates those of the topics that do not exist. */
    public static void createTopics(Collection<Topic> topics) {
        with(admin -> createMissing(admin, topics));
    }

    /** Deletes every topic of {@link Topics#ALL} and creates it anew, empty and without committed offsets. */
    public static void recreateTopics() {
        Set<String> names = Topics.ALL.stream().map(Topic::name).collect(Collectors.toSet());
        with(admin -> {
            Set<String> existing = existing(admin);
            existing.retainAll(names);
            admin.deleteTopics(existing).all().get(ADMIN_LIMIT_S, TimeUnit.SECONDS);
            Await.until(() -> {
                if (!Collections.disjoint(existing(admin), names)) {
                    throw new AssertionError("deleted topics are still listed");
                }
            });
            createMissing(admin, Topics.ALL);
        });
    }

    /** The next offset of each partition. */
    public static Map<Integer, Long> endOffsets(String topic) {
        Map<Integer, Long> offsets = new HashMap<>();
        with(admin -> {
            TopicDescription description = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(ADMIN_LIMIT_S, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> OffsetSpec.latest()));
            admin.listOffsets(latest)
                    .all()
                    .get(ADMIN_LIMIT_S, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
        });
        return offsets;
    }

    /** Starts a broker of the caller's own, which the caller discards. */
    public static Broker startAnother() {
        return attach(launch());
    }

    /** Something done with an administration client. */
    @FunctionalInterface
    public interface Administration {
        void accept(Admin admin) throws Exception;
    }

    /** Runs with an administration client of the shared broker. */
    public static void with(Administration administration) {
        with(SHARED.get(), administration);
    }

    private static void with(Broker broker, Administration administration) {
        Map<String, Object> configuration = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address().bootstrapServers());
        try (Admin admin = Admin.create(configuration)) {
            administration.accept(admin);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker refused: " + failure.getMessage(), failure);
        }
    }

    private static void createMissing(Admin admin, Collection<Topic> topics) throws Exception {
        Set<String> existing = existing(admin);
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.configuration()))
                .toList();
        admin.createTopics(missing).all().get(ADMIN_LIMIT_S, TimeUnit.SECONDS);
        // The controller has them; clients ask the broker, which learns of them a moment later.
        List<String> names = missing.stream().map(NewTopic::name).toList();
        Await.until(() -> {
            for (TopicDescription topic : admin.describeTopics(names)
                    .allTopicNames()
                    .get(ADMIN_LIMIT_S, TimeUnit.SECONDS)
                    .values()) {
                if (topic.partitions().stream().anyMatch(partition -> partition.leader() == null)) {
                    throw new AssertionError(topic.name() + " has a partition without a leader");
                }
            }
        });
    }

    private static Set<String> existing(Admin admin) throws Exception {
        return admin.listTopics().names().get(ADMIN_LIMIT_S, TimeUnit.SECONDS);
    }

    private static String launch() {
        int port = Ports.free();
        String place = switch (Variant.chosen()) {
            case DOCKER -> "docker %d %s".formatted(port, DockerBroker.run(port));
            case EMBEDDED -> "embedded %d %d %s".formatted(port, Ports.free(), EmbeddedHome.create("kafka"));
        };
        Broker broker = attach(place);
        broker.start();
        with(broker, admin -> createMissing(admin, Topics.ALL));
        return place;
    }

    private static Broker attach(String place) {
        String[] parts = place.split(" ", 4);
        int port = Integer.parseInt(parts[1]);
        return parts[0].equals("docker")
                ? new DockerBroker(parts[2], port)
                : new EmbeddedBroker(Path.of(parts[3]), port, Integer.parseInt(parts[2]));
    }
}
