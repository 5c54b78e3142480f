package io.openhavip.gateway.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityGroupMembersTest {

    private static final String INSTANCE = "SecurityGroupId=sg-2&InstanceId=i-1";

    private static Optional<BackendCall> next(String action, String query, JsonNode... answers) {
        Parameters parameters = Parameters.of(UrlEncoding.decode(query), List.of());
        Action.Plan.Steps steps = (Action.Plan.Steps)
                ActionTable.standard().find(action, "2014-05-26", parameters).plan();
        return steps.next().apply(parameters, List.of(answers));
    }

    private static JsonNode in(String groups) throws Exception {
        return new ObjectMapper().readTree("{\"securityGroupIds\":[" + groups + "]}");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            JoinSecurityGroup,  SecurityGroupId=sg-2&InstanceId=i-1,           /instances/i-1,            `"sg-1"`,        `"sg-1","sg-2"`
            JoinSecurityGroup,  SecurityGroupId=sg-2&NetworkInterfaceId=eni-1, /network-interfaces/eni-1, ``,              `"sg-2"`
            LeaveSecurityGroup, SecurityGroupId=sg-2&InstanceId=i-1,           /instances/i-1,            `"sg-2","sg-1"`, `"sg-1"`
            """)
    void groupsAreReadAndGivenWithOneMoreOrOneLess(
            String action, String query, String target, String before, String after) throws Exception {
        BackendCall read = next(action, query).orElseThrow();
        assertThat(read.method() + " " + read.target()).isEqualTo("GET " + target);
        BackendCall change = next(action, query, in(before)).orElseThrow();
        assertThat(change.method() + " " + change.target()).isEqualTo("PATCH " + target);
        assertThat(change.body().orElseThrow()).isEqualTo(in(after));
        assertThat(next(action, query, in(before), in(after))).isEmpty();
    }

    private static void refused(String action, String query, String groups, String code) {
        assertThatThrownBy(() -> next(action, query, in(groups)))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void whatCannotBeJoinedOrLeftIsRefused() {
        refused("JoinSecurityGroup", INSTANCE, "\"sg-2\"", "InvalidInstanceId.AlreadyExists");
        refused("LeaveSecurityGroup", INSTANCE, "\"sg-1\"", "InvalidSecurityGroupAssociation.NotFound");
        refused("LeaveSecurityGroup", INSTANCE, "\"sg-2\"", "InstanceLastSecurityGroup");
        refused("JoinSecurityGroup", INSTANCE + "&NetworkInterfaceId=eni-1", "", "InvalidParameter");
        refused("JoinSecurityGroup", "SecurityGroupId=sg-2", "", "MissingInstanceId");
    }
}
