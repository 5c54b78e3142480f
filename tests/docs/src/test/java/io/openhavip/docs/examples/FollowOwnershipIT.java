package io.openhavip.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.ArpEvent.OwnershipContested;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.CheckedInDocument;
import io.openhavip.testkit.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example consumer, started as docs/integrate.md says, on this module's libraries. */
@Tag("containers")
class FollowOwnershipIT {

    private static final String EXAMPLE = "deploy/examples/FollowOwnership.java";
    /** It is compiled first. */
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private static final Instant DECIDED = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String ADDRESS = "192.168.0.88";

    @TempDir
    Path folder;

    private Optional<Process> example = Optional.empty();

    @AfterEach
    void stop() {
        example.ifPresent(Process::destroyForcibly);
    }

    @Test
    void printsEachSwitchOnceAndPassesOverEverythingElse() throws Exception {
        String vSwitchId = "vsw-" + UUID.randomUUID();
        Owner ecs1 = owner("i-1");
        Owner ecs2 = owner("i-2");
        send(switched(vSwitchId, 1, Optional.of(ecs1), SwitchCause.CLAIM));
        send(new OwnershipContested(vSwitchId, ADDRESS, "havip-1", "eni-1", "eni-2", 2, 1000, DECIDED));
        send(switched(vSwitchId, 2, Optional.of(ecs2), SwitchCause.CLAIM));
        send(switched(vSwitchId, 2, Optional.of(ecs2), SwitchCause.CLAIM));
        send(switched(vSwitchId, 3, Optional.empty(), SwitchCause.INSTANCE_STOPPED));

        Path printed = run();

        Await.within(START_LIMIT)
                .untilHolds(() -> assertThat(Files.readAllLines(printed))
                        .as(this::errors)
                        .containsExactly(
                                "2026-01-02T03:04:05.678Z 192.168.0.88 epoch 1: i-1 on host-1 (CLAIM)",
                                "2026-01-02T03:04:05.678Z 192.168.0.88 epoch 2: i-2 on host-1 (CLAIM)",
                                "2026-01-02T03:04:05.678Z 192.168.0.88 epoch 3: nobody (INSTANCE_STOPPED)"));
    }

    /** What the example says when it does not run. */
    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts it; the file that its lines go to. */
    private Path run() throws IOException {
        Path printed = folder.resolve("printed");
        example = Optional.of(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckedInDocument.checkout().resolve(EXAMPLE).toString(),
                        TestKafka.bootstrapServers(),
                        "follow-" + UUID.randomUUID())
                .redirectOutput(printed.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start());
        return printed;
    }

    private static Owner owner(String instanceId) {
        return new Owner("eni-of-" + instanceId, instanceId, "02:00:c0:a8:00:01", "host-1", 1);
    }

    private static OwnershipSwitched switched(String vSwitchId, long epoch, Optional<Owner> owner, SwitchCause cause) {
        return new OwnershipSwitched(
                vSwitchId,
                ADDRESS,
                "havip-1",
                epoch,
                Optional.empty(),
                owner,
                cause,
                Optional.empty(),
                DECIDED,
                DECIDED,
                DECIDED);
    }

    private static void send(ArpEvent event) throws ExecutionException, InterruptedException {
        CloudEvent attributes = CloudEvent.of(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(event.getClass()),
                "arp-gateway",
                event.subject(),
                DECIDED);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(RecordCodec.encode(Topics.ARP_OWNERSHIP.name(), attributes, event))
                    .get();
        }
    }
}
