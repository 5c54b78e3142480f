package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guide's procedure with what the CLI and Terraform's provider make their requests with: alibaba-cloud-sdk-go's request without a
 * type, and tea-rpc. The program is in src/test/go.
 */
class GoClientST {

    private static final String KEY = "LTAI-go-test";
    private static final String SECRET = "go test secret";
    private static final Stack STACK = Stack.shared();

    private static Programs programs;
    private static Tenant tenant;
    private static ServiceProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        programs = Programs.of("go", "this test needs Go 1.19 or later, which .ci/run installs");
        programs.run(Map.of("GOTOOLCHAIN", "local"), "go", "build", "-buildvcs=false", "-o", "guide", ".");
        tenant = STACK.newTenant();
        gateway = STACK.gateway(KEY, SECRET, tenant.accountId());
        gateway.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli-get", "cli-post", "provider"})
    void guidesProcedureFromTheVpcToTheReleaseOfEverything(String client) throws Exception {
        assertThat(programs.run(
                        STACK.clientEnvironment(gateway, KEY, SECRET),
                        programs.home().resolve("guide").toAbsolutePath().toString(),
                        client))
                .contains(client + ": everything was as it should be");
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
}
