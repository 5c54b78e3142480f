package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances and network interfaces join and leave security groups one by one, whoever else does at the same time. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class SecurityGroupMembersIT {

    private static final int CALLERS = 8;

    private final Rest owner = new Rest("2000000000000051");
    private String vSwitchId;

    @BeforeEach
    void makeVSwitch() {
        vSwitchId = owner.vSwitch("10.0.0.0/24");
    }

    private String member(String kind) {
        return kind + (kind.equals("/instances/") ? owner.instance(vSwitchId) : owner.networkInterface(vSwitchId));
    }

    private ValidatableResponse join(String member, String group) {
        return owner.post(member + "/security-groups", Map.of("securityGroupId", group));
    }

    private ValidatableResponse leave(String member, String group) {
        return owner.delete(member + "/security-groups/" + group);
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/instances/", "/network-interfaces/"})
    void allWhoJoinAtTheSameTimeStay(String kind) {
        String member = member(kind);
        List<String> groups = Stream.generate(() -> owner.securityGroup(vSwitchId))
                .limit(CALLERS)
                .toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<ValidatableResponse>> answers = groups.stream()
                    .map(group -> CompletableFuture.supplyAsync(() -> join(member, group), callers))
                    .toList();
            answers.forEach(answer -> answer.join().statusCode(200));
        }
        List<String> joined = owner.get(member).extract().path("securityGroupIds");
        assertThat(joined).containsExactlyInAnyOrderElementsOf(groups);
        groups.forEach(group -> refused(owner.delete("/security-groups/" + group), 403, "DependencyViolation"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/instances/", "/network-interfaces/"})
    void groupIsJoinedOnceAndTheLastIsNotLeft(String kind) {
        String member = member(kind);
        String front = owner.securityGroup(vSwitchId);
        String back = owner.securityGroup(vSwitchId);
        join(member, front).statusCode(200).body("securityGroupIds", contains(front));
        refused(join(member, front), 403, "InvalidInstanceId.AlreadyExists");
        refused(leave(member, back), 404, "InvalidSecurityGroupAssociation.NotFound");
        refused(leave(member, front), 403, "InstanceLastSecurityGroup");
        join(member, back).statusCode(200).body("securityGroupIds", contains(front, back));
        leave(member, front).statusCode(200).body("securityGroupIds", contains(back));
        owner.delete("/security-groups/" + front).statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/instances/", "/network-interfaces/"})
    void groupThatIsNotInTheVpcIsNotJoined(String kind) {
        String member = member(kind);
        String elsewhere = owner.securityGroup(owner.vSwitch("10.0.0.0/24"));
        refused(join(member, elsewhere), 404, "InvalidSecurityGroupId.NotFound");
        refused(join(member, "sg-none"), 404, "InvalidSecurityGroupId.NotFound");
        refused(owner.post(member + "/security-groups", Map.of()), 400, "MissingParameter");
        owner.get(member).body("securityGroupIds", equalTo(List.of()));
    }
}
