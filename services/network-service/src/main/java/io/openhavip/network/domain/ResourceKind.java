package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;

/**
 * Kinds of resources, told apart by the prefix of their ids. All histories are in one store by id alone: an id of another kind would
 * be loaded as what it is not.
 */
public enum ResourceKind {
    VPC("vpc-", ErrorCode.INVALID_VPC_NOT_FOUND),
    VSWITCH("vsw-", ErrorCode.INVALID_VSWITCH_NOT_FOUND),
    ROUTE_TABLE("vtb-", ErrorCode.INVALID_ROUTE_TABLE_NOT_FOUND),
    SECURITY_GROUP("sg-", ErrorCode.INVALID_SECURITY_GROUP_NOT_FOUND),
    DEPLOYMENT_SET("ds-", ErrorCode.INVALID_DEPLOYMENT_SET_NOT_FOUND),
    HAVIP("havip-", ErrorCode.INVALID_HAVIP_NOT_FOUND),
    INSTANCE("i-", ErrorCode.INVALID_INSTANCE_NOT_FOUND),
    NETWORK_INTERFACE("eni-", ErrorCode.INVALID_ENI_NOT_FOUND);

    private final String prefix;
    private final ErrorCode notFound;

    ResourceKind(String prefix, ErrorCode notFound) {
        this.prefix = prefix;
        this.notFound = notFound;
    }

    /**
     * Gives the id back.
     *
     * @throws Refusal that it does not exist, if it is not of this kind
     */
    String require(String id) {
        if (!id.startsWith(prefix)) {
            throw refusal(id);
        }
        return id;
    }

    /** The id of what belongs to a resource of this kind and comes and goes with it. */
    String ofSameNameAs(String id, String otherPrefix) {
        return otherPrefix + require(id).substring(prefix.length());
    }

    /** The refusal for an id of this kind that does not exist. */
    public Refusal refusal(String id) {
        return new Refusal(notFound, "The specified " + id + " does not exist.");
    }

    /** The refusal for an id that does not exist, by the kind that its prefix says. */
    public static Refusal notFound(String id) {
        for (ResourceKind kind : values()) {
            if (id.startsWith(kind.prefix)) {
                return kind.refusal(id);
            }
        }
        return INSTANCE.refusal(id);
    }
}
