package io.openhavip.network.domain;

import java.sql.SQLException;

/** The limits of accounts, and how much of those over several aggregates is taken. */
public interface Quotas {

    /** What an account may have of something. */
    long limit(String accountId, String quotaActionCode);

    /**
     * Takes one place in the command's transaction. To be done after everything that can refuse the command: a command that is refused
     * afterwards keeps the place.
     *
     * @return whether there was one
     */
    default boolean take(String scope, long limit) throws SQLException {
        return take(scope, 1, limit);
    }

    /** Takes several places, or none if there are not so many; otherwise as above. */
    boolean take(String scope, int places, long limit) throws SQLException;

    /** Gives places back in the command's transaction, those that no event of their own frees. */
    void free(String scope, int places) throws SQLException;

    default long limit(String accountId, Quota quota) {
        return limit(accountId, quota.code());
    }

    /** The scopes of limits over several aggregates. A place is freed with the event that ends the resource. */
    final class Scope {
        private Scope() {}

        public static String vpcs(String accountId, String regionId) {
            return "vpcs/" + accountId + "/" + regionId;
        }

        public static String haVips(String vpcId) {
            return "havips/vpc/" + vpcId;
        }

        /** HAVIPs of an instance and of the network interfaces that are attached to it. */
        public static String haVipsOfInstance(String instanceId) {
            return "havips/instance/" + instanceId;
        }

        public static String instances(String accountId, String regionId) {
            return "instances/" + accountId + "/" + regionId;
        }

        public static String securityGroups(String accountId, String regionId) {
            return "security-groups/" + accountId + "/" + regionId;
        }

        public static String deploymentSets(String accountId, String regionId) {
            return "deployment-sets/" + accountId + "/" + regionId;
        }
    }
}
