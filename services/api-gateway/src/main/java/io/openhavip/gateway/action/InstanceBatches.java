package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.ECS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The forms of actions that are about up to 100 instances. All of them are looked at first, and unless all can be changed none is; then
 * they are changed one after the other, so that what somebody else changes meanwhile can still leave some as they were.
 */
final class InstanceBatches {

    /** Instances that one request may name (StartInstances, InstanceId.N). */
    private static final int MOST_INSTANCES = 100;

    /**
     * @param below the address of an instance
     * @param required the status that an instance must have, unless the request forces it
     * @param force the parameter that asks for it to be done without the system's consent; "" if there is none
     */
    private record Change(String method, String below, String required, String force) {}

    private InstanceBatches() {}

    static List<Action> all() {
        return List.of(
                batch("StartInstances", new Change("POST", "/start", "Stopped", ""), true),
                batch("StopInstances", new Change("POST", "/stop", "Running", "ForceStop"), true),
                batch("RebootInstances", new Change("POST", "/reboot", "Running", "ForceReboot"), true),
                batch("DeleteInstances", new Change("DELETE", "", "Stopped", "Force"), false));
    }

    private static Action batch(String name, Change change, boolean tellsOfEach) {
        return new Action(
                name,
                Set.of(ECS),
                ECS,
                parameters -> idsOf(parameters).stream().map(Kind.INSTANCE::of).toList(),
                new Action.Plan.Steps(
                        false,
                        (parameters, answers) -> next(change, parameters, answers),
                        (asked, answers) -> tellsOfEach
                                ? responses(answers.subList(1, answers.size()), change.required())
                                : JsonNodeFactory.instance.objectNode()));
    }

    /** Each once, also when it is named twice. */
    private static List<String> idsOf(Parameters parameters) {
        List<String> ids = parameters.list("InstanceId");
        if (ids.isEmpty()) {
            throw ApiError.missing("InstanceId");
        }
        if (ids.size() > MOST_INSTANCES) {
            throw ApiError.invalid("A request may name at most " + MOST_INSTANCES + " instances.");
        }
        return ids.stream()
                .map(id -> Mapping.requireId("InstanceId", id))
                .distinct()
                .toList();
    }

    private static Optional<BackendCall> next(Change change, Parameters parameters, List<JsonNode> answers) {
        List<String> ids = idsOf(parameters);
        if (answers.isEmpty()) {
            return Optional.of(lookAt(change, parameters, ids));
        }
        if (answers.size() == 1) {
            requireAll(change, parameters, ids, answers.getFirst());
        }
        return ids.stream().skip(answers.size() - 1L).findFirst().map(id -> call(change, parameters, id));
    }

    private static BackendCall lookAt(Change change, Parameters parameters, List<String> ids) {
        if (parameters.find("BatchOptimization").filter("SuccessFirst"::equals).isPresent()) {
            throw ApiError.invalid("BatchOptimization can only be AllTogether here.");
        }
        // What cannot be read is refused before anything is asked.
        call(change, parameters, ids.getFirst());
        return new BackendCall(
                NETWORK,
                "GET",
                ids.stream()
                        .map(id -> "instanceId=" + id)
                        .collect(Collectors.joining("&", "/instances?pageSize=" + MOST_INSTANCES + "&", "")),
                Optional.empty(),
                Optional.empty());
    }

    private static void requireAll(Change change, Parameters parameters, List<String> ids, JsonNode answer) {
        Map<String, JsonNode> found = new HashMap<>();
        answer.path("instances")
                .forEach(instance -> found.put(instance.path("instanceId").asText(), instance));
        boolean delete = change.method().equals("DELETE");
        boolean forced = delete && parameters.flag(change.force()).orElse(false);
        ids.stream().filter(Predicate.not(found::containsKey)).findFirst().ifPresent(id -> {
            throw new ApiError(404, "InvalidInstanceId.NotFound", "The specified instance " + id + " does not exist.");
        });
        for (String id : ids) {
            JsonNode instance = found.get(id);
            if (delete && instance.path("deletionProtection").asBoolean()) {
                throw new ApiError(
                        403,
                        "InvalidOperation.DeletionProtection",
                        "The instance " + id + " is protected from deletion.");
            }
            String status = instance.path("status").asText();
            if (!forced && !status.equals(change.required())) {
                throw new ApiError(
                        403,
                        "IncorrectInstanceStatus",
                        "The instance " + id + " is " + status + "; it must be " + change.required() + ".");
            }
        }
    }

    private static BackendCall call(Change change, Parameters parameters, String id) {
        String target = "/instances/" + id + change.below();
        if (change.method().equals("DELETE")) {
            String force = parameters
                    .flag(change.force())
                    .map(value -> "?force=" + value)
                    .orElse("");
            return new BackendCall(NETWORK, "DELETE", target + force, Optional.empty(), Optional.empty());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (change.below().equals("/stop")) {
            parameters.find("StoppedMode").ifPresent(mode -> body.put("stoppedMode", mode));
        }
        parameters.flag(change.force()).ifPresent(force -> body.put("forceStop", force));
        return new BackendCall(NETWORK, change.method(), target, Optional.of(body), Optional.empty());
    }

    private static ObjectNode responses(List<JsonNode> answers, String previous) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode each = answer.putObject("InstanceResponses").putArray("InstanceResponse");
        answers.forEach(instance -> each.addObject()
                .put("InstanceId", instance.path("instanceId").asText())
                .put("Code", "200")
                .put("Message", "success")
                .put("PreviousStatus", previous)
                .put("CurrentStatus", instance.path("status").asText()));
        return answer;
    }
}
