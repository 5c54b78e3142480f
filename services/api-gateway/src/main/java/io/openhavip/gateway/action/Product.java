package io.openhavip.gateway.action;

import java.util.Arrays;
import java.util.Optional;

/** A product of the wire protocol, known by the version that a request names. */
public enum Product {
    VPC("2016-04-28"),
    ECS("2014-05-26"),
    STS("2015-04-01"),
    LOCATION("2015-06-12");

    private final String version;

    Product(String version) {
        this.version = version;
    }

    static Optional<Product> ofVersion(String version) {
        return Arrays.stream(values())
                .filter(product -> product.version.equals(version))
                .findFirst();
    }
}
