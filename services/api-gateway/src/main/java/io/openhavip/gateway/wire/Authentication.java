package io.openhavip.gateway.wire;

import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.AccessKeys;
import io.openhavip.gateway.keys.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells who sent a request and what it asks, by either signature. Thread-safe. */
public final class Authentication {

    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private final AccessKeys keys;
    private final Duration clockSkew;
    private final Clock clock;

    /**
     * A request that is believed, if its nonce comes for the first time.
     *
     * @param accessKeyId whose nonce it is
     * @param parameters of address and form
     */
    public record Call(
            String accessKeyId, String nonce, Caller caller, String action, String version, Parameters parameters) {}

    /** @param clockSkew how far a time stamp may be from this clock */
    public Authentication(AccessKeys keys, Duration clockSkew, Clock clock) {
        this.keys = keys;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /**
     * Reads who sent a request and what it asks.
     *
     * @throws ApiError with the code of what is wrong with its signature
     */
    public Call authenticate(RpcRequest request) {
        Parameters parameters = Parameters.of(request.query(), request.form());
        Optional<String> authorization = request.header("authorization");
        return authorization.isPresent()
                ? byV3(request, parameters, SignatureV3.parse(authorization.get()))
                : byV1(request, parameters);
    }

    private Call byV3(RpcRequest request, Parameters parameters, SignatureV3 signature) {
        signature.requireTypeOfBody(request);
        AccessKey key = key(signature.accessKeyId());
        requireInTime(header(request, "x-acs-date"));
        if (!signature.isRight(request, key.secret().value())) {
            throw mismatch(signature.stringToSign(request));
        }
        return new Call(
                key.id(),
                header(request, "x-acs-signature-nonce"),
                key.caller(),
                header(request, "x-acs-action"),
                header(request, "x-acs-version"),
                parameters);
    }

    private Call byV1(RpcRequest request, Parameters parameters) {
        String signature = parameters.find("Signature").orElseThrow(() -> incomplete("Signature"));
        String nonce = parameters.find("SignatureNonce").orElseThrow(() -> incomplete("SignatureNonce"));
        String time = parameters.find("Timestamp").orElseThrow(() -> incomplete("Timestamp"));
        if (!parameters.find("SignatureMethod").filter("HMAC-SHA1"::equals).isPresent()
                || !parameters.find("SignatureVersion").filter("1.0"::equals).isPresent()) {
            throw new ApiError(
                    400, "IncompleteSignature", "SignatureMethod must be HMAC-SHA1 and SignatureVersion 1.0.");
        }
        AccessKey key = key(parameters.require("AccessKeyId"));
        requireInTime(time);
        Parameters signed = switch (SignatureV1.signed(request, key.secret().value(), signature)) {
            case ALL -> parameters;
            case WHAT_HAS_A_VALUE -> parameters.withValue();
            case NOTHING -> throw mismatch(SignatureV1.stringToSign(request));
        };
        return new Call(key.id(), nonce, key.caller(), signed.require("Action"), signed.require("Version"), signed);
    }

    private AccessKey key(String accessKeyId) {
        AccessKey key = keys.find(accessKeyId)
                .orElseThrow(
                        () -> new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."));
        if (!key.active()) {
            throw new ApiError(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.");
        }
        return key;
    }

    private void requireInTime(String text) {
        Instant given;
        try {
            if (!TIMESTAMP.matcher(text).matches()) {
                throw format();
            }
            given = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw format();
        }
        if (Duration.between(given, clock.instant()).abs().compareTo(clockSkew) > 0) {
            throw new ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
        }
    }

    private static ApiError format() {
        return new ApiError(
                400, "InvalidTimeStamp.Format", "The time stamp must be like 2026-01-31T12:00:00Z, in UTC.");
    }

    private static String header(RpcRequest request, String name) {
        return request.header(name).filter(value -> !value.isBlank()).orElseThrow(() -> incomplete(name));
    }

    private static ApiError incomplete(String what) {
        return new ApiError(400, "IncompleteSignature", "The request has no " + what + ".");
    }

    /** In these words: clients find the text after the colon and compare it with what they signed. */
    private static ApiError mismatch(String stringToSign) {
        return new ApiError(
                400,
                "SignatureDoesNotMatch",
                "Specified signature is not matched with our calculation. server string to sign is:" + stringToSign);
    }
}
