package io.openhavip.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.BackendCall;
import io.openhavip.gateway.action.DryRun;
import io.openhavip.gateway.action.RamResource;
import io.openhavip.gateway.client.Backends;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.RequestId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One action for one caller, with its parameters read and before anything was done. For the event loop of the request.
 *
 * @param reads whether it changes nothing
 * @param start does it
 */
record ActionRun(boolean reads, Supplier<Future<Answered>> start) {

    /**
     * What came of it.
     *
     * @param requestId that of the last request to a service, which did or ended what was asked for; one of its own without any
     */
    record Answered(String requestId, ObjectNode body) {}

    /** Makes a request to a service for the caller's account. */
    interface Services extends Function<BackendCall, Future<Backends.Answer>> {}

    /** Asks whether the caller may do this to resources that an answer named; fails with the refusal. */
    interface Guard extends Function<List<RamResource>, Future<Void>> {}

    /** @throws io.openhavip.gateway.wire.ApiError if a parameter cannot be read, or the caller may not do it */
    static ActionRun of(Permit permit, Asked asked, Services services) {
        Action action = permit.action();
        if (!permit.tellsRegionsApart()) {
            permit.require(asked.parameters());
        }
        Guard guard = resources -> admit(permit, asked, services, resources);
        ActionRun run = plan(action, asked, services, guard);
        return permit.tellsRegionsApart()
                ? new ActionRun(
                        run.reads(),
                        () -> guard.apply(action.resources().apply(asked.parameters()))
                                .compose(admitted -> run.begin()))
                : run;
    }

    Future<Answered> begin() {
        return start.get();
    }

    private static Future<Void> admit(Permit permit, Asked asked, Services services, List<RamResource> resources) {
        Future<Map<RamResource, String>> whereabouts =
                permit.tellsRegionsApart() ? Whereabouts.of(resources, services) : Future.succeededFuture(Map.of());
        String region = Permissions.region(asked.parameters());
        return whereabouts.map(regions -> {
            permit.require(resources, resource -> regions.getOrDefault(resource, region));
            return null;
        });
    }

    private static ActionRun plan(Action action, Asked asked, Services services, Guard guard) {
        Parameters parameters = asked.parameters();
        if (DryRun.of(parameters)) {
            return new ActionRun(true, () -> Rehearsal.of(action, asked, services, guard));
        }
        return switch (action.plan()) {
            case Action.Plan.Local local ->
                new ActionRun(
                        true,
                        () -> Future.succeededFuture(
                                new Answered(RequestId.next(), local.answer().apply(asked))));
            case Action.Plan.Steps steps ->
                new ActionRun(
                        steps.reads(),
                        () -> inOrder(steps, asked, services, guard, new ArrayList<>(), RequestId.next()));
            case Action.Plan.Translated translated -> {
                BackendCall translation = translated.call().apply(parameters);
                yield new ActionRun(
                        translation.reads(),
                        () -> services.apply(translation)
                                .map(answer -> new Answered(
                                        answer.requestId().orElseGet(RequestId::next),
                                        translated.answer().apply(answer.body()))));
            }
        };
    }

    private static Future<Answered> inOrder(
            Action.Plan.Steps steps,
            Asked asked,
            Services services,
            Guard guard,
            List<JsonNode> answers,
            String requestId) {
        return steps.next()
                .apply(asked.parameters(), answers)
                .map(call -> admitted(steps, answers, call, guard)
                        .compose(admitted -> services.apply(call))
                        .compose(answer -> {
                            answers.add(answer.body());
                            return inOrder(
                                    steps,
                                    asked,
                                    services,
                                    guard,
                                    answers,
                                    answer.requestId().orElse(requestId));
                        }))
                .orElseGet(() -> Future.succeededFuture(
                        new Answered(requestId, steps.answer().apply(asked, answers))));
    }

    /** Before the first request that changes something, what was found must be permitted too. */
    static Future<Void> admitted(Action.Plan.Steps steps, List<JsonNode> answers, BackendCall call, Guard guard) {
        List<RamResource> found = call.reads() ? List.of() : steps.found().apply(answers);
        return found.isEmpty() ? Future.succeededFuture() : guard.apply(found);
    }
}
