package io.openhavip.gateway.ram;

/** What the policies of a caller say of a request. */
public sealed interface Decision {

    record Allowed() implements Decision {}

    /**
     * @param resource the first resource that the caller may not use so
     * @param explicit a statement denies it; else none allows it
     */
    record Denied(String resource, boolean explicit) implements Decision {}

    /**
     * Nothing is allowed: it is not known what a policy of the caller says.
     *
     * @param policy its name
     */
    record Unreadable(String policy) implements Decision {}
}
