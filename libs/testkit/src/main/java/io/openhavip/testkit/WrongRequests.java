package io.openhavip.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Every request of a service's OpenAPI document with one thing wrong in it, each way once: each parameter of the address, each of the
 * query and each field of the body as {@link Wrong} has it, an unknown one of each, headers and bodies that are none. All else is right,
 * and which of the fields that may be absent are there is left to chance. Not thread-safe.
 */
public final class WrongRequests {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // so that half of a surrogate pair can be written
            .build();
    private static final String PROBLEM = "application/problem+json";
    private static final String INVALID = "InvalidParameter";
    private static final String ACCOUNT = "Account-Id";
    /** Of which no test makes anything. */
    private static final String OTHER_ACCOUNT = "99999999999999999999";

    private static final Pattern CLASS_NAME = Pattern.compile("\\b(java|jakarta|io|com|org)\\.[a-z]+\\.");

    /** @param right one that is right; empty: a right request does without */
    private record Parameter(Optional<Object> right, Wrong wrong) {}

    private record Attempt(
            String mistake,
            Map<String, String> path,
            Map<String, Object> query,
            Optional<BodyPublisher> body,
            Map<String, String> headers,
            int status,
            String code) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;
    private final String accountId;
    private final Map<String, Parameter> parameters = new TreeMap<>();
    private final Set<String> withoutBody = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Random chance = new Random(7);

    public WrongRequests(URI service, String accountId) {
        this.service = service;
        this.accountId = accountId;
    }

    /**
     * What is right for a parameter, and what is wrong.
     *
     * @param name {@code {vpcId}} in the address, {@code ?pageSize} in the query, else a field; before it the request that it is of, for
     *     example {@code POST /vpcs cidrBlock}, if it is another thing there
     */
    public WrongRequests parameter(String name, Object right, Wrong wrong) {
        parameters.put(name, new Parameter(Optional.of(right), wrong));
        return this;
    }

    /** As {@link #parameter(String, Object, Wrong)}, of one that right requests do without. */
    public WrongRequests parameter(String name, Wrong wrong) {
        parameters.put(name, new Parameter(Optional.empty(), wrong));
        return this;
    }

    /** Requests that may have no body, though they take one. */
    public WrongRequests mayHaveNoBody(String... requests) {
        withoutBody.addAll(List.of(requests));
        return this;
    }

    /**
     * Sends them all.
     *
     * @param effects what must stay the same
     * @return what was not as it should be; empty: every one was refused with its code and nothing has happened
     */
    public List<String> send(Supplier<String> effects) {
        List<OpenApiRequest> requests = OpenApiRequest.of(document());
        List<String> wrong = new ArrayList<>(unknownOf(requests));
        if (wrong.isEmpty()) {
            JqwikSession.run(() -> {
                Map<String, String> before = answers(requests);
                before.forEach((get, answer) -> {
                    if (!answer.startsWith("200 ")) {
                        wrong.add("with nothing wrong " + get + " is answered " + shortened(answer));
                    }
                });
                requests.forEach(request -> send(request, effects, wrong));
                answers(requests).forEach((get, answer) -> {
                    if (!answer.equals(before.get(get))) {
                        wrong.add("in the end " + get + " is answered " + answer + " instead of " + before.get(get));
                    }
                });
            });
        }
        return wrong;
    }

    private JsonNode document() {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(service.resolve("/q/openapi?format=json"))
                            .build(),
                    BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Parameters of the document that this was not told of, and the reverse. */
    private List<String> unknownOf(List<OpenApiRequest> requests) {
        Set<String> unknown = new TreeSet<>();
        for (OpenApiRequest request : requests) {
            request.parameters()
                    .filter(name -> find(request, name).isEmpty())
                    .forEach(name -> unknown.add("what is wrong for " + request + " " + name + "?"));
        }
        parameters.keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> unknown.add("there is no parameter " + name));
        return List.copyOf(unknown);
    }

    private Optional<Parameter> find(OpenApiRequest request, String name) {
        return Stream.of(request + " " + name, name)
                .filter(parameters::containsKey)
                .findFirst()
                .map(key -> {
                    used.add(key);
                    return parameters.get(key);
                });
    }

