package io.openhavip.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.BackendCall;
import io.openhavip.gateway.action.DryRun;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dry run: everything of an action up to the first request that would change something or be its answer. */
final class Rehearsal {

    private Rehearsal() {}

    /**
     * Ends in an {@link io.openhavip.gateway.wire.ApiError} in any case: what is wrong, or that nothing is.
     *
     * @throws io.openhavip.gateway.wire.ApiError if a parameter cannot be read
     */
    static <T> Future<T> of(Action action, Asked asked, ActionRun.Services services, ActionRun.Guard guard) {
        return switch (action.plan()) {
            case Action.Plan.Local local -> passed(action);
            case Action.Plan.Translated translated -> {
                translated.call().apply(asked.parameters());
                yield passed(action);
            }
            case Action.Plan.Steps steps -> inOrder(action, steps, asked, services, guard, new ArrayList<>());
        };
    }

    private static <T> Future<T> inOrder(
            Action action,
            Action.Plan.Steps steps,
            Asked asked,
            ActionRun.Services services,
            ActionRun.Guard guard,
            List<JsonNode> answers) {
        Optional<BackendCall> next = steps.next().apply(asked.parameters(), answers);
        if (next.isEmpty() || !next.get().reads() || steps.reads()) {
            return next.map(call -> ActionRun.admitted(steps, answers, call, guard))
                    .orElseGet(Future::succeededFuture)
                    .compose(admitted -> passed(action));
        }
        return services.apply(next.get()).compose(answer -> {
            answers.add(answer.body());
            return inOrder(action, steps, asked, services, guard, answers);
        });
    }

    private static <T> Future<T> passed(Action action) {
        return Future.failedFuture(DryRun.passed(action));
    }
}
