locals {
  # Who stands behind the HAVIP: the one with the higher priority is master first.
  pair = {
    ecs1 = { peer = "ecs2", state = "MASTER", priority = 100 }
    ecs2 = { peer = "ecs1", state = "BACKUP", priority = 90 }
  }
}

resource "alicloud_vpc" "main" {
  vpc_name   = "havip-quick"
  cidr_block = "192.168.0.0/16"
}

resource "alicloud_vswitch" "main" {
  vpc_id       = alicloud_vpc.main.id
  zone_id      = var.zone
  cidr_block   = "192.168.0.0/24"
  vswitch_name = "havip-quick"
}

resource "alicloud_security_group" "main" {
  vpc_id              = alicloud_vpc.main.id
  security_group_name = "havip-quick"
}

resource "alicloud_security_group_rule" "http" {
  security_group_id = alicloud_security_group.main.id
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "80/80"
  priority          = 1
  cidr_ip           = "0.0.0.0/0"
}

resource "alicloud_havip" "main" {
  ha_vip_name = "havip-quick"
  vswitch_id  = alicloud_vswitch.main.id
  ip_address  = var.ha_vip_address
}

resource "alicloud_instance" "pair" {
  for_each = local.pair

  instance_name        = each.key
  vswitch_id           = alicloud_vswitch.main.id
  security_groups      = [alicloud_security_group.main.id]
  private_ip           = var.addresses[each.key]
  instance_type        = var.instance_type
  image_id             = var.image_id
  system_disk_category = "cloud_essd"
  instance_charge_type = "PostPaid"

  user_data = base64encode(templatefile("${path.module}/keepalived.sh.tftpl", {
    name     = each.key
    state    = each.value.state
    priority = each.value.priority
    own      = var.addresses[each.key]
    peer     = var.addresses[each.value.peer]
    address  = var.ha_vip_address
  }))
}

resource "alicloud_instance" "client" {
  instance_name        = "ecs3"
  vswitch_id           = alicloud_vswitch.main.id
  security_groups      = [alicloud_security_group.main.id]
  private_ip           = var.addresses["ecs3"]
  instance_type        = var.instance_type
  image_id             = var.image_id
  system_disk_category = "cloud_essd"
  instance_charge_type = "PostPaid"
}

# Without force: the one about the master waits until the other is gone (docs/compatibility.md, "The master and Terraform").
resource "alicloud_havip_attachment" "pair" {
  for_each = alicloud_instance.pair

  ha_vip_id   = alicloud_havip.main.id
  instance_id = each.value.id
}

resource "alicloud_eip_address" "main" {
  address_name = "havip-quick"
  isp          = "BGP"
  netmode      = "public"
  bandwidth    = "1"
  payment_type = "PayAsYouGo"
}

resource "alicloud_eip_association" "main" {
  allocation_id = alicloud_eip_address.main.id
  instance_type = "HaVip"
  instance_id   = alicloud_havip.main.id
}
