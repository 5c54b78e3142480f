package io.openhavip.gateway.wire;

import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a request of the wire protocol from HTTP. */
public final class RequestReader {

    private static final String FORM = "application/x-www-form-urlencoded";

    private RequestReader() {}

    /**
     * @param rawQuery of the address, as it was sent; "" for none
     * @param headers by lower-case name
     * @throws ApiError if it cannot be read
     */
    public static RpcRequest read(
            String method, String path, String rawQuery, Map<String, String> headers, byte[] body) {
        String contentType = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        List<Pair> form = body.length > 0 && contentType.startsWith(FORM)
                ? UrlEncoding.decode(new String(body, StandardCharsets.UTF_8))
                : List.of();
        return new RpcRequest(method, path, UrlEncoding.decode(rawQuery), form, body, headers);
    }
}
