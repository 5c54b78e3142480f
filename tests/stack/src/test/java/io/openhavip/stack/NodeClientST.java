package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The guide's procedure with Alibaba's Node clients, which npm installs as their lock file says. The programs are in src/test/node. */
class NodeClientST {

    private static final String KEY = "LTAI-node-test";
    private static final String SECRET = "node test secret";
    private static final Stack STACK = Stack.shared();

    /** As clients.mjs names them. */
    static final List<String> CLIENTS = List.of("tea-v3", "tea-v1", "pop-core-get", "pop-core-post");

    private static final List<ServiceProcess> STARTED = new ArrayList<>();
    private static Programs programs;
    private static Tenant tenant;
    private static ServiceProcess gateway;
    private static ServiceProcess slowGateway;

    @BeforeAll
    static void start() throws Exception {
        programs = Programs.of("node", "this test needs Node 18 or later and npm, which .ci/run installs");
        programs.run(Map.of(), "npm", "ci");
        tenant = STACK.newTenant();
        gateway = STACK.gateway(KEY, SECRET, tenant.accountId());
        STARTED.add(gateway);
        slowGateway = STACK.gateway(KEY, SECRET, tenant.accountId(), Map.of("havip.gateway.requests-per-second", "1"));
        STARTED.add(slowGateway);
        gateway.awaitReady();
        slowGateway.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        for (ServiceProcess each : STARTED) {
            each.close();
        }
    }

    @ParameterizedTest
    @FieldSource("CLIENTS")
    void guidesProcedureFromTheVpcToTheReleaseOfEverything(String client) throws Exception {
        assertThat(at(gateway, "guide.mjs", client)).contains(client + ": everything was as it should be");
        for (Rest.Answer left : List.of(
                tenant.network().get("/vpcs"),
                tenant.network().get("/instances"),
                tenant.haVips().get("/ha-vips"),
                tenant.eips().get("/eips"))) {
            assertThat(left.expect(200).body().get("totalCount").asInt())
                    .as(left.body().toString())
                    .isZero();
        }
    }

    @ParameterizedTest
    @FieldSource("CLIENTS")
    void throttledClientIsToldWhenToComeBack(String client) throws Exception {
        assertThat(at(slowGateway, "throttling.mjs", client))
                .contains(client + ": it was throttled, and taken in time");
    }

    private static String at(ServiceProcess gateway, String program, String client) throws Exception {
        return programs.run(STACK.clientEnvironment(gateway, KEY, SECRET), "node", program, client);
    }
}
