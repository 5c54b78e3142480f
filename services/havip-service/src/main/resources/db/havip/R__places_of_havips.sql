-- HAVIPs that were made before accounts had limits took no place: counts the places that each account's HAVIPs in the store take.
-- Runs when it first comes, and again when it is changed; nothing is taken or freed meanwhile.
LOCK TABLE quota_use IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO quota_use (scope, used)
SELECT 'havips/account/' || (convert_from(creation.payload, 'UTF8')::jsonb ->> 'accountId'), count(*)
FROM domain_event_entry creation
WHERE creation.payload_type LIKE 'havip.HaVipCreationRequested.v%'
  AND NOT EXISTS (
      SELECT 1 FROM domain_event_entry ending
      WHERE ending.aggregate_identifier = creation.aggregate_identifier
        AND (ending.payload_type LIKE 'havip.HaVipCreationRefused.v%' OR ending.payload_type LIKE 'havip.HaVipDeleted.v%'))
GROUP BY 1
ON CONFLICT (scope) DO UPDATE SET used = excluded.used;
