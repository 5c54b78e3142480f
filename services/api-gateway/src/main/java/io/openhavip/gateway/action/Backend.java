package io.openhavip.gateway.action;

/** A service behind this one. */
public enum Backend {
    HAVIP,
    NETWORK,
    EIP
}
