package io.openhavip.gateway.wire;

import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who a request says to be from and what it asks: for the log, nothing of it is believed.
 *
 * @param accessKeyId empty if it does not say
 * @param action empty if it does not say
 */
public record Claim(Optional<String> accessKeyId, Optional<String> action) {

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^,\\s]+)");

    public static Claim of(RpcRequest request) {
        Optional<String> byVersion3 = request.header("authorization")
                .map(CREDENTIAL::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
        return new Claim(
                byVersion3.or(() -> first(request, "AccessKeyId")),
                request.header("x-acs-action").or(() -> first(request, "Action")));
    }

    private static Optional<String> first(RpcRequest request, String name) {
        return Stream.of(request.query(), request.form())
                .flatMap(List::stream)
                .filter(pair -> pair.name().equals(name))
                .map(Pair::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
