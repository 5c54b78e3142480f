package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.RuleDirection;
import io.openhavip.contracts.network.SecurityGroupRule;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.SecurityGroupRequest;
import io.openhavip.network.projection.Page;
import io.openhavip.network.projection.SecurityGroupQueries;
import io.openhavip.network.projection.SecurityGroupQueries.SecurityGroupView;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.ResourceIds;
import io.openhavip.service.api.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Security groups and their rules. */
@Path("/security-groups")
@RunOnVirtualThread
public class SecurityGroupResource {

    /** Body of a creation. */
    public record NewSecurityGroup(
            Optional<String> vpcId,
            Optional<String> securityGroupName,
            Optional<String> description,
            Optional<String> securityGroupType,
            Optional<String> resourceGroupId,
            Optional<List<Tags.NewTag>> tags) {}

    /** Body of a change: what is absent stays as it is. */
    public record ChangedSecurityGroup(Optional<String> securityGroupName, Optional<String> description) {}

    /** Body of a change of what holds between members. */
    public record ChangedPolicy(Optional<String> innerAccessPolicy) {}

    /** Rules to be added or taken away. */
    public record Permissions(Optional<List<Permission>> permissions) {}

    /** A page of security groups. */
    public record SecurityGroups(
            List<SecurityGroupView> securityGroups, long totalCount, int pageNumber, int pageSize) {}

    /** The rules of a security group, the oldest first. */
    public record Rules(List<SecurityGroupRule> rules) {}

    private static final int MOST_PERMISSIONS = 100;
    private static final String NORMAL = "normal";
    private static final Set<String> TYPES = Set.of(NORMAL, "enterprise");

    private final Execution execution;
    private final SecurityGroupQueries queries;
    private final Tagging tagging;
    private final Requests.Current request;

