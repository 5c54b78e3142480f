package io.openhavip.gateway.action;

import java.util.Arrays;
import java.util.Optional;

/** A product of the wire protocol, known by the version that a request names. */
public enum Product {
    VPC("2016-04-28", "vpc"),
    ECS("2014-05-26", "ecs"),
    STS("2015-04-01", "sts"),
    LOCATION("2015-06-12", "location"),
    QUOTAS("2020-05-10", "quotas"),
    BSS("2017-12-14", "bss");

    private final String version;
    private final String ramCode;

    Product(String version, String ramCode) {
        this.version = version;
        this.ramCode = ramCode;
    }

    /** Its name in permissions and resources of policies. */
    public String ramCode() {
        return ramCode;
    }

    static Optional<Product> ofVersion(String version) {
        return Arrays.stream(values())
                .filter(product -> product.version.equals(version))
                .findFirst();
    }
}
