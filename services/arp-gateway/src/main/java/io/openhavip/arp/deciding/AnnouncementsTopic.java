package io.openhavip.arp.deciding;

import io.openhavip.contracts.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks the broker for the id of arp.announcements: after the topic was created anew, offsets begin again and mean something else. */
@Singleton
public class AnnouncementsTopic {

    private static final long LIMIT_S = 10;

    private final String bootstrapServers;

    AnnouncementsTopic(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The topic's id.
     *
     * @throws IllegalStateException if the broker doesn't say, or the partition count is not the published one
     */
    String id() throws InterruptedException {
        String name = Topics.ARP_ANNOUNCEMENTS.name();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicDescription topic = admin.describeTopics(List.of(name))
                    .topicNameValues()
                    .get(name)
                    .get(LIMIT_S, TimeUnit.SECONDS);
            if (topic.partitions().size() != Topics.ARP_ANNOUNCEMENTS.partitions()) {
                throw new IllegalStateException(
                        name + " has " + topic.partitions().size() + " partitions");
            }
            return topic.topicId().toString();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not describe " + name, e);
        }
    }
}
