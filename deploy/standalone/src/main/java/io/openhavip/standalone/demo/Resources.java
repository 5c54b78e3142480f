package io.openhavip.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;

/** The cloud resources of the demo, made through the services' REST interfaces and removed in reverse. Not thread-safe. */
final class Resources {

    static final String HAVIP_ADDRESS = "192.168.0.88";
    private static final String VPC_BLOCK = "192.168.0.0/16";
    private static final String VSWITCH_BLOCK = "192.168.0.0/24";

    /**
     * An instance of the demo.
     *
     * @param networkInterfaceId its port
     */
    record Instance(String name, String instanceId, String networkInterfaceId, String macAddress, String address) {}

    private interface Removal {
        RestClient.Response run() throws IOException;
    }

    private record Made(String what, Removal removal) {}

    private final RestClient network;
    private final RestClient haVips;
    private final Deque<Made> made = new ArrayDeque<>();
    private String vSwitchId = "";
    private String haVipId = "";

    Resources(StackClient stack) {
        this.network = stack.networkService();
        this.haVips = stack.haVipService();
    }

    void createNetwork() {
        String vpcId = text(network, "/vpcs", Map.of("cidrBlock", VPC_BLOCK, "vpcName", "havip-demo"), "/vpcId");
        made.push(new Made("VPC", () -> network.delete("/vpcs/" + vpcId)));
        vSwitchId = text(network, "/vswitches", Map.of("vpcId", vpcId, "cidrBlock", VSWITCH_BLOCK), "/vSwitchId");
        String created = vSwitchId;
        made.push(new Made("vSwitch", () -> network.delete("/vswitches/" + created)));
    }

    Instance createInstance(String name, String address) {
        JsonNode instance = post(
                        network,
                        "/instances",
                        Map.of("vSwitchId", vSwitchId, "instanceName", name, "privateIpAddress", address))
                .at("/instances/0");
        String instanceId = instance.get("instanceId").asText();
        made.push(new Made(name, () -> network.delete("/instances/" + instanceId + "?force=true")));
        JsonNode port = instance.at("/networkInterfaces/0");
        return new Instance(
                name,
                instanceId,
                port.get("networkInterfaceId").asText(),
                port.get("macAddress").asText(),
                port.get("privateIpAddress").asText());
    }

    void createHaVip() {
        haVipId = text(haVips, "/ha-vips", Map.of("vSwitchId", vSwitchId, "ipAddress", HAVIP_ADDRESS), "/haVipId");
        String created = haVipId;
        made.push(new Made("HAVIP", () -> haVips.delete("/ha-vips/" + created)));
    }

    void associate(Instance instance) {
        post(haVips, "/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instance.instanceId()));
        // The one that has the address is not let go otherwise while there is another.
        String path = "/ha-vips/" + haVipId + "/associations/" + instance.instanceId() + "?force=true";
        made.push(new Made("association of " + instance.name(), () -> haVips.delete(path)));
    }

    void unassociate(Instance instance) {
        try {
            haVips.delete("/ha-vips/" + haVipId + "/associations/" + instance.instanceId() + "?force=true")
                    .orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** MasterInstanceId as {@code GET /ha-vips} shows it now. */
    String masterInstanceId() {
        try {
            return haVips.get("/ha-vips/" + haVipId)
                    .orThrow()
                    .get("masterInstanceId")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String vSwitchId() {
        return vSwitchId;
    }

    String haVipId() {
        return haVipId;
    }

    /** Removes all that was made; what is gone already is no trouble. */
    void remove(Consumer<String> complain) {
        while (!made.isEmpty()) {
            Made thing = made.pop();
            try {
                RestClient.Response answer = thing.removal().run();
                String code = answer.body().path("code").asText();
                if (answer.status() >= 400 && answer.status() != 404 && !code.equals("ResourceNotAssociated")) {
                    complain.accept("could not remove the " + thing.what() + ": " + answer.body());
                }
            } catch (IOException e) {
                complain.accept("could not remove the " + thing.what() + ": " + e.getMessage());
            }
        }
    }

    private static String text(RestClient service, String path, Map<String, String> body, String pointer) {
        return post(service, path, body).at(pointer).asText();
    }

    private static JsonNode post(RestClient service, String path, Map<String, String> body) {
        Interruption.check();
        try {
            return service.post(path, body).orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
