package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A request repeated with its client token has one effect and one answer, at another replica, after a restart, and cut off by one. */
class ClientTokenST {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOKEN = "Client-Token";

    private final Stack stack = Stack.shared();
    private final Tenant tenant = stack.newTenant();

    private interface Replica {
        ServiceProcess start() throws Exception;
    }

    @Test
    void creationOfAHaVip() throws Exception {
        String vSwitchId = tenant.newVSwitch("10.9.0.0/24");
        isOneEverywhere(stack.haVip, stack::secondHaVip, "/ha-vips", Map.of("vSwitchId", vSwitchId), "/haVipId");
    }

    @Test
    void creationOfAVpc() throws Exception {
        isOneEverywhere(stack.network, stack::secondNetwork, "/vpcs", Map.of("vpcName", "once"), "/vpcId");
    }

    @Test
    void allocationOfAnEip() throws Exception {
        isOneEverywhere(stack.eip, stack::secondEip, "/eips", Map.of("name", "once"), "/allocationId");
    }

    private void isOneEverywhere(
            ServiceProcess service, Replica second, String path, Map<String, String> body, String id) throws Exception {
        Rest here = service.rest(tenant.accountId());
        String first = here.post(path, body, TOKEN, "once").expect(201).text(id);
        try (ServiceProcess other = second.start().awaitReady()) {
            Rest there = other.rest(tenant.accountId());
            assertThat(there.post(path, body, TOKEN, "once").expect(201).text(id))
                    .isEqualTo(first);
            Map<String, String> changed = new HashMap<>(body);
            changed.put("description", "other");
            assertThat(there.post(path, changed, TOKEN, "once").text("/code")).isEqualTo("IdempotentParameterMismatch");
        }
        service.kill();
        service.start().awaitReady();
        assertThat(here.post(path, body, TOKEN, "once").expect(201).text(id)).isEqualTo(first);
        assertThat(here.get(path).expect(200).body().get("totalCount").asInt()).isEqualTo(1);
    }

    @Test
    void creationThatAKillCutOffIsOneWhenItIsRepeated() throws Exception {
        Map<String, String> body = Map.of("vSwitchId", tenant.newVSwitch("10.9.0.0/24"));
        Rest haVips = tenant.haVips();
        CompletableFuture<Rest.Answer> cutOff =
                CompletableFuture.supplyAsync(() -> haVips.post("/ha-vips", body, TOKEN, "cut-off"));
        stack.haVip.kill();
        cutOff.join();
        stack.haVip.start().awaitReady();

        String haVipId = Await.within(LIMIT)
                .result(() -> haVips.post("/ha-vips", body, TOKEN, "cut-off").expect(201))
                .text("/haVipId");

        Rest.Answer all = haVips.get("/ha-vips").expect(200);
        assertThat(all.body().get("totalCount").asInt()).isEqualTo(1);
        assertThat(all.text("/haVips/0/haVipId")).isEqualTo(haVipId);
        assertThat(all.text("/haVips/0/status")).isEqualTo("Available");
    }
}
