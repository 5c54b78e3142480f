-- VXLAN network identifiers of vSwitches: each is given once.
CREATE SEQUENCE tunnel_key AS integer MINVALUE 1 MAXVALUE 16777215 NO CYCLE;

-- A read model that was made before has room for them without a rebuild.
ALTER TABLE IF EXISTS network_view.vswitch ADD COLUMN IF NOT EXISTS tunnel_key int;
