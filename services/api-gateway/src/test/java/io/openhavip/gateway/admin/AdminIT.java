package io.openhavip.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.openhavip.gateway.wire.Signed;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.CheckedInDocument;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator does with users, policies and keys, and what a caller notices of it. */
@QuarkusTest
@QuarkusTestResource(value = InfrastructureResource.class, initArgs = @ResourceArg(name = "kafka", value = "false"))
@TestProfile(AdminIT.WithToken.class)
class AdminIT {

    private static final String TOKEN = "an operator's token for this test";
    private static final String ACCOUNT = "1000000000000009";
    private static final CheckedInDocument DOCUMENT = new CheckedInDocument("docs/api/openapi-api-gateway.yaml");

    public static class WithToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port",
                    "0",
                    "havip.gateway.admin-token",
                    TOKEN,
                    "havip.gateway.directory-interval",
                    "0.1s",
                    "havip.gateway.directory-overdue",
                    "2s",
                    "havip.gateway.master-key",
                    Base64.getEncoder().encodeToString(new byte[32]));
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI endpoint;

    @Inject
    DataSource database;

    private record Answer(int status, JsonNode body) {
        JsonNode expect(int expected) {
            assertThat(status).as(body.toString()).isEqualTo(expected);
            return body;
        }

        void refused(int expected, String code) {
            assertThat(expect(expected).path("code").asText())
                    .as(body.toString())
                    .isEqualTo(code);
        }
    }

    private Answer admin(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(endpoint.resolve("/admin" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
    }

    private JsonNode newKey(String body) throws Exception {
        return admin("POST", "/access-keys", body).expect(201);
    }

    private Answer call(JsonNode key, String action, String version) throws Exception {
        Map<String, String> parameters = new HashMap<>(Map.of("Action", action, "Version", version));
        parameters.put("SignatureNonce", UUID.randomUUID().toString());
        parameters.put(
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return send(HttpRequest.newBuilder(URI.create(endpoint + "?"
                + Signed.v1(
                        "GET",
                        key.path("accessKeyId").asText(),
                        key.path("accessKeySecret").asText(),
                        parameters))));
    }

    private void answersSoon(JsonNode key, String action, String version, int status, String code) {
        Await.until(() -> {
            Answer answer = call(key, action, version);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
            assertThat(answer.body().path("Code").asText()).isEqualTo(code);
        });
    }

    @Test
    void keyOfAnAccountWorksUntilItIsDisabledOrDeleted() throws Exception {
        JsonNode key = newKey("{\"accountId\":\"" + ACCOUNT + "\",\"root\":true}");
        assertThat(key.path("accessKeyId").asText()).matches("LTAI5t[A-Za-z0-9]{18}");
        assertThat(key.path("accessKeySecret").asText()).matches("[A-Za-z0-9]{30}");
        answersSoon(key, "GetCallerIdentity", "2015-04-01", 200, "");
        JsonNode identity = call(key, "GetCallerIdentity", "2015-04-01").expect(200);
        assertThat(identity.path("AccountId").asText()).isEqualTo(ACCOUNT);
        assertThat(identity.path("IdentityType").asText()).isEqualTo("Account");
        String path = "/access-keys/" + key.path("accessKeyId").asText();
        admin("PUT", path + "/status", "{\"status\":\"Inactive\"}").expect(204);
        answersSoon(key, "GetCallerIdentity", "2015-04-01", 400, "InvalidAccessKeyId.Inactive");
        admin("PUT", path + "/status", "{\"status\":\"Active\"}").expect(204);
        answersSoon(key, "GetCallerIdentity", "2015-04-01", 200, "");
        admin("DELETE", path, "").expect(204);
        answersSoon(key, "GetCallerIdentity", "2015-04-01", 404, "InvalidAccessKeyId.NotFound");
        admin("DELETE", path, "").expect(404);
    }

    @Test
    void userMayDoWhatItsPoliciesSayAtTheTime() throws Exception {
        String account = "/accounts/1000000000000010";
        String policy = Files.readString(Path.of("../../deploy/examples/ram/havip-operator.json"));
        admin("PUT", account + "/users/operator", "{\"policies\":[\"guide\"]}").refused(409, "EntityNotExist.Policy");
        admin("PUT", account + "/policies/guide", policy).expect(204);
        admin("PUT", account + "/users/operator", "{\"policies\":[]}").expect(204);
        JsonNode key = newKey("{\"accountId\":\"1000000000000010\",\"userName\":\"operator\"}");
        answersSoon(key, "DescribeHaVips", "2016-04-28", 403, "Forbidden.RAM");
        JsonNode identity = call(key, "GetCallerIdentity", "2015-04-01").expect(200);
        assertThat(identity.path("Arn").asText()).isEqualTo("acs:ram::1000000000000010:user/operator");
        assertThat(identity.path("IdentityType").asText()).isEqualTo("RAMUser");
        assertThat(identity.path("UserId").asText()).matches("2[0-9]{17}");
        admin("PUT", account + "/users/operator", "{\"policies\":[\"guide\"]}").expect(204);
        // Nothing stands behind: the call is allowed and goes nowhere.
        answersSoon(key, "DescribeHaVips", "2016-04-28", 503, "ServiceUnavailable");
        answersSoon(key, "CreateNetworkInterface", "2014-05-26", 403, "Forbidden.RAM");
        JsonNode users = admin("GET", account + "/users", "").expect(200).path("users");
        assertThat(users.path(0).path("policies").toString()).isEqualTo("[\"guide\"]");
        admin("DELETE", account + "/policies/guide", "").refused(409, "DeleteConflict.Policy.User");
        admin("DELETE", account + "/users/operator", "").refused(409, "DeleteConflict.User.AccessKey");
        admin("DELETE", "/access-keys/" + key.path("accessKeyId").asText(), "").expect(204);
        admin("DELETE", account + "/users/operator", "").expect(204);
        admin("DELETE", account + "/policies/guide", "").expect(204);
        assertThat(admin("GET", account + "/policies", "").expect(200).path("policies"))
                .isEmpty();
    }

    @Test
    void userWhosePolicyCannotBeReadIsToldWhy() throws Exception {
        String account = "/accounts/1000000000000012";
        admin("PUT", account + "/policies/all", "{\"Version\":\"1\",\"Statement\":[]}")
                .expect(204);
        admin("PUT", account + "/users/ops", "{\"policies\":[\"all\"]}").expect(204);
        JsonNode key = newKey("{\"accountId\":\"1000000000000012\",\"userName\":\"ops\"}");
        answersSoon(key, "GetCallerIdentity", "2015-04-01", 200, "");
        update("UPDATE policy SET document = 'torn' WHERE account_id = '1000000000000012'");
        update("UPDATE directory SET version = version + 1");
        answersSoon(key, "GetCallerIdentity", "2015-04-01", 403, "Forbidden.RAM");
        assertThat(call(key, "GetCallerIdentity", "2015-04-01")
                        .body()
                        .path("Message")
                        .asText())
                .startsWith("The policy all of the user cannot be read");
        admin("PUT", account + "/policies/all", "{\"Version\":\"1\",\"Statement\":[]}")
                .expect(204);
        answersSoon(key, "GetCallerIdentity", "2015-04-01", 200, "");
    }

    @Test
    void replicaThatCannotReadTheDirectoryIsNotReady() throws Exception {
        Await.until(() -> ready().expect(200));
        update("ALTER TABLE directory RENAME TO directory_away");
        try {
            Await.until(() -> ready().expect(503));
            assertThat(ready().body().toString()).contains("users, policies and keys are current");
        } finally {
            update("ALTER TABLE directory_away RENAME TO directory");
        }
        Await.until(() -> ready().expect(200));
    }

    private Answer ready() throws Exception {
        return send(HttpRequest.newBuilder(endpoint.resolve("/q/health/ready")));
    }

    private void update(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void databaseHasNoSecretThatCanBeRead() throws Exception {
        JsonNode key = newKey("{\"accountId\":\"" + ACCOUNT + "\",\"root\":true}");
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT secret FROM access_key WHERE id = '"
                        + key.path("accessKeyId").asText() + "'")) {
            assertThat(row.next()).isTrue();
            byte[] stored = row.getBytes(1);
            assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                    .doesNotContain(key.path("accessKeySecret").asText());
        }
        JsonNode listed = admin("GET", "/access-keys?accountId=" + ACCOUNT, "").expect(200);
        assertThat(listed.path("accessKeys")).isNotEmpty();
        assertThat(listed.toString()).doesNotContain(key.path("accessKeySecret").asText());
        assertThat(admin("POST", "/access-keys/reencryption", "").expect(200).path("reencrypted"))
                .isEqualTo(IntNode.valueOf(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /access-keys                                    | {}                                                 | 400 | InvalidParameter
            POST   | /access-keys                                    | {"accountId":"12"}                                 | 400 | InvalidParameter
            POST   | /access-keys                                    | {"accountId":"1000000000000009","userName":"a b"}  | 400 | InvalidParameter
            POST   | /access-keys                                    | {"accountId":"1000000000000009","userName":"none"} | 409 | EntityNotExist.User
            POST   | /access-keys                                    | {"accountId":                                      | 400 | MalformedBody
            POST   | /access-keys                                    | []                                                 | 400 | MalformedBody
            POST   | /access-keys                                    | {"accountId":"1000000000000009"}                   | 400 | InvalidParameter
            POST   | /access-keys                                    | {"accountId":"1000000000000009","userName":null}   | 400 | InvalidParameter
            POST   | /access-keys                                    | {"accountId":"1000000000000009","root":false}      | 400 | InvalidParameter
            POST   | /access-keys                                    | {"accountId":"1000000000000009","root":true,"userName":"a"} | 400 | InvalidParameter
            POST   | /access-keys                                    | {"accountId":"1000000000000009","root":true,"root":true}    | 400 | MalformedBody
            POST   | /access-keys                                    | {"accountId":"1000000000000009","root":true} {}    | 400 | MalformedBody
            PUT    | /accounts/1000000000000009/users/u              | {}                                                 | 400 | InvalidParameter
            PUT    | /accounts/1000000000000009/users/u              | {"policies":null}                                  | 400 | InvalidParameter
            PUT    | /access-keys/LTAI5tnone/status                  | {"status":"Off"}                                   | 400 | InvalidParameter
            PUT    | /access-keys/LTAI5tnone/status                  | {"status":"Active"}                                | 404 | InvalidParameter
            PUT    | /accounts/1000000000000009/policies/p           | {"Version":"2"}                                    | 400 | MalformedPolicyDocument
            PUT    | /accounts/1000000000000009/policies/p_q         | {"Version":"1","Statement":[]}                     | 400 | InvalidParameter
            DELETE | /accounts/1000000000000009/users/none           | {}                                                 | 404 | InvalidParameter
            GET    | /nothing                                        | {}                                                 | 404 | InvalidParameter
            """)
    void mistakeIsExplained(String method, String path, String body, int status, String code) throws Exception {
        Answer answer = admin(method, path, body);
        answer.refused(status, code);
        assertThat(answer.body().path("detail").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /access-keys                       | {"accountId":"1000000000000009","root":true,"username":"ops"} | username | accountId, root, userName
            PUT  | /accounts/1000000000000009/users/u | {"policies":[],"policy":["guide"]}                            | policy   | policies
            PUT  | /access-keys/LTAI5tnone/status     | {"status":"Active","until":"tomorrow"}                        | until    | status
            """)
    void memberThatNobodyReadsIsRefusedByName(String method, String path, String body, String member, String known)
            throws Exception {
        Answer answer = admin(method, path, body);
        answer.refused(400, "MalformedBody");
        assertThat(answer.body().path("detail").asText())
                .isEqualTo("The body cannot have the member %s, only %s.".formatted(member, known));
    }

    @Test
    void misspeltListOfPoliciesTakesNoneAway() throws Exception {
        String account = "/accounts/1000000000000011";
        admin("PUT", account + "/policies/all", "{\"Version\":\"1\",\"Statement\":[]}")
                .expect(204);
        admin("PUT", account + "/users/ops", "{\"policies\":[\"all\"]}").expect(204);
        admin("PUT", account + "/users/ops", "{\"policy\":[\"all\"]}").refused(400, "MalformedBody");
        admin("PUT", account + "/users/ops", "{}").refused(400, "InvalidParameter");
        assertThat(admin("GET", account + "/users", "")
                        .expect(200)
                        .at("/users/0/policies/0")
                        .asText())
                .isEqualTo("all");
    }

    @Test
    void nobodyElseGetsIn() throws Exception {
        for (String header : new String[] {"", "Bearer", "Bearer ", "Basic " + TOKEN, "Bearer " + TOKEN + "x"}) {
            send(HttpRequest.newBuilder(endpoint.resolve("/admin/access-keys")).header("Authorization", header))
                    .refused(401, "InvalidToken");
        }
        send(HttpRequest.newBuilder(endpoint.resolve("/admin/access-keys"))).refused(401, "InvalidToken");
    }

    @Test
    void interfaceIsTheOneThatIsCheckedIn() throws Exception {
        DOCUMENT.mustBe(http.send(
                        HttpRequest.newBuilder(endpoint.resolve("/q/openapi"))
                                .header("Accept", "application/yaml")
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }
}
