package io.openhavip.standalone;

import io.openhavip.localstack.PostgresLogin;
import io.openhavip.standalone.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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

    public RestClient eipService() {
        return rest(Port.EIP_SERVICE, Map.of());
    }

    /** havip-service as an account sees it. */
    public RestClient haVipService(String accountId) {
        return rest(Port.HAVIP_SERVICE, Map.of("Account-Id", accountId));
    }

    /** network-service as an account sees it. */
    public RestClient networkService(String accountId) {
        return rest(Port.NETWORK_SERVICE, Map.of("Account-Id", accountId));
    }

    /** Makes a VPC with a vSwitch of 10.0.0.0/24; its id. */
    public static String newVSwitch(RestClient networkService) throws IOException {
        String vpcId = networkService
                .post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16"))
                .orThrow()
                .get("vpcId")
                .asText();
        return networkService
                .post("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", "10.0.0.0/24"))
                .orThrow()
                .get("vSwitchId")
                .asText();
    }

    /** Client of arp-gateway that sends the given headers, such as a host's credential. */
    public RestClient arpGateway(Map<String, String> headers) {
        return rest(Port.ARP_GATEWAY, headers);
    }

    /** The agent of each host. */
    public List<RestClient> hostAgents() {
        return parts.hosts().stream()
                .map(host -> rest(Settings.portOf(Parts.agentOf(host)), Map.of()))
                .toList();
    }

    /** What an instance on a host prints. */
    public URI console(int host, String instanceId) {
        return address(Settings.portOf(Parts.agentOf(host))).resolve("/instances/" + instanceId + "/console");
    }

    /** What a part prints. */
    public Path log(String part) {
        return settings.logs().resolve(part + ".log");
    }

    /** api-gateway as clients reach it. */
    public RestClient apiGateway() {
        return rest(Port.API_GATEWAY, Map.of());
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

    /** Name of the network namespace in which the data plane of a host is; hosts are numbered from 1. */
    public String hostNamespace(int host) {
        return parts.stackNetwork().host(host);
    }

    /** Name of the network namespace that is the Internet to the hosts. */
    public String internetNamespace() {
        return parts.stackNetwork().internet();
    }

    /** The ids of the hosts. */
    public List<String> hostIds() {
        return parts.hosts().stream().map(Parts::hostId).toList();
    }

    /** What arp-gateway wants of the agent of a host that reports announcements by REST. */
    public String hostCredential(String hostId) {
        return parts.hostCredential(hostIds().indexOf(hostId) + 1);
    }

    private RestClient rest(Port port, Map<String, String> headers) {
        return new RestClient(address(port), headers);
    }

    private URI address(Port port) {
        return URI.create("http://127.0.0.1:" + settings.port(port));
    }
}