    private Parameter of(OpenApiRequest request, String name) {
        return find(request, name).orElseThrow();
    }

    /** What reading everything says; of the service's own state, which goes on by itself, that it can be read. */
    private Map<String, String> answers(List<OpenApiRequest> requests) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (OpenApiRequest request : requests) {
            if (!request.changes()) {
                HttpResponse<String> answer = answer(request, right(request));
                boolean goesOn = request.toString().startsWith("GET /admin/") && answer.statusCode() / 100 == 2;
                answers.put(request.toString(), goesOn ? "200 " : answer.statusCode() + " " + answer.body());
            }
        }
        return answers;
    }

    private void send(OpenApiRequest request, Supplier<String> effects, List<String> wrong) {
        String before = effects.get();
        for (Attempt attempt : attempts(request)) {
            HttpResponse<String> answer = answer(request, attempt);
            String body = answer.body();
            String found = answer.statusCode() + " " + code(body);
            String wanted = attempt.status() + " " + attempt.code();
            String what = request + " with " + attempt.mistake();
            if (!found.equals(wanted)) {
                wrong.add(
                        what + " is answered " + shortened(answer.statusCode() + " " + body) + " instead of " + wanted);
            } else if (!answer.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM)) {
                wrong.add(what + " is answered as " + answer.headers().firstValue("Content-Type"));
            } else if (CLASS_NAME.matcher(body).find()) {
                wrong.add(what + " is answered with a class name: " + shortened(body));
            }
            String after = effects.get();
            if (!after.equals(before)) {
                wrong.add(what + " has effects: " + after + " instead of " + before);
                before = after;
            }
        }
    }

    private static String code(String body) {
        try {
            return JSON.readTree(body).path("code").asText();
        } catch (JsonProcessingException e) {
            return "no JSON";
        }
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private List<Attempt> attempts(OpenApiRequest request) {
        List<Attempt> attempts = new ArrayList<>();
        Attempt right = right(request);
        for (String name : request.pathParameters()) {
            eachWay(
                    of(request, "{" + name + "}").wrong(),
                    "{" + name + "} ",
                    (what, value, way) -> attempts.add(
                            value == Wrong.ASKED_BY_ANOTHER
                                    ? with(right, what, ACCOUNT, OTHER_ACCOUNT, way.status(), way.code())
                                    : at(right, what, name, encoded(value), way.status(), way.code())));
            for (String control : List.of("%00", "a%0Ab", "%7F")) {
                attempts.add(at(right, name + " " + control, name, control, 400, INVALID));
            }
        }
        for (String name : request.query()) {
            eachWay(
                    of(request, "?" + name).wrong(),
                    "?" + name + " ",
                    (what, value, way) -> attempts.add(asking(right, what, name, value, way.status(), way.code())));
            attempts.add(asking(right, name + " U+0000", name, "\u0000", 400, INVALID));
            attempts.add(asking(right, name + " of two lines", name, "a\nb", 400, INVALID));
        }
        attempts.add(asking(right, "an unknown parameter", "x-unknown", "x", 400, INVALID));
        attempts.add(asking(right, "a parameter of no name", "", "x", 400, INVALID));
        request.fields().ifPresent(fields -> bodies(request, fields, right, attempts));
        for (String account : List.of("", "me", "-1", "1 2", "123456789012345678901")) {
            attempts.add(with(right, "account " + account, ACCOUNT, account, 400, INVALID));
        }
        for (String token : List.of("", "a b", "a\tb", "x".repeat(65))) {
            attempts.add(with(right, "client token " + token, "Client-Token", token, 400, INVALID));
        }
        return attempts;
    }

    private void bodies(OpenApiRequest request, List<String> fields, Attempt right, List<Attempt> attempts) {
        for (String field : fields) {
            eachWay(of(request, field).wrong(), field + " ", (what, value, way) -> {
                Map<String, Object> body = body(request);
                body.put(field, value);
                if (value == Wrong.ABSENT) {
                    body.remove(field);
                }
                attempts.add(saying(right, what, json(body), way.status(), way.code()));
            });
        }
        Map<String, Object> more = body(request);
        more.put("x-unknown", "x");
        attempts.add(saying(right, "an unknown field", json(more), 400, Wrong.MALFORMED_BODY));
        for (String body : List.of("[]", "[{}]", "\"x\"", "7", "true", "{", "{}}", "{} x", "{\"x", "\u0000", "x=y")) {
            attempts.add(saying(right, "body " + body, body, 400, Wrong.MALFORMED_BODY));
        }
        if (!withoutBody.contains(request.toString())) {
            attempts.add(saying(right, "no body", "", 400, Wrong.MALFORMED_BODY));
            attempts.add(saying(right, "null for a body", "null", 400, Wrong.MALFORMED_BODY));
        }
        attempts.add(with(right, "plain text", "Content-Type", "text/plain", 415, "UnsupportedMediaType"));
    }

    private interface WayOf {
        void is(String what, Object value, Wrong.Way way);
    }

    private static void eachWay(Wrong wrong, String name, WayOf each) {
        for (Wrong.Way way : wrong.ways()) {
            Object value = way.values().sample();
            each.is(name + shortened(String.valueOf(value)), value, way);
        }
    }

    private Attempt right(OpenApiRequest request) {
        Map<String, String> path = request.pathParameters().stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> encoded(of(request, "{" + name + "}").right().orElseThrow())));
        Map<String, Object> query = new LinkedHashMap<>();
        request.query().forEach(name -> of(request, "?" + name).right().ifPresent(value -> query.put(name, value)));
        return new Attempt(
                "nothing wrong",
                path,
                query,
                request.fields().map(fields -> BodyPublishers.ofString(json(body(request)))),
                Map.of(ACCOUNT, accountId, "Content-Type", "application/json"),
                0,
                "");
    }

    /** What has to be in it, and some of what may. */
    private Map<String, Object> body(OpenApiRequest request) {
        Map<String, Object> body = new HashMap<>();
        for (String field : request.fields().orElse(List.of())) {
            Parameter parameter = of(request, field);
            parameter
                    .right()
                    .filter(value -> parameter.wrong().whenAbsent() || chance.nextBoolean())
                    .ifPresent(value -> body.put(field, value));
        }
        return body;
    }

    private static Attempt at(Attempt right, String what, String name, String encoded, int status, String code) {
        Map<String, String> path = new HashMap<>(right.path());
        path.put(name, encoded);
        return new Attempt(what, path, right.query(), right.body(), right.headers(), status, code);
    }

    private static Attempt asking(Attempt right, String what, String name, Object value, int status, String code) {
        Map<String, Object> query = new LinkedHashMap<>(right.query());
        query.put(name, value);
        if (value == Wrong.ABSENT) {
            query.remove(name);
        }
        return new Attempt(what, right.path(), query, right.body(), right.headers(), status, code);
    }

    private static Attempt saying(Attempt right, String what, String body, int status, String code) {
        return new Attempt(
                what,
                right.path(),
                right.query(),
                Optional.of(BodyPublishers.ofString(body)),
                right.headers(),
                status,
                code);
    }

    private static Attempt with(Attempt right, String what, String header, String value, int status, String code) {
        Map<String, String> headers = new HashMap<>(right.headers());
        headers.put(header, value);
        return new Attempt(what, right.path(), right.query(), right.body(), headers, status, code);
    }

    private HttpResponse<String> answer(OpenApiRequest request, Attempt attempt) {
        String query = attempt.query().entrySet().stream()
                .flatMap(parameter ->
                        values(parameter.getValue()).map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        service.resolve(request.path(attempt.path()) + (query.isEmpty() ? "" : "?" + query)))
                .method(request.method(), attempt.body().orElseGet(BodyPublishers::noBody));
        attempt.headers().forEach(builder::header);
        try {
            return http.send(builder.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request + " with " + attempt.mistake(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Stream<?> values(Object value) {
        return value instanceof List<?> several ? several.stream() : Stream.of(value);
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String json(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
