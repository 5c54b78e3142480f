package io.openhavip.gateway.wire;

import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came, decoded but not believed.
 *
 * @param method {@code GET} or {@code POST}
 * @param path of the address, without query
 * @param query parameters of the address, in their order
 * @param form parameters of a form body; empty for any other body
 * @param body as it was sent
 * @param headers by lower-case name
 */
public record RpcRequest(
        String method, String path, List<Pair> query, List<Pair> form, byte[] body, Map<String, String> headers) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
