package io.openhavip.standalone;

import io.openhavip.agent.host.HostRegistration;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.host.HostState;
import io.openhavip.localstack.KafkaAddress;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.localstack.PostgresLogin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** Topics and databases that the services expect. Creates what is missing and changes nothing that exists. */
final class Provisioning {

    private static final int LIMIT_S = 60;
    private static final short ONE_REPLICA = 1;

    private Provisioning() {}

    static void createDatabases(PostgresLogin login, List<String> names) {
        names.forEach(login::createDatabase);
    }

    static void createTopics(KafkaAddress address) {
        Map<String, Object> configuration =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address.bootstrapServers());
        try (Admin admin = Admin.create(configuration)) {
            Set<String> existing = admin.listTopics().names().get(LIMIT_S, TimeUnit.SECONDS);
            refuseOtherPartitionCounts(admin, existing);
            List<NewTopic> missing = Topics.ALL.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic ->
                            new NewTopic(topic.name(), topic.partitions(), ONE_REPLICA).configs(topic.configuration()))
                    .toList();
            admin.createTopics(missing).all().get(LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new LocalStackException("topics cannot be created: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while creating topics", interrupted);
        }
    }

    /** Ends the registration of a host of a stack that had more of them: EIPs would wait there to be translated. */
    static void forgetHost(KafkaAddress address, String hostId) {
        HostState gone = new HostState(hostId, Optional.empty(), false);
        try (HostRegistration registration = new HostRegistration(address.bootstrapServers(), gone)) {
            if (!registration.remove(Duration.ofSeconds(LIMIT_S))) {
                throw new LocalStackException("the broker does not take that " + hostId + " is no more");
            }
        }
    }

    // Order per aggregate and the offsets stored with ownership rest on the count.
    private static void refuseOtherPartitionCounts(Admin admin, Set<String> existing)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> ours =
                Topics.ALL.stream().map(Topic::name).filter(existing::contains).collect(Collectors.toSet());
        Map<String, TopicDescription> described =
                admin.describeTopics(ours).allTopicNames().get(LIMIT_S, TimeUnit.SECONDS);
        for (Topic topic : Topics.ALL) {
            TopicDescription found = described.get(topic.name());
            if (found != null && found.partitions().size() != topic.partitions()) {
                throw new LocalStackException("topic %s has %d partitions instead of %d, and a count never changes"
                        .formatted(topic.name(), found.partitions().size(), topic.partitions()));
            }
        }
    }
}
