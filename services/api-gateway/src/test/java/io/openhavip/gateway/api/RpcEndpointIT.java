package io.openhavip.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.openhavip.gateway.directory.NonceTable;
import io.openhavip.gateway.wire.Signed;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                    "havip.gateway.network-service",
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

    private static final int AT_ONCE = 200;

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI endpoint;

    @ConfigProperty(name = "havip.gateway.network-service")
    URI networkService;

    /** The table as other replicas see it. */
    @Inject
    NonceTable elsewhere;

    private static String signed(String method, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.putIfAbsent("SignatureNonce", UUID.randomUUID().toString());
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return Signed.v1(method, all);
    }

    private HttpResponse<String> get(String query) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(endpoint + "?" + query)).build(), BodyHandlers.ofString());
    }

    private List<HttpResponse<String>> getAtOnce(List<String> queries) {
        return queries.stream()
                .map(query -> http.sendAsync(
                        HttpRequest.newBuilder(URI.create(endpoint + "?" + query))
                                .build(),
                        BodyHandlers.ofString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
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
    void answersAndRefusalsAreXmlWhereItIsAskedFor() throws Exception {
        HttpResponse<String> answer =
                get(signed("GET", Map.of("Action", "GetCallerIdentity", "Version", "2015-04-01", "Format", "XML")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml;charset=utf-8");
        assertThat(answer.body())
                .contains("<GetCallerIdentityResponse>")
                .contains("<AccountId>1000000000000007</AccountId>");
        HttpResponse<String> refusal = get(signed("GET", Map.of("Action", "Nothing", "Format", "xml")));
        assertThat(refusal.statusCode()).isEqualTo(404);
        assertThat(refusal.body())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><RequestId>")
                .contains("<Code>InvalidAction.NotFound</Code>");
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

    /** Stands behind for as long as it is open. */
    private static final class CountingService implements AutoCloseable {
        private final AtomicInteger requests = new AtomicInteger();
        private final HttpServer server;

        CountingService(URI address) throws IOException {
            server = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                byte[] body = "{\"instances\":[{\"instanceId\":\"i-1\",\"status\":\"Running\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void readThatComesAgainReachesNoServiceAndUsesNothingOfItsSendersShareUp() throws Exception {
        try (CountingService network = new CountingService(networkService)) {
            String read = signed("GET", Map.of("Action", "DescribeRegions"));
            assertThat(get(read).statusCode()).isEqualTo(200);
            for (int i = 0; i < 30; i++) {
                refused(get(read), 400, "SignatureNonceUsed");
            }
            assertThat(network.requests).hasValue(1);
            assertThat(get(signed("GET", Map.of("Action", "DescribeRegions"))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusedRequestThatComesAgainIsNotLookedAtAnyMoreNorCounted() throws Exception {
        String nonce = UUID.randomUUID().toString();
        String refused = signed("GET", Map.of("Action", "DeleteEipThatIsNamed", "SignatureNonce", nonce));
        refused(get(refused), 404, "InvalidAction.NotFound");
        refused(get(refused), 400, "SignatureNonceUsed");
        String incomplete =
                signed("GET", Map.of("Action", "ReleaseEipAddress", "SignatureNonce", UUID.randomUUID() + nonce));
        refused(get(incomplete), 400, "MissingAllocationId");
        for (int i = 0; i < 30; i++) {
            refused(get(incomplete), 400, "SignatureNonceUsed");
        }
        refused(get(signed("GET", Map.of("Action", "ReleaseEipAddress"))), 400, "MissingAllocationId");
    }

    @Test
    void refusedRequestIsSpentForEveryReplica() throws Exception {
        String nonce = UUID.randomUUID().toString();
        refused(get(signed("GET", Map.of("Action", "DeleteHaVip", "SignatureNonce", nonce))), 400, "MissingHaVipId");
        assertThat(elsewhere.firstUse(Signed.KEY, nonce).toCompletableFuture().get())
                .isFalse();
    }

    @Test
    void readsThatAnotherReplicaTookCountWhenTheyReachAService() throws Exception {
        try (CountingService network = new CountingService(networkService)) {
            List<String> replays = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String nonce = UUID.randomUUID().toString();
                elsewhere.firstUse(Signed.KEY, nonce).toCompletableFuture().get();
                replays.add(signed("GET", Map.of("Action", "DescribeZones", "SignatureNonce", nonce)));
            }
            List<HttpResponse<String>> answers = getAtOnce(replays);
            long counted = answers.stream()
                    .filter(answer -> answer.body().contains("\"SignatureNonceUsed\""))
                    .count();
            assertThat(counted).isGreaterThanOrEqualTo(10).isLessThan(AT_ONCE);
            assertThat(answers)
                    .filteredOn(answer -> answer.body().contains("\"Throttling.User\""))
                    .hasSize(AT_ONCE - (int) counted);
            // One whose answer came first may not have got there yet.
            assertThat(network.requests.get()).isPositive().isLessThanOrEqualTo((int) counted);
        }
    }

    @Test
    void dryRunChecksAndChangesNothing() throws Exception {
        try (CountingService network = new CountingService(networkService)) {
            refused(dryRun("2016-04-28", "DeleteVpc", "VpcId", "vpc-1"), 400, "DryRunOperation");
            refused(dryRun("2016-04-28", "DeleteVpc", "RegionId", "cn-hangzhou"), 400, "MissingVpcId");
            refused(dryRun("2014-05-26", "DescribeInstances", "VpcId", "vpc-1"), 400, "DryRunOperation");
            refused(dryRun("2014-05-26", "DescribeInstances", "EipAddresses", "1.2.3.4"), 400, "InvalidParameter");
            refused(dryRun("2016-04-28", "DeleteHaVip", "HaVipId", "havip-1"), 400, "InvalidParameter");
            assertThat(network.requests).hasValue(0);
            refused(dryRun("2014-05-26", "StopInstances", "InstanceId.1", "i-1"), 400, "DRYRUN.SUCCESS");
            refused(dryRun("2014-05-26", "StartInstances", "InstanceId.1", "i-1"), 403, "IncorrectInstanceStatus");
            assertThat(network.requests).hasValue(2);
        }
    }

    private HttpResponse<String> dryRun(String version, String action, String parameter, String value)
            throws Exception {
        return get(signed("GET", Map.of("Version", version, "Action", action, parameter, value, "DryRun", "true")));
    }

    @Test
    void logSaysWhoAFailedRequestClaimedToBeFrom() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(String.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger access = Logger.getLogger("io.openhavip.gateway.access");
        access.addHandler(handler);
        try {
            String request = signed("GET", Map.of("Action", "GetCallerIdentity", "Version", "2015-04-01"));
            refused(get(request.replace("GetCaller", "GotCaller")), 400, "SignatureDoesNotMatch");
            refused(get("AccessKeyId=LTAInobody%0Ax&Action=DeleteHaVip"), 400, "IncompleteSignature");
            assertThat(get(request).statusCode()).isEqualTo(200);
            Await.until(() -> assertThat(lines).hasSize(3));
        } finally {
            access.removeHandler(handler);
        }
        assertThat(lines.get(0))
                .startsWith("action=GotCallerIdentity code=SignatureDoesNotMatch accessKeyId=" + Signed.KEY
                        + " authenticated=false ");
        assertThat(lines.get(1))
                .startsWith(
                        "action=DeleteHaVip code=IncompleteSignature accessKeyId=LTAInobody?x authenticated=false ");
        assertThat(lines.get(2))
                .startsWith("action=GetCallerIdentity code=OK accessKeyId=" + Signed.KEY + " authenticated=true ");
    }

    @ParameterizedTest
    @CsvSource({"GET,/vpc", "POST,/2016-04-28", "PUT,/", "DELETE,/", "GET,/administrator", "GET,/qq/health"})
    void wrongAddressOrMethodIsToldInTheProtocolsWay(String method, String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "a=b"))
                        .build(),
                BodyHandlers.ofString());
        refused(answer, 404, "InvalidApi.NotFound");
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
        // At once, and far more than can be taken while they come: one after the other is too slow on a slow machine.
        List<HttpResponse<String>> answers = getAtOnce(
                Stream.generate(() -> signed("GET", Map.of("Action", "ModifyHaVipAttribute", "HaVipId", "havip-1")))
                        .limit(AT_ONCE)
                        .toList());
        HttpResponse<String> throttled = answers.stream()
                .filter(answer -> answer.statusCode() == 400)
                .findFirst()
                .orElseThrow();
        refused(throttled, 400, "Throttling.User");
        assertThat(Integer.parseInt(
                        throttled.headers().firstValue("x-acs-retry-after").orElseThrow()))
                .isBetween(1, 101);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 503)
                .hasSizeGreaterThanOrEqualTo(10)
                .allMatch(answer ->
                        answer.headers().firstValue("x-acs-retry-after").isEmpty());
        refused(get(signed("GET", Map.of("Action", "DeleteHaVip", "HaVipId", "havip-1"))), 503, "ServiceUnavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Action=DescribeHaVips", "a=%e4", "=&=&&", "%00=%00"})
    void whatIsNotSignedIsRefusedInTheProtocolsWay(String query) throws Exception {
        String raw = raw("GET /?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 400").contains("\"Code\":\"").doesNotContain("InternalError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "a=%u0041"})
    void whatIsNotEvenEncodedIsRefusedLikewise(String query) throws Exception {
        assertThat(raw("GET /?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"Code\":\"InvalidParameter\"")
                .contains("\"Message\":\"The address is not URL-encoded.\"")
                .contains("\"RequestId\":\"");
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
                .startsWith("HTTP/1.1 414")
                .contains("\"Code\":\"RequestUriTooLong\"");
        assertThat(raw("GET /?UserData=" + "Q".repeat(300_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
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
