package io.openhavip.gateway.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.BackendCall;
import io.openhavip.gateway.action.Product;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives an action one parameter more and looks whether it asks its services for something else. */
final class Trial {

    private static final int MOST_CALLS = 20;
    private static final int MOST_REQUIRED = 20;
    private static final List<String> TEXTS =
            List.of("a-1", "1", "2", "10", "true", "[\"a-1\"]", "data", "self", "SuccessFirst", "HaVipId", "1.2");

    /** Something of all that is asked for; an instance is as the action wants it. */
    private static final String ANSWER = """
            {"regionId":"a-1","securityGroupIds":[%s],"routeEntries":[{}],"instances":[{"instanceId":"a-0","status":"%s"}],
            "zones":[{"zoneId":"a-1","regionId":"a-0"}],"tags":[{"key":"k","value":"v"},{"key":"l","value":"v"}],"routeTables":[{}],
            "instanceTypes":[{"instanceTypeId":"a-1","cpuCoreCount":2,"memorySize":2.0}]}""";

    private final Product product;
    private final Action action;
    private final List<SdkParameter> parameters;
    private final Map<String, String> base;

    enum Verdict {
        SUPPORTED,
        IGNORED,
        REFUSED;

        String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a request comes to: calls of services and what is made of their answers, or an error. */
    private record Outcome(List<BackendCall> calls, String answer, Optional<ApiError> error) {}

    Trial(Product product, Action action, List<SdkParameter> parameters) {
        this.product = product;
        this.action = action;
        this.parameters = parameters;
        this.base = required();
    }

    private static JsonNode answer(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whatever the action says is missing. */
    private Map<String, String> required() {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < MOST_REQUIRED; i++) {
            Optional<String> missing = outcome(given)
                    .error()
                    .map(ApiError::code)
                    .filter(code -> code.startsWith("Missing"))
                    .map(code -> code.substring("Missing".length()));
            if (missing.isEmpty()) {
                requireNoError(given, outcome(given));
                return given;
            }
            given.put(wireName(missing.get()), plausible(missing.get()));
        }
        throw new AssertionError(action.name() + " always wants more: " + given);
    }

    /** Beside an error every further error would look as if the parameter was ignored. */
    private void requireNoError(Map<String, String> given, Outcome outcome) {
        outcome.error().ifPresent(error -> {
            throw new AssertionError(action.name() + " refuses " + given, error);
        });
    }

    private String wireName(String missing) {
        return parameters.stream()
                .map(SdkParameter::wireName)
                .filter(name -> name.equals(missing + ".1"))
                .findFirst()
                .orElse(missing.equals("Tag") ? "Tag.1.Key" : missing);
    }

    private String plausible(String name) {
        return switch (name) {
            case "ResourceType" -> product == Product.VPC ? "HAVIP" : "instance";
            case "DestinationResource" -> "InstanceType";
            default -> "a-0";
        };
    }

    Verdict of(SdkParameter parameter) {
        if (base.containsKey(parameter.wireName())) {
            return Verdict.SUPPORTED;
        }
        Map<String, String> byTag = new HashMap<>(base);
        if (byTag.remove("ResourceId.1") != null) {
            // Listed by tag instead.
            byTag.put("Tag.1.Key", "a-0");
        }
        Verdict verdict = beside(base, parameter);
        if (verdict != Verdict.SUPPORTED
                && !byTag.equals(base)
                && outcome(byTag).error().isEmpty()) {
            return beside(byTag, parameter);
        }
        return verdict == Verdict.REFUSED && isTakenInstead(parameter) ? Verdict.SUPPORTED : verdict;
    }

    /** Of an instance and an interface only one may be named. */
    private boolean isTakenInstead(SdkParameter parameter) {
        Map<String, String> other = new HashMap<>(base);
        return parameter.name().equals("NetworkInterfaceId")
                && other.remove("InstanceId") != null
                && takes(other, new Pair(parameter.wireName(), "a-1"));
    }

