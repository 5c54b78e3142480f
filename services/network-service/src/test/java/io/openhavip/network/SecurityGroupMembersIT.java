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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances and network interfaces join and leave security groups one by one, whoever else does at the same time. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class SecurityGroupMembersIT {

    private static final int CALLERS = 8;

    /** One for each test: all together make more VPCs than an account may have. */
    private static final AtomicLong ACCOUNT = new AtomicLong(5_100_000_000_000_000L);

    private final Rest owner = new Rest(String.valueOf(ACCOUNT.getAndIncrement()));
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

    @ParameterizedTest
    @ValueSource(strings = {"/instances", "/network-interfaces"})
    void memberIsInAGroupOnceAndIsNotTakenOutOfAll(String kind) {
        String front = owner.securityGroup(vSwitchId);
        String id = owner.post(kind, Map.of("vSwitchId", vSwitchId, "securityGroupIds", List.of(front, front)))
                .statusCode(201)
                .extract()
                .path(kind.equals("/instances") ? "instances[0].instanceId" : "networkInterfaceId");
        String member = kind + "/" + id;
        owner.get(member).body("securityGroupIds", contains(front));
        owner.patch(member, Map.of("securityGroupIds", List.of(front, front)))
                .statusCode(200)
                .body("securityGroupIds", contains(front));
        refused(owner.patch(member, Map.of("securityGroupIds", List.of())), 403, "InstanceLastSecurityGroup");
        refused(leave(member, front), 403, "InstanceLastSecurityGroup");
        owner.get(member).body("securityGroupIds", contains(front));
        refused(owner.delete("/security-groups/" + front), 403, "DependencyViolation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/instances/", "/network-interfaces/"})
    void memberOfNoGroupMayStayInNone(String kind) {
        owner.patch(member(kind), Map.of("securityGroupIds", List.of()))
                .statusCode(200)
                .body("securityGroupIds", equalTo(List.of()));
    }

    @Test
    void primaryInterfaceIsInTheGroupsOfItsInstance() {
        String front = owner.securityGroup(vSwitchId);
        String back = owner.securityGroup(vSwitchId);
        String id = owner.post("/instances", Map.of("vSwitchId", vSwitchId, "securityGroupIds", List.of(front)))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
        String instance = "/instances/" + id;
        String primary = owner.get(instance).extract().path("networkInterfaces[0].networkInterfaceId");
        requireIn(primary, List.of(front), List.of(back));

        join(instance, back).statusCode(200);
        requireIn(primary, List.of(front, back), List.of());

        leave(instance, front).statusCode(200);
        owner.delete("/security-groups/" + front).statusCode(204);
        requireIn(primary, List.of(back), List.of(front));

        String next = owner.securityGroup(vSwitchId);
        owner.patch(instance, Map.of("securityGroupIds", List.of(next))).statusCode(200);
        requireIn(primary, List.of(next), List.of(back));
    }

    /** The interface says so itself, and is found by those groups and not by the others. */
    private void requireIn(String networkInterfaceId, List<String> groups, List<String> others) {
        owner.get("/network-interfaces/" + networkInterfaceId).body("securityGroupIds", equalTo(groups));
        groups.forEach(group -> assertThat(foundBy(group)).containsExactly(networkInterfaceId));
        others.forEach(group -> assertThat(foundBy(group)).isEmpty());
    }

    private List<String> foundBy(String group) {
        return owner.get("/network-interfaces?securityGroupId=" + group)
                .extract()
                .path("networkInterfaces.networkInterfaceId");
    }

    @Test
    void groupsOfAPrimaryInterfaceAreChangedAtItsInstanceOnly() {
        String front = owner.securityGroup(vSwitchId);
        String id = owner.instance(vSwitchId);
        String primary = "/network-interfaces/"
                + owner.get("/instances/" + id).extract().path("networkInterfaces[0].networkInterfaceId");
        String notHere = "InvalidOperation.InvalidEniType";
        refused(join(primary, front), 400, notHere);
        refused(leave(primary, front), 400, notHere);
        refused(owner.patch(primary, Map.of("securityGroupIds", List.of(front))), 400, notHere);
        owner.patch(primary, Map.of("description", "of the instance")).statusCode(200);
        owner.get(primary).body("securityGroupIds", equalTo(List.of()));
        owner.delete("/security-groups/" + front).statusCode(204);
    }
}
