package io.openhavip.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.keys.Secret;
import io.openhavip.gateway.wire.Authentication.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of Alibaba's own Java client, signed by version 3, with each kind of body that it can send. */
class OfficialClientTest {

    private static final int LIMIT_S = 30;

    private final Authentication authentication = new Authentication(
            id -> Optional.of(
                    new AccessKey(Signed.KEY, new Secret(Signed.SECRET), Caller.root("1000000000000001"), true)),
            Duration.ofMinutes(15),
            Clock.systemUTC());
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::authenticate);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void authenticate(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        try {
            outcomes.add(authentication.authenticate(RequestReader.read(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                    headers,
                    exchange.getRequestBody().readAllBytes())));
        } catch (RuntimeException e) {
            outcomes.add(e);
        }
        byte[] answer = "{\"RequestId\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "formData", "json"})
    void isBelievedWhateverBodyItSends(String body) throws Exception {
        Config config = new Config()
                .setAccessKeyId(Signed.KEY)
                .setAccessKeySecret(Signed.SECRET)
                .setProtocol("HTTP")
                .setEndpoint("127.0.0.1:" + server.getAddress().getPort());
        OpenApiRequest request = new OpenApiRequest().setQuery(Map.of("RegionId", "cn-hangzhou"));
        if (!body.equals("none")) {
            request.setBody(Map.of("Name", "a b*~/é+&="));
        }
        new com.aliyun.teaopenapi.Client(config)
                .callApi(
                        new Params()
                                .setAction("CreateHaVip")
                                .setVersion("2016-04-28")
                                .setProtocol("HTTP")
                                .setMethod("POST")
                                .setAuthType("AK")
                                .setStyle("RPC")
                                .setPathname("/")
                                .setReqBodyType(body.equals("json") ? "json" : "formData")
                                .setBodyType("json"),
                        request,
                        new RuntimeOptions());
        assertThat(outcomes.poll(LIMIT_S, TimeUnit.SECONDS)).isInstanceOfSatisfying(Call.class, call -> {
            assertThat(call.action()).isEqualTo("CreateHaVip");
            assertThat(call.parameters().find("Name"))
                    .isEqualTo(Optional.of("a b*~/é+&=").filter(name -> body.equals("formData")));
        });
    }
}
