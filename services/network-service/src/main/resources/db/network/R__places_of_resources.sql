-- What was made before it was counted took no place: counts the places that the resources in the store take, each kind with its scope of
-- Quotas.Scope. Runs when it first comes, and again when it is changed; nothing is taken or freed meanwhile.
LOCK TABLE quota_use IN SHARE ROW EXCLUSIVE MODE;

WITH event AS (
    SELECT aggregate_identifier, sequence_number, payload_type, convert_from(payload, 'UTF8')::jsonb AS json
    FROM domain_event_entry
    WHERE payload_type ~ '^network\.((Vpc|SecurityGroup|DeploymentSet|Instance)(Created|Deleted)|Address(Reserved|Released))\.v'
), resource AS (
    SELECT CASE
               WHEN payload_type LIKE 'network.Vpc%' THEN 'vpcs/'
               WHEN payload_type LIKE 'network.Instance%' THEN 'instances/'
               WHEN payload_type LIKE 'network.SecurityGroup%' THEN 'security-groups/'
               ELSE 'deployment-sets/'
           END || coalesce(json ->> 'accountId', '') || '/' || coalesce(json ->> 'regionId', '') AS scope
    FROM event AS creation
    WHERE payload_type LIKE 'network.%Created.v%'
      AND NOT EXISTS (
          SELECT 1 FROM event AS ending
          WHERE ending.aggregate_identifier = creation.aggregate_identifier
            AND ending.payload_type LIKE 'network.%Deleted.v%')
), address AS (
    SELECT DISTINCT ON (aggregate_identifier, json ->> 'holderId') payload_type, json ->> 'vpcId' AS vpc_id
    FROM event
    WHERE payload_type LIKE 'network.Address%' AND json ->> 'holder' = 'HaVip'
    ORDER BY aggregate_identifier, json ->> 'holderId', sequence_number DESC
), scope AS (
    SELECT scope FROM resource
    UNION ALL
    SELECT 'havips/vpc/' || vpc_id FROM address WHERE payload_type LIKE 'network.AddressReserved.v%'
)
INSERT INTO quota_use (scope, used)
SELECT scope, count(*) FROM scope GROUP BY scope
ON CONFLICT (scope) DO UPDATE SET used = excluded.used;
