package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.GuestSetup;
import java.util.Base64;
import java.util.regex.Pattern;

/** What instances and network interfaces can be called, and what user data can be (RunInstances, CreateNetworkInterface). Pure. */
public final class EcsNames {

    /** Bytes of user data before Base64. */
    public static final int MOST_USER_DATA = 32 * 1024;

    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{Nd}:._-]{1,127}");
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{2," + GuestSetup.LONGEST_HOST_NAME + "}$)[A-Za-z0-9](?:[A-Za-z0-9]|[.-](?=[A-Za-z0-9]))*");
    private static final int SHORTEST_DESCRIPTION = 2;
    private static final int LONGEST_DESCRIPTION = 256;

    private EcsNames() {}

    /**
     * A name as it is.
     *
     * @param malformed the code for one that is not allowed
     */
    public static String name(String field, String text, ErrorCode malformed) {
        if (!NAME.matcher(text).matches()) {
            throw new Refusal(
                    malformed,
                    "\"" + field + "\" must have 2 to 128 characters: a letter, then letters, digits, and : . _ -");
        }
        return text;
    }

    /** A description as it is; it may be empty. */
    public static String description(String text) {
        int length = text.codePointCount(0, text.length());
        if (!text.isEmpty() && (length < SHORTEST_DESCRIPTION || length > LONGEST_DESCRIPTION || isAddress(text))) {
            throw new Refusal(
                    ErrorCode.INVALID_DESCRIPTION_MALFORMED,
                    "\"description\" must have 2 to 256 characters and must not start with http:// or https://.");
        }
        return text;
    }

    /** A host name as it is. */
    public static String hostName(String text) {
        if (!HOST_NAME.matcher(text).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID_HOST_NAME_MALFORMED,
                    "\"hostName\" must have 2 to " + GuestSetup.LONGEST_HOST_NAME
                            + " characters: letters, digits, and single . or - between them.");
        }
        return text;
    }

    /** User data as they are. */
    public static String userData(String base64) {
        if (decoded(base64).length > MOST_USER_DATA) {
            throw new Refusal(
                    ErrorCode.INVALID_USER_DATA_SIZE,
                    "\"userData\" must have at most " + MOST_USER_DATA + " bytes before Base64.");
        }
        return base64;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    ErrorCode.INVALID_USER_DATA_BASE64, "\"userData\" is not Base64: " + e.getMessage() + ".");
        }
    }

    /** The host name of an instance that is given none. */
    public static String defaultHostName(String instanceId) {
        return "iZ" + instanceId.substring(instanceId.indexOf('-') + 1) + "Z";
    }

    private static boolean isAddress(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }
}
