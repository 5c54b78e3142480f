package io.openhavip.gateway.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.wire.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An action of the wire protocol.
 *
 * @param products which have it
 * @param owner the product whose permission it needs, also when it is called in another: {@code vpc:CreateHaVip}
 * @param resources all that a request is about
 * @param plan what becomes of it
 */
public record Action(
        String name,
        Set<Product> products,
        Product owner,
        Function<Parameters, List<RamResource>> resources,
        Plan plan) {

    /** The permission that it needs. */
    public String permission() {
        return owner.ramCode() + ":" + name;
    }

    /** The same action, done in another way. */
    Action by(Plan other) {
        return new Action(name, products, owner, resources, other);
    }

    /** What an action does. */
    public sealed interface Plan {

        /**
         * One request to a service, whose answer is put into the action's shape.
         *
         * @param call of the parameters; refuses what it cannot read
         */
        record Translated(Function<Parameters, BackendCall> call, Shape answer) implements Plan {}

        /**
         * Several requests, one after the other; a refusal of one is the answer, and what the ones before did stays.
         *
         * @param reads whether none of them changes anything
         * @param next the request after those that had these answers; none: that was all
         * @param found what the answers say that the request is about too; its permission is needed before anything is changed
         * @param answer of all answers, in their order
         */
        record Steps(
                boolean reads,
                BiFunction<Parameters, List<JsonNode>, Optional<BackendCall>> next,
                Function<List<JsonNode>, List<RamResource>> found,
                BiFunction<Asked, List<JsonNode>, ObjectNode> answer)
                implements Plan {

            /** About nothing but what the request names. */
            Steps(
                    boolean reads,
                    BiFunction<Parameters, List<JsonNode>, Optional<BackendCall>> next,
                    BiFunction<Asked, List<JsonNode>, ObjectNode> answer) {
                this(reads, next, answers -> List.of(), answer);
            }

            /**
             * One request for each of several things, none of which depends on another's answer. A request is made when it is its
             * turn: all of them could be far larger than what was asked for.
             *
             * @param things a short list, of ids or the like
             */
            static <T> Steps forEach(
                    boolean reads,
                    Function<Parameters, List<T>> things,
                    BiFunction<Parameters, T, BackendCall> call,
                    BiFunction<Asked, List<JsonNode>, ObjectNode> answer) {
                return new Steps(
                        reads,
                        (parameters, answers) -> things.apply(parameters).stream()
                                .skip(answers.size())
                                .findFirst()
                                .map(thing -> call.apply(parameters, thing)),
                        answer);
            }

            /** Always the same few requests. */
            static Steps of(
                    boolean reads,
                    List<Function<Parameters, BackendCall>> calls,
                    BiFunction<Asked, List<JsonNode>, ObjectNode> answer) {
                return forEach(reads, parameters -> calls, (parameters, call) -> call.apply(parameters), answer);
            }
        }

        /** Answered here. */
        record Local(Function<Asked, ObjectNode> answer) implements Plan {}
    }

    /**
     * What an answer may depend on beside those of services.
     *
     * @param host as the caller named this endpoint, with port
     */
    public record Asked(Caller caller, Parameters parameters, String host) {}
}
