package io.openhavip.agent.instance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What an instance is given to run once, at its first boot, as cloud-init would. */
public sealed interface UserData {

    /** None was given. */
    record None() implements UserData {}

    /** A program that begins with {@code #!}, run by the interpreter that it names. */
    record Script(byte[] text) implements UserData {}

    /** Something that can't be run here; {@code reason} is for the console log. */
    record Refused(String reason) implements UserData {}

    /** @param base64 as it was given to RunInstances; "" if none was */
    static UserData of(String base64) {
        if (base64.isBlank()) {
            return new None();
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new Refused("it is not Base64");
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            return new Refused("gzip is not supported, give the script as it is");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith("#!")) {
            return new Script(bytes);
        }
        if (text.isBlank()) {
            return new None();
        }
        return new Refused(
                text.startsWith("#cloud-config")
                        ? "#cloud-config is not supported, give a script that begins with #!"
                        : "it begins with neither #! nor anything else that is supported");
    }
}
