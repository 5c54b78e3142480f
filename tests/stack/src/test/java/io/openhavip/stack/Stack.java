package io.openhavip.stack;

import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.io.IOException;
import java.util.Map;

/** network-service, havip-service and arp-gateway, started together on empty topics and databases. */
final class Stack implements AutoCloseable {

    static final String HOST_SECRET = "stack-test-secret";

    final TestDatabase networkDatabase = TestPostgres.createDatabase();
    final TestDatabase haVipDatabase = TestPostgres.createDatabase();
    final TestDatabase arpDatabase = TestPostgres.createDatabase();
    final ServiceProcess network;
    final ServiceProcess haVip;
    final ServiceProcess arp;

    private Stack(Map<String, String> haVipSettings) throws IOException {
        network = new ServiceProcess("network-service", networkDatabase, Map.of());
        haVip = new ServiceProcess("havip-service", haVipDatabase, haVipSettings);
        arp = new ServiceProcess("arp-gateway", arpDatabase, Map.of("havip.arp.host-credentials.host-1", HOST_SECRET));
    }

    static Stack start(Map<String, String> haVipSettings) throws IOException {
        TestKafka.recreateTopics();
        Stack stack = new Stack(haVipSettings);
        stack.network.start();
        stack.haVip.start();
        stack.arp.start();
        stack.network.awaitReady();
        stack.haVip.awaitReady();
        stack.arp.awaitReady();
        return stack;
    }

    String newVSwitch(String cidrBlock) {
        String vpcId = network.rest()
                .post("/vpcs", Map.of("cidrBlock", cidrBlock))
                .expect(201)
                .text("/vpcId");
        return network.rest()
                .post("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", cidrBlock))
                .expect(201)
                .text("/vSwitchId");
    }

    Rest.Answer newInstance(String vSwitchId) {
        return network.rest().post("/instances", Map.of("vSwitchId", vSwitchId)).expect(201);
    }

    String newInstanceId(String vSwitchId) {
        return newInstance(vSwitchId).text("/instances/0/instanceId");
    }

    String newHaVip(String vSwitchId) {
        return haVip.rest()
                .post("/ha-vips", Map.of("vSwitchId", vSwitchId))
                .expect(201)
                .text("/haVipId");
    }

    void associate(String haVipId, String instanceId) {
        haVip.rest()
                .post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instanceId))
                .expect(201);
    }

    @Override
    public void close() throws InterruptedException {
        arp.close();
        haVip.close();
        network.close();
    }
}
