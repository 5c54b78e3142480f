package io.openhavip.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signature version 3, ACS3-HMAC-SHA256 over method, path, query, the headers that it names and the body's digest (Alibaba Cloud,
 * "Request syntax and signature method V3").
 *
 * @param accessKeyId who says to have signed
 * @param signedHeaders lower-case names, in the order in which they are signed
 * @param signature hexadecimal
 */
record SignatureV3(String accessKeyId, List<String> signedHeaders, String signature) {

    static final String ALGORITHM = "ACS3-HMAC-SHA256";

    /** Without these under the signature it would say little. */
    private static final Set<String> REQUIRED = Set.of(
            "host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256");

    /** @throws ApiError {@code IncompleteSignature} if something is missing of it */
    static SignatureV3 parse(String authorization) {
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw incomplete("The signature algorithm must be " + ALGORITHM + ".");
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization.substring(ALGORITHM.length() + 1).split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        for (String name : List.of("Credential", "SignedHeaders", "Signature")) {
            if (parts.getOrDefault(name, "").isEmpty()) {
                throw incomplete("The header Authorization has no " + name + ".");
            }
        }
        List<String> signed = List.of(parts.get("SignedHeaders").split(";"));
        if (!signed.containsAll(REQUIRED)) {
            throw incomplete("SignedHeaders must name all of "
                    + REQUIRED.stream().sorted().toList() + ".");
        }
        return new SignatureV3(parts.get("Credential"), signed, parts.get("Signature"));
    }

    /**
     * The type tells how the body is read: changed on the way, a form would become a body that says nothing.
     *
     * @throws ApiError {@code IncompleteSignature} if there is a body whose type is not signed
     */
    void requireTypeOfBody(RpcRequest request) {
        if (request.body().length > 0 && !signedHeaders.contains("content-type")) {
            throw incomplete("SignedHeaders must name content-type where the request has a body.");
        }
    }

    private static ApiError incomplete(String message) {
        return new ApiError(400, "IncompleteSignature", message);
    }

    /** What the caller should have signed. */
    String stringToSign(RpcRequest request) {
        String query = UrlEncoding.canonical(request.query());
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + request.header(name).orElse("").strip() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join(
                "\n",
                request.method(),
                request.path(),
                query,
                headers,
                String.join(";", signedHeaders),
                request.header("x-acs-content-sha256").orElse(""));
        return ALGORITHM + "\n" + hex(Hmac.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it is the holder of the secret who sent just this. */
    boolean isRight(RpcRequest request, String secret) {
        boolean body = Hmac.same(
                hex(Hmac.sha256(request.body())),
                request.header("x-acs-content-sha256").orElse(""));
        boolean rest = Hmac.same(hex(Hmac.of("HmacSHA256", secret, stringToSign(request))), signature);
        return body & rest;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
