package io.openhavip.gateway.wire;

import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Signature version 1.0, HMAC-SHA1 over all parameters of address and form (Alibaba Cloud, "Signature method of RPC APIs"). Clients that
 * send a parameter without a value either sign it or leave it out of what they sign; then it says nothing, since anybody can have added it.
 */
final class SignatureV1 {

    private static final String SIGNATURE = "Signature";

    private SignatureV1() {}

    /** What the caller should have signed. */
    static String stringToSign(RpcRequest request) {
        return stringToSign(request, pair -> true);
    }

    private static String stringToSign(RpcRequest request, Predicate<Pair> signed) {
        List<Pair> parameters = Stream.of(request.query(), request.form())
                .flatMap(List::stream)
                .filter(pair -> !pair.name().equals(SIGNATURE))
                .filter(signed)
                .toList();
        return request.method() + "&%2F&" + UrlEncoding.encode(UrlEncoding.canonical(parameters));
    }

    /** What a signature is right for. */
    enum Signed {
        /** All that was sent. */
        ALL,
        /** What has a value; whatever has none may be of anybody between. */
        WHAT_HAS_A_VALUE,
        /** Something else. */
        NOTHING
    }

    static Signed signed(RpcRequest request, String secret, String signature) {
        boolean all = Hmac.same(sign(stringToSign(request), secret), signature);
        if (Stream.of(request.query(), request.form()).flatMap(List::stream).noneMatch(SignatureV1::isEmpty)) {
            return all ? Signed.ALL : Signed.NOTHING;
        }
        boolean withValue = Hmac.same(sign(stringToSign(request, pair -> !isEmpty(pair)), secret), signature);
        if (all) {
            return Signed.ALL;
        }
        return withValue ? Signed.WHAT_HAS_A_VALUE : Signed.NOTHING;
    }

    private static boolean isEmpty(Pair pair) {
        return pair.value().isEmpty();
    }

    static String sign(String text, String secret) {
        return Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", secret + "&", text));
    }
}
