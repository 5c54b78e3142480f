package io.openhavip.gateway.keys;

/** A secret that hides itself from logs and messages. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
