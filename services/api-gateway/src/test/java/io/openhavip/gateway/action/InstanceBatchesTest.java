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

/** Actions about several instances change all of them or none. */
class InstanceBatchesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Optional<BackendCall> next(String action, String query, JsonNode... answers) {
        Parameters parameters = Parameters.of(UrlEncoding.decode(query), List.of());
        Action.Plan.Steps steps = (Action.Plan.Steps)
                ActionTable.standard().find(action, "2014-05-26", parameters).plan();
        return steps.next().apply(parameters, List.of(answers));
    }

    private static JsonNode found(String first, String second) throws Exception {
        return MAPPER.readTree("""
                {"instances":[{"instanceId":"i-1","status":"%s"},{"instanceId":"i-2","status":"%s"}]}""".formatted(first, second));
    }

    private static final String BOTH = "InstanceId.1=i-1&InstanceId.2=i-2&InstanceId.3=i-1";

    @Test
    void allAreLookedAtAndThenEachIsChangedOnce() throws Exception {
        JsonNode running = found("Running", "Running");
        assertThat(next("StopInstances", BOTH).orElseThrow().target())
                .isEqualTo("/instances?pageSize=100&instanceId=i-1&instanceId=i-2");
        assertThat(next("StopInstances", BOTH, running).orElseThrow().target()).isEqualTo("/instances/i-1/stop");
        assertThat(next("StopInstances", BOTH, running, running).orElseThrow().target())
                .isEqualTo("/instances/i-2/stop");
        assertThat(next("StopInstances", BOTH, running, running, running)).isEmpty();
    }

    @Test
    void rebootsAreForcedByTheNameThatTheyHaveForIt() throws Exception {
        BackendCall call = next(
                        "RebootInstances",
                        "InstanceId.1=i-1&ForceReboot=true&ForceStop=false&StoppedMode=StopCharging",
                        found("Running", "Running"))
                .orElseThrow();
        assertThat(call.target()).isEqualTo("/instances/i-1/reboot");
        assertThat(call.body().orElseThrow().toString()).isEqualTo("{\"forceStop\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        "StopInstances,Running,Stopped",
        "RebootInstances,Running,Stopped",
        "StartInstances,Stopped,Running",
        "DeleteInstances,Stopped,Running",
    })
    void nothingIsChangedUnlessAllCanBe(String action, String good, String bad) throws Exception {
        JsonNode mixed = found(good, bad);
        assertThatThrownBy(() -> next(action, BOTH, mixed))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo("IncorrectInstanceStatus");
                    assertThat(error.status()).isEqualTo(403);
                })
                .hasMessageContaining("i-2");
        JsonNode one = MAPPER.readTree("{\"instances\":[{\"instanceId\":\"i-1\",\"status\":\"" + good + "\"}]}");
        assertThatThrownBy(() -> next(action, BOTH, one))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo("InvalidInstanceId.NotFound"));
    }

    @Test
    void forceDeletesWhatRunsButNotWhatIsProtected() throws Exception {
        assertThat(next("DeleteInstances", BOTH + "&Force=true", found("Running", "Stopped"))
                        .orElseThrow()
                        .target())
                .isEqualTo("/instances/i-1?force=true");
        JsonNode isProtected = MAPPER.readTree("""
                {"instances":[{"instanceId":"i-1","status":"Stopped","deletionProtection":true}]}""");
        assertThatThrownBy(() -> next("DeleteInstances", "InstanceId.1=i-1&Force=true", isProtected))
                .isInstanceOfSatisfying(
                        ApiError.class,
                        error -> assertThat(error.code()).isEqualTo("InvalidOperation.DeletionProtection"));
    }
}
