package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * network-service, havip-service, eip-service and arp-gateway, started together on empty topics and databases when a
 * test first wants them; they end with the JVM. A test that kills one starts it again, and works in vSwitches of its own.
 */
final class Stack {

    static final String HOST = "host-1";
    static final String HOST_SECRET = "stack-test-secret";
    static final String ADMIN_TOKEN = "the operator's token of stack tests";
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** Short, so that what a fault cut off is given up while a test waits. */
    private static final Map<String, String> HAVIP_SETTINGS = Map.of("havip.service.process-deadline", "8s");

    private static final Map<String, String> EIP_SETTINGS = Map.of("havip.eip.process-deadline", "8s");

    private static final long FIRST_ACCOUNT = 2_000_000_000_000_001L;

    private static final class Shared {
        private static final Stack STACK = new Stack();
    }

    final TestDatabase networkDatabase = TestPostgres.createDatabase();
    final TestDatabase haVipDatabase = TestPostgres.createDatabase();
    final TestDatabase eipDatabase = TestPostgres.createDatabase();
    final TestDatabase arpDatabase = TestPostgres.createDatabase();
    private final TestDatabase gatewayDatabase = TestPostgres.createDatabase();
    /** Tracing is on in all of the stack. */
    final Traces traces;

    final ServiceProcess network;
    final ServiceProcess haVip;
    final ServiceProcess eip;
    final ServiceProcess arp;
    private final List<Tenant> tenants = new CopyOnWriteArrayList<>();

    private Stack() {
        TestKafka.recreateTopics();
        try {
            traces = new Traces();
            network = new ServiceProcess("network-service", networkDatabase, traced(Map.of()));
            haVip = new ServiceProcess("havip-service", haVipDatabase, traced(HAVIP_SETTINGS));
            eip = new ServiceProcess("eip-service", eipDatabase, traced(EIP_SETTINGS));
            arp = new ServiceProcess(
                    "arp-gateway", arpDatabase, traced(Map.of("havip.arp.host-credentials." + HOST, HOST_SECRET)));
            for (ServiceProcess service : List.of(network, haVip, eip, arp)) {
                service.start();
                Runtime.getRuntime().addShutdownHook(new Thread(service::end));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List.of(network, haVip, eip, arp).forEach(ServiceProcess::awaitReady);
    }

    private Map<String, String> traced(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.otel.sdk.disabled", "false");
        all.put("quarkus.otel.exporter.otlp.endpoint", traces.endpoint());
        all.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
        all.put("quarkus.otel.bsp.schedule.delay", "100ms");
        return all;
    }

    static Stack shared() {
        return Shared.STACK;
    }

    /**
     * A replica of api-gateway in front of the services that has one access key, of the given account, in its settings; the caller
     * ends it.
     */
    ServiceProcess gateway(String accessKeyId, String secret, String accountId) throws IOException {
        return gateway(accessKeyId, secret, accountId, Map.of());
    }

    /** The same with further settings. */
    ServiceProcess gateway(String accessKeyId, String secret, String accountId, Map<String, String> further)
            throws IOException {
        Map<String, String> settings = new HashMap<>(further);
        settings.put("havip.gateway.access-keys." + accessKeyId + ".secret", secret);
        settings.put("havip.gateway.access-keys." + accessKeyId + ".account-id", accountId);
        settings.put("havip.gateway.admin-token", ADMIN_TOKEN);
        settings.put("havip.gateway.master-key", MASTER_KEY);
        settings.put("havip.gateway.havip-service", haVip.url());
        settings.put("havip.gateway.network-service", network.url());
        settings.put("havip.gateway.eip-service", eip.url());
        return new ServiceProcess("api-gateway", gatewayDatabase, traced(settings)).start();
    }

    /** One more network-service on the same database; the caller ends it. */
    ServiceProcess secondNetwork() throws IOException {
        return new ServiceProcess("network-service", networkDatabase, Map.of()).start();
    }

    /** One more havip-service on the same database; the caller ends it. */
    ServiceProcess secondHaVip() throws IOException {
        return new ServiceProcess("havip-service", haVipDatabase, HAVIP_SETTINGS).start();
    }

    /** What an operator asks of a gateway, which must take it. */
    JsonNode admin(ServiceProcess gateway, String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(gateway.url() + path))
                            .header("Authorization", "Bearer " + ADMIN_TOKEN)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return new ObjectMapper().readTree(answer.body());
        }
    }

    /** What a program needs to drive a client of a gateway, and to say what a host would. */
    Map<String, String> clientEnvironment(ServiceProcess gateway, String accessKeyId, String accessKeySecret) {
        return Map.of(
                "ENDPOINT",
                gateway.authority(),
                "ACCESS_KEY_ID",
                accessKeyId,
                "ACCESS_KEY_SECRET",
                accessKeySecret,
                "ARP_GATEWAY",
                arp.url(),
                "HOST_ID",
                HOST,
                "HOST_CREDENTIAL",
                HOST_SECRET);
    }

    /** One more eip-service on the same database; the caller ends it. */
    ServiceProcess secondEip() throws IOException {
        return new ServiceProcess("eip-service", eipDatabase, EIP_SETTINGS).start();
    }

    /** A caller with an account of its own, and so with all of its limits. */
    Tenant newTenant() {
        Tenant tenant = new Tenant(this, String.valueOf(FIRST_ACCOUNT + tenants.size()));
        tenants.add(tenant);
        return tenant;
    }

    List<Tenant> tenants() {
        return List.copyOf(tenants);
    }

    /** An instance's port, as a host-agent would know it. */
    record Port(String instanceId, String networkInterfaceId, String vSwitchId, String macAddress) {}

    /** Says over REST that the port sent a gratuitous ARP request for the address. */
    Rest.Answer announce(Port port, String address) {
        return arp.rest(String.valueOf(FIRST_ACCOUNT))
                .post(
                        "/announcements",
                        Map.of(
                                "hostId",
                                HOST,
                                "networkInterfaceId",
                                port.networkInterfaceId(),
                                "vSwitchId",
                                port.vSwitchId(),
                                "address",
                                address,
                                "senderMac",
                                port.macAddress()),
                        "Host-Credential",
                        HOST_SECRET);
    }

    /** The same as a host-agent says it: on Kafka, whatever becomes of arp-gateway. Returns when the broker has it. */
    void sendAnnouncement(Port port, String address) throws Exception {
        Announcement announcement = new Announcement(
                HOST,
                port.networkInterfaceId(),
                port.vSwitchId(),
                address,
                port.macAddress(),
                port.macAddress(),
                Announcement.Operation.REQUEST,
                Announcement.Source.CAPTURED,
                Instant.now(),
                1);
        CloudEvent attributes = CloudEvent.of(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(Announcement.class),
                "host-agent",
                announcement.subject(),
                announcement.capturedAt());
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(RecordCodec.encode(Topics.ARP_ANNOUNCEMENTS.name(), attributes, announcement))
                    .get();
        }
    }

    /** The instance that arp-gateway says owns an address; empty if none. */
    String ownerOf(String vSwitchId, String address) {
        return arp.rest(String.valueOf(FIRST_ACCOUNT))
                .get("/ownerships/" + vSwitchId + "/" + address)
                .text("/owner/instanceId");
    }
}
