package io.openhavip.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.wire.Signed;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller gets over HTTP, whatever it sends. No service stands behind. */
@QuarkusTest
@QuarkusTestResource(value = InfrastructureResource.class, initArgs = @ResourceArg(name = "kafka", value = "false"))
@TestProfile(RpcEndpointIT.Alone.class)
@Tag("containers")
class RpcEndpointIT {

    public static class Alone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port",
                    "0",
                    "havip.gateway.havip-service",
                    "http://127.0.0.1:" + closedPort(),
                    "havip.gateway.requests-per-second",
                    "10",
                    "havip.gateway.access-keys." + Signed.KEY + ".secret",
                    Signed.SECRET,
                    "havip.gateway.access-keys." + Signed.KEY + ".account-id",
                    "1000000000000007");
        }

        private static int closedPort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI endpoint;

    private static String signed(String method, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("SignatureNonce", UUID.randomUUID().toString());
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return Signed.v1(method, all);
    }

    private HttpResponse<String> get(String query) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(endpoint + "?" + query)).build(), BodyHandlers.ofString());
    }

    private static JsonNode refused(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("Code").asText()).isEqualTo(code);
        assertThat(body.path("Message").asText()).isNotEmpty();
        assertThat(body.path("RequestId").asText()).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        assertThat(body.path("HostId").asText()).startsWith("localhost:");
        return body;
    }

    @Test
    void callerIsToldWhoItIs() throws Exception {
        HttpResponse<String> answer =
                get(signed("GET", Map.of("Action", "GetCallerIdentity", "Version", "2015-04-01")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("AccountId").asText()).isEqualTo("1000000000000007");
        assertThat(body.path("Arn").asText()).isEqualTo("acs:ram::1000000000000007:root");
        assertThat(body.has("Code")).isFalse();
        assertThat(answer.headers().firstValue("x-acs-request-id"))
                .hasValue(body.path("RequestId").asText());
    }

    @Test
    void sameRequestIsTakenOnce() throws Exception {
        String request = signed("GET", Map.of("Action", "GetCallerIdentity", "Version", "2015-04-01"));
        assertThat(get(request).statusCode()).isEqualTo(200);
        refused(get(request), 400, "SignatureNonceUsed");
        // Nothing answers it either time, and yet it is told the second time that it was sent before.
        String read = signed("GET", Map.of("Action", "DescribeHaVips"));
        refused(get(read), 503, "ServiceUnavailable");
        refused(get(read), 400, "SignatureNonceUsed");
        String change = signed("GET", Map.of("Action", "DeleteHaVip", "HaVipId", "havip-2"));
        refused(get(change), 503, "ServiceUnavailable");
        for (int i = 0; i < 20; i++) {
            refused(get(change), 400, "SignatureNonceUsed");
        }
    }

    @Test
    void wrongSignatureUsesNoNonceUp() throws Exception {
        String request = signed("GET", Map.of("Action", "GetCallerIdentity", "Version", "2015-04-01"));
        refused(get(request.replace("GetCaller", "GotCaller")), 400, "SignatureDoesNotMatch");
        assertThat(get(request).statusCode()).isEqualTo(200);
    }

    @Test
    void everyEndpointThatIsAskedForIsThisOne() throws Exception {
        JsonNode body = new ObjectMapper()
                .readTree(get(signed(
                                "GET",
                                Map.of(
                                        "Action", "DescribeEndpoints",
                                        "Version", "2015-06-12",
                                        "Id", "cn-hangzhou",
                                        "ServiceCode", "vpc")))
                        .body());
        JsonNode found = body.path("Endpoints").path("Endpoint").path(0);
        assertThat(found.path("Endpoint").asText()).isEqualTo(endpoint.getAuthority());
        assertThat(found.path("SerivceCode").asText()).isEqualTo("vpc");
    }

    @Test
    void serviceThatDoesNotAnswerIsUnavailable() throws Exception {
        refused(get(signed("GET", Map.of("Action", "DescribeHaVips"))), 503, "ServiceUnavailable");
    }

    @Test
    void keyThatCallsAnActionTooOftenIsToldWhenToComeBack() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        do {
            answers.add(get(signed("GET", Map.of("Action", "ModifyHaVipAttribute", "HaVipId", "havip-1"))));
        } while (answers.getLast().statusCode() == 503 && answers.size() < 50);
        assertThat(answers).hasSizeGreaterThan(2);
        refused(answers.getLast(), 400, "Throttling.User");
        assertThat(Integer.parseInt(answers.getLast()
                        .headers()
                        .firstValue("x-acs-retry-after")
                        .orElseThrow()))
                .isBetween(1, 101);
        assertThat(answers.getFirst().headers().firstValue("x-acs-retry-after")).isEmpty();
        refused(get(signed("GET", Map.of("Action", "DeleteHaVip", "HaVipId", "havip-1"))), 503, "ServiceUnavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Action=DescribeHaVips", "a=%e4", "=&=&&", "%00=%00"})
    void whatIsNotSignedIsRefusedInTheProtocolsWay(String query) throws Exception {
        String raw = raw("GET /?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 400").contains("\"Code\":\"").doesNotContain("InternalError");
    }

    /** The server itself refuses those, without a body. */
    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "a=%u0041"})
    void whatIsNotEvenEncodedIsRefused(String query) throws Exception {
        assertThat(raw("GET /?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void postWithoutAnyLengthHasNoBody() throws Exception {
        String query = signed("POST", Map.of("Action", "CreateNatGateway"));
        String raw = raw("POST /?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 404").contains("\"Code\":\"InvalidAction.NotFound\"");
    }

    @Test
    void addressMayBeAsLongAsTheLargestUserDataAndNoLongerThanTheBound() throws Exception {
        String userData = "Q".repeat(43_700);
        HttpResponse<String> long1 = get(signed("GET", Map.of("Action", "CreateNatGateway", "UserData", userData)));
        refused(long1, 404, "InvalidAction.NotFound");
        assertThat(raw("GET /?UserData=" + "Q".repeat(70_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains(" 414 ");
    }

    @Test
    void formOverTheBoundIsRefused() throws Exception {
        assertThat(raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 300000\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void bodyOverTheBoundThatTellsNoLengthIsRefusedBeforeItIsRead() throws Exception {
        String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
        assertThat(raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5)))
                .startsWith("HTTP/1.1 413")
                .contains("\"Code\":\"RequestEntityTooLarge\"");
    }

    @Test
    void regionThatIsNoneIsNotTakenIntoAResourcesName() throws Exception {
        refused(
                get(signed("GET", Map.of("Action", "DescribeVpcs", "RegionId", "x:x:havip/x"))),
                400,
                "InvalidRegionId.NotFound");
    }

    @Test
    void clientTokenThatNoHeaderCarriesIsRefused() throws Exception {
        for (String token : List.of("a\nb", "令牌", "x".repeat(65))) {
            refused(
                    get(signed("GET", Map.of("Action", "CreateVpc", "ClientToken", token))),
                    400,
                    "InvalidParameter.ClientToken");
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
