package io.openhavip.standalone;

import io.openhavip.localstack.PostgresLogin;
import io.openhavip.standalone.Settings.Port;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** How a command talks to the running stack: REST of each service, the broker, the databases. */
public final class StackClient {

    /** The account of the stack's own access key, and of REST callers who name none. */
    public static final String ACCOUNT = Parts.ACCOUNT;

    private final Settings settings;
    private final Parts parts;

    public StackClient(Settings settings) {
        this.settings = settings;
        this.parts = new Parts(settings);
    }

    public RestClient haVipService() {
        return rest(Port.HAVIP_SERVICE, Map.of());
    }

    public RestClient networkService() {
        return rest(Port.NETWORK_SERVICE, Map.of());
    }

    /** havip-service as an account sees it. */
    public RestClient haVipService(String accountId) {
        return rest(Port.HAVIP_SERVICE, Map.of("Account-Id", accountId));
    }

    /** network-service as an account sees it. */
    public RestClient networkService(String accountId) {
        return rest(Port.NETWORK_SERVICE, Map.of("Account-Id", accountId));
    }

    /** Client of arp-gateway that sends the given headers, such as a host's credential. */
    public RestClient arpGateway(Map<String, String> headers) {
        return rest(Port.ARP_GATEWAY, headers);
    }

    public RestClient hostAgent() {
        return rest(Port.HOST_AGENT, Map.of());
    }

    /** The operator's interface of api-gateway. */
    public RestClient apiGatewayAdmin() {
        return rest(Port.API_GATEWAY, Map.of("Authorization", "Bearer " + parts.adminToken()));
    }

    /** Where havip-service answers. */
    public URI haVipServiceAddress() {
        return address(Port.HAVIP_SERVICE);
    }

    /** Where api-gateway answers, by HTTP. */
    public URI apiGatewayAddress() {
        return address(Port.API_GATEWAY);
    }

    /** The access key that api-gateway knows. */
    public String accessKeyId() {
        return Parts.ACCESS_KEY_ID;
    }

    public String accessKeySecret() {
        return parts.accessKeySecret();
    }

    /** Whose the access key is. */
    public String accountOfAccessKey() {
        return Parts.ACCOUNT;
    }

    /** For any Kafka client's configuration. */
    public String bootstrapServers() {
        return parts.kafka().address().bootstrapServers();
    }

    /** A new connection to a service's database ({@code havip}, {@code network}, {@code arp}); the caller closes it. */
    public Connection database(String name) throws SQLException {
        return parts.postgres().login().connect(name);
    }

    /** How to reach the database server itself. */
    public PostgresLogin login() {
        return parts.postgres().login();
    }

    /** Name of the network namespace in which the host agent's data plane lives. */
    public String agentNamespace() {
        return parts.agentNamespace().name();
    }

    /** The id of this machine's host. */
    public String hostId() {
        return Parts.HOST;
    }

    /** What arp-gateway wants of an agent of {@link #hostId()} that reports announcements by REST. */
    public String hostCredential() {
        return parts.hostCredential();
    }

    private RestClient rest(Port port, Map<String, String> headers) {
        return new RestClient(address(port), headers);
    }

    private URI address(Port port) {
        return URI.create("http://127.0.0.1:" + settings.port(port));
    }
}
