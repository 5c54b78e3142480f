package io.openhavip.havip;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.service.api.Requests;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Somebody who calls havip-service for an account, one that nobody else has if not given, in a vSwitch likewise. */
final class Caller {

    static final String ADDRESS = "192.168.0.88";

    final String accountId;
    final String vSwitchId;
    private final NetworkByHand network;

    Caller(NetworkByHand network) {
        this(network, Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000_000L, 9_000_000_000_000L)));
    }

    Caller(NetworkByHand network, String accountId) {
        this.network = network;
        this.accountId = accountId;
        this.vSwitchId = "vsw-of-" + accountId;
    }

    private RequestSpecification request(Optional<String> token) {
        RequestSpecification request =
                given().header(Requests.ACCOUNT_HEADER, accountId).contentType(ContentType.JSON);
        return token.map(value -> request.header(Requests.TOKEN_HEADER, value)).orElse(request);
    }

    Response get(String path) {
        return request(Optional.empty()).get(path);
    }

    Response post(String path, Object body) {
        return request(Optional.empty()).body(body).post(path);
    }

    Response post(String path, Object body, String token) {
        return request(Optional.of(token)).body(body).post(path);
    }

    Response patch(String path, Object body) {
        return request(Optional.empty()).body(body).patch(path);
    }

    Response delete(String path) {
        return request(Optional.empty()).delete(path);
    }

    Response delete(String path, String token) {
        return request(Optional.of(token)).delete(path);
    }

    static CompletableFuture<Response> meanwhile(Supplier<Response> call) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(call.get());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Makes a HAVIP, the body completed with the vSwitch. */
    String newHaVip(Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("vSwitchId", vSwitchId);
        CompletableFuture<Response> creation = meanwhile(() -> post("/ha-vips", body));
        network.agree(network.awaitReservation(vSwitchId), ADDRESS);
        return expect(creation.join(), 201).path("haVipId");
    }

    String newHaVip() {
        return newHaVip(Map.of());
    }

    void associate(String haVipId, Map<String, String> body) {
        CompletableFuture<Response> association = meanwhile(() -> post("/ha-vips/" + haVipId + "/associations", body));
        network.agree(network.await(AttachHaVip.class, haVipId), ADDRESS);
        expect(association.join(), 201);
    }

    String field(String haVipId, String name) {
        return get("/ha-vips/" + haVipId).jsonPath().getString(name);
    }

    static Response expect(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    static void refused(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.<String>path("code")).as(response.asString()).isEqualTo(code);
    }
}
