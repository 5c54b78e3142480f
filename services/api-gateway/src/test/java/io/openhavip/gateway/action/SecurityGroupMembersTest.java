package io.openhavip.gateway.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityGroupMembersTest {

    private static BackendCall call(String action, String query) {
        Parameters parameters = Parameters.of(UrlEncoding.decode(query), List.of());
        Action.Plan.Translated plan = (Action.Plan.Translated)
                ActionTable.standard().find(action, "2014-05-26", parameters).plan();
        return plan.call().apply(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "JoinSecurityGroup, SecurityGroupId=sg-2&InstanceId=i-1, POST /instances/i-1/security-groups",
        "JoinSecurityGroup, SecurityGroupId=sg-2&NetworkInterfaceId=eni-1, POST /network-interfaces/eni-1/security-groups",
        "LeaveSecurityGroup, SecurityGroupId=sg-2&InstanceId=i-1, DELETE /instances/i-1/security-groups/sg-2",
        "LeaveSecurityGroup, SecurityGroupId=sg-2&NetworkInterfaceId=eni-1,"
                + " DELETE /network-interfaces/eni-1/security-groups/sg-2"
    })
    void oneGroupIsJoinedOrLeft(String action, String query, String request) {
        BackendCall call = call(action, query);
        assertThat(call.method() + " " + call.target()).isEqualTo(request);
        assertThat(call.body().map(body -> body.path("securityGroupId").asText()))
                .isEqualTo(call.method().equals("POST") ? Optional.of("sg-2") : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "SecurityGroupId=sg-2&InstanceId=i-1&NetworkInterfaceId=eni-1, InvalidParameter",
        "SecurityGroupId=sg-2, MissingInstanceId",
        "InstanceId=i-1, MissingSecurityGroupId",
        "SecurityGroupId=sg%2F2&InstanceId=i-1, InvalidParameter"
    })
    void requestThatDoesNotNameOneGroupAndOneMemberIsRefused(String query, String code) {
        for (String action : List.of("JoinSecurityGroup", "LeaveSecurityGroup")) {
            assertThatThrownBy(() -> call(action, query))
                    .isInstanceOfSatisfying(
                            ApiError.class, error -> assertThat(error.code()).isEqualTo(code));
        }
    }
}
