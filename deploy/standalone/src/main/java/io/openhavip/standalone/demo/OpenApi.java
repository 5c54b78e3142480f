package io.openhavip.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.SignedQuery;
import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** api-gateway as Alibaba Cloud's clients speak to it: signed requests of products Ecs and Vpc. Thread-safe. */
final class OpenApi {

    static final String REGION = "cn-hangzhou";

    /** The actions of product Ecs that are called here; all others are Vpc's. */
    private static final Set<String> OF_ECS = Set.of(
            "CreateSecurityGroup",
            "DeleteInstance",
            "DeleteSecurityGroup",
            "DescribeInstances",
            "RunInstances",
            "StartInstance",
            "StopInstance");

    private static final int FIRST_ERROR = 400;

    private final RestClient gateway;
    private final SignedQuery vpc;
    private final SignedQuery ecs;
    private final Path log;

    OpenApi(StackClient stack) {
        this.gateway = stack.apiGateway();
        this.log = stack.log("api-gateway");
        this.vpc = new SignedQuery(SignedQuery.VPC, stack.accessKeyId(), stack.accessKeySecret());
        this.ecs = new SignedQuery(SignedQuery.ECS, stack.accessKeyId(), stack.accessKeySecret());
    }

    /** A call was answered with an error. */
    static final class Refused extends RuntimeException {

        private final String code;

        Refused(String action, int status, JsonNode body, Path log) {
            super("%s was answered with status %d, %s: %s (read %s)"
                    .formatted(
                            action,
                            status,
                            body.path("Code").asText("no code"),
                            body.path("Message").asText("no message"),
                            log));
            this.code = body.path("Code").asText();
        }

        /** As {@code InvalidHaVipId.NotFound}. */
        String code() {
            return code;
        }
    }

    /**
     * Calls an action.
     *
     * @throws Refused if the answer is an error
     * @throws DemoFailed if there is no answer
     */
    JsonNode call(String action, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("Action", action);
        all.put("RegionId", REGION);
        String query = (OF_ECS.contains(action) ? ecs : vpc).of(all);
        try {
            RestClient.Response answer = gateway.get("/?" + query);
            if (answer.status() >= FIRST_ERROR) {
                throw new Refused(action, answer.status(), answer.body(), log);
            }
            return answer.body();
        } catch (IOException e) {
            throw new DemoFailed("api-gateway did not answer " + action + " (" + e + "): read " + log);
        }
    }
}
