package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/**
 * Tells security groups who joins and leaves them, in the transaction in which an instance or a network interface says so: what a member
 * says and what its groups know is one. Groups are locked in the order of their ids, after everything else.
 */
final class Memberships {

    private final Repository<SecurityGroup> groups;

    Memberships(Repository<SecurityGroup> groups) {
        this.groups = groups;
    }

    /**
     * Lets members into all of the groups.
     *
     * @return the groups
     * @throws Refusal if one does not exist, is another account's or another VPC's
     */
    List<Aggregate<SecurityGroup>> join(
            Collection<String> securityGroupIds, List<String> memberIds, String accountId, String vpcId) {
        return new TreeSet<>(securityGroupIds)
                .stream()
                        .map(id -> {
                            Aggregate<SecurityGroup> group =
                                    Aggregates.load(groups, ResourceKind.SECURITY_GROUP, id, accountId);
                            memberIds.forEach(member -> group.execute(it -> it.join(member, vpcId)));
                            return group;
                        })
                        .toList();
    }

    /** Takes a member out of the groups; one that is not in a group, or a group that is gone, is as it should be. */
    List<Aggregate<SecurityGroup>> leave(Collection<String> securityGroupIds, String memberId) {
        return new TreeSet<>(securityGroupIds)
                .stream()
                        .map(this::find)
                        .flatMap(Optional::stream)
                        .peek(group -> group.execute(it -> it.leave(memberId)))
                        .toList();
    }

    /** Takes a member from the groups it was in to others, as {@link #join} and {@link #leave} would. */
    List<Aggregate<SecurityGroup>> change(
            Collection<String> before, Collection<String> after, String memberId, String accountId, String vpcId) {
        TreeSet<String> all = new TreeSet<>(before);
        all.addAll(after);
        List<Aggregate<SecurityGroup>> changed = new ArrayList<>();
        for (String id : all) {
            changed.addAll(
                    after.contains(id)
                            ? join(List.of(id), List.of(memberId), accountId, vpcId)
                            : leave(List.of(id), memberId));
        }
        return changed;
    }

    /**
     * The groups of a member with one more.
     *
     * @throws Refusal if it is among them, or there are {@value SecurityGroup#MOST_OF_A_MEMBER}
     */
    static List<String> joined(String memberId, List<String> groups, String securityGroupId) {
        if (groups.contains(securityGroupId)) {
            throw new Refusal(
                    ErrorCode.SECURITY_GROUP_ALREADY_JOINED,
                    "The specified instance " + memberId + " already exists in the specified security group "
                            + securityGroupId + ".");
        }
        if (groups.size() >= SecurityGroup.MOST_OF_A_MEMBER) {
            throw new Refusal(
                    ErrorCode.SECURITY_GROUPS_OF_MEMBER_EXCEEDED,
                    memberId + " is in " + SecurityGroup.MOST_OF_A_MEMBER + " security groups already.");
        }
        List<String> joined = new ArrayList<>(groups);
        joined.add(securityGroupId);
        return joined;
    }

    /**
     * The groups of a member with one less.
     *
     * @throws Refusal if it is not among them, or the only one
     */
    static List<String> left(String memberId, List<String> groups, String securityGroupId) {
        if (!groups.contains(securityGroupId)) {
            throw new Refusal(
                    ErrorCode.SECURITY_GROUP_NOT_JOINED,
                    "The specified instance " + memberId + " is not in the specified security group " + securityGroupId
                            + ".");
        }
        List<String> left =
                groups.stream().filter(id -> !id.equals(securityGroupId)).toList();
        requireNotTheLastLeft(memberId, groups, left);
        return left;
    }

    /** @throws Refusal if a member that was in a group would be in none */
    static void requireNotTheLastLeft(String memberId, List<String> before, List<String> after) {
        if (after.isEmpty() && !before.isEmpty()) {
            throw new Refusal(
                    ErrorCode.LAST_SECURITY_GROUP, memberId + " cannot leave the last security group that it is in.");
        }
    }

    private Optional<Aggregate<SecurityGroup>> find(String securityGroupId) {
        try {
            return Optional.of(groups.load(securityGroupId));
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }
}
