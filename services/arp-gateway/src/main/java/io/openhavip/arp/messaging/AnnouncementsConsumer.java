package io.openhavip.arp.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.openhavip.arp.deciding.AnnouncementReader;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Has {@link AnnouncementsLoop} read while the service runs. The service is ready while the broker answers and it is of the group.
 * A plain consumer instead of a channel, for this topic alone: docs/adr, 19.
 */
@Singleton
public class AnnouncementsConsumer {

    /** While a dead replica is still believed to be alive, its addresses can't move. */
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    /** How long a batch may wait, for a database that is away say, until another replica gets the partitions. */
    static final Duration MAX_DECIDING = Duration.ofMinutes(5);

    private static final String GROUP = "arp-gateway";
    private static final int BEFORE_DECIDING_STOPS = 1000;
    private static final int AFTER_DECIDING_STOPPED = 3000;

    private final Map<String, Object> configuration;
    private final MeterRegistry meters;
    private final AnnouncementsLoop loop;
    private Optional<KafkaClientMetrics> metrics = Optional.empty();

    AnnouncementsConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            AnnouncementReader reader,
            Clock clock,
            MeterRegistry meters) {
        this.configuration = configuration(broker);
        this.meters = meters;
        this.loop = new AnnouncementsLoop(this::open, reader, clock);
    }

    /** A consumer's configuration: what is known of the broker, and what reading announcements asks for, which wins. */
    public static Map<String, Object> configuration(Map<String, Object> broker) {
        Map<String, Object> configuration = new HashMap<>(broker);
        configuration.keySet().retainAll(ConsumerConfig.configNames());
        configuration.putAll(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "arp-gateway-announcements",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) SESSION_TIMEOUT.toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) SESSION_TIMEOUT.toMillis() / 4,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                (int) MAX_DECIDING.toMillis(),
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000));
        return configuration;
    }

    private Consumer<String, byte[]> open() {
        metrics.ifPresent(KafkaClientMetrics::close);
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
        KafkaClientMetrics bound = new KafkaClientMetrics(consumer);
        bound.bindTo(meters);
        metrics = Optional.of(bound);
        return consumer;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes @Priority(BEFORE_DECIDING_STOPS) ShutdownEvent event) {
        loop.stop();
    }

    void end(@Observes @Priority(AFTER_DECIDING_STOPPED) ShutdownEvent event) {
        loop.close();
        metrics.ifPresent(KafkaClientMetrics::close);
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> HealthCheckResponse.named("member of the group that decides")
                .status(loop.isMember() && loop.isConnected())
                .build();
    }

    @Produces
    @Liveness
    HealthCheck alive() {
        return () -> HealthCheckResponse.named("reads announcements")
                .status(loop.isRunning())
                .build();
    }
}
