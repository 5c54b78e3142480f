package io.openhavip.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.BackendCall;
import io.openhavip.gateway.action.DryRun;
import io.openhavip.gateway.client.Backends;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A dry run: everything of an action up to the first request that would change something or be its answer. */
final class Rehearsal {

    private Rehearsal() {}

    /**
     * Ends in an {@link io.openhavip.gateway.wire.ApiError} in any case: what is wrong, or that nothing is.
     *
     * @throws io.openhavip.gateway.wire.ApiError if a parameter cannot be read
     */
    static <T> Future<T> of(Action action, Asked asked, Function<BackendCall, Future<Backends.Answer>> services) {
        return switch (action.plan()) {
            case Action.Plan.Local local -> passed(action);
            case Action.Plan.Translated translated -> {
                translated.call().apply(asked.parameters());
                yield passed(action);
            }
            case Action.Plan.Steps steps -> inOrder(action, steps, asked, services, new ArrayList<>());
        };
    }

    private static <T> Future<T> inOrder(
            Action action,
            Action.Plan.Steps steps,
            Asked asked,
            Function<BackendCall, Future<Backends.Answer>> services,
            List<JsonNode> answers) {
        return steps.next()
                .apply(asked.parameters(), answers)
                .filter(call -> call.reads() && !steps.reads())
                .<Future<T>>map(call -> services.apply(call).compose(answer -> {
                    answers.add(answer.body());
                    return inOrder(action, steps, asked, services, answers);
                }))
                .orElseGet(() -> passed(action));
    }

    private static <T> Future<T> passed(Action action) {
        return Future.failedFuture(DryRun.passed(action));
    }
}