    private Verdict beside(Map<String, String> given, SdkParameter parameter) {
        Map<String, String> without = withOthersOfItsGroup(given, parameter);
        if (given.containsKey("DestinationResource") && parameter.name().equals("SystemDiskCategory")) {
            without.put("DestinationResource", "SystemDisk");
        }
        without.remove(parameter.wireName());
        Outcome before = outcome(without);
        if (before.error().isPresent()) {
            // The others of its group want it.
            before = outcome(given);
        }
        requireNoError(without, before);
        boolean refused = false;
        for (String value : values(parameter)) {
            Map<String, String> with = new HashMap<>(without);
            with.put(parameter.wireName(), value);
            Outcome after = outcome(with);
            if (after.error().isEmpty() && !after.equals(before)) {
                return Verdict.SUPPORTED;
            }
            refused |= after.error().isPresent();
        }
        return refused ? Verdict.REFUSED : Verdict.IGNORED;
    }

    /** Which mean nothing alone; each with a value that the action takes, if there is one. */
    private Map<String, String> withOthersOfItsGroup(Map<String, String> given, SdkParameter parameter) {
        Map<String, String> all = new HashMap<>(given);
        parameters.stream()
                .filter(other -> !parameter.group().isEmpty()
                        && other.group().equals(parameter.group())
                        && !other.equals(parameter))
                .forEach(other -> values(other).stream()
                        .map(value -> new Pair(other.wireName(), value))
                        .filter(pair -> takes(all, pair) || takesWith(all, pair, parameter))
                        .findFirst()
                        .ifPresent(pair -> all.put(pair.name(), pair.value())));
        return all;
    }

    private boolean takesWith(Map<String, String> given, Pair more, SdkParameter parameter) {
        Map<String, String> with = new HashMap<>(given);
        with.put(more.name(), more.value());
        return values(parameter).stream().anyMatch(value -> takes(with, new Pair(parameter.wireName(), value)));
    }

    private boolean takes(Map<String, String> given, Pair more) {
        Map<String, String> with = new HashMap<>(given);
        with.put(more.name(), more.value());
        return outcome(with).error().isEmpty();
    }

    private static List<String> values(SdkParameter parameter) {
        if (parameter.type() == Boolean.class) {
            return List.of("true", "false");
        }
        return Number.class.isAssignableFrom(parameter.type()) ? List.of("1", "20") : TEXTS;
    }

    private Outcome outcome(Map<String, String> given) {
        Parameters read = Parameters.of(
                given.entrySet().stream()
                        .map(one -> new Pair(one.getKey(), one.getValue()))
                        .toList(),
                List.of());
        try {
            // Some are wanted for the permission alone.
            action.resources().apply(read);
            return switch (action.plan()) {
                case Action.Plan.Local local ->
                    new Outcome(List.of(), local.answer().apply(asked(read)).toString(), Optional.empty());
                case Action.Plan.Translated translated ->
                    new Outcome(List.of(translated.call().apply(read)), "", Optional.empty());
                case Action.Plan.Steps steps -> inSteps(steps, read);
            };
        } catch (ApiError error) {
            return new Outcome(List.of(), "", Optional.of(error));
        }
    }

    private Outcome inSteps(Action.Plan.Steps steps, Parameters read) {
        List<BackendCall> calls = new ArrayList<>();
        List<JsonNode> answers = new ArrayList<>();
        Optional<BackendCall> next = steps.next().apply(read, answers);
        while (next.isPresent() && calls.size() < MOST_CALLS) {
            calls.add(next.get());
            answers.add(answer(ANSWER.formatted(
                    action.name().startsWith("Leave") ? "\"a-0\",\"a-9\"" : "",
                    action.name().matches("(Stop|Reboot).*") ? "Running" : "Stopped")));
            next = steps.next().apply(read, answers);
        }
        return new Outcome(calls, steps.answer().apply(asked(read), answers).toString(), Optional.empty());
    }

    private static Asked asked(Parameters read) {
        return new Asked(Caller.root("1000000000000001"), read, "");
    }
}
