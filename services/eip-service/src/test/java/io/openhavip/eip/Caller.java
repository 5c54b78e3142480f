package io.openhavip.eip;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A caller of eip-service with an account of its own. */
record Caller(String accountId, ExecutorService callers) {

    static Caller of(String accountId) {
        return new Caller(accountId, Executors.newVirtualThreadPerTaskExecutor());
    }

    RequestSpecification asking() {
        return given().header("Account-Id", accountId).contentType(ContentType.JSON);
    }

    CompletableFuture<Response> post(String path, Map<String, ?> body) {
        return CompletableFuture.supplyAsync(() -> asking().body(body).post(path), callers);
    }

    CompletableFuture<Response> delete(String path) {
        return CompletableFuture.supplyAsync(() -> asking().delete(path), callers);
    }

    Response get(String path) {
        return asking().get(path);
    }

    String allocate(Map<String, ?> body) {
        return answered(asking().body(body).post("/eips"), 201).path("allocationId");
    }

    String field(String eipId, String name) {
        return get("/eips/" + eipId).jsonPath().getString(name);
    }

    static Response answered(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    static void refused(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.<String>path("code")).as(response.asString()).isEqualTo(code);
    }
}