    SecurityGroupResource(
            Execution execution, SecurityGroupQueries queries, Tagging tagging, Requests.Current request) {
        this.execution = execution;
        this.queries = queries;
        this.tagging = tagging;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public SecurityGroupView create(NewSecurityGroup given) throws SQLException {
        NewSecurityGroup body = Fields.body(given);
        String type =
                Fields.optional("securityGroupType", body.securityGroupType()).orElse(NORMAL);
        if (!TYPES.contains(type)) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"securityGroupType\" must be normal or enterprise, not " + type + ".");
        }
        String securityGroupId = ResourceIds.next("sg");
        SecurityGroupRequest.CreateSecurityGroup command = new SecurityGroupRequest.CreateSecurityGroup(
                securityGroupId,
                request.accountId(),
                Fields.required("vpcId", body.vpcId()),
                name(body.securityGroupName()),
                description(body.description()),
                type,
                body.resourceGroupId().map(Parameters::resourceGroup).orElse(""),
                Tags.of(body.tags()));
        return change("CreateSecurityGroup", List.of(body), securityGroupId, command);
    }

    private static String name(Optional<String> given) {
        return Fields.name("securityGroupName", given, ErrorCode.INVALID_SECURITY_GROUP_NAME_MALFORMED);
    }

    private static String description(Optional<String> given) {
        return Fields.description("description", given, ErrorCode.INVALID_SECURITY_GROUP_DESCRIPTION_MALFORMED);
    }

    /** @param tags each {@code key=value}, or {@code key} for any value; a group must have all of them */
    @GET
    public SecurityGroups list(
            @QueryParam("securityGroupId") List<String> securityGroupIds,
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("securityGroupName") Optional<String> securityGroupName,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("resourceGroupId") Optional<String> resourceGroupId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tags,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        Page<SecurityGroupView> found = queries.page(
                request.accountId(),
                new SecurityGroupQueries.Wanted(
                        securityGroupIds, vpcId, securityGroupName, regionId, resourceGroupId, Tags.filter(tags)),
                page.size(),
                page.offset());
        return new SecurityGroups(found.items(), found.totalCount(), page.number(), page.size());
    }

    @GET
    @Path("/{securityGroupId}")
    public SecurityGroupView one(String securityGroupId) throws SQLException {
        return queries.one(request.accountId(), securityGroupId)
                .orElseThrow(() -> ResourceKind.SECURITY_GROUP.refusal(securityGroupId));
    }

    @PATCH
    @Path("/{securityGroupId}")
    public SecurityGroupView modify(String securityGroupId, ChangedSecurityGroup given) throws SQLException {
        ChangedSecurityGroup body = Fields.body(given);
        SecurityGroupRequest.ModifySecurityGroup command = new SecurityGroupRequest.ModifySecurityGroup(
                securityGroupId,
                request.accountId(),
                body.securityGroupName().map(name -> name(Optional.of(name))),
                body.description().map(text -> description(Optional.of(text))));
        return change("ModifySecurityGroupAttribute", List.of(securityGroupId, body), securityGroupId, command);
    }

    @POST
    @Path("/{securityGroupId}/policy")
    public SecurityGroupView modifyPolicy(String securityGroupId, ChangedPolicy given) throws SQLException {
        ChangedPolicy body = Fields.body(given);
        String policy = Permission.policy(Fields.required("innerAccessPolicy", body.innerAccessPolicy()));
        return change(
                "ModifySecurityGroupPolicy",
                List.of(securityGroupId, body),
                securityGroupId,
                new SecurityGroupRequest.ModifySecurityGroupPolicy(securityGroupId, request.accountId(), policy));
    }

    @GET
    @Path("/{securityGroupId}/rules")
    public Rules rules(String securityGroupId, @QueryParam("direction") Optional<RuleDirection> direction)
            throws SQLException {
        one(securityGroupId);
        return new Rules(queries.rules(securityGroupId).stream()
                .filter(rule ->
                        direction.map(wanted -> rule.direction() == wanted).orElse(true))
                .toList());
    }

    /** AuthorizeSecurityGroup, or AuthorizeSecurityGroupEgress; rules that are there already stay as they are. */
    @POST
    @Path("/{securityGroupId}/rules/{direction}")
    public Rules authorize(String securityGroupId, RuleDirection direction, Permissions body) throws SQLException {
        return changeRules(
                "AuthorizeSecurityGroup",
                List.of(securityGroupId, direction, Fields.body(body)),
                securityGroupId,
                new SecurityGroupRequest.AuthorizeSecurityGroup(
                        securityGroupId, request.accountId(), rulesOf(body, direction)));
    }

    /** ModifySecurityGroupRule, or ModifySecurityGroupEgressRule: the rule that says the same gets the description. */
    @PATCH
    @Path("/{securityGroupId}/rules/{direction}")
    public Rules describe(String securityGroupId, RuleDirection direction, Permission body) throws SQLException {
        return changeRules(
                "ModifySecurityGroupRule",
                List.of(securityGroupId, direction, Fields.body(body)),
                securityGroupId,
                new SecurityGroupRequest.ModifySecurityGroupRule(
                        securityGroupId, request.accountId(), body.rule(direction)));
    }

    /** RevokeSecurityGroup, or RevokeSecurityGroupEgress, by what the rules say; rules that are not there are passed over. */
    @POST
    @Path("/{securityGroupId}/rules/{direction}/revoke")
    public Rules revoke(String securityGroupId, RuleDirection direction, Permissions body) throws SQLException {
        return changeRules(
                "RevokeSecurityGroup",
                List.of(securityGroupId, direction, Fields.body(body)),
                securityGroupId,
                new SecurityGroupRequest.RevokeSecurityGroup(
                        securityGroupId, request.accountId(), rulesOf(body, direction)));
    }

    /** RevokeSecurityGroup, by ids of rules. */
    @DELETE
    @Path("/{securityGroupId}/rules")
    public Rules revokeByIds(String securityGroupId, @QueryParam("securityGroupRuleId") List<String> ids)
            throws SQLException {
        Fields.required("securityGroupRuleId", ids.stream().findFirst());
        return changeRules(
                "RevokeSecurityGroup",
                List.of(securityGroupId, ids),
                securityGroupId,
                new SecurityGroupRequest.RevokeSecurityGroupRules(securityGroupId, request.accountId(), ids));
    }

    private static List<SecurityGroupRule> rulesOf(Permissions body, RuleDirection direction) {
        List<Permission> permissions = body.permissions().orElseThrow(() -> Fields.missing("permissions"));
        Fields.within("permissions", permissions.size(), 1, MOST_PERMISSIONS);
        return permissions.stream()
                .map(permission -> permission.rule(direction))
                .toList();
    }

    @DELETE
    @Path("/{securityGroupId}")
    public void delete(String securityGroupId) throws SQLException {
        execution.once(
                "DeleteSecurityGroup",
                List.of(securityGroupId),
                securityGroupId,
                new SecurityGroupRequest.DeleteSecurityGroup(securityGroupId, request.accountId()));
    }

    private SecurityGroupView change(
            String action, List<?> parameters, String securityGroupId, SecurityGroupRequest command)
            throws SQLException {
        return execution.once(action, parameters, securityGroupId, command, SecurityGroupView.class, this::one);
    }

    private Rules changeRules(String action, List<?> parameters, String securityGroupId, SecurityGroupRequest command)
            throws SQLException {
        return execution.once(
                action, parameters, securityGroupId, command, Rules.class, id -> rules(id, Optional.empty()));
    }

    @POST
    @Path("/{securityGroupId}/tags")
    public void tag(String securityGroupId, Tagging.NewTags body) throws SQLException {
        tagging.tag(ResourceKind.SECURITY_GROUP, securityGroupId, body);
    }

    /** @param all every tag */
    @DELETE
    @Path("/{securityGroupId}/tags")
    public void untag(
            String securityGroupId, @QueryParam("key") List<String> keys, @QueryParam("all") Optional<String> all)
            throws SQLException {
        tagging.untag(ResourceKind.SECURITY_GROUP, securityGroupId, keys, Parameters.flag("all", all));
    }
}
