variable "endpoint" {
  description = "Host and port of api-gateway's HTTPS, without a scheme"
  type        = string
  default     = "127.0.0.1:8087"
}

variable "access_key" {
  description = "As ./havip up prints it"
  type        = string
  default     = "openhavip"
}

variable "secret_key" {
  description = "As ./havip up prints it"
  type        = string
  sensitive   = true
}

variable "account_id" {
  description = "The account of the access key"
  type        = string
  default     = "1000000000000001"
}

variable "region" {
  type    = string
  default = "cn-hangzhou"
}

variable "zone" {
  type    = string
  default = "cn-hangzhou-b"
}

variable "name" {
  description = "Name of everything that has one"
  type        = string
  default     = "havip-example"
}

variable "vpc_cidr" {
  type    = string
  default = "192.168.0.0/16"
}

variable "vswitch_cidr" {
  description = "Addresses 24 to 27 of it are the HAVIP's and the instances'"
  type        = string
  default     = "192.168.0.0/24"
}

variable "image_id" {
  type    = string
  default = "aliyun_3_x64_20G_alibase_20221102.vhd"
}

variable "instance_type" {
  type    = string
  default = "ecs.e-c1m1.large"
}

variable "force_detach" {
  description = "Whether an attachment may be taken from the instance that has the address while another could take it"
  type        = bool
  default     = false
}

variable "routed_cidr" {
  description = "A block outside of the VPC that is routed to the HAVIP; empty for none"
  type        = string
  default     = ""
}
